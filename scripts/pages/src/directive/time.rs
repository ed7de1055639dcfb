//! `{{#time}}`: the verdict on a case's time, and the figures behind it, in a sentence.

use super::figure::{Figure, Measurement};
use super::syntax::{Context, Directive, Origin, Syntax, words};
use crate::figure::{in_sentence, measured};
use crate::records;
use record::{Time, Verdict, print};

pub(super) static SYNTAX: Syntax = Syntax {
    name: "time",
    forms: &["SLUG CASE"],
    about: "The verdict on a case\u{2019}s time against its baseline, with both times and the difference or the ratio, in a sentence.",
    parse: |arguments| match words(arguments)[..] {
        [slug, case] => Ok(Box::new(InSentence { slug, case })),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct InSentence<'a> {
    slug: &'a str,
    case: &'a str,
}

impl Directive for InSentence<'_> {
    fn is_block(&self) -> bool {
        false
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let Self { slug, case } = *self;
        let verdict = Figure { slug, case, profile: Measurement::Time, field: "verdict", words: false };
        let verdict = verdict.inline(context.records())?;
        let record = context.records().get(slug)?;
        let of = records::case(&record, case)?;
        let Ok(time) = measured(&of.time) else { return Ok(verdict) };
        // "Its time is can't tell" would be no sentence.
        let verdict = verdict.replace(print::verdict(Verdict::CannotTell), "undecided");
        let baseline = record.case(&of.baseline).filter(|_| of.baseline != of.id());
        let figures = behind(time, baseline.and_then(|baseline| baseline.time.measured()));
        let title = format!("{case}, time of a call in the release profile; {INTERVAL}");
        let figures = in_sentence("figure", &Origin::Record(slug.to_owned()), &title, &figures);
        Ok(format!("{verdict} ({figures})"))
    }
}

const INTERVAL: &str = "behind the comma its 99 % interval over the rounds";

/// `12.7 ns against 2.49 ns: +10.2 ns, +10.1 to +10.6 ns`; of a baseline its own time.
fn behind(time: &Time, baseline: Option<&Time>) -> String {
    let own = print::time(time.median_ps);
    let Some(baseline) = baseline else { return own };
    let both = format!("{own} against {}", print::time(baseline.median_ps));
    match print::against(&time.ratio, baseline.median_ps) {
        Some([value, interval]) => format!("{both}: {value}, {interval}"),
        None => both,
    }
}

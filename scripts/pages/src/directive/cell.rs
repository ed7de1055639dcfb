//! `{{#cell}}`: one cell of a matrix, in a sentence.

use super::matrix;
use super::syntax::{Context, Directive, Origin, Syntax, in_words, known};
use crate::figure::in_sentence;
use record::matrix::{Reading, Setting};
use record::print;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "cell",
    forms: &["SLUG VARIANT OPT UNITS LTO PANIC READING [words]"],
    about: "One cell of a matrix, in a sentence.",
    parse: |arguments| {
        let (words, in_words) = in_words(arguments);
        let [slug, variant, ref setting @ .., word] = words[..] else { return Err(SYNTAX.usage()) };
        known("reading", word, &Reading::ALL.map(Reading::name))?;
        let reading = Reading::ALL.into_iter().find(|reading| reading.name() == word);
        let reading = reading.ok_or_else(|| SYNTAX.usage())?;
        Ok(Box::new(Cell { slug, variant, setting: setting.join(" ").parse()?, reading, words: in_words }))
    },
};

#[derive(Debug)]
struct Cell<'a> {
    slug: &'a str,
    variant: &'a str,
    setting: Setting,
    reading: Reading,
    /// Whether a count is printed with its noun.
    words: bool,
}

impl Directive for Cell<'_> {
    fn is_block(&self) -> bool {
        false
    }

    /// `1`, or `1 allocation` with `words`.
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let Self { slug, variant, setting, reading, words } = *self;
        let matrix = context.records().matrix(slug)?;
        let row = matrix::variant(&matrix, variant)?.row(reading);
        let calls =
            matrix.cell(row, setting).ok_or_else(|| format!("the matrix of `{slug}` has no figure at `{setting}`"))?;
        if words && calls.reallocations > 0 {
            return Err(format!("`words` has no noun for reallocations, and `{variant}` has some at `{setting}`"));
        }
        let text = if words { print::counted(calls.allocations.into(), "allocation") } else { calls.to_string() };
        let title = format!("{variant} at {}: {}", matrix::describe(&matrix, setting), in_full(reading));
        Ok(in_sentence("figure", &Origin::Matrix(slug.to_owned()), &title, &text))
    }
}

fn in_full(reading: Reading) -> &'static str {
    match reading {
        Reading::Malloc => "calls of malloc, in a program that declares no allocator",
        Reading::Counter => "what the counter says, in a program that declares it",
        Reading::MallocBesideCounter => "calls of malloc, in the program that declares the counter",
    }
}

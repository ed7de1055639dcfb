//! `{{#influences}}`: what moves a time besides the code that is timed.

use super::syntax::{Context, Directive, Syntax};
use crate::html::{self, Cell, Table};
use record::influences::{InfluencesRecord, Spread};
use record::print;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "influences",
    forms: &[""],
    about: "What moves a time besides the code: how far the rounds of the calibration’s functions lie apart under other settings.",
    parse: |arguments| if arguments.is_empty() { Ok(Box::new(Influences)) } else { Err(SYNTAX.usage()) },
};

#[derive(Debug)]
struct Influences;

impl Directive for Influences {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        context.records().influences().map(|read| table(&read))
    }
}

fn table(influences: &InfluencesRecord) -> String {
    let mut table = Table::new(
        "influences",
        "How far apart the rounds of a function lie under each setting: the width of their middle half, in per cent of the median; below it, the median",
    );
    // A case of a function that can be slowed is called `hash/0`, and nothing is added here.
    let name = |case: &String| format!("<code>{}</code>", html::escape(case.trim_end_matches("/0")));
    table.head(
        std::iter::once(Cell::column("case", "setting"))
            .chain(influences.functions.iter().map(|case| Cell::column("number", name(case)))),
    );
    for setting in &influences.settings {
        let how = match &*setting.how {
            "" => String::new(),
            how => format!(" <small><code>{}</code></small>", html::escape(how)),
        };
        let cells = setting.rounds_ps.iter().map(|rounds| {
            let text = Spread::of(rounds).map(|spread| {
                let percent = spread.per_mille() as f64 / 10.0;
                format!(
                    "{percent:.1}&nbsp;%<br><small>{}</small>",
                    print::time(spread.median_ps).replace(' ', "&nbsp;")
                )
            });
            Cell::value("number", text.unwrap_or_default())
        });
        let first = Cell::row_name("case", html::escape(&setting.name) + &how);
        table.row(std::iter::once(first).chain(cells));
    }
    let rounds = influences.settings.first().and_then(|setting| setting.rounds_ps.first()).map_or(0, Vec::len);
    let note = format!(
        "{} rounds of each, all settings in turn within a round and with the functions linked in the same order. Measured on {}, {}, by <code>{}</code>.",
        print::count(rounds as i128),
        html::escape(&influences.provenance.cpu),
        html::escape(&influences.provenance.date),
        html::escape(&influences.provenance.command),
    );
    format!(r#"<div class="figures">{}{}</div>"#, table.html(), html::note(&note))
}

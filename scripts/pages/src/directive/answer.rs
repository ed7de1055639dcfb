//! `{{#answer}}`: the figures that answer a chapter's question, in the box at the top of its page.
//!
//! A row a case: how the work is written, its allocations, requested bytes and instructions, and its time. They show at once: whoever came
//! with the question gets the answer before the page asks anything.

use super::syntax::{Context, Directive, Syntax};
use super::table::{REALLOCATIONS, allocations, instructions, reallocates, requested, time};
use crate::figure::{NO_FIGURE, measured};
use crate::html::{self, Cell, Table};
use crate::records;
use record::Case;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "answer",
    forms: &["SLUG CASE [| label]", "SLUG, then one `CASE [| label]` a line"],
    about: "The few figures that answer a chapter\u{2019}s question; stands in a `<div class=\"answer\">`.",
    parse: |arguments| {
        let (slug, rest) = arguments.split_once(char::is_whitespace).ok_or_else(|| SYNTAX.usage())?;
        let rows = rest.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
            let (case, label) = line.split_once('|').map_or((line, None), |(case, label)| (case, Some(label.trim())));
            (case.trim(), label)
        });
        let rows: Vec<(&str, Option<&str>)> = rows.collect();
        if rows.is_empty() || rows.iter().any(|(case, _)| case.contains(char::is_whitespace)) {
            return Err(SYNTAX.usage());
        }
        Ok(Box::new(Answer { slug, rows }))
    },
};

#[derive(Debug)]
struct Answer<'a> {
    slug: &'a str,
    /// The id of a case, and what is said of it instead of what it says of itself.
    rows: Vec<(&'a str, Option<&'a str>)>,
}

impl Directive for Answer<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let record = context.records().get(self.slug)?;
        let counts = context.records().instructions(self.slug)?;
        let anchor = context.provenance(self.slug)?;
        let mut table = Table::without_caption("", &format!("The answer in figures: {}", record.question));
        let columns = ["allocations", "bytes", "instructions", "time"];
        table.head(
            std::iter::once(Cell::column("case", "written as")).chain(columns.map(|name| Cell::column("number", name))),
        );
        let mut reallocations = "";
        for (id, label) in &self.rows {
            let case = records::case(&record, id)?;
            if reallocates(&case.debug) || reallocates(&case.release) {
                reallocations = REALLOCATIONS;
            }
            let [outside, allocator] = instructions(records::per_call(&counts, id)?.measured());
            let instructions =
                if allocator == NO_FIGURE { outside } else { format!("{outside}\u{a0}+\u{a0}{allocator}") };
            let figures = [in_both(case), requested(&case.release), instructions, time(&case.time)];
            let label = html::escape_with_code(label.unwrap_or(&case.about));
            let row = std::iter::once(Cell::row_name("case", label));
            table.row(row.chain(
                columns.iter().zip(figures).map(|(name, text)| Cell::value("number", text).with("data-label", name)),
            ));
        }
        let note = format!(
            "A call in release, on the machine of the record. {reallocations}Instructions: outside of the allocator, then in it. {}",
            html::link_to(anchor, "How this was measured")
        );
        Ok(format!("{}{}", table.html(), html::note(&note)))
    }
}

/// The allocations in release, and those in debug where they are others.
fn in_both(case: &Case) -> String {
    let (debug, release) = (allocations(&case.debug), allocations(&case.release));
    match measured(&case.debug) {
        Ok(_) if debug != release => format!(r#"{release}<span class="range">{debug} in debug</span>"#),
        _ => release,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_a_case_each_and_perhaps_a_label() {
        let printed = |text| format!("{:?}", (SYNTAX.parse)(text));
        assert!(printed("s a").contains(r#"rows: [("a", None)]"#));
        assert!(printed("s\na | in a `Box`\nb/8").contains(r#"[("a", Some("in a `Box`")), ("b/8", None)]"#));
        assert!(printed("s").contains("is written"));
        assert!(printed("s a b").contains("is written"));
    }
}

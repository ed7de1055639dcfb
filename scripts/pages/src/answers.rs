//! What does each chapter answer?
//!
//! A chapter's page begins with its answer, in a box: the question in bold type, and below it the answer, a sentence a line.

use crate::directive::syntax::{Context, Workbook};
use crate::directive::{self, Kind};
use crate::page::Page;
use crate::records::Records;
use crate::sources::Sources;
use crate::{Problem, Problems, markdown};
use anyhow::Context as _;
use record::Workspace;
use std::collections::BTreeMap;
use std::path::Path;

/// The answer of a chapter, as Markdown without links and HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The experiment.
    pub slug: String,
    /// The title of its page.
    pub title: String,
    /// The question; of a page without such a box, the one that the experiment declares.
    pub question: String,
    /// The first sentence of the answer; empty for a page without such a box.
    pub answer: String,
}

/// The answers of all experiments, in the order of SUMMARY.md.
///
/// # Errors
///
/// A [`Problems`], when an answer shows a figure that is in no record; or what cannot be read.
pub fn answers(root: &Path) -> anyhow::Result<Vec<Answer>> {
    let sources = Sources::read(root)?;
    let chapters = Workspace::around(root)?.chapters()?;
    let workbook = Workbook::of(Records::new(root));
    let mut problems = Vec::new();
    let mut answers = Vec::new();
    for (title, path) in sources.order {
        let Some(chapter) = chapters.iter().find(|chapter| path == format!("{}.md", chapter.slug)) else { continue };
        let page = Page::new(&path, sources.pages.get(&path).map_or("", String::as_str));
        let (question, answer) = match answer(&page, &workbook) {
            Ok(Some(found)) => found,
            Ok(None) => {
                let record = workbook.records.get(&chapter.slug).map_err(anyhow::Error::msg)?;
                (record.question.clone(), String::new())
            }
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        answers.push(Answer { slug: chapter.slug.clone(), title, question, answer });
    }
    Problems::none_in(problems).context("the answers of the chapters")?;
    Ok(answers)
}

/// Question and first sentence of the page's box.
fn answer(page: &Page<'_>, workbook: &Workbook<'_>) -> Result<Option<(String, String)>, Problem> {
    const BOX: &str = "<div class=\"answer\">";
    let Some(start) = page.text.find(BOX).map(|start| start + BOX.len()) else { return Ok(None) };
    let lines = page.text[start..].split_inclusive('\n').scan(start, |offset, line| {
        let at = *offset;
        *offset += line.len();
        Some((at, line))
    });
    let mut lines =
        lines.skip_while(|(_, line)| line.trim().is_empty()).take_while(|(_, line)| !line.trim().is_empty());
    let missing = |what: &str| {
        page.problem(
            start,
            format!("the answer box has no {what}; begin it with a line `**Question?**` and the answer below it"),
        )
    };
    let mut next = |what: &str| {
        let (offset, line) = lines.next().ok_or_else(|| missing(what))?;
        expanded(page, workbook, offset, line)
    };
    Ok(Some((next("question")?, next("answer")?)))
}

/// A line of the page with its directives expanded, as plain Markdown.
fn expanded(page: &Page<'_>, workbook: &Workbook<'_>, offset: usize, line: &str) -> Result<String, Problem> {
    let nowhere = BTreeMap::new();
    let mut context = Context::new(workbook, page.path, &nowhere);
    let mut text = String::new();
    let mut end = 0;
    for found in directive::scan(line, &markdown::code_and_comments(line)) {
        text.push_str(&line[end..found.span.start]);
        end = found.span.end;
        match found.kind {
            Kind::Ours(directive) => {
                let made = directive.expand(&mut context);
                text.push_str(&made.map_err(|message| page.problem(offset + found.span.start, message))?);
            }
            Kind::Unreadable(message) => return Err(page.problem(offset + found.span.start, message)),
            Kind::OfMdbook { .. } | Kind::Escape { .. } => {}
        }
    }
    text.push_str(&line[end..]);
    Ok(markdown::plain(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let workbook = Workbook::of(Records::new(Path::new("nowhere")));
        let found = answer(&Page::new("p.md", text), &workbook).unwrap();
        assert_eq!(found, expected.map(|(question, answer)| (question.to_owned(), answer.to_owned())), "{text}");
    }

    #[test]
    fn a_box_has_a_question_and_an_answer() {
        check("# T\n\nText.\n", None);
        let text = "# T\n\n<div class=\"answer\">\n\n**Does `Box<dyn T>` allocate?**\nYes: {{#given 64 B}}, see [there](a.md).\nMore.\n\n</div>\n";
        check(text, Some(("Does `Box<dyn T>` allocate?", "Yes: 64\u{a0}B, see there.")));
        check("<div class=\"answer\">\n\n**A?**\n2 * 3 < 7, a_b.\n", Some(("A?", "2 \\* 3 \\< 7, a\\_b.")));
    }

    #[test]
    fn a_box_without_an_answer_or_with_an_unknown_figure_is_a_problem() {
        let workbook = Workbook::of(Records::new(Path::new("nowhere")));
        let problem = |text: &str| answer(&Page::new("p.md", text), &workbook).unwrap_err().to_string();
        assert!(problem("<div class=\"answer\">\n\n**A?**\n\nB.\n").contains("has no answer"));
        assert!(
            problem("\n<div class=\"answer\">\n\n**A?**\n{{#figure s c time median}}\n")
                .starts_with("book/src/p.md:5:")
        );
        assert!(problem("<div class=\"answer\">\n\n**A?**\n{{#figur s}}\n").contains("unknown directive"));
    }
}

//! `{{#walk}}`: the stack and the heap while a variant runs, step by step.
//!
//! Without script all steps are there, one after the other; `book/theme/walk.js` shows one at a time and marks its line in the code.

use super::syntax::{Context, Directive, Syntax, words};
use crate::walk::{Content, Field, Group, Place, Step, Walk};
use crate::{html, listing, records, suggest};
use record::{Exact, print};
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "walk",
    forms: &["SLUG VARIANT"],
    about: "The stack and the heap while a variant runs in debug, step by step, from `experiments/SLUG/walk/VARIANT.txt`; what is written there stands in `scripts/pages/src/walk.rs`.",
    parse: |arguments| match words(arguments)[..] {
        [slug, variant] => Ok(Box::new(ShownWalk { slug, variant })),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct ShownWalk<'a> {
    slug: &'a str,
    variant: &'a str,
}

impl Directive for ShownWalk<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let Self { slug, variant } = self;
        let records = context.records();
        let record = records.get(slug)?;
        let case = records::case(&record, variant)?;
        let not_counted = || format!("`{variant}` was not counted in both profiles");
        let [debug, release] = [&case.debug, &case.release].map(|exact| exact.measured().ok_or_else(not_counted));
        let (debug, release) = (debug?, release?);
        let file = format!("experiments/{slug}/walk/{variant}.txt");
        let walk =
            records.text(&file).and_then(|text| Walk::read(&text).map_err(|error| format!("{file}: {error}")))?;
        walk.check(debug).map_err(|error| format!("{file}: {error}"))?;
        let source = records.text(&format!("experiments/{slug}/src/{variant}.rs"))?;
        let code = code(&source);
        let lines: Result<Vec<usize>, String> = walk.steps.iter().map(|step| find(&code, &step.line)).collect();
        let lines = lines.map_err(|error| format!("{file}: {error}"))?;
        let mut out = format!(
            r#"<figure class="figures walk"><figcaption>{}, step by step: {}</figcaption><div class="stage"><div class="hljs"><ol class="sites">"#,
            html::case_id(variant),
            counted(debug, release)
        );
        for (number, code) in &code {
            let _ = write!(
                out,
                r#"<li value="{number}" style="--indent: {}"><code class="language-rust">{}</code></li>"#,
                code.len() - code.trim_start().len(),
                html::escape(code.trim_start())
            );
        }
        out.push_str(r#"</ol></div><ol class="steps">"#);
        for (step, line) in walk.steps.iter().zip(lines) {
            out.push_str(&draw(step, line)?);
        }
        out.push_str("</ol></div>");
        out.push_str(&html::note(&format!(
            "As the debug build runs it; the frames of the standard library are left out. {}",
            html::link_to(context.provenance(slug)?, "How the blocks were counted")
        )));
        Ok(out + "</figure>\n")
    }
}

/// What both builds ask for.
fn counted(debug: &Exact, release: &Exact) -> String {
    let asked = |exact: &Exact| match exact.allocations {
        0 => print::counted(0, "allocation"),
        made => {
            format!("{} of {}", print::counted(made.into(), "allocation"), print::bytes(exact.requested_bytes.into()))
        }
    };
    if debug == release {
        return format!("{} in debug and in release", asked(debug));
    }
    format!("{} in debug, {} in release", asked(debug), asked(release))
}

/// The lines of a variant's code with their numbers, without comments, imports and expected lints.
fn code(source: &str) -> Vec<(usize, &str)> {
    let is_shown = |line: &&str| {
        let line = line.trim_start();
        !["//", "use ", "#[expect"].iter().any(|begin| line.starts_with(begin))
    };
    let mut lines: Vec<(usize, &str)> = Vec::new();
    for (number, line) in (1..).zip(declaration::code(source).lines()).filter(|(_, line)| is_shown(line)) {
        let line = listing::without_pin(line);
        // One empty line between two items, and none at the beginning.
        if !line.is_empty() || lines.last().is_some_and(|(_, last)| !last.is_empty()) {
            lines.push((number, line));
        }
    }
    lines
}

/// The number of the only line that has this text in it.
fn find(code: &[(usize, &str)], text: &str) -> Result<usize, String> {
    let mut found = code.iter().filter(|(_, line)| line.contains(text)).map(|(number, _)| *number);
    match (found.next(), found.next()) {
        (Some(number), None) => Ok(number),
        (Some(_), Some(_)) => Err(format!("`{text}` is in several lines of the code; write more of the line")),
        (None, _) => {
            let nearest = suggest::nearest(text, code.iter().map(|(_, line)| line.trim()));
            Err(format!("no line of the code contains `{text}`{nearest}"))
        }
    }
}

fn draw(step: &Step, line: usize) -> Result<String, String> {
    let (frames, blocks) = step.places()?;
    let mut out = format!(
        r#"<li data-line="{line}"><p><span class="at">line {line}</span> {}</p><div class="memory"><p class="region">stack</p><p class="region">heap</p>"#,
        html::escape_with_code(&step.sentence)
    );
    for (frame, place) in step.frames.iter().zip(frames) {
        out.push_str(&group("frame", "frame of ", frame, place));
    }
    for (block, place) in step.blocks.iter().zip(blocks) {
        out.push_str(&group("block", "block ", block, place));
    }
    if step.blocks.is_empty() {
        out.push_str(r#"<p class="nothing">no block</p>"#);
    }
    Ok(out + "</div></li>")
}

/// A frame or a block; the first row of the drawing has the names of the regions.
fn group(class: &str, what: &str, group: &Group, (first, rows): Place) -> String {
    let mut out = format!(
        r#"<div class="{class}" role="group" style="grid-row: {} / span {rows}"><p class="name"><span class="said">{what}</span><code>{}</code> <span>{}</span></p>"#,
        first + 1,
        html::escape(&group.name),
        print::bytes(group.bytes().into())
    );
    group.fields.iter().for_each(|field| out.push_str(&drawn(field)));
    out + "</div>"
}

fn drawn(field: &Field) -> String {
    let (class, content) = match &field.content {
        Content::Nothing => ("field", "<i>nothing yet</i>".to_owned()),
        Content::Value(value) => ("field", format!("<b>{}</b>", html::escape(value))),
        Content::AddressOf(block) => {
            ("field leads", format!(r#"<span class="said">leads to the block {}</span>"#, html::escape(block)))
        }
    };
    format!(
        r#"<p class="{class}"><code>{}</code> {content} <span class="type">{}, {}</span></p>"#,
        html::escape(&field.name),
        html::escape(&field.type_name),
        print::bytes(field.bytes.into())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! About.\n\nuse std::hint::black_box;\n\n// ANCHOR: run\n/// Runs.\npub fn run() -> u64 {\n    let number = Box::new(1_u64); // heap: 1\n\n    *number\n}\n// ANCHOR_END: run\n\npub(crate) static VARIANT: declaration::Variant = x;\n";

    #[test]
    fn the_code_is_without_comments_and_has_the_numbers_of_its_file() {
        let code = code(SOURCE);
        let expected = [
            (7, "pub fn run() -> u64 {"),
            (8, "    let number = Box::new(1_u64);"),
            (9, ""),
            (10, "    *number"),
            (11, "}"),
        ];
        assert_eq!(code, expected);
        assert_eq!(find(&code, "*number"), Ok(10));
        assert!(find(&code, "number").unwrap_err().contains("several lines"));
        assert!(find(&code, "*numbr").unwrap_err().contains("did you mean `*number`"));
    }

    #[test]
    fn a_step_is_drawn_with_sizes_and_says_in_words_where_an_address_leads() {
        let walk =
            "> *number\nRead `it` & <go>.\nstack run\n  number: Box<u64> -> block\nheap block\n  value: u64 = 1\n";
        let walk = Walk::read(walk).unwrap();
        let html = draw(&walk.steps[0], 10).unwrap();
        for expected in [
            r#"<li data-line="10">"#,
            "Read <code>it</code> &#38; &#60;go&#62;&#46;",
            r#"<div class="frame" role="group" style="grid-row: 2 / span 2">"#,
            r#"<div class="block" role="group" style="grid-row: 3 / span 2">"#,
            "leads to the block block",
            "Box&#60;u64&#62;, 8\u{a0}B",
        ] {
            assert!(html.contains(expected), "{expected} is not in {html}");
        }
        assert!(!html.contains("\n\n"));
        let exact = Exact::once(8);
        assert_eq!(counted(&exact, &exact), "1\u{a0}allocation of 8\u{a0}B in debug and in release");
        assert_eq!(counted(&exact, &Exact::NONE), "1\u{a0}allocation of 8\u{a0}B in debug, no allocation in release");
    }
}

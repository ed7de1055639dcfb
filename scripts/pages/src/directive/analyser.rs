//! `{{#analyser}}`: a box in which a reader's own Go is analysed, by the model compiled for browsers.
//!
//! The model is a file beside the records that `book/theme/analyser.js` loads when it is asked for: a script, because a page that was opened
//! from a disk may load scripts, and nothing else. `scripts/build-wasm` makes it; a page that was built without it names the command.

use super::syntax::{Context, Directive, Syntax, words};
use super::try_it::base64;
use crate::html;
use go_escape::Release;
use record::print;
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "analyser",
    forms: &["SLUG FILE"],
    about: "A box in which the reader\u{2019}s own Go is analysed by the model of Go\u{2019}s escape analysis, with a file of the experiment\u{2019}s Go programs to begin with. Where `scripts/build-wasm` has not run, the box names the command.",
    parse: |arguments| match words(arguments)[..] {
        [slug, file] => Ok(Box::new(Analyser { slug, file })),
        _ => Err(SYNTAX.usage()),
    },
};

/// The file beside the records.
const MODEL: &str = "escape-model.js";

#[derive(Debug)]
struct Analyser<'a> {
    slug: &'a str,
    file: &'a str,
}

impl Directive for Analyser<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let path = context.records().go_directory(self.slug).join(self.file);
        let example = std::fs::read_to_string(path)
            .map_err(|error| format!("experiments/{}/go/{}: {error}", self.slug, self.file))?;
        let model = context.records().model_for_browsers()?;
        let script = model.map(|model| format!("window.escapeModel = \"{}\";\n", base64(&model)));
        let area = area(&example, script.as_ref().map(String::len));
        context.published.extend(script.map(|script| (MODEL.to_owned(), script.into_bytes())));
        Ok(area)
    }
}

/// The box; `bytes` is what the first press loads.
fn area(example: &str, bytes: Option<usize>) -> String {
    let command = "<code>cargo workbook escape FILE.go</code>";
    let Some(bytes) = bytes else {
        return format!(
            r#"<div class="analyser"><p class="analyser-instead">This copy of the book was built without the model for browsers, which <code>scripts/build-wasm</code> makes; {command} analyses a file in a terminal.</p></div>{}"#,
            "\n"
        );
    };
    let mut out = format!(
        r#"<div class="analyser"><p class="analyser-instead">Without script, {command} analyses a file in a terminal.</p><form hidden><p><label for="analyser-source">A whole file of Go, without generics, and importing nothing but the standard library</label></p><textarea id="analyser-source" rows="16" spellcheck="false" autocapitalize="off" autocomplete="off">{}</textarea><p class="chips"><label>Release of Go <select>"#,
        in_textarea(&without_pins(example))
    );
    for release in Release::all() {
        let selected = if release == Release::NEWEST { " selected" } else { "" };
        let _ = write!(out, "<option{selected}>{release}</option>");
    }
    let size = format!("{} kB", print::count((bytes / 1000) as i128));
    let _ = write!(
        out,
        r#"</select></label> <button type="submit">Analyse</button></p><p class="note">Your browser does it: the first press loads the model, {size} of this site, and what you type goes nowhere.</p></form><p class="analyser-summary" role="status"></p><ol class="analyser-lines"></ol></div>{}"#,
        "\n"
    );
    out
}

/// Text in an element in a block of HTML, which an empty line of Markdown would end.
fn in_textarea(text: &str) -> String {
    text.lines().map(html::escape).collect::<Vec<_>>().join("&#10;")
}

/// The program without its pins and the marks of its regions.
fn without_pins(text: &str) -> String {
    let is_code =
        |line: &&str| !matches!(line.trim_start(), line if line.starts_with("// ANCHOR") || line.starts_with("// -m"));
    let lines = text.lines().filter(is_code);
    lines.map(|line| line.split("// -m").next().unwrap_or_default().trim_end().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "package a\n\n// ANCHOR: body\nfunc a() *int {\n\tx := 1 // -m: moved to heap: x\n\t// -m before 1.25: y\n\treturn &x\n}\n";

    #[test]
    fn the_example_has_no_pins_and_no_line_of_it_ends_the_block() {
        let area = area(SOURCE, Some(1_437_512));
        let code = without_pins(SOURCE);
        assert_eq!(code, "package a\n\nfunc a() *int {\n\tx := 1\n\treturn &x\n}\n");
        assert!(
            !area.trim_end().contains('\n')
                && area.contains("package a&#10;&#10;func a() &#42;int &#123;&#10;\tx := 1&#10;"),
            "{area}"
        );
        assert!(area.contains("<option>1.21</option>") && area.contains("<option selected>1.27</option>"), "{area}");
        assert!(area.contains("1\u{202f}437 kB"), "{area}");
    }

    #[test]
    fn without_the_model_the_box_has_the_command_and_no_form() {
        let area = area(SOURCE, None);
        assert!(area.contains("cargo workbook escape FILE.go") && !area.contains("<form"), "{area}");
    }
}

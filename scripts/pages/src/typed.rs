//! Which figures were typed by hand?
//!
//! **The rule.** A figure is typed by hand when, in the prose of a page, one of these stands:
//!
//! - a number in digits, with or without separators (`1.5`, `1 000`, `65,536`), followed by a *unit*:
//!   `ps`, `ns`, `µs`, `us`, `ms`, `s`, `%`, `×`, `x`, `B`, `kB`, `KB`, `MB`, `GB`, `KiB`, `MiB`, `GiB`;
//! - a number in digits, or one of the words `zero` to `ten`, followed by a *counted noun*, singular or plural:
//!   byte, kilobyte, megabyte, time (only `times`), per cent, percent, nanosecond, microsecond, millisecond, second, cycle,
//!   instruction, allocation, deallocation, reallocation, block, call, free.
//!
//! Between the two there may be white space or a hyphen, and before a counted noun up to two of these words:
//! heap, more, fewer, extra, further, other, additional, separate, single, small, large, new, memory, allocator.
//!
//! **Prose** is paragraphs, headings, list items, table cells and the text of links.
//! It is not code, HTML, comments, link targets, explicit heading ids, or directives.
//!
//! **The ways out**: a directive that takes the figure from a record; `{{#given 64 KiB}}` for an input that the experiment's
//! author chose; `{{#cited 2570 ns | source}}` for a number from a named source.
//!
//! What the rule does not see: figures in words above ten, `no`, `once`, `twice`, `a third`, and numbers whose unit is
//! not listed. It is a net for slips, not a proof.

use crate::page::Page;
use crate::sources::Sources;
use crate::{Problem, markdown};
use std::path::Path;
use std::sync::LazyLock;

#[expect(clippy::unwrap_used, reason = "the pattern is a literal")]
static TYPED: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(
        r"(?x)
        (?: ^ | [^\w.,-] )
        ( (?:
            (?<digits> \d+ (?: [.,\x20\u{a0}\u{202f}]? \d+ )* ) [\s-]*
            (?: (?: ps | ns | µs | μs | us | ms | s | x | kB | KB | MB | GB | B | KiB | MiB | GiB ) \b | % | × )
          |
            (?: \d+ (?: [.,\x20\u{a0}\u{202f}]? \d+ )* | (?i: zero | one | two | three | four | five | six | seven | eight | nine | ten ) )
            [\s-]+
            (?: (?: heap | more | fewer | extra | further | other | additional | separate | single | small | large | new | memory | allocator ) [\s-]+ ){0,2}
            (?: times | per\x20cent | percent
              | (?: byte | kilobyte | megabyte | nanosecond | microsecond | millisecond | second | cycle | instruction
                  | allocation | deallocation | reallocation | block | call | free ) s? ) \b
        ) )",
    )
    .unwrap()
});

/// The figures typed by hand in the pages that SUMMARY.md names.
pub fn typed_figures(root: &Path) -> anyhow::Result<Vec<Problem>> {
    let sources = Sources::read(root)?;
    Ok(sources.pages.iter().flat_map(|(path, text)| in_page(&Page::new(path, text))).collect())
}

fn in_page(page: &Page<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for block in markdown::prose(&page.without_directives()) {
        for captures in TYPED.captures_iter(&block.text) {
            let Some(figure) = captures.get(1) else { continue };
            let message = format!(
                "`{}` is typed by hand; take it from a record with {{{{#figure}}}} or {{{{#finding}}}}, or mark it with {{{{#given}}}} (an input) or {{{{#cited}}}} (from a source)",
                figure.as_str()
            );
            problems.push(page.problem(block.source_offset(figure.start()), message));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let problems = in_page(&Page::new("page.md", text));
        let found: Vec<&str> = problems.iter().filter_map(|p| p.message.split('`').nth(1)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_with_a_unit_are_typed_figures() {
        check("It takes 14.5 ns.", &["14.5 ns"]);
        check("It takes 14ns, then 3 µs.", &["14ns", "3 µs"]);
        check("A 64-KiB value.", &["64-KiB"]);
        check("1.32× slower, 5 % more, 5% less, 2x", &["1.32×", "5 %", "5%", "2x"]);
        check("65 536 B at 1,024 bytes", &["65 536 B", "1,024 bytes"]);
        check("8 B/op", &["8 B"]);
    }

    #[test]
    fn numbers_with_a_counted_noun_are_typed_figures() {
        check("It makes one allocation.", &["one allocation"]);
        check("Three more heap allocations follow.", &["Three more heap allocations"]);
        check("It is called ten times, in 2 blocks.", &["ten times", "2 blocks"]);
        check(
            "# One call\n\n- 3 reallocations\n\n| a |\n|---|\n| 12 calls |\n",
            &["One call", "3 reallocations", "12 calls"],
        );
        check("**3** allocations and [4 frees](a.md)", &["3 allocations", "4 frees"]);
    }

    #[test]
    fn numbers_without_a_unit_are_not() {
        check("Rust 1.95, edition 2024, chapter 3, `u64`.", &[]);
        check("One of the calls allocates; two variants differ.", &[]);
        check("A 64-bit target with 2 cores.", &[]);
        check("The 3 statements; sometimes; often times.", &[]);
        check("Version v1.5 s", &[]);
    }

    #[test]
    fn code_comments_targets_and_directives_are_not_prose() {
        check("`64 KiB` and ``5 ns``", &[]);
        check("```text\n1 allocation\n```\n", &[]);
        check("<!-- 5 ns -->\n\n<p>5 ns</p>\n", &[]);
        check("[a](b.md#5-ns) ## H\n\n## Heading {#one-allocation}\n", &[]);
        check(
            "{{#given 64 KiB}} and {{#cited 5 ns | a book}} and {{#figure s c release allocations}} allocations",
            &[],
        );
        check("3 `Box::new` calls", &[]);
    }

    #[test]
    fn the_line_is_the_one_on_which_the_figure_stands() {
        let problems = in_page(&Page::new("page.md", "# T\n\nfirst\nsecond {{#given 1 B}}\nthird 5 ns\n"));
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [5]);
    }
}

//! How are a function's name and its figures made short enough for a drawing?
//!
//! Of a name, the parameters of generic types and the hash of legacy symbol names are dropped, `<T as Trait>::f` becomes `T::f`, and of the path
//! the last two parts are kept: `<alloc::vec::Vec<u8> as core::clone::Clone>::clone` is `Vec::clone`. Parts such as `{{closure}}` are kept
//! beside the two. Drawings give the whole name as the title of what they draw.

use crate::Sample;

/// The short form of a demangled name.
pub(crate) fn short(name: &str) -> String {
    let plain = without_generics(name);
    let parts = parts(&plain);
    // From the end: all parts in braces, and two others.
    let mut named = 0;
    let mut first = parts.len();
    while first > 0 && named < 2 {
        first -= 1;
        named += usize::from(!parts[first].starts_with('{'));
    }
    parts[first..].join("::")
}

/// The name without hash and without the parameters of generic types.
pub(crate) fn without_generics(name: &str) -> String {
    let name = match name.rsplit_once("::h") {
        Some((rest, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => rest,
        _ => name,
    };
    let mut plain = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(open) = rest.find('<') {
        let (before, from) = rest.split_at(open);
        let Some(end) = closing(from) else { break };
        plain.push_str(before);
        let inner = &from[1..end];
        // What is in angle brackets is a type's own name, with the trait it is used as, at the start of a path, else parameters.
        if is_start_of_path(&plain) {
            plain.push_str(&without_generics(&inner[..as_clause(inner)]));
        } else if plain.ends_with("::") {
            plain.truncate(plain.len() - 2);
        }
        rest = &from[end + 1..];
    }
    plain.push_str(rest);
    plain
}

fn is_start_of_path(before: &str) -> bool {
    !before.ends_with("::") && !before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | '}'))
}

/// Where the angle bracket that `text` begins with is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut previous = ' ';
    for (index, character) in text.char_indices() {
        match character {
            '<' => depth += 1,
            '>' if previous == '-' => {}
            '>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(index);
        }
        previous = character;
    }
    None
}

/// Where ` as Trait` begins that belongs to the whole text, or its end.
fn as_clause(text: &str) -> usize {
    let mut depth = 0;
    let mut previous = ' ';
    for (index, character) in text.char_indices() {
        match character {
            '<' | '(' | '[' => depth += 1,
            '>' if previous == '-' => {}
            '>' | ')' | ']' => depth -= 1,
            ' ' if depth == 0 && text[index..].starts_with(" as ") => return index,
            _ => {}
        }
        previous = character;
    }
    text.len()
}

/// The parts of a path; what is in brackets is not cut.
fn parts(path: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (index, character) in path.char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ':' if depth == 0 && index >= start && path[index..].starts_with("::") => {
                parts.push(&path[start..index]);
                start = index + 2;
            }
            _ => {}
        }
    }
    parts.push(&path[start..]);
    parts
}

/// A figure with three digits or more and its unit: `17 B`, `2.35 MiB`, `1 234` of blocks.
pub(crate) fn amount(figure: i64, sample: Sample) -> String {
    if !sample.is_bytes() {
        return digits(figure);
    }
    let size = figure.unsigned_abs() as f64;
    // A figure that would be rounded to 1024 of a unit is 1 of the next.
    let unit =
        [(30, "GiB"), (20, "MiB"), (10, "KiB")].into_iter().find(|(shift, _)| size / 2_f64.powi(*shift) >= 0.9995);
    match unit {
        _ if size < 1024.0 => format!("{} B", digits(figure)),
        Some((shift, name)) => {
            let scaled = size / 2_f64.powi(shift);
            let decimals = if scaled < 9.995 { 2 } else { usize::from(scaled < 99.95) };
            format!("{}{scaled:.decimals$} {name}", if figure < 0 { "-" } else { "" })
        }
        None => format!("{} B", digits(figure)),
    }
}

/// The figure to the last byte or block.
pub(crate) fn exact(figure: i64, sample: Sample) -> String {
    format!("{} {}", digits(figure), if sample.is_bytes() { "B" } else { "blocks" })
}

/// A number with a space before each three digits.
fn digits(number: i64) -> String {
    let plain = number.unsigned_abs().to_string();
    let mut spaced = if number < 0 { "-".to_owned() } else { String::new() };
    for (index, digit) in plain.chars().enumerate() {
        if index > 0 && (plain.len() - index).is_multiple_of(3) {
            spaced.push('\u{a0}');
        }
        spaced.push(digit);
    }
    spaced
}

/// `part` of `total` in per cent; nothing of nothing is 0.
pub(crate) fn percent(part: i64, total: u64) -> String {
    let part = part as f64 / (total as f64).max(1.0) * 100.0;
    match part.abs() {
        size if size != 0.0 && size < 0.1 => "< 0.1 %".to_owned(),
        _ => format!("{part:.1} %"),
    }
}

/// `text` for an SVG that may stand in a page: what markup, Markdown or a directive could begin with is a character reference.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' | '>' | '&' | '"' | '\'' | '{' | '}' | '`' | '\\' | '*' | '_' | '[' | ']' | '#' | '!' | '~' | '|'
            | '$' => {
                escaped.push_str(&format!("&#{};", u32::from(character)));
            }
            // XML has no way to write them.
            _ if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_keeps_its_last_two_parts() {
        let rows = [
            ("main", "main"),
            ("boxed_return::boxed::run", "boxed::run"),
            ("boxed_return::boxed::run::h0123456789abcdef", "boxed::run"),
            ("<alloc::vec::Vec<u8> as core::clone::Clone>::clone", "Vec::clone"),
            ("<alloc::vec::Vec<(u8, [u16; 4])>>::push", "Vec::push"),
            ("alloc::vec::Vec<T,A>::push", "Vec::push"),
            ("core::iter::from_fn::<app::Thing, fn() -> u8>", "iter::from_fn"),
            ("app::parse::{{closure}}", "app::parse::{{closure}}"),
            ("app::work::parse::{closure#0}::{closure#1}", "work::parse::{closure#0}::{closure#1}"),
            ("<app::Tree as core::ops::drop::Drop>::drop", "Tree::drop"),
            ("<str>::to_lowercase", "str::to_lowercase"),
            ("<[u8; 4] as app::Name>::name", "[u8; 4]::name"),
            ("<[app::Thing]>::to_vec", "[app::Thing]::to_vec"),
            ("<&mut app::Reader<R> as std::io::Read>::read", "Reader::read"),
            ("<fn(app::A) -> app::B as app::Call>::call", "B::call"),
            ("<<T as app::Outer>::Inner as app::Trait>::f", "Inner::f"),
            ("app::{impl#3}::new", "app::{impl#3}::new"),
            ("???", "???"),
            ("", ""),
            ("a < b", "a < b"),
            ("operator>>", "operator>>"),
        ];
        for (name, expected) in rows {
            assert_eq!(short(name), expected, "{name}");
        }
    }

    #[test]
    fn a_figure_has_three_digits_and_the_largest_unit_that_gives_it_a_whole_part() {
        let bytes = [
            (0, "0 B"),
            (17, "17 B"),
            (1023, "1\u{a0}023 B"),
            (1024, "1.00 KiB"),
            (-2048, "-2.00 KiB"),
            (10_240, "10.0 KiB"),
            (102_400, "100 KiB"),
            (1_048_575, "1.00 MiB"),
            (3_774_589, "3.60 MiB"),
            (5 << 40, "5120 GiB"),
        ];
        for (figure, expected) in bytes {
            assert_eq!(amount(figure, Sample::AllocSpace), expected);
        }
        assert_eq!(amount(-1_234_567, Sample::EndObjects), "-1\u{a0}234\u{a0}567");
        assert_eq!(amount(i64::MIN, Sample::EndSpace), "-8589934592 GiB");
    }

    #[test]
    fn a_part_of_nothing_is_no_part() {
        assert_eq!(percent(0, 0), "0.0 %");
        assert_eq!(percent(1, 3), "33.3 %");
        assert_eq!(percent(1, 100_000), "< 0.1 %");
        assert_eq!(percent(-7, 7), "-100.0 %");
    }

    #[test]
    fn markup_and_directives_stay_text() {
        assert_eq!(escape("<a> & \"b\""), "&#60;a&#62; &#38; &#34;b&#34;");
        assert_eq!(escape("{{#include x}}").matches(['{', '#']).count(), 5);
        assert_eq!(escape("a\nb\u{0}"), "a\u{fffd}b\u{fffd}");
    }

    proptest! {
        #[test]
        fn no_name_is_too_odd(name in "[<>a:& \\-\\[\\](){}é]{0,40}") {
            prop_assert!(short(&name).chars().count() <= name.chars().count());
        }
    }
}

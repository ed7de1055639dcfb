//! How is a function written in a drawing?
//!
//! Of a name, the parameters of generic types and the hash of legacy symbol names are dropped, `<T as Trait>::f` becomes `T::f`, and of the path
//! the last two parts are kept: `<alloc::vec::Vec<u8> as core::clone::Clone>::clone` is `Vec::clone`. Parts such as `{{closure}}` are kept
//! beside the two. Drawings give the whole name as the title of what they draw.

use crate::Sample;
use crate::names::without_hash;

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
    let name = without_hash(name);
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

/// The figure to the last byte or block.
pub(crate) fn exact(figure: i64, sample: Sample) -> String {
    format!("{figure} {}", if sample.is_bytes() { "B" } else { "blocks" })
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

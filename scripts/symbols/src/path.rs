//! How is a demangled name taken apart?

/// Every character of a name: its byte offset, the character, and how many brackets are open after it.
fn depths(text: &str) -> impl Iterator<Item = (usize, char, i32)> {
    text.char_indices().scan((0, ' '), |(depth, before), (at, letter)| {
        match letter {
            '<' | '(' | '[' | '{' => *depth += 1,
            // Of an arrow, as in `fn(u8) -> u8`.
            '>' if matches!(*before, '-' | '=') => {}
            '>' | ')' | ']' | '}' => *depth -= 1,
            _ => {}
        }
        *before = letter;
        Some((at, letter, *depth))
    })
}

/// Whether every bracket of the text is closed.
pub fn is_balanced(text: &str) -> bool {
    depths(text).last().is_none_or(|(_, _, depth)| depth == 0)
}

/// Where the bracket that the text begins with is closed.
fn closing(text: &str) -> Option<usize> {
    depths(text).find(|(_, _, depth)| *depth == 0).map(|(at, _, _)| at)
}

/// Where `separator` stands outside of all brackets. Its first character is no bracket.
fn outside<'t>(text: &'t str, separator: &'t str) -> impl Iterator<Item = usize> {
    depths(text).filter(move |(at, _, depth)| *depth == 0 && text[*at..].starts_with(separator)).map(|(at, _, _)| at)
}

/// What is in the angle brackets that a name begins with: `T as Trait` of `<T as Trait>::f`.
pub(crate) fn qualified(name: &str) -> Option<&str> {
    if !name.starts_with('<') {
        return None;
    }
    closing(name).map(|end| &name[1..end])
}

/// The type of `type as trait`, and the trait where there is one.
pub(crate) fn split_as(text: &str) -> (&str, Option<&str>) {
    const AS: &str = " as ";
    match outside(text, AS).next() {
        Some(at) => (&text[..at], Some(&text[at + AS.len()..])),
        None => (text, None),
    }
}

/// `f` of `f::h0123456789abcdef`.
pub fn without_hash(name: &str) -> &str {
    match name.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => path,
        _ => name,
    }
}

/// The name without the hash of the legacy mangling and without generic arguments; `<T as Trait>::f` becomes `T::f`.
pub fn without_generics(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut rest = without_hash(name);
    while let Some(open) = rest.find('<') {
        let (before, from) = rest.split_at(open);
        let Some(end) = closing(from) else { break };
        plain.push_str(before);
        // At the start of a path the brackets hold a type, with the trait it is used as; elsewhere they hold arguments.
        if is_start_of_path(&plain) {
            plain.push_str(&without_generics(split_as(&from[1..end]).0));
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

/// The parts of a path; what is in brackets is not cut.
fn parts(path: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for at in outside(path, "::") {
        // Of `:::` the first two colons separate.
        if at >= start {
            parts.push(&path[start..at]);
            start = at + 2;
        }
    }
    parts.push(&path[start..]);
    parts
}

/// The last two parts of a path, without generic arguments and closures: `Box::new`, `String::from`, `slice::to_vec`.
pub fn short(name: &str) -> String {
    let plain = without_generics(name);
    let mut parts = parts(&plain);
    parts.retain(|part| !part.is_empty() && !part.starts_with("{{closure") && !part.starts_with("{closure"));
    // `<[T]>::join` is what the legacy mangling writes `slice::<impl [T]>::join`.
    let name = |part: &&str| if part.starts_with('[') { "slice" } else { part }.to_owned();
    parts[parts.len().saturating_sub(2)..].iter().map(name).collect::<Vec<_>>().join("::")
}

/// The last two parts of a path, without generic arguments; parts in braces, such as `{{closure}}`, are kept beside the two.
pub fn short_with_closures(name: &str) -> String {
    let plain = without_generics(name);
    let parts = parts(&plain);
    let (mut named, mut first) = (0, parts.len());
    while first > 0 && named < 2 {
        first -= 1;
        named += usize::from(!parts[first].starts_with('{'));
    }
    parts[first..].join("::")
}

/// Whether two names are of one function: one mangling writes generic arguments, the other does not.
pub fn is_same_function(one: &str, other: &str) -> bool {
    let plain = without_generics(one);
    !other.is_empty() && (one == other || (plain.contains("::") && plain == without_generics(other)))
}

/// Every crate that a name mentions: what a path begins with. `__rustc`, below which the compiler puts the functions that lead to the global
/// allocator, is none: their lines are those of its declaration, in any crate.
pub fn crates(name: &str) -> Vec<&str> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut found = Vec::new();
    let mut rest = name;
    while let Some(start) = rest.find(is_word) {
        let (gap, from) = rest.split_at(start);
        let end = from.find(|letter| !is_word(letter)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        let is_path = !gap.ends_with("::") && after.starts_with("::");
        if is_path && word != "__rustc" && !word.starts_with(|letter: char| letter.is_ascii_digit()) {
            found.push(word);
        }
        rest = after;
    }
    found
}

/// The crates that a name mentions as its own: all of a qualified name. Of an unqualified one, such as `fill<alloc::string::String>`, the crates
/// are those of its arguments, which say nothing about where the function is.
pub fn crates_of_path(name: &str) -> Vec<&str> {
    let is_unqualified = name.find('<').is_some_and(|open| open > 0 && !name[..open].contains("::"));
    if is_unqualified { Vec::new() } else { crates(name) }
}

/// The crate that a type or path begins with; `None` for primitive types, parameters and unqualified names.
pub(crate) fn first_crate(path: &str) -> Option<&str> {
    let path = path.trim_start_matches(['&', '*', ' ']);
    for prefix in ["mut ", "const ", "dyn ", "impl "] {
        if let Some(path) = path.strip_prefix(prefix) {
            return first_crate(path);
        }
    }
    // `(A, B)`, `[T]`, `fn(A)`: types of the language, whatever they are made of.
    let end = path.find(|letter: char| !(letter.is_alphanumeric() || letter == '_'))?;
    (end > 0 && path[end..].starts_with("::")).then(|| &path[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn short_names_keep_the_type_and_the_function() {
        for (name, expected) in [
            ("alloc::boxed::Box<T>::new", "Box::new"),
            ("alloc::vec::Vec<T,A>::push", "Vec::push"),
            ("<alloc::string::String as core::convert::From<&str>>::from", "String::from"),
            ("<alloc::vec::Vec<T,A> as core::clone::Clone>::clone", "Vec::clone"),
            ("alloc::slice::<impl [T]>::to_vec", "slice::to_vec"),
            ("alloc::fmt::format::format_inner", "format::format_inner"),
            ("alloc::fmt::format::{{closure}}", "fmt::format"),
            ("<alloc::boxed::Box<dyn Fn() -> u64>>::new", "Box::new"),
            ("<[u8]>::to_vec", "slice::to_vec"),
            ("<[alloc::string::String]>::join::<&str>", "slice::join"),
            ("malloc", "malloc"),
        ] {
            assert_eq!(short(name), expected, "{name}");
        }
    }

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
            assert_eq!(short_with_closures(name), expected, "{name}");
        }
    }

    #[test]
    fn the_crates_of_a_name_are_what_paths_begin_with() {
        assert_eq!(crates("my::f::<other::T>::{closure#0}"), ["my", "other"]);
        assert_eq!(crates("<alloc::vec::Vec<u8> as my::T>::f"), ["alloc", "my"]);
        assert_eq!(crates("push"), [""; 0]);
        assert_eq!(crates("{closure#0}"), [""; 0]);
        assert_eq!(crates("__rustc::__rust_alloc_zeroed"), [""; 0]);
    }

    #[test]
    fn arguments_of_an_unqualified_name_are_not_where_it_is() {
        assert_eq!(crates_of_path("fill<alloc::string::String, u64, 7>"), [""; 0]);
        assert_eq!(crates_of_path("{closure#0}<my::T>"), [""; 0]);
        assert_eq!(crates_of_path("<alloc::vec::Vec<u8> as my::T>::f"), ["alloc", "my"]);
        assert_eq!(crates_of_path("my::f::<alloc::string::String>"), ["my", "alloc"]);
        assert_eq!(crates_of_path("push"), [""; 0]);
    }

    #[test]
    fn a_function_is_the_same_in_both_manglings_and_a_short_name_alone_decides_nothing() {
        assert!(is_same_function("<alloc::boxed::Box<u64>>::new", "alloc::boxed::Box<T>::new"));
        assert!(is_same_function("alloc::vec::Vec<T,A>::push", "alloc::vec::Vec<u8>::push"));
        assert!(is_same_function("push", "push"));
        assert!(!is_same_function("new<u8>", "new<u16>"));
        assert!(!is_same_function("alloc::vec::Vec<T>::push", "alloc::vec::Vec<T>::pop"));
        assert!(!is_same_function("", ""));
    }

    proptest! {
        #[test]
        fn no_name_is_too_odd(name in "[<>a:& \\-\\[\\](){}é]{0,40}") {
            prop_assert!(short_with_closures(&name).chars().count() <= name.chars().count());
            _ = (short(&name), crates(&name), first_crate(&name), is_same_function(&name, "a::b"));
        }
    }
}

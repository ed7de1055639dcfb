//! What does the text of a frame say?

use crate::Function;
use symbols::{UNKNOWN, is_balanced, without_hash};

/// A frame's text in its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    pub(crate) address: u64,
    /// Without the hash of the legacy mangling.
    pub(crate) name: &'a str,
    /// Empty where it is not known.
    pub(crate) file: &'a str,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Place<'_> {
    pub(crate) fn function(&self) -> Function {
        Function { name: printable(self.name), file: with_slashes(&printable(self.file)) }
    }
}

/// A text of which no character moves the cursor or changes a terminal's colours.
pub fn printable(text: &str) -> String {
    if text.contains(char::is_control) { text.replace(char::is_control, "\u{fffd}") } else { text.to_owned() }
}

/// A path of Windows as it is written elsewhere, so that sources are found by its parts.
fn with_slashes(path: &str) -> String {
    if path.contains('/') { path.to_owned() } else { path.replace('\\', "/") }
}

/// Takes `0x55d0: alloc::vec::Vec<T,A>::push (src/vec/mod.rs:2500:9)` apart, and what valgrind writes: `0x1091D7: main (a.c:7)`, and where it
/// knows no file, the library: `0x48417B4: malloc (in /usr/lib/vgpreload.so)`. What is of none of these forms is a name.
pub(crate) fn place(text: &str) -> Place<'_> {
    let mut place = Place { address: 0, name: text, file: "", line: 0, column: 0 };
    if let Some((address, rest)) = text.split_once(": ")
        && let Some(digits) = address.strip_prefix("0x")
        && let Ok(address) = u64::from_str_radix(digits, 16)
    {
        (place.address, place.name) = (address, rest);
    }
    if let Some((name, file, line, column)) = location(place.name) {
        (place.name, place.line, place.column) = (name, line, column);
        place.file = if file == UNKNOWN { "" } else { file };
    } else if let Some((name, within)) = place.name.strip_suffix(')').and_then(split) {
        if within.starts_with("in ") {
            place.name = name;
        } else if let Some((file, line)) = within.rsplit_once(':').filter(|(file, _)| !file.contains(':'))
            && let Ok(line) = line.parse()
        {
            (place.name, place.file, place.line) = (name, file, line);
        }
    }
    place.name = without_hash(place.name);
    place
}

/// Splits `name (path:line:column)`. A name may have parentheses with a space before them, and so may a path.
fn location(text: &str) -> Option<(&str, &str, u32, u32)> {
    let inner = text.strip_suffix(')')?;
    let (rest, column) = inner.rsplit_once(':')?;
    let (rest, line) = rest.rsplit_once(':')?;
    let (line, column) = (line.parse().ok()?, column.parse().ok()?);
    let (name, file) = split(rest)?;
    Some((name, file, line, column))
}

/// Splits what stands before and after the first ` (` before which every bracket is closed.
fn split(text: &str) -> Option<(&str, &str)> {
    let at =
        text.match_indices(" (").map(|(at, _)| at).find(|at| is_balanced(&text[..*at])).or_else(|| text.rfind(" ("))?;
    Some((&text[..at], &text[at + 2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: (u64, &str, &str, u32, u32)) {
        let Place { address, name, file, line, column } = place(text);
        assert_eq!((address, name, file, line, column), expected, "{text}");
    }

    #[test]
    fn a_frame_is_taken_apart() {
        check("0x55d0: a::b (x/src/b.rs:7:5)", (0x55d0, "a::b", "x/src/b.rs", 7, 5));
        check("0x1: a::f::h0123456789abcdef (b.rs:7:5)", (1, "a::f", "b.rs", 7, 5));
        check("0x1: a::f::harmonic (b.rs:7:5)", (1, "a::f::harmonic", "b.rs", 7, 5));
    }

    #[test]
    fn a_name_may_have_spaces_colons_and_parentheses() {
        let name = "<alloc::vec::Vec<T,A> as core::iter::traits::collect::Extend<&T>>::extend";
        check(&format!("0x1: {name} (src/vec/mod.rs:3:4)"), (1, name, "src/vec/mod.rs", 3, 4));
        let name = "core::ops::function::FnOnce::call_once::<fn(u8) -> (u8, u8)>";
        check(&format!("0x1: {name} (src/ops/function.rs:3:4)"), (1, name, "src/ops/function.rs", 3, 4));
        check("0x1: f (my dir (copy)/src/main.rs:3:4)", (1, "f", "my dir (copy)/src/main.rs", 3, 4));
        check("0x1: operator< (a.cpp:3:4)", (1, "operator<", "a.cpp", 3, 4));
    }

    #[test]
    fn valgrind_writes_a_line_or_a_library() {
        check("0x1091D7: main (a.c:7)", (0x1091d7, "main", "a.c", 7, 0));
        check("0x1: my::f (/home/me/my (copy)/src/main.rs:7)", (1, "my::f", "/home/me/my (copy)/src/main.rs", 7, 0));
        check("0x48417B4: malloc (in /usr/lib/vgpreload.so)", (0x48417b4, "malloc", "", 0, 0));
        check("0x1: ??? (in /bin/program)", (1, "???", "", 0, 0));
        check("0x1: operator new(unsigned long) (in /bin/program)", (1, "operator new(unsigned long)", "", 0, 0));
        check("0x1: f(int)", (1, "f(int)", "", 0, 0));
    }

    #[test]
    fn what_would_change_a_terminal_is_not_printed_and_paths_of_windows_are_paths() {
        let function = place("0x1: f\u{1b}[31m (src\\bin\\main.rs:1:1)").function();
        assert_eq!((&*function.name, &*function.file), ("f\u{fffd}[31m", "src/bin/main.rs"));
    }

    #[test]
    fn what_is_not_known_is_0_or_empty() {
        check("0x1: ??? (???:0:0)", (1, "???", "", 0, 0));
        check("0x1: f (raw_vec/mod.rs:0:0)", (1, "f", "raw_vec/mod.rs", 0, 0));
        check("no frame at all", (0, "no frame at all", "", 0, 0));
        check("0xzz: f (a.rs:1:1)", (0, "0xzz: f", "a.rs", 1, 1));
        check("0x1: f (a.rs:99999999999:1)", (1, "f (a.rs:99999999999:1)", "", 0, 0));
        check("", (0, "", "", 0, 0));
    }
}

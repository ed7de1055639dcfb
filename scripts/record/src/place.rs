//! Which line of a source file is it, whatever stands above it?
//!
//! What is kept of a line says what is written there instead of its number, so that a comment above it moves nothing. Comments and
//! indentation are no part of what is written.

use serde::{Deserialize, Serialize};

/// A line of a source file, by what is written there.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The code of the line with the name of the function that the line is in. Empty outside of functions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub function: String,
    /// How many lines of the file before that one have the same code.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub function_after: u32,
    /// The line's code.
    pub code: String,
    /// How many lines before it, from the function's first on, have the same code.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub after: u32,
}

pub(crate) fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Place {
    /// The place of a line, counted from 1, in a function whose name stands on line `function`. `None` where there is no such line, or it has
    /// no code.
    pub fn of(lines: &[impl AsRef<str>], number: u32, function: Option<u32>) -> Option<Self> {
        let target = index(number)?;
        let text = code(lines.get(target)?.as_ref());
        if text.is_empty() {
            return None;
        }
        let count = |from: usize, to: usize, text: &str| {
            let before = lines.get(from..to).unwrap_or_default();
            u32::try_from(before.iter().filter(|line| code(line.as_ref()) == text).count()).unwrap_or(u32::MAX)
        };
        let mut place = Self { code: text.to_owned(), ..Self::default() };
        let mut start = 0;
        if let Some(first) = function.and_then(index) {
            let name = code(lines.get(first)?.as_ref());
            place.function = name.to_owned();
            place.function_after = count(0, first, name);
            start = first;
        }
        place.after = count(start, target, text);
        Some(place)
    }

    /// The number of the line, from 1, in a file with these lines. `None` where it is not there any more.
    pub fn find(&self, lines: &[impl AsRef<str>]) -> Option<u32> {
        let nth = |from: usize, text: &str, after: u32| {
            let rest = lines.iter().enumerate().skip(from);
            rest.filter(|(_, line)| code(line.as_ref()) == text).map(|(index, _)| index).nth(after as usize)
        };
        let start = if self.function.is_empty() { 0 } else { nth(0, &self.function, self.function_after)? };
        u32::try_from(nth(start, &self.code, self.after)? + 1).ok()
    }
}

fn index(number: u32) -> Option<usize> {
    usize::try_from(number).ok()?.checked_sub(1)
}

/// A line's code, without indentation and comment.
///
/// A comment begins at `//`, but for one after an odd number of quotes, which is taken for a part of a string.
pub fn code(line: &str) -> &str {
    let mut comments = line.match_indices("//").map(|(index, _)| index);
    let end = comments.find(|index| line[..*index].matches('"').count().is_multiple_of(2));
    line[..end.unwrap_or(line.len())].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
impl A {
    fn next(&mut self) {
        let a = Box::new(1); // heap: 1
        let a = Box::new(1);
    }
}
impl B {
    fn next(&mut self) {
        let a = Box::new(1);
    }
}
static C: u8 = 3;
";

    fn lines(text: &str) -> Vec<&str> {
        text.lines().collect()
    }

    #[test]
    fn every_line_of_code_is_found_again_where_it_is() {
        let lines = lines(SOURCE);
        for (number, function) in
            [(1, None), (2, Some(2)), (3, Some(2)), (4, Some(2)), (8, Some(8)), (9, Some(8)), (12, None)]
        {
            let place = Place::of(&lines, number, function).unwrap();
            assert_eq!(place.find(&lines), Some(number), "{place:?}");
        }
        assert_eq!(Place::of(&lines, 0, None), None);
        assert_eq!(Place::of(&lines, 99, None), None);
    }

    #[test]
    fn comments_and_layout_move_a_line_and_another_function_does_not() {
        let place = Place::of(&lines(SOURCE), 9, Some(8)).unwrap();
        let commented = format!("// About it.\n\n{}", SOURCE.replace("Box::new(1);", "Box::new(1);  // a \"comment\""));
        assert_eq!(place.find(&lines(&commented)), Some(11));
        let longer = SOURCE.replacen(
            "        let a = Box::new(1);\n",
            "        let a = Box::new(1);\n        let a = Box::new(1);\n",
            1,
        );
        assert_eq!(place.find(&lines(&longer)), Some(10), "the function above has one more line of the same code");
        assert_eq!(place.find(&lines(&SOURCE.replace("Box::new(1)", "Box::new(2)"))), None);
    }

    #[test]
    fn a_comment_is_no_code_and_a_string_is() {
        assert_eq!(code("    let url = \"a://b\"; // \"c\""), "let url = \"a://b\";");
        assert_eq!(code("    /// About it."), "");
    }
}

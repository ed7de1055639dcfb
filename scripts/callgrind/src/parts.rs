//! What does a file of callgrind say?
//!
//! The format is described in valgrind's manual, "Callgrind Format Specification". Of each part this reads its label, the sum of its costs, and what
//! the functions of the allocator took with everything that they called.

use std::collections::HashMap;

/// The functions of the C library by which memory is asked for and given back, by their exported names.
pub(crate) const ALLOCATOR: [&str; 6] = ["malloc", "free", "realloc", "calloc", "posix_memalign", "aligned_alloc"];

/// What was counted up to a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The label of the dump.
    pub label: String,
    /// Instructions in all.
    pub total: u64,
    /// Instructions of the allocator's functions and of what they called.
    pub allocator: u64,
}

/// What each line tells of.
#[derive(Default)]
struct Position {
    function: String,
    called: String,
    /// Whether the next line of costs is that of a call.
    is_call: bool,
}

/// The parts that were dumped by the program, in their order.
pub(crate) fn read(text: &str) -> Result<Vec<Part>, String> {
    let mut names: HashMap<String, String> = HashMap::new();
    let mut parts: Vec<Part> = Vec::new();
    let mut part: Option<Part> = None;
    let mut at = Position::default();
    for line in text.lines() {
        if line.starts_with("part: ") {
            parts.extend(part.take());
        } else if let Some(label) = line.strip_prefix("desc: Trigger: Client Request: ") {
            part = Some(Part { label: label.to_owned(), total: 0, allocator: 0 });
        } else if let Some(name) = line.strip_prefix("fn=") {
            at = Position { function: named(&mut names, name)?, ..Position::default() };
        } else if let Some(name) = line.strip_prefix("cfn=") {
            at.called = named(&mut names, name)?;
        } else if line.starts_with("calls=") {
            at.is_call = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '*')) {
            let cost = line.split(' ').nth(1).map_or(Ok(0), str::parse);
            let cost: u64 = cost.map_err(|error| format!("callgrind's line {line:?}: {error}"))?;
            let Some(part) = &mut part else { continue };
            let is_allocator = |name: &str| ALLOCATOR.contains(&name);
            match std::mem::take(&mut at.is_call) {
                true if is_allocator(&at.called) && !is_allocator(&at.function) => part.allocator += cost,
                true => {}
                false => part.total += cost,
            }
        }
    }
    parts.extend(part);
    Ok(parts)
}

/// `(7) malloc` where the name is given, `(7)` afterwards. Names are given once in a file, whatever its parts.
fn named(names: &mut HashMap<String, String>, text: &str) -> Result<String, String> {
    let (number, name) = text.split_once(' ').unwrap_or((text, ""));
    if !name.is_empty() {
        names.insert(number.to_owned(), name.to_owned());
    }
    names.get(number).cloned().ok_or_else(|| format!("callgrind's function {number} has no name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# callgrind format
version: 1
part: 1
desc: Trigger: Client Request: first
positions: line
events: Ir
fn=(1) work
10 5
cfn=(2) malloc
calls=1 0
11 40
cfn=(3) memcpy
calls=1 0
* 7
fn=(2)
0 30
cfn=(4) _int_malloc
calls=1 0
0 10
fn=(4)
0 10
fn=(3)
+3 7
totals: 52
part: 2
desc: Trigger: Client Request: second
events: Ir
fn=(1)
10 4
totals: 4
part: 3
desc: Trigger: Program termination
events: Ir
fn=(1)
10 9
";

    #[test]
    fn a_part_has_its_sum_and_what_the_allocator_took() {
        let part = |label: &str, total, allocator| Part { label: label.to_owned(), total, allocator };
        assert_eq!(read(FILE), Ok(vec![part("first", 52, 40), part("second", 4, 0)]));
    }

    #[test]
    fn a_file_of_another_form_is_an_error() {
        assert!(read(&FILE.replace("10 5", "10 five")).is_err());
        assert!(read(&FILE.replace("(2) malloc", "(2)")).is_err());
    }
}

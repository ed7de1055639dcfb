//! Which stacks are looked at, and which of their functions?
//!
//! [`matching`] keeps stacks by what is in them, as pprof's `-focus` and `-ignore` do. [`own`] cuts each stack at the innermost function of the reader's
//! own code, so that what a library asks for belongs to the line of the reader's that called it.

use crate::Sources;
use crate::calls::regex;
use crate::{Error, Function, HeapProfile, Stack};
use heap_stacks::merge::Merged;

/// The frame of a stack in which no function is the reader's own.
pub const NOT_OWN: &str = "[not from your code]";

/// The stacks that have a frame whose function or file matches `focus`, and none that matches `ignore`. Where there is no pattern, all stacks pass.
///
/// # Errors
///
/// [`Error::Pattern`], and [`Error::NoStack`] where no stack is left of those that there were.
pub fn matching(mut profile: HeapProfile, focus: Option<&str>, ignore: Option<&str>) -> Result<HeapProfile, Error> {
    let places = |pattern: &str| -> Result<Vec<bool>, Error> {
        let regex = regex(pattern)?;
        let is_match = |function: &Function| regex.is_match(&function.name) || regex.is_match(&function.file);
        let functions: Vec<bool> = profile.functions.iter().map(is_match).collect();
        Ok(profile.frames.iter().map(|frame| functions[frame.function.0 as usize]).collect())
    };
    let (wanted, unwanted) = (focus.map(places).transpose()?, ignore.map(places).transpose()?);
    let had_stacks = !profile.stacks.is_empty();
    profile.stacks.retain(|stack| {
        let has = |places: &Vec<bool>| stack.frames.iter().any(|frame| places[frame.0 as usize]);
        wanted.as_ref().is_none_or(has) && !unwanted.as_ref().is_some_and(has)
    });
    if had_stacks && profile.stacks.is_empty() {
        let patterns = [("--focus", focus), ("--ignore", ignore)];
        let given: Vec<String> =
            patterns.iter().filter_map(|(flag, pattern)| Some(format!("{flag} `{}`", (*pattern)?))).collect();
        return Err(Error::NoStack { given: given.join(" and ") });
    }
    Ok(profile)
}

/// A folded profile in which each stack ends at its innermost function of the reader's own code: one whose file is below the source roots, and not
/// in a directory to which cargo copies dependencies. A stack without one has the single frame [`NOT_OWN`].
///
/// # Errors
///
/// [`Error::SumOverflow`], when the figures of stacks that become one do not fit.
pub fn own(profile: HeapProfile, sources: &Sources) -> Result<HeapProfile, Error> {
    let HeapProfile { command, functions, frames, mut stacks, about } = profile;
    let is_own: Vec<bool> = functions.iter().map(|function| sources.is_own(&function.file)).collect();
    let mut merged = Merged::default();
    let shown: Vec<u32> = functions.into_iter().map(|function| merged.function(function)).collect();
    let numbers = merged.frames(&frames, &shown);
    let function = merged.function(Function { name: NOT_OWN.to_owned(), file: String::new() });
    for Stack { frames: stack, .. } in &mut stacks {
        let innermost = stack.iter().position(|id| is_own[frames[id.0 as usize].function.0 as usize]);
        stack.drain(..innermost.unwrap_or(stack.len()));
        Merged::number(stack, &frames, &numbers);
        if stack.is_empty() {
            stack.push(merged.only(function));
        }
    }
    merged.profile(stacks, command, about, &|_| true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{profile, written};

    fn stacks(profile: &HeapProfile) -> Vec<String> {
        written(profile).into_iter().map(|(stack, value)| format!("{stack} {value}")).collect()
    }

    fn kept(focus: Option<&str>, ignore: Option<&str>) -> Vec<String> {
        let profile = profile(&[("main@my/a.rs:1 f@my/b.rs:1", 1), ("main@my/a.rs:1 g@my/c.rs:1", 2), ("other@:0", 4)]);
        stacks(&matching(profile, focus, ignore).unwrap())
    }

    #[test]
    fn stacks_pass_by_a_function_or_a_file_anywhere_in_them() {
        let [f, g, other] = ["main@my/a.rs:1 f@my/b.rs:1 1", "main@my/a.rs:1 g@my/c.rs:1 2", "other@:0 4"];
        assert_eq!(kept(None, None), [f, g, other]);
        assert_eq!(kept(Some("^f$"), None), [f]);
        assert_eq!(kept(Some("my/"), None), [f, g]);
        assert_eq!(kept(Some("main"), Some("c\\.rs")), [f]);
        assert_eq!(kept(None, Some("main")), [other]);
    }

    #[test]
    fn no_stack_left_is_an_error_that_names_the_patterns() {
        let error = matching(profile(&[("main", 1)]), Some("x"), Some("y")).unwrap_err();
        assert!(error.to_string().starts_with("no stack passes --focus `x` and --ignore `y`"), "{error}");
        assert!(matches!(matching(profile(&[]), Some("("), None), Err(Error::Pattern { .. })));
        assert_eq!(matching(profile(&[]), Some("a"), None).unwrap().stacks, []);
    }

    #[test]
    fn what_libraries_ask_for_belongs_to_the_line_that_called_them() {
        let directory = tempfile::tempdir().unwrap();
        for file in ["my/src/main.rs", "my/vendor/itoa/src/lib.rs"] {
            std::fs::create_dir_all(directory.path().join(file).parent().unwrap()).unwrap();
            std::fs::write(directory.path().join(file), "").unwrap();
        }
        let sources = Sources::below(&[directory.path().to_owned()]).unwrap();
        let stacks_of = |stacks: &[(&str, i64)]| stacks_own(&sources, stacks);
        let main = "my::main@my/src/main.rs:3";
        let library = "serde::f@serde-1.0.0/src/lib.rs:1";
        assert_eq!(
            stacks_of(&[
                (&format!("{main} {library}"), 1),
                (&format!("{main} itoa::f@my/vendor/itoa/src/lib.rs:1"), 2),
                (main, 4),
                (&format!("{main} {library} my::f@my/src/main.rs:9"), 8),
                (library, 16),
            ]),
            [
                format!("{NOT_OWN}@:0 16").replace("not from your code", "not~from~your~code"),
                format!("{main} 7"),
                format!("{main} {library} my::f@my/src/main.rs:9 8"),
            ]
        );
    }

    fn stacks_own(sources: &Sources, made: &[(&str, i64)]) -> Vec<String> {
        stacks(&own(profile(made), sources).unwrap())
    }
}

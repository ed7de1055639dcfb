//! Which frames are shown, and which are folded into the line that caused them?
//!
//! A block is made by the allocator, asked by `Vec::push`, asked by a line of the reader's. The reader wants that line to have the figures,
//! so frames that say how the standard library went about it are left out, and the figures become flat on the innermost frame that is kept.
//!
//! # The rule
//!
//! A frame is one of three:
//!
//! - **The reader's**: its file is found below the source roots ([`Sources`]).
//! - **Standard**: of the standard library, of the allocator, of dhat, or of what runs before `main`.
//! - **A library's**: everything else, such as a dependency.
//!
//! [`fold`] leaves out the standard frames, wherever in the stack they are; [`Folding::all_frames`] keeps them. What decides, in this order:
//!
//! 1. *The allocator.* `__rust_alloc`, `__rust_realloc`, `__rust_alloc_zeroed`, their `__rg_` and `__rdl_` forms, and the functions of an
//!    implementation of `GlobalAlloc` are where a program enters the allocator. They and all that is further in are standard, even where
//!    debug information gives them the file and line of the `#[global_allocator]` in the reader's own code.
//! 2. *The instrument.* Functions of dhat, of mintex and of backtrace, which dhat is made with, are standard.
//! 3. *The name*, where it is qualified. A path that begins with `core`, `alloc`, `std` or another crate of the standard library is
//!    standard, and so is a trait of these for a type of these, or a method of a primitive type: `alloc::vec::Vec<T,A>::push`,
//!    `<alloc::vec::Vec<u8>>::push`, `<str>::to_lowercase`. A library that the standard library is built with, such as hashbrown, is
//!    standard where a standard frame called it.
//! 4. *The file.* Found below the source roots, it is the reader's.
//! 5. *The file, for names that do not decide*: unqualified ones (`push`, `{closure#0}`, `new<[u8; 64]>`), and the standard library's traits for
//!    other types, which may be its own generic code (`<my::Line as alloc::string::ToString>::to_string`). With the path of
//!    a module of the standard library, such as `alloc/src/boxed.rs` or `iter/traits/iterator.rs`, the frame is standard. A file of the reader's that ends in the same three
//!    parts is taken for the standard library's where the profile has a qualified name of the standard library in it. A file of a
//!    dependency that ends in the same three parts is taken for the standard library's: its figures go to the frame that called it.
//! 6. *Neither name nor file*: `???`. Such frames are left out as standard ones are, for they say nothing. `main`, `_start`, `start_thread` and the
//!    like, without a file, are how the C library begins a program or a thread: standard.
//!
//! A stack that has no frame left keeps one, `[standard library]`, or `???` where no frame of it had a name, so that sums stay.
//! A line 0 of the reader's, which the compiler leaves where it merged code of several lines, stays a frame of its function, on line 0.
//!
//! # What else happens
//!
//! Equal stacks become one, and everything is numbered anew, so that the result depends on nothing but the program; see the module `merge`.

use crate::merge::Merged;
use crate::names::{self, Speaks, UNKNOWN};
use crate::sources::{Found, Sources, has_file};
use crate::{Error, FrameId, Function, Profile, Sample, Warning};
use indexmap::IndexSet;
use std::collections::BTreeSet;
use std::time::SystemTime;

/// The name of the frame that stands for a stack of nothing but standard frames.
pub const STANDARD_LIBRARY: &str = "[standard library]";

/// How to fold.
#[derive(Clone, Debug, Default)]
pub struct Folding {
    /// Keep the standard frames.
    pub all_frames: bool,
    /// Beginnings of names that are left out, too: of the program that did the measuring.
    pub left_out: Vec<String>,
    /// When the profile was made, if a source that was written later is to be told.
    pub made: Option<SystemTime>,
}

/// Folds a profile; see the module's documentation for the rule. Files that are found get the path from their root.
///
/// # Errors
///
/// [`Error::SumOverflow`], when the figures of stacks that become one do not fit.
pub fn fold(profile: Profile, sources: &Sources, folding: &Folding) -> Result<(Profile, Vec<Warning>), Error> {
    let Profile { command, functions, frames, stacks } = profile;
    let standard_files: BTreeSet<&str> = functions
        .iter()
        .filter(|function| names::speaks(&function.name) == Speaks::Standard)
        .map(|function| function.file.as_str())
        .collect();
    let found: Vec<Found<'_>> = functions.iter().map(|function| sources.find(function)).collect();
    let whose: Vec<Whose> = functions
        .iter()
        .zip(&found)
        .map(|(function, found)| whose(function, found, folding, standard_files.contains(function.file.as_str())))
        .collect();
    let mut merged = Merged::default();
    let shown: Vec<u32> =
        functions.iter().zip(&found).map(|(function, found)| merged.function(renamed(function, found))).collect();
    let mut bytes_without_name = 0;
    for stack in stacks {
        let of = |frame: &FrameId| &frames[frame.0 as usize];
        let kept = kept(&stack.frames, |frame| whose[of(frame).function.0 as usize], folding.all_frames);
        let mut lines = merged.lines(kept.iter().map(of), |function| shown[function.0 as usize]);
        if lines.is_empty() {
            let is_nameless = |frame| whose[of(frame).function.0 as usize] == Whose::Nameless;
            let name = if !stack.frames.is_empty() && stack.frames.iter().all(is_nameless) {
                bytes_without_name += stack.values.get(Sample::AllocSpace).abs();
                UNKNOWN
            } else {
                STANDARD_LIBRARY
            };
            let function = merged.function(Function { name: name.to_owned(), file: String::new() });
            lines.push(merged.line(function));
        }
        merged.add(lines, stack.values)?;
    }
    let profile = merged.profile(command);
    let mut warnings = source_warnings(&functions, &found, &whose, sources, folding);
    if bytes_without_name > 0 {
        let total = profile.total(Sample::AllocSpace);
        warnings.push(Warning::NoNames { bytes: bytes_without_name, total });
    }
    Ok((profile, warnings))
}

/// Whose a function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// Where a program enters the allocator.
    AllocatorEntry,
    Standard,
    /// Standard where a standard frame called it.
    WithStandard,
    /// Without name and file.
    Nameless,
    /// The reader's, or a library's.
    Kept,
}

fn whose(function: &Function, found: &Found<'_>, folding: &Folding, shares_file_with_standard: bool) -> Whose {
    let Function { name, file } = function;
    if names::is_allocator_entry(name) {
        return Whose::AllocatorEntry;
    }
    let is_left_out = folding.left_out.iter().any(|beginning| name.starts_with(beginning.as_str()));
    let speaks = names::speaks(name);
    if names::is_of_instrument(name, file) || is_left_out || speaks == Speaks::Standard {
        return Whose::Standard;
    }
    let may_be_standard = speaks == Speaks::Unsure && names::is_standard_file(file);
    match found {
        Found::File(_) | Found::Several(_) if may_be_standard && shares_file_with_standard => Whose::Standard,
        Found::File(_) | Found::Several(_) => Whose::Kept,
        Found::Missing if may_be_standard => Whose::Standard,
        Found::Missing if speaks == Speaks::WithStandard => Whose::WithStandard,
        Found::Missing if has_file(function) => Whose::Kept,
        Found::Missing if name == UNKNOWN => Whose::Nameless,
        Found::Missing if names::is_c_start(name) => Whose::Standard,
        Found::Missing => Whose::Kept,
    }
}

/// The function with the path at which its file was found.
fn renamed(function: &Function, found: &Found<'_>) -> Function {
    match found {
        Found::File(file) if names::speaks(&function.name) != Speaks::Standard => {
            Function { name: function.name.clone(), file: file.path.clone() }
        }
        _ => function.clone(),
    }
}

/// The frames of a stack that are shown, innermost first.
fn kept(stack: &[FrameId], whose: impl Fn(&FrameId) -> Whose, all_frames: bool) -> Vec<FrameId> {
    if all_frames {
        return stack.to_vec();
    }
    let outside_of_allocator =
        stack.iter().rposition(|frame| whose(frame) == Whose::AllocatorEntry).map_or(0, |at| at + 1);
    let (mut kept, mut caller_is_standard) = (Vec::new(), false);
    for frame in stack[outside_of_allocator..].iter().rev() {
        let is_shown = match whose(frame) {
            Whose::Kept => true,
            Whose::WithStandard => !caller_is_standard,
            Whose::Standard | Whose::Nameless | Whose::AllocatorEntry => false,
        };
        if is_shown {
            kept.push(*frame);
        }
        caller_is_standard = !is_shown;
    }
    kept.reverse();
    kept
}

fn source_warnings(
    functions: &[Function],
    found: &[Found<'_>],
    whose: &[Whose],
    sources: &Sources,
    folding: &Folding,
) -> Vec<Warning> {
    let mut warnings = IndexSet::new();
    let (mut has_source, mut has_any_file) = (false, false);
    for ((function, found), whose) in functions.iter().zip(found).zip(whose) {
        has_any_file |= has_file(function);
        if *whose != Whose::Kept {
            continue;
        }
        match found {
            Found::File(file) => {
                has_source = true;
                if folding.made.is_some_and(|made| file.is_newer_than(made)) {
                    let reason = "written to after the profile was made".to_owned();
                    warnings.insert(Warning::Moved { file: file.path.clone(), reason });
                }
            }
            Found::Several(files) => {
                has_source = true;
                let candidates = files.iter().map(|file| file.path.clone()).collect();
                warnings.insert(Warning::Ambiguous { file: function.file.clone(), candidates });
            }
            Found::Missing => {}
        }
    }
    if has_any_file && !has_source {
        warnings.insert(Warning::NoSources { roots: sources.roots() });
    }
    warnings.into_iter().collect()
}

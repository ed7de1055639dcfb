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
//!    implementation of `GlobalAlloc` are where a program enters the allocator, and so are `malloc` and its like where their file is not
//!    below the roots. They and all that is further in are standard, even where
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
//!    With the path of a module of hashbrown, such as `src/raw/alloc.rs`, the frame is standard where a standard frame called it.
//! 6. *Neither name nor file*: `???`. Such frames are left out as standard ones are, for they say nothing. `main` without a file, and `_start`,
//!    `start_thread` and the like, also with a file of the C library, are how a program or a thread begins: standard.
//!
//! A stack that has no frame left keeps one, `[standard library]`, or `???` where it had no frame or none with a name, so that sums stay.
//! A line 0 of the reader's, which the compiler leaves where it merged code of several lines, stays a frame of its function, on line 0.
//!
//! # What else happens
//!
//! Equal stacks become one, and everything is numbered anew, so that the result depends on nothing but the program; see the module `merge`.

use crate::figures::{self, Unit};
use crate::merge::Merged;
use crate::sources::{Found, Sources, has_file};
use crate::{Error, FrameId, Function, HeapProfile, Stack, Warning};
use indexmap::IndexSet;
use std::collections::BTreeSet;
use std::time::SystemTime;
use symbols::{Library, UNKNOWN};

/// The name of the frame that stands for a stack of nothing but standard frames.
pub const STANDARD_LIBRARY: &str = "[standard library]";

/// How to fold.
#[derive(Clone, Debug, Default)]
pub struct Folding {
    /// Keep the standard frames.
    pub all_frames: bool,
    /// Beginnings of names that are left out, too: of the program that did the measuring.
    pub left_out: Vec<String>,
    /// When the profile was made, if a source that was written later is to be named.
    pub made: Option<SystemTime>,
}

/// Folds a profile; see the module's documentation for the rule. Files that are found get the path from their root.
///
/// # Errors
///
/// [`Error::SumOverflow`], when the figures of stacks that become one do not fit.
pub fn fold(profile: HeapProfile, sources: &Sources, folding: &Folding) -> Result<(HeapProfile, Vec<Warning>), Error> {
    let HeapProfile { command, functions, frames, mut stacks, about } = profile;
    let standard_files: BTreeSet<&str> = functions
        .iter()
        .filter(|function| Library::of(&function.name) == Library::Standard)
        .map(|function| function.file.as_str())
        .collect();
    let found: Vec<Found<'_>> = functions.iter().map(|function| sources.find(function)).collect();
    let origins: Vec<Origin> = functions
        .iter()
        .zip(&found)
        .map(|(function, found)| Origin::of(function, found, folding, standard_files.contains(function.file.as_str())))
        .collect();
    let mut merged = Merged::default();
    let shown: Vec<u32> =
        functions.iter().zip(&found).map(|(function, found)| merged.function(renamed(function, found))).collect();
    let numbers = merged.frames(&frames, &shown);
    let mut nameless = Nameless::default();
    let standard = merged.function(Function { name: STANDARD_LIBRARY.to_owned(), file: String::new() });
    let unknown = merged.function(Function { name: UNKNOWN.to_owned(), file: String::new() });
    for Stack { frames: stack, values, .. } in &mut stacks {
        let origin = |frame: &FrameId| origins[frames[frame.0 as usize].function.0 as usize];
        let has_no_name = stack.iter().all(|frame| origin(frame) == Origin::Nameless);
        let has_address = has_no_name && stack.iter().any(|frame| frames[frame.0 as usize].address != 0);
        if !folding.all_frames {
            keep(stack, origin);
        }
        Merged::number(stack, &frames, &numbers);
        if stack.is_empty() {
            if has_no_name {
                nameless.add(values.get(about.first), has_address);
            }
            stack.push(merged.only(if has_no_name { unknown } else { standard }));
        }
    }
    let profile = merged.profile(stacks, command, about, &|_| true)?;
    let mut warnings = source_warnings(&functions, &found, &origins, sources, folding, profile.about.has_short_names);
    warnings.extend(nameless.warning(&profile));
    Ok((profile, warnings))
}

/// What is in stacks of which no frame has a name, in the figure that the file has first.
#[derive(Debug, Default)]
struct Nameless {
    figure: i64,
    /// Whether some of these stacks have addresses, of which a program could tell the names.
    has_addresses: bool,
}

impl Nameless {
    fn add(&mut self, figure: i64, has_address: bool) {
        self.figure = self.figure.saturating_add(figure.saturating_abs());
        self.has_addresses |= has_address;
    }

    fn warning(self, profile: &HeapProfile) -> Option<Warning> {
        let (sample, figure) = (profile.about.first, self.figure);
        let share = figures::percent(figure, profile.total(sample));
        let figure = Unit::Scaled.figure(figure, sample);
        match (self.figure, profile.about.mappings.is_empty()) {
            (0, _) => None,
            (_, false) => Some(Warning::NotSymbolised { sample, figure, share }),
            (_, true) => Some(Warning::NoNames { sample, figure, share, has_addresses: self.has_addresses }),
        }
    }
}

/// Where a function comes from, as far as folding is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// Where a program enters the allocator.
    AllocatorEntry,
    Standard,
    /// Standard where a standard frame called it.
    BundledWithStandard,
    /// Without name and file.
    Nameless,
    /// The reader's, or a library's.
    Kept,
}

impl Origin {
    fn of(function: &Function, found: &Found<'_>, folding: &Folding, shares_file_with_standard: bool) -> Self {
        let Function { name, file } = function;
        if symbols::is_allocator_entry(name) {
            return Self::AllocatorEntry;
        }
        let is_left_out = folding.left_out.iter().any(|beginning| name.starts_with(beginning.as_str()));
        let library = Library::of(name);
        if symbols::is_of_instrument(name, file) || is_left_out || library == Library::Standard {
            return Self::Standard;
        }
        let may_be_standard = library == Library::Undecided && symbols::is_standard_file(file);
        let may_be_with_standard = library == Library::BundledWithStandard
            || (library == Library::Undecided && symbols::is_hashbrown_file(file));
        match found {
            Found::File(_) | Found::Several(_) if may_be_standard && shares_file_with_standard => Self::Standard,
            Found::File(_) | Found::Several(_) => Self::Kept,
            Found::Missing if symbols::is_c_allocator_entry(name) => Self::AllocatorEntry,
            Found::Missing if may_be_standard => Self::Standard,
            Found::Missing if may_be_with_standard => Self::BundledWithStandard,
            Found::Missing if symbols::is_start_of_program(name, file) => Self::Standard,
            Found::Missing if has_file(function) => Self::Kept,
            Found::Missing if name == UNKNOWN => Self::Nameless,
            Found::Missing => Self::Kept,
        }
    }
}

/// The function with the path at which its file was found.
fn renamed(function: &Function, found: &Found<'_>) -> Function {
    // An entry of the allocator has the line at which the global allocator is declared.
    let may_be_here = Library::of(&function.name) != Library::Standard || symbols::is_allocator_entry(&function.name);
    match found {
        Found::File(file) if may_be_here => Function { name: function.name.clone(), file: file.path.clone() },
        _ => function.clone(),
    }
}

/// Leaves the frames of a stack that are shown.
fn keep(stack: &mut Vec<FrameId>, origin: impl Fn(&FrameId) -> Origin) {
    let outside_of_allocator =
        stack.iter().rposition(|frame| origin(frame) == Origin::AllocatorEntry).map_or(0, |at| at + 1);
    stack.drain(..outside_of_allocator);
    // Callers before what they call.
    stack.reverse();
    let mut caller_is_standard = false;
    stack.retain(|frame| {
        let is_shown = match origin(frame) {
            Origin::Kept => true,
            Origin::BundledWithStandard => !caller_is_standard,
            Origin::Standard | Origin::Nameless | Origin::AllocatorEntry => false,
        };
        caller_is_standard = !is_shown;
        is_shown
    });
    stack.reverse();
}

fn source_warnings(
    functions: &[Function],
    found: &[Found<'_>],
    origins: &[Origin],
    sources: &Sources,
    folding: &Folding,
    has_short_names: bool,
) -> Vec<Warning> {
    let mut warnings = IndexSet::new();
    let (mut has_source, mut has_any_file) = (false, false);
    let (mut named, mut unqualified, mut taken) = (0, 0, BTreeSet::new());
    for ((function, found), origin) in functions.iter().zip(found).zip(origins) {
        let is_unqualified = is_unqualified(&function.name);
        if *origin != Origin::Kept {
            if is_unqualified && *origin == Origin::Standard && !matches!(found, Found::Missing) {
                taken.insert(function.file.as_str());
            }
            continue;
        }
        has_any_file |= has_file(function);
        if function.file.ends_with(".rs") {
            named += 1;
            unqualified += usize::from(is_unqualified);
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
    // Functions of C's conventions have such names, too, and are few.
    if unqualified > 0 && unqualified * 2 >= named && !has_short_names {
        warnings.insert(Warning::Unqualified { unqualified, functions: named });
        warnings.extend(taken.into_iter().map(|file| Warning::TakenForStandard { file: file.to_owned() }));
    }
    warnings.into_iter().collect()
}

/// Whether the name of a function has no path before it, which tells a method of one type from that of another.
fn is_unqualified(name: &str) -> bool {
    let path = name.find('<').filter(|open| *open > 0).map_or(name, |open| &name[..open]);
    !path.contains("::") && name != UNKNOWN && name != "main"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{profile, written};
    use tempfile::TempDir;

    /// A package `my` with some files.
    fn package(files: &[&str]) -> (TempDir, Sources) {
        let directory = tempfile::tempdir().unwrap();
        let package = directory.path().join("my");
        for file in files {
            let file = package.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "fn f() {}\n").unwrap();
        }
        std::fs::write(package.join("Cargo.toml"), "[package]\nname = \"my\"\n").unwrap();
        let sources = Sources::below(&[directory.path().to_owned()]).unwrap();
        (directory, sources)
    }

    #[track_caller]
    fn check(stack: &str, expected: &str) {
        let (_directory, sources) = package(&["src/main.rs", "src/lines.rs"]);
        let (folded, _) = fold(profile(&[(stack, 10)]), &sources, &Folding::default()).unwrap();
        assert_eq!(written(&folded), [(expected.to_owned(), 10)], "{stack}");
    }

    #[test]
    fn standard_frames_are_left_out_in_every_mangling() {
        check(
            "main my::main@my/src/main.rs:3 alloc::vec::Vec<T,A>::push@src/vec/mod.rs:2500 alloc::raw_vec::RawVec<T,A>::grow_one@src/raw_vec/mod.rs:3",
            "my::main@my/src/main.rs:3",
        );
        check(
            "my::main@my/src/main.rs:3 <alloc::vec::Vec<u8>>::push@src/vec/mod.rs:2500 <str>::to_lowercase@alloc/src/str.rs:3",
            "my::main@my/src/main.rs:3",
        );
        check(
            "main@my/src/main.rs:3 {closure#0}@my/src/lines.rs:9 push@src/vec/mod.rs:2500 new<[u8;~64]>@alloc/src/boxed.rs:3",
            "main@my/src/main.rs:3 {closure#0}@my/src/lines.rs:9",
        );
    }

    #[test]
    fn what_a_standard_function_calls_back_stays() {
        check(
            "my::main@my/src/main.rs:3 core::iter::traits::iterator::Iterator::fold@iter/traits/iterator.rs:4 my::main::{{closure}}@my/src/main.rs:4 alloc::boxed::Box<T>::new@alloc/src/boxed.rs:1",
            "my::main@my/src/main.rs:3 my::main::{{closure}}@my/src/main.rs:4",
        );
    }

    #[test]
    fn the_allocator_is_left_out_even_in_the_readers_file() {
        check(
            "my::main@my/src/main.rs:3 __rustc::__rust_alloc@my/src/main.rs:1 alloc@dhat-0.3.3/src/lib.rs:1229",
            "my::main@my/src/main.rs:3",
        );
        check(
            "my::main@my/src/main.rs:3 alloc@dhat-0.3.3/src/lib.rs:1229 mintex::Mutex<T>::lock@mintex-0.1.4/src/lib.rs:9",
            "my::main@my/src/main.rs:3",
        );
        check(
            "my::main@my/src/main.rs:3 <my::Counting~as~core::alloc::global::GlobalAlloc>::alloc@my/src/lines.rs:1 my::count@my/src/lines.rs:9",
            "my::main@my/src/main.rs:3",
        );
    }

    #[test]
    fn a_dependencys_frames_stay() {
        check(
            "my::main@my/src/main.rs:3 bumpalo::Bump<_>::alloc@bumpalo-3.20.3/src/lib.rs:1131 alloc::alloc::alloc@alloc/src/alloc.rs:95",
            "my::main@my/src/main.rs:3 bumpalo::Bump<_>::alloc@bumpalo-3.20.3/src/lib.rs:1131",
        );
        // A C library without debug information.
        check("my::main@my/src/main.rs:3 compress2@:0", "my::main@my/src/main.rs:3 compress2@:0");
    }

    #[test]
    fn hashbrown_is_standard_where_the_standard_library_called_it() {
        let insert = "hashbrown::map::HashMap<K,V,S,A>::insert@hashbrown-0.16.1/src/map.rs:1";
        let grow = "hashbrown::raw::RawTable<T,A>::reserve_rehash@src/raw/mod.rs:1";
        let std = "std::collections::hash::map::HashMap<K,V,S,A>::insert@collections/hash/map.rs:1";
        check(&format!("my::main@my/src/main.rs:3 {std} {insert} {grow}"), "my::main@my/src/main.rs:3");
        let own = format!("my::main@my/src/main.rs:3 {insert} {grow}");
        check(&own, &own);
    }

    #[test]
    fn hashbrown_is_known_by_its_files_where_names_are_unqualified() {
        let insert = "insert<u64,~u64>@hashbrown-0.16.1/src/map.rs:1";
        let tag = "full@src/control/tag.rs:1";
        let std = "insert<u64,~u64>@collections/hash/map.rs:1";
        for allocate in ["src/raw/alloc.rs", "/rust/deps/hashbrown-0.16.1/src/raw/alloc.rs"] {
            let allocate = format!("do_alloc<alloc::alloc::Global>@{allocate}:1");
            check(&format!("main@my/src/main.rs:3 {std} {insert} {tag} {allocate}"), "main@my/src/main.rs:3");
            let own = format!("main@my/src/main.rs:3 {insert} {tag} {allocate}");
            check(&own, &own);
        }
    }

    #[test]
    fn a_generic_function_of_the_standard_library_for_a_type_of_the_readers_is_left_out() {
        check(
            "my::main@my/src/main.rs:3 <my::Line~as~alloc::string::ToString>::to_string@alloc/src/string.rs:3 <my::Line~as~core::fmt::Display>::fmt@my/src/lines.rs:7",
            "my::main@my/src/main.rs:3 <my::Line~as~core::fmt::Display>::fmt@my/src/lines.rs:7",
        );
    }

    #[test]
    fn a_stack_without_a_frame_left_keeps_one() {
        check("main@:0 std::rt::lang_start@std/src/rt.rs:3", "[standard~library]@:0");
        check("", "???@:0");
        let stack = profile(&[("???@:0 ???@:0", 10), ("my::f@my/src/main.rs:1", 30)]);
        let (_directory, sources) = package(&["src/main.rs"]);
        let (folded, warnings) = fold(stack, &sources, &Folding::default()).unwrap();
        assert_eq!(written(&folded)[0].0, "???@:0");
        let (sample, figure, share) = (crate::Sample::AllocSpace, "10 B".to_owned(), "25.00%".to_owned());
        assert_eq!(warnings, [Warning::NoNames { sample, figure, share, has_addresses: true }]);
    }

    #[test]
    fn a_lost_line_stays_a_frame_of_its_function() {
        check("my::main@my/src/main.rs:0 alloc::alloc::alloc@alloc/src/alloc.rs:95", "my::main@my/src/main.rs:0");
    }

    #[test]
    fn all_frames_are_kept_on_request() {
        let stack = "main@:0 my::main@my/src/main.rs:3 alloc::boxed::Box<T>::new@alloc/src/boxed.rs:1 __rust_alloc@my/src/main.rs:1";
        let (_directory, sources) = package(&["src/main.rs"]);
        let folding = Folding { all_frames: true, ..Folding::default() };
        let (folded, _) = fold(profile(&[(stack, 10)]), &sources, &folding).unwrap();
        assert_eq!(written(&folded)[0].0, stack);
    }

    #[test]
    fn a_file_of_the_readers_with_a_path_of_the_standard_librarys_is_told_by_names() {
        let (_directory, sources) = package(&["src/vec/mod.rs", "src/main.rs"]);
        let main = "my::main@my/src/main.rs:3";
        let folded = |stacks: &[(&str, i64)]| {
            let (folded, _) = fold(profile(stacks), &sources, &Folding::default()).unwrap();
            written(&folded).into_iter().map(|(stack, _)| stack).collect::<Vec<_>>()
        };
        let own = format!("{main} my::vec::push@src/vec/mod.rs:1");
        assert_eq!(folded(&[(&own, 1)]), [own.replace("src/vec", "my/src/vec")]);
        let unqualified = format!("{main} push@src/vec/mod.rs:1");
        assert_eq!(folded(&[(&unqualified, 1)]), [unqualified.replace("src/vec", "my/src/vec")]);
        // The file is one of the standard library's, too.
        let standard = format!("{main} alloc::vec::Vec<T,A>::push@src/vec/mod.rs:1");
        assert_eq!(folded(&[(&unqualified, 1), (&standard, 2)]), [main]);
    }

    #[test]
    fn a_whole_path_is_judged_by_its_end() {
        let (_directory, sources) = package(&["src/vec/mod.rs", "src/main.rs"]);
        let main = "main@/home/me/my/src/main.rs:3";
        let own = "push@/home/me/my/src/vec/mod.rs:1";
        let iterator = "fold<u8>@/home/reader/.rustup/toolchains/stable/lib/rustlib/src/rust/library/core/src/iter/traits/iterator.rs:4";
        let standard = "push@/rustc/0a1b2c3d/library/alloc/src/vec/mod.rs:9";
        let qualified = "alloc::vec::Vec<T,A>::push@/rustc/0a1b2c3d/library/alloc/src/vec/mod.rs:9";
        let folded = |sources: &Sources, stack: &[&str]| {
            let (folded, _) = fold(profile(&[(&stack.join(" "), 10)]), sources, &Folding::default()).unwrap();
            written(&folded)[0].0.clone()
        };
        let kept = "main@my/src/main.rs:3 push@my/src/vec/mod.rs:1";
        // The reader's file is another than the standard library's, whatever the profile has of that one.
        assert_eq!(folded(&sources, &[main, iterator, own, standard, qualified]), kept);
        // Where the reader's is not below the roots, all three may be the standard library's.
        let (_directory, sources) = package(&["src/main.rs"]);
        assert_eq!(folded(&sources, &[main, iterator, own, standard]), "main@my/src/main.rs:3");
    }

    #[test]
    fn functions_that_measure_are_left_out_on_request() {
        let stack = "instruments::profile::run@instruments/src/profile.rs:3 my::f@my/src/main.rs:3";
        let (_directory, sources) = package(&["src/main.rs"]);
        let folding = Folding { left_out: vec!["instruments::profile::".to_owned()], ..Folding::default() };
        let (folded, _) = fold(profile(&[(stack, 10)]), &sources, &folding).unwrap();
        assert_eq!(written(&folded)[0].0, "my::f@my/src/main.rs:3");
    }

    #[test]
    fn stacks_that_become_equal_are_one_and_addresses_say_only_what_was_inlined() {
        let (_directory, sources) = package(&["src/main.rs"]);
        let stacks = [
            ("my::main@my/src/main.rs:3 +my::f@my/src/main.rs:9 alloc::boxed::Box<T>::new@alloc/src/boxed.rs:1", 10),
            ("my::main@my/src/main.rs:3 +my::f@my/src/main.rs:9", 5),
            ("my::main@my/src/main.rs:3 my::f@my/src/main.rs:9", 1),
        ];
        let (folded, _) = fold(profile(&stacks), &sources, &Folding::default()).unwrap();
        assert_eq!(folded.stacks.len(), 2, "a call and an inlined call are not the same");
        let addresses = |index: usize| {
            folded.stacks[index].frames.iter().map(|frame| folded.frame(*frame).address).collect::<Vec<_>>()
        };
        let (of_call, of_inlined) = (addresses(0), addresses(1));
        assert_eq!(folded.stacks.iter().map(|stack| stack.values.0[0]).collect::<Vec<_>>(), [1, 15]);
        assert_ne!(of_call[0], of_call[1]);
        assert_eq!(of_inlined[0], of_inlined[1]);
    }

    #[test]
    fn a_function_that_calls_itself_from_one_place_was_not_inlined_into_itself() {
        let (_directory, sources) = package(&["src/main.rs"]);
        let stack = "my::main@my/src/main.rs:3 my::f@my/src/main.rs:9 my::f@my/src/main.rs:9 my::f@my/src/main.rs:9";
        let (folded, _) = fold(profile(&[(stack, 10)]), &sources, &Folding::default()).unwrap();
        let addresses: Vec<u64> = folded.stacks[0].frames.iter().map(|frame| folded.frame(*frame).address).collect();
        assert!(addresses.windows(2).all(|pair| pair[0] != pair[1]), "{addresses:?}");
        assert_eq!(folded.functions.len(), 2);
    }

    #[test]
    fn folding_a_folded_profile_changes_nothing() {
        let (_directory, sources) = package(&["src/main.rs"]);
        let stack = "my::main@my/src/main.rs:3 +my::f@my/src/main.rs:9 my::f@my/src/main.rs:9 alloc::boxed::Box<T>::new@alloc/src/boxed.rs:1";
        let (once, _) = fold(profile(&[(stack, 10), ("???@:0", 3)]), &sources, &Folding::default()).unwrap();
        let (twice, _) = fold(once.clone(), &sources, &Folding::default()).unwrap();
        assert_eq!(twice, once);
    }

    #[test]
    fn names_without_paths_are_told_and_what_they_hide() {
        let (_directory, sources) = package(&["src/main.rs", "src/vec/mod.rs"]);
        let warned = |stacks: &[(&str, i64)]| fold(profile(stacks), &sources, &Folding::default()).unwrap().1;
        let new = ("main@:0 new@my/src/main.rs:3 push@src/vec/mod.rs:1", 10);
        assert_eq!(warned(&[new]), [Warning::Unqualified { unqualified: 2, functions: 2 }]);
        let standard = ("alloc::vec::Vec<T,A>::push@src/vec/mod.rs:1", 1);
        assert_eq!(
            warned(&[new, standard]),
            [
                Warning::Unqualified { unqualified: 1, functions: 1 },
                Warning::TakenForStandard { file: "src/vec/mod.rs".to_owned() }
            ]
        );
        let mut short = profile(&[new]);
        short.about.has_short_names = true;
        assert_eq!(fold(short, &sources, &Folding::default()).unwrap().1, []);
        // One function of C's conventions among others, and what the standard library was compiled with.
        let qualified = ("my::main@my/src/main.rs:1 my::a@my/src/main.rs:2 callback@my/src/main.rs:3", 1);
        assert_eq!(warned(&[qualified, ("my::main@my/src/main.rs:1 push@src/vec/mod.rs:1", 1), standard]), []);
    }

    #[test]
    fn a_generic_function_without_a_path_has_its_source_whatever_its_arguments_are_of() {
        check(
            "my::main@my/src/main.rs:3 fill<alloc::string::String,~u64,~7>@my/src/main.rs:9",
            "my::main@my/src/main.rs:3 fill<alloc::string::String,~u64,~7>@my/src/main.rs:9",
        );
        let (_directory, sources) = package(&["src/main.rs"]);
        let stack = [("fill<alloc::string::String>@my/src/main.rs:9", 1)];
        let (folded, _) = fold(profile(&stack), &sources, &Folding::default()).unwrap();
        assert!(sources.file(&folded.functions[0].file).is_some(), "{:?}", folded.functions);
    }

    #[test]
    fn threads_begin_in_the_c_library_also_with_its_debug_information() {
        check(
            "clone3@linux/x86_64/clone3.S:78 start_thread@./nptl/pthread_create.c:447 my::f@my/src/main.rs:3",
            "my::f@my/src/main.rs:3",
        );
    }

    #[test]
    fn the_allocators_of_c_are_left_out_with_what_they_call() {
        check("my::f@my/src/main.rs:3 malloc@:0 imalloc@:0 prof_backtrace_impl@:0", "my::f@my/src/main.rs:3");
        check(
            "my::f@my/src/main.rs:3 _rjem_mallocx@src/jemalloc.c:9 imalloc@src/jemalloc.c:2",
            "my::f@my/src/main.rs:3",
        );
    }

    #[test]
    fn sources_that_are_not_there_or_newer_are_told() {
        let (_directory, sources) = package(&["src/main.rs"]);
        let elsewhere = profile(&[("my::main@my/src/other.rs:3", 10)]);
        let (_, warnings) = fold(elsewhere, &sources, &Folding::default()).unwrap();
        assert_eq!(warnings, [Warning::NoSources { roots: sources.roots() }]);
        let folding = Folding { made: Some(SystemTime::UNIX_EPOCH), ..Folding::default() };
        let (_, warnings) = fold(profile(&[("my::main@my/src/main.rs:3", 10)]), &sources, &folding).unwrap();
        assert!(
            matches!(warnings.as_slice(), [Warning::Moved { file, .. }] if file == "my/src/main.rs"),
            "{warnings:?}"
        );
    }

    #[test]
    fn a_file_that_may_be_another_keeps_its_name_and_is_told() {
        let (directory, _) = package(&["src/io/mod.rs"]);
        std::fs::create_dir_all(directory.path().join("other/src/io")).unwrap();
        std::fs::write(directory.path().join("other/src/io/mod.rs"), "").unwrap();
        let sources = Sources::below(&[directory.path().to_owned()]).unwrap();
        let (folded, warnings) = fold(profile(&[("read@src/io/mod.rs:1", 10)]), &sources, &Folding::default()).unwrap();
        assert_eq!(written(&folded)[0].0, "read@src/io/mod.rs:1");
        let candidates = ["my/src/io/mod.rs", "other/src/io/mod.rs"].map(str::to_owned).to_vec();
        let ambiguous = Warning::Ambiguous { file: "src/io/mod.rs".to_owned(), candidates };
        assert_eq!(warnings, [ambiguous, Warning::Unqualified { unqualified: 1, functions: 1 }]);
    }

    #[test]
    fn a_sum_that_does_not_fit_is_refused() {
        let (_directory, sources) = package(&["src/main.rs"]);
        let stacks = [("my::f@my/src/main.rs:1", i64::MAX), ("main@:0 my::f@my/src/main.rs:1", 1)];
        let folded = fold(profile(&stacks), &sources, &Folding::default());
        assert!(matches!(folded, Err(Error::SumOverflow(crate::Sample::AllocSpace))), "{folded:?}");
    }
}

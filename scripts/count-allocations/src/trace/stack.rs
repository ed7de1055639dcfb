//! The functions of a stack that somebody can change: not those of the standard library, nor of this crate.

use std::fmt;

/// A function on the stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    function: String,
    /// File, line and column, where the program has debug information.
    pub(super) place: Option<String>,
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place} in {}", self.function),
            None => f.write_str(&self.function),
        }
    }
}

/// Reads what [`std::backtrace::Backtrace`] prints: a line with a number and a name for each function, and below it, where it is known,
/// one with `at` and the place. That form is not promised, so an unknown line is left out.
pub(super) fn own_frames(printed: &str) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    for line in printed.lines() {
        let line = line.trim_start();
        if let Some(place) = line.strip_prefix("at ") {
            if let Some(frame) = frames.last_mut() {
                frame.place = Some(place.to_owned());
            }
            continue;
        }
        let Some((number, function)) = line.split_once(": ") else { continue };
        if number.bytes().all(|byte| byte.is_ascii_digit()) {
            frames.push(Frame { function: function.to_owned(), place: None });
        }
    }
    // Whoever opened the trace is outside of it, and so is the test runner.
    let is_ours = |frame: &Frame| krate(&frame.function) == "count_allocations";
    let asking = frames.iter().skip_while(|frame| is_ours(frame) || is_library(frame));
    asking.take_while(|frame| !is_ours(frame)).filter(|frame| !is_library(frame)).cloned().collect()
}

fn is_library(frame: &Frame) -> bool {
    let of_toolchain = |place: &String| {
        let place = place.replace('\\', "/");
        place.starts_with("/rustc/") || place.contains("/rustlib/src/rust/library/")
    };
    let is_started_by_system = !frame.function.contains("::") && frame.place.is_none();
    matches!(krate(&frame.function), "std" | "core" | "alloc" | "__rustc" | "test")
        || frame.function.starts_with("__rust")
        || frame.function.contains(" as core::alloc::global::GlobalAlloc>::")
        || frame.place.as_ref().is_some_and(of_toolchain)
        || is_started_by_system
}

/// The crate in which a function is written, as far as its name says it.
fn krate(function: &str) -> &str {
    let mut name = function;
    // `<own::Type as core::ops::Drop>::drop` is the type's crate's; `<T as alloc::string::ToString>::to_string` the trait's.
    while let Some(inner) = name.strip_prefix('<') {
        name = match inner.split_once(" as ") {
            Some((of_type, of_trait)) if !of_type.contains("::") => of_trait,
            _ => inner,
        };
    }
    let name = name.trim_start_matches(['&', '*']).trim_start_matches("mut ").trim_start_matches("dyn ");
    name.split("::").next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{krate, own_frames};

    #[test]
    fn the_crate_is_that_of_the_type_or_of_the_trait() {
        assert_eq!(krate("own::Engine::run"), "own");
        assert_eq!(krate("<own::Engine as core::ops::drop::Drop>::drop"), "own");
        assert_eq!(krate("<T as alloc::string::ToString>::to_string"), "alloc");
        assert_eq!(krate("<<own::A as own::B>::C as core::fmt::Display>::fmt"), "own");
        assert_eq!(krate("<&mut own::Engine as core::iter::Iterator>::next"), "own");
        assert_eq!(krate("<alloc::vec::Vec<T> as core::clone::Clone>::clone"), "alloc");
    }

    #[test]
    fn what_stands_between_the_allocator_and_the_measurement_is_read() {
        let printed = "   0: std::backtrace::Backtrace::force_capture
             at /rustc/abc/library/std/src/backtrace.rs:331:9
   1: count_allocations::trace::asked
             at ./src/trace.rs:1:1
   2: __rustc::__rust_alloc
   3: alloc::alloc::alloc
   4: vendored::grow
             at /somewhere/vendored/src/lib.rs:3:4
   5: own::sum::{{closure}}
             at ./src/lib.rs:7:14
   6: count_allocations::measure::measure
             at ./src/measure.rs:1:1
   7: own::tests::sum
             at ./src/lib.rs:20:5
   8: __libc_start_main
";
        let frames: Vec<String> = own_frames(printed).iter().map(ToString::to_string).collect();
        assert_eq!(
            frames,
            ["/somewhere/vendored/src/lib.rs:3:4 in vendored::grow", "./src/lib.rs:7:14 in own::sum::{{closure}}"]
        );
    }

    #[test]
    fn of_a_stack_without_places_the_names_are_left() {
        let printed = "   0: count_allocations::trace::asked\n   1: own::run\n   2: main\n   3: <unknown>\n";
        let frames: Vec<String> = own_frames(printed).iter().map(ToString::to_string).collect();
        assert_eq!(frames, ["own::run"]);
    }
}

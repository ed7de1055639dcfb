//! Each kind has a file of its own, and in each an edited figure is an error with file, field and remedy.

use super::fixture::record;
use crate::allocators::{Allocator, Allocators};
use crate::calibration::{Condition, Habits, Trial, Trials};
use crate::compilers::{Changes, Compilers, Tried};
use crate::go::{GoCase, GoFigures, Toolchain};
use crate::heap::{CaseProfile, Frame, Heap, Stack};
use crate::influences::{self, Influences};
use crate::instructions::{CaseInstructions, Instructions, PerCall};
use crate::matrix::{Build, Calls, Cells, OptLevel, Row, Setting, Variant};
use crate::memory::{Instant, Memory, MemoryRun};
use crate::model::{Agreement, Compared, Suite, SuiteName};
use crate::output::{Run, Runs};
use crate::sites::{Call, Line, Listing, Message, Reach, SiteVerdict, Sites, SourceFile};
use crate::{Body, CALIBRATED, Error, Kind, MODELLED, Outcome, Place, Sealed};
use std::collections::BTreeMap;
use std::path::Path;

const SLUG: &str = "sample";

/// One round trip of a body: written, read, edited, read again.
fn check<T: Body + Clone + PartialEq + std::fmt::Debug>(directory: &Path, body: T, figure: &str, other: &str) -> Kind {
    let kind = T::KIND;
    let slug = match kind {
        Kind::Calibration | Kind::Influences => CALIBRATED,
        Kind::Model => MODELLED,
        _ => SLUG,
    };
    let sealed =
        Sealed { experiment: slug.to_owned(), provenance: record().provenance, sources: "sha256:0".to_owned(), body };
    let file = kind.in_chapter(directory);
    sealed.write(&file).unwrap();
    assert_eq!(Sealed::<T>::read(&file, slug).unwrap(), sealed, "{kind}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(figure), "{kind}: `{figure}` is not in:\n{text}");
    std::fs::write(&file, text.replacen(figure, other, 1)).unwrap();
    let error = Sealed::<T>::read(&file, slug).unwrap_err();
    assert!(matches!(error, Error::Edited { .. }), "{kind}: {error}");
    let message = error.to_string();
    for part in [file.to_str().unwrap(), "field `seal`", "restore", &kind.remedy(Some(slug))] {
        assert!(message.contains(part), "{kind}: `{part}` is not in: {message}");
    }
    kind
}

fn go() -> GoFigures {
    let case = GoCase {
        variant: "boxed".to_owned(),
        size: None,
        allocations: 2,
        bytes: 16,
        time: Outcome::NotMeasured("counted, not timed".to_owned()),
    };
    let toolchain = Toolchain {
        version: "1.25.0".parse().unwrap(),
        describes_itself: "go version go1.25.0".to_owned(),
        origin: "found".to_owned(),
        failure: None,
        cases: vec![case],
        escapes: Vec::new(),
        prints: Vec::new(),
        collections: Vec::new(),
    };
    GoFigures { method: None, rust: Vec::new(), toolchains: vec![toolchain] }
}

fn matrix() -> Cells {
    let setting = Setting { opt_level: OptLevel::Three, build: Build::WORKSPACE };
    let row = Row(vec![Some(Calls { allocations: 1, reallocations: 2 })]);
    let [malloc, counter, malloc_beside_counter] = [(); 3].map(|()| row.clone());
    let variant = Variant { variant: "boxed".to_owned(), malloc, counter, malloc_beside_counter };
    Cells { settings: vec![setting], failures: Vec::new(), variants: vec![variant] }
}

fn compilers() -> Compilers {
    let changes = Outcome::Measured(Changes { compared: 1284, changed: Vec::new() });
    Compilers { compilers: vec![Tried { rustc: "rustc 1.96.0".to_owned(), changes }] }
}

fn calibration() -> Trials {
    let habits = Habits { pairs: 900, criterion_called_different: 809, fixed_called_different: 0 };
    let trial = Trial { function: "hash".to_owned(), rounds_ps: [vec![100; 12], vec![100; 12]], ..Trial::default() };
    let conditions = vec![Condition { name: "as found".to_owned(), trials: vec![trial], habits }];
    Trials { method: record().body.method.unwrap(), conditions }
}

fn influences() -> Influences {
    let setting =
        influences::Setting { name: "as it is".to_owned(), how: String::new(), rounds_ps: vec![vec![807; 4]] };
    Influences { method: record().body.method.unwrap(), functions: vec!["hash".to_owned()], settings: vec![setting] }
}

fn sites() -> Sites {
    let via = Some("Box::new".to_owned());
    let line = Line {
        place: Place { code: "Box::new(1)".to_owned(), ..Place::default() },
        debug: vec![Call { via: via.clone(), is_unknown: false }],
        release: vec![Message {
            verdict: SiteVerdict::Heap,
            via,
            through: None,
            doubt: None,
            copies: 3,
            lost_line: false,
        }],
        ways: Vec::new(),
    };
    let listing = Some(Listing { lines: vec![line], without_code: Vec::new() });
    let file = SourceFile { path: "src/boxed.rs".to_owned(), debug: Reach::May, release: Reach::Heap, listing };
    Sites { files: vec![file] }
}

fn heap() -> Heap {
    let frame = Frame { function: "a::f".to_owned(), file: "src/a.rs".to_owned(), place: None, line: 7, column: 5 };
    let stack = Stack { frames: vec![0], values: [64, 1, 64, 1, 0, 0] };
    Heap { cases: vec![CaseProfile { case: "boxed/64".to_owned(), frames: vec![frame], stacks: vec![stack] }] }
}

fn instructions() -> Instructions {
    let per_call =
        Outcome::Measured(PerCall { outside: [45, 46], allocator: [129, 129], is_exact: true, stepped: None });
    let cases = vec![CaseInstructions { case: "boxed".to_owned(), per_call }];
    Instructions { machine: "glibc 2.36".to_owned(), cases }
}

fn memory() -> Memory {
    let instant = Instant { name: "peak".to_owned(), resident_kib: vec![2080, 2084], huge_kib: 0, malloc: Vec::new() };
    let run = MemoryRun {
        name: "short".to_owned(),
        about: "texts".to_owned(),
        settings: Vec::new(),
        bounds: Vec::new(),
        counts: Outcome::NotMeasured("not counted".to_owned()),
        instants: Outcome::Measured(vec![instant]),
    };
    Memory { system: Vec::new(), repeats: 2, runs: vec![run], maps: Vec::new() }
}

fn allocators() -> Allocators {
    let allocator = Allocator {
        name: "system".to_owned(),
        origin: "glibc 2.36".to_owned(),
        about: "the C library's".to_owned(),
        library: "glibc 2.35".to_owned(),
        feature: String::new(),
        target: String::new(),
        counts: Outcome::NotMeasured("not counted".to_owned()),
        programs: Vec::new(),
        runs: Vec::new(),
    };
    Allocators { calls: 100, allocators: vec![allocator], ..Allocators::default() }
}

fn output() -> Runs {
    Runs { runs: vec![Run::new("cargo test --package sample".to_owned(), "running 3 tests\nok")] }
}

fn model() -> Agreement {
    let suite = Suite {
        name: SuiteName::Corpus,
        packages: 1,
        lines: 967,
        equal: 967,
        missing: 0,
        extra: 0,
        different: 0,
        differences: Vec::new(),
        outside: BTreeMap::new(),
    };
    let release = Compared {
        version: "1.27.3".parse().unwrap(),
        describes_itself: "go version go1.27.3".to_owned(),
        origin: "found".to_owned(),
        suites: vec![suite],
    };
    Agreement { known: BTreeMap::new(), releases: vec![release] }
}

#[test]
fn one_edited_figure_in_a_file_of_each_kind_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let at = directory.path();
    for kind in Kind::ALL {
        // No kind can be left out: the compiler asks for it here.
        let checked = match kind {
            Kind::Record => check(at, record().body, "\"requested_bytes\": 8", "\"requested_bytes\": 7"),
            Kind::Sites => check(at, sites(), "\"copies\": 3", "\"copies\": 4"),
            Kind::Heap => check(at, heap(), "[64, 1,", "[65, 1,"),
            Kind::Go => check(at, go(), "\"allocations\": 2", "\"allocations\": 0"),
            Kind::Matrix => check(at, matrix(), "\"malloc\": \"1+2\"", "\"malloc\": \"0+2\""),
            Kind::Compilers => check(at, compilers(), "\"compared\": 1284", "\"compared\": 1285"),
            Kind::Calibration => {
                check(at, calibration(), "\"criterion_called_different\": 809", "\"criterion_called_different\": 1")
            }
            Kind::Influences => check(at, influences(), "807", "806"),
            Kind::Instructions => check(at, instructions(), "45,", "44,"),
            Kind::Memory => check(at, memory(), "2084", "2085"),
            Kind::Allocators => check(at, allocators(), "glibc 2.36", "glibc 2.37"),
            Kind::Output => check(at, output(), "3 tests", "4 tests"),
            Kind::Model => check(at, model(), "\"packages\": 1", "\"packages\": 2"),
        };
        assert_eq!(checked, kind);
    }
}

//! The counts are the same under every allocator, and those that are declared.

#![allow(clippy::unwrap_used, reason = "these are tests, their helpers included")]

use declaration::{Exact, Profile};
use record::allocators::Asked;
use std::process::Command;

/// The programs that count, each around another allocator.
const COUNTED: &[(&str, &str)] = &[
    ("system", env!("CARGO_BIN_EXE_which-allocator-system-counted")),
    ("dlmalloc", env!("CARGO_BIN_EXE_which-allocator-dlmalloc-counted")),
    #[cfg(feature = "c-allocators")]
    ("mimalloc", env!("CARGO_BIN_EXE_which-allocator-mimalloc-counted")),
    #[cfg(feature = "c-allocators")]
    ("jemalloc", env!("CARGO_BIN_EXE_which-allocator-jemalloc-counted")),
    #[cfg(feature = "c-allocators")]
    ("snmalloc", env!("CARGO_BIN_EXE_which-allocator-snmalloc-counted")),
];

#[test]
fn counts_and_bytes_are_those_of_the_declaration_under_every_allocator() {
    let system = counts(COUNTED[0].1);
    for (name, program) in COUNTED {
        let counts = counts(program);
        assert_eq!(counts.exact, system.exact, "{name}");
        for case in which_allocator::EXPERIMENT.cases() {
            let counted = counts.exact[&format!("which-allocator {}", case.id())];
            assert_eq!(Some(counted), declared(&case), "{name}: {}", case.id());
        }
    }
}

fn counts(program: &str) -> Asked {
    let output = Command::new(program).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn declared(case: &declaration::Case) -> Option<Exact> {
    let profile = if cfg!(debug_assertions) { Profile::Debug } else { Profile::Release };
    match case.expected(profile) {
        (declaration::Expected::Figures(figures), size) => Some(figures(size)),
        _ => None,
    }
}

/// Each program of an allocator does its work under it, and says so.
#[test]
fn a_program_knows_its_allocator_and_its_work() {
    let program = env!("CARGO_BIN_EXE_which-allocator-dlmalloc");
    let output = Command::new(program).arg("--programs").output().unwrap();
    let plan: record::allocators::AllocatorPlan = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(plan.allocator, "dlmalloc");
    for program_of_plan in &plan.programs {
        let output = Command::new(program).args(["--called", &program_of_plan.name, "2"]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let output = Command::new(program).args(["--called", "blokcs", "2"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no work `blokcs`"));
}

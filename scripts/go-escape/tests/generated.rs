//! Programs that nobody wrote: the model and the compiler have to agree on them, or the smallest one on which they do not is kept, with
//! a name and an explanation, in `known`.
//!
//! `GENERATED=5000 cargo test -p go-escape --test generated` tries so many programs; without it a few are tried. `SEED` is the first one.

#[path = "generated/generate.rs"]
mod generate;
#[path = "generated/shrink.rs"]
mod shrink;
#[path = "common/toolchains.rs"]
mod toolchains;

use std::collections::BTreeSet;
use std::path::Path;

use generate::Generated;
use go_escape::{Compiler, Known, Options, Package, Release, SourceFile, analyse};

const FUNCTIONS: usize = 12;

fn package(program: &Generated) -> Package {
    let files = vec![SourceFile { name: "./generated.go".into(), text: program.text() }];
    Package { files, dependencies: vec![], language: None }
}

/// Lines that only one of both has; nothing if the compiler refuses the program.
fn differences(package: &Package, compiler: &Compiler) -> Option<Vec<String>> {
    let expected = match compiler.report(package) {
        Ok(report) => report,
        Err(error) => {
            if std::env::var_os("REFUSED").is_some() {
                eprintln!("{error}");
            }
            return None;
        }
    };
    let model: BTreeSet<String> = match analyse(&package.files, &[], compiler.release, Options::default()) {
        Ok(analysis) => analysis.report().collect(),
        Err(error) => return Some(vec![format!("the model refuses it: {error}")]),
    };
    let mut lines: Vec<String> = expected.difference(&model).map(|line| format!("compiler: {line}")).collect();
    lines.extend(model.difference(&expected).map(|line| format!("model:    {line}")));
    Some(lines)
}

/// The smallest program that can be had by taking parts away, on which model and compiler still differ.
fn shrunk(mut program: Generated, compiler: &Compiler) -> Generated {
    'again: loop {
        for smaller in shrink::smaller(&program) {
            if differences(&package(&smaller), compiler).is_some_and(|lines| !lines.is_empty()) {
                program = smaller;
                continue 'again;
            }
        }
        return program;
    }
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .map_or(default, |value| value.parse().unwrap_or_else(|_| panic!("{name} has to be a number, not {value:?}")))
}

#[test]
fn known_differences_are_still_there_and_no_others() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("known");
    for compiler in toolchains::all() {
        for known in Known::read_all(&directory).unwrap_or_else(|error| panic!("{error}")) {
            let differs = known.releases.contains(&compiler.release);
            let found = differences(&known.package, &compiler)
                .unwrap_or_else(|| panic!("Go {} refuses {}", compiler.version, known.name));
            let of_compiler = known.compiler.iter().map(|line| format!("compiler: {line}"));
            let lines = of_compiler.chain(known.model.iter().map(|line| format!("model:    {line}")));
            let expected: Vec<String> = lines.filter(|_| differs).collect();
            assert_eq!(found, expected, "Go {}, {}", compiler.version, known.name);
        }
    }
}

#[test]
fn model_and_compiler_agree_on_generated_programs() {
    let (count, first) = (number("GENERATED", 6), number("SEED", 1));
    for compiler in toolchains::all() {
        // Of Go 1.21 a difference is known that many programs have: see `known/literal_in_a_go_statement.go`.
        if compiler.release == Release::OLDEST {
            continue;
        }
        let mut refused = 0;
        for seed in first..first + count {
            let program = generate::program(seed, FUNCTIONS);
            match differences(&package(&program), &compiler) {
                None => refused += 1,
                Some(lines) if lines.is_empty() => {}
                Some(_) => {
                    let small = shrunk(program, &compiler);
                    let lines = differences(&package(&small), &compiler).unwrap_or_default();
                    let text = small.text().replace(generate::PRELUDE, "");
                    panic!("Go {}, seed {seed}:\n{text}\n{}", compiler.version, lines.join("\n"));
                }
            }
        }
        assert!(
            refused * 10 <= count,
            "Go {} refuses {refused} of {count} programs, so they say little",
            compiler.version
        );
    }
}

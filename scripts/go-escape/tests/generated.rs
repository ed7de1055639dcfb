//! Programs that nobody wrote: the model and the compiler have to agree on them, or the smallest one on which they do not is kept, with
//! a name and an explanation, in `tests/generated/known`.
//!
//! `GENERATED=5000 cargo test -p go-escape --test generated` tries so many programs; without it a few are tried. `SEED` is the first one.

#[path = "generated/generate.rs"]
mod generate;
#[path = "common/toolchains.rs"]
mod toolchains;

use std::collections::BTreeSet;

use generate::Generated;
use go_escape::{Compiler, Options, Package, SourceFile, analyse};

const FUNCTIONS: usize = 12;

fn package(program: &Generated) -> Package {
    let files = vec![SourceFile { name: "./generated.go".into(), text: program.text() }];
    Package { files, dependencies: vec![], language: None }
}

/// Lines that only one of both has; nothing if the compiler refuses the program.
fn differences(program: &Generated, compiler: &Compiler) -> Option<Vec<String>> {
    let package = package(program);
    let expected = match compiler.report(&package) {
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
        for smaller in program.smaller() {
            if differences(&smaller, compiler).is_some_and(|lines| !lines.is_empty()) {
                program = smaller;
                continue 'again;
            }
        }
        return program;
    }
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |value| value.parse().unwrap_or_else(|_| panic!("{name} has to be a number, not {value:?}")))
}

#[test]
fn model_and_compiler_agree_on_generated_programs() {
    let (count, first) = (number("GENERATED", 6), number("SEED", 1));
    for compiler in toolchains::all() {
        let mut refused = 0;
        for seed in first..first + count {
            let program = generate::program(seed, FUNCTIONS);
            match differences(&program, &compiler) {
                None => refused += 1,
                Some(lines) if lines.is_empty() => {}
                Some(_) => {
                    let small = shrunk(program, &compiler);
                    let lines = differences(&small, &compiler).unwrap_or_default();
                    let text = small.text().replace(generate::PRELUDE, "");
                    panic!("Go {}, seed {seed}:\n{text}\n{}", compiler.version, lines.join("\n"));
                }
            }
        }
        assert!(refused * 10 <= count, "Go {} refuses {refused} of {count} programs, so they say little", compiler.version);
    }
}

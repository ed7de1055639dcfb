//! Which functions the code of a variant still calls, under settings of which the page speaks.
//!
//! Each variant is a file that needs nothing but the standard library, so rustc can compile it alone and print its LLVM IR: the program
//! after all optimisation, before it becomes instructions of one processor.

use anyhow::{Context, Result};
use harness::compiled::{Code, Function, Sources};
use harness::{Findings, Shared};
use optimised_away::EXPERIMENT;

/// Key, variant, opt-level, codegen units.
const CALLS: &[(&str, &str, &str, u32)] = &[
    ("box_read_calls_at_z", "box_read", "z", 1),
    ("reference_passed_calls_at_2", "reference_passed", "2", 1),
    ("reference_passed_calls_at_3", "reference_passed", "3", 1),
    ("vec_list_calls_with_1_unit", "vec_list", "3", 1),
    ("vec_list_calls_with_16_units", "vec_list", "3", 16),
    ("vec_grown_calls", "vec_grown", "3", 1),
    ("string_cloned_calls", "string_cloned", "3", 1),
    ("box_dyn_error_calls", "box_dyn_error", "3", 1),
    ("rc_calls", "rc", "3", 1),
    ("rc_unwrapped_calls", "rc_unwrapped", "3", 1),
    ("arc_unwrapped_calls", "arc_unwrapped", "3", 1),
];

/// Declares them.
pub(crate) fn findings(findings: &mut Findings) {
    let sources = Shared::new(|| Sources::of(env!("CARGO_MANIFEST_DIR")));
    let compiled = |variant: &str, opt_level, units| -> Result<Code> {
        sources.get()?.variant(variant).opt_level(opt_level).codegen_units(units).llvm_ir()
    };
    for &(key, variant, opt_level, units) in CALLS {
        let how = "The variant's file compiled alone, LTO off, its LLVM IR read; without panics and the empty function that an elided box leaves.";
        findings.exact(key, how).by(|| -> Result<String> {
            Ok(calls(&compiled(variant, opt_level, units)?.function(&format!("{variant}::run"))?))
        });
    }
    let how = "The files of all variants compiled as one crate, LTO off, its LLVM IR read.";
    findings.exact("box_read_calls_at_z_among_others", how).by(|| -> Result<String> {
        let names = EXPERIMENT.variants.iter().map(|variant| variant.name);
        let together = sources.get()?.together(names)?.opt_level("z").llvm_ir()?;
        Ok(calls(&together.function("box_read::run")?))
    });
    findings.exact("arc_unwrapped_atomics", "Its LLVM IR read.").by(|| -> Result<String> {
        let run = compiled("arc_unwrapped", "3", 1)?.function("arc_unwrapped::run")?;
        let is = |line: &str, instruction: &str| line.split_whitespace().take(3).any(|word| word == instruction);
        let atomics = ["cmpxchg", "atomicrmw"].into_iter().filter(|name| run.lines().any(|line| is(line, name)));
        Ok(atomics.collect::<Vec<_>>().join(", "))
    });
    let how = "The attributes of the allocator's function in the LLVM IR of a variant.";
    findings.exact("allocator_attributes", how).by(|| attributes(&compiled("reference_opaque", "3", 1)?));
}

/// The functions that are called, each once, in order; of the variant's own `next`, the type of its argument too.
fn calls(run: &Function) -> String {
    const NOT_MEANT: [&str; 5] = ["llvm.", "panic", "handle_error", "handle_alloc_error", "__rust_no_alloc_shim"];
    let mut calls: Vec<String> = Vec::new();
    for call in run.calls() {
        if NOT_MEANT.iter().any(|part| call.name.contains(part)) {
            continue;
        }
        let mut shown = short(&call.name);
        if shown == "next" {
            shown += &format!("({})", call.arguments.split([' ', ')']).next().unwrap_or_default());
        }
        if !calls.contains(&shown) {
            calls.push(shown);
        }
    }
    if calls.is_empty() { "none".to_owned() } else { calls.join(", ") }
}

/// A path without its modules: `Rc<T>::drop_slow` for `alloc::rc::Rc<T>::drop_slow`.
fn short(path: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    let mut rest = path;
    while let Some(character) = rest.chars().next() {
        if character.is_alphanumeric() || character == '_' {
            word.push(character);
            rest = &rest[character.len_utf8()..];
        } else if rest.starts_with("::") && word.starts_with(|first: char| first.is_lowercase() || first == '_') {
            word.clear();
            rest = &rest[2..];
        } else {
            out += &std::mem::take(&mut word);
            out.push(character);
            rest = &rest[character.len_utf8()..];
        }
    }
    out + &word
}

/// What the declaration of the allocator's function promises.
fn attributes(ir: &Code) -> Result<String> {
    let declaration = ir.lines().find(|line| line.starts_with("declare ") && line.contains("___rust_alloc("));
    let declaration = declaration.context("the allocator's function is not declared in the LLVM IR")?;
    let group = declaration.rsplit_once('#').map(|(_, number)| format!("attributes #{number} = "));
    let group = group.context("the allocator's function has no attributes")?;
    let line = ir.lines().find(|line| line.starts_with(&group)).context("the attributes are not in the LLVM IR")?;
    let start = line.find("allockind(").context("the allocator's function is of no allocation kind")?;
    let end = line[start..].find(')').context("the attribute is not closed")?;
    Ok(line[start..=start + end].to_owned())
}

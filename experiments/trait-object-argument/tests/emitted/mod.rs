//! What did the compiler leave of a function?
//!
//! Each variant is one file that needs nothing but the standard library, so rustc can compile it alone, with the settings of the
//! release profile, and print its LLVM IR: the program after all optimisation, before it becomes instructions of one processor.
//! Line by line, `call i64 @name(...)` is a direct call and `call i64 %address(...)` an indirect one.

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// A function of a variant, as LLVM IR.
#[derive(Debug)]
pub(crate) struct Function {
    body: Vec<String>,
}

impl Function {
    /// The function `name` of `src/<variant>.rs`, optimised.
    pub(crate) fn optimised(variant: &str, name: &str) -> Result<Self> {
        let ir = llvm_ir(variant)?;
        // A mangled symbol has the name with its length before it.
        let mangled = format!("{}{name}", name.len());
        let is_it =
            |line: &str| line.starts_with("define ") && line.contains(&mangled) && !line.contains("$u7b$closure");
        let body: Vec<String> = ir
            .lines()
            .skip_while(|line| !is_it(line))
            .take_while(|line| *line != "}")
            .filter(|line| !line.trim_start().starts_with(';'))
            .map(str::to_owned)
            .collect();
        if body.is_empty() {
            bail!("src/{variant}.rs: no function `{name}` in its LLVM IR; is it still `#[inline(never)]`?");
        }
        Ok(Self { body })
    }

    /// Whether a call goes to an address that is known only at run time.
    pub(crate) fn has_indirect_call(&self) -> bool {
        self.body.iter().filter_map(|line| callee(line)).any(|callee| callee.starts_with('%'))
    }

    /// Whether the allocator is called. What an elided allocation leaves, a call to an empty function whose name is longer, is not meant.
    pub(crate) fn calls_the_allocator(&self) -> bool {
        self.body.iter().filter_map(|line| callee(line)).any(|callee| callee.contains("___rust_alloc("))
    }

    /// Whether one instruction handles several integers at once.
    pub(crate) fn has_vector_instruction(&self) -> bool {
        self.body.iter().any(|line| line.contains(" x i64>"))
    }

    /// Whether a `match` on an enum is made again and again: a tag of one byte is read, or a `switch` is met, after the start of a loop.
    /// Loops start with `phi` lines, and in these functions what follows a loop makes no `match`.
    pub(crate) fn matches_in_a_loop(&self) -> bool {
        let is_match = |line: &String| line.contains(" = load i8,") || line.trim_start().starts_with("switch ");
        self.body.iter().skip_while(|line| !line.contains(" = phi ")).any(is_match)
    }
}

/// `@name` or `%address`, with what follows it, when the line is a call.
fn callee(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    words.find(|word| matches!(*word, "call" | "invoke"))?;
    words.find(|word| word.starts_with(['@', '%']) && word.contains('('))
}

fn llvm_ir(variant: &str) -> Result<String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    // Not to standard output: on its way there the text passes through a file of a fixed name in the current directory.
    let directory = tempfile::tempdir().context("a temporary directory for rustc's output")?;
    let file = directory.path().join("variant.ll");
    let output = Command::new(rustc)
        .current_dir(package)
        .args(["--crate-type=lib", "--edition=2024", "--emit=llvm-ir", "-Copt-level=3", "-Ccodegen-units=1"])
        .arg("-o")
        .arg(&file)
        .arg(format!("src/{variant}.rs"))
        .output()
        .context("rustc cannot be run; put it on PATH or name it in RUSTC")?;
    if !output.status.success() {
        bail!("src/{variant}.rs does not compile alone:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    std::fs::read_to_string(&file).with_context(|| format!("{}", file.display()))
}

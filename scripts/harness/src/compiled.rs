//! What did the compiler leave of a function?
//!
//! A variant that needs nothing but the standard library can be compiled alone, with any settings, as [`Sources::variant`] does; a
//! library that needs more is compiled by cargo, as [`library`] does. What comes out is read as text: assembly says which functions are
//! called and how often memory is copied, LLVM IR, the program after all optimisation and before it becomes instructions of one
//! processor, also says which calls are indirect.
//!
//! Functions are found by their paths, and called functions have their paths as names: symbols are demangled here and nowhere else.

use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A form of compiled code that is text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Assembly,
    LlvmIr,
}

/// The code of a chapter's files, without the declarations, which need other crates.
#[derive(Debug)]
pub struct Sources {
    /// Where rustc runs, for the toolchain file of the workspace.
    chapter: PathBuf,
    directory: TempDir,
}

impl Sources {
    /// Those of the chapter in this directory, its `CARGO_MANIFEST_DIR`.
    ///
    /// # Errors
    ///
    /// When a file can't be read, or there is no room for a copy.
    pub fn of(chapter: &str) -> Result<Self> {
        let directory = tempfile::tempdir().context("a temporary directory for the code of variants")?;
        let (from, to) = (Path::new(chapter).join("src"), directory.path().join("src"));
        std::fs::create_dir(&to)?;
        for entry in std::fs::read_dir(&from).with_context(|| from.display().to_string())? {
            let path = entry?.path();
            let copy = to.join(path.file_name().unwrap_or_default());
            if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
                std::fs::write(copy, declaration::code(&text))?;
            } else if path.is_file() {
                std::fs::copy(&path, copy)?;
            }
        }
        Ok(Self { chapter: PathBuf::from(chapter), directory })
    }

    /// The file `src/<name>.rs`, as a crate of its own with the settings of the release profile.
    pub fn variant(&self, name: &str) -> Unit<'_> {
        Unit {
            sources: self,
            root: PathBuf::from(format!("src/{name}.rs")),
            opt_level: "3",
            codegen_units: 1,
            mangling: &[],
        }
    }

    /// The files of these variants as one crate.
    ///
    /// # Errors
    ///
    /// When there is no room for its root.
    pub fn together<'a>(&self, names: impl Iterator<Item = &'a str>) -> Result<Unit<'_>> {
        let root = PathBuf::from("src/together.rs");
        let modules: String = names.map(|name| format!("pub mod {name};\n")).collect();
        std::fs::write(self.directory.path().join(&root), modules)?;
        Ok(Unit { sources: self, root, opt_level: "3", codegen_units: 1, mangling: &[] })
    }
}

/// What is compiled, and how.
#[derive(Clone, Debug)]
pub struct Unit<'a> {
    sources: &'a Sources,
    root: PathBuf,
    opt_level: &'static str,
    codegen_units: u32,
    mangling: &'static [&'static str],
}

impl Unit<'_> {
    /// Another opt-level than 3.
    pub fn opt_level(mut self, opt_level: &'static str) -> Self {
        self.opt_level = opt_level;
        self
    }

    /// More than one codegen unit.
    pub fn codegen_units(mut self, codegen_units: u32) -> Self {
        self.codegen_units = codegen_units;
        self
    }

    /// With names that spell out the arguments of generic functions, `frame::<8192>`.
    pub fn generic_arguments(mut self) -> Self {
        self.mangling = &["-Csymbol-mangling-version=v0"];
        self
    }

    /// Compiles it to assembly.
    ///
    /// # Errors
    ///
    /// When rustc can't be run, or does not compile it.
    pub fn assembly(&self) -> Result<Code> {
        self.emit(Form::Assembly, "asm")
    }

    /// Compiles it to LLVM IR.
    ///
    /// # Errors
    ///
    /// When rustc can't be run, or does not compile it.
    pub fn llvm_ir(&self) -> Result<Code> {
        self.emit(Form::LlvmIr, "llvm-ir")
    }

    fn emit(&self, form: Form, name: &str) -> Result<Code> {
        let place = tempfile::tempdir().context("a temporary directory for rustc's output")?;
        let output = rustc()
            .current_dir(&self.sources.chapter)
            .args(["--crate-type=lib", "--edition=2024", "--cap-lints=allow", "-Clto=off", "-Cembed-bitcode=no"])
            .args(self.mangling)
            .arg(format!("--emit={name}"))
            .arg(format!("-Copt-level={}", self.opt_level))
            .arg(format!("-Ccodegen-units={}", self.codegen_units))
            .arg("--out-dir")
            .arg(place.path())
            .arg(self.sources.directory.path().join(&self.root))
            .output()
            .context("rustc cannot be run; put it on PATH or name it in RUSTC")?;
        let messages = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{} does not compile alone:\n{messages}", self.root.display());
        let mut text = String::new();
        for entry in std::fs::read_dir(place.path())? {
            text += &std::fs::read_to_string(entry?.path())?;
        }
        Ok(Code { form, text })
    }
}

/// The compiler named by `RUSTC`, or the one on PATH, which rustup chooses by the workspace's toolchain file.
pub fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// The assembly of the library of the chapter in this directory, compiled by cargo in the release profile. Takes as long as its
/// dependencies.
///
/// # Errors
///
/// When cargo can't be run, or the library does not compile.
pub fn library(manifest: &str) -> Result<Code> {
    let directory = tempfile::tempdir().context("a temporary directory for the assembly")?;
    let listing = directory.path().join("library.s");
    let output = crate::cargo::cargo()
        .current_dir(manifest)
        .args(["rustc", "--quiet", "--release", "--lib", "--"])
        .arg(format!("--emit=asm={}", listing.display()))
        .output()
        .context("cargo")?;
    ensure!(output.status.success(), "the library does not compile: {}", String::from_utf8_lossy(&output.stderr));
    let text = std::fs::read_to_string(&listing).with_context(|| listing.display().to_string())?;
    Ok(Code { form: Form::Assembly, text })
}

/// Compiled code.
#[derive(Clone, Debug)]
pub struct Code {
    form: Form,
    text: String,
}

impl Code {
    /// A function, by the end of its path, such as `boxed::run`, with the arguments of a generic one, `frame::<8192>`, where
    /// they are spelled out, or without.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn function(&self, path: &str) -> Result<Function> {
        let is_it = |line: &str| self.defined(line).is_some_and(|symbol| is_path(&demangled(symbol), path));
        let mut lines = self.text.lines().skip_while(|line| !is_it(line)).skip(1);
        let body: Vec<String> = match self.form {
            Form::Assembly => {
                lines.by_ref().take_while(|line| self.defined(line).is_none()).map(str::to_owned).collect()
            }
            Form::LlvmIr => lines.by_ref().take_while(|line| *line != "}").map(str::to_owned).collect(),
        };
        if body.is_empty() {
            bail!("no function `{path}` in the compiled code; is it still `#[inline(never)]`?");
        }
        Ok(Function { form: self.form, body }.without_comments())
    }

    /// The instructions of all functions, in order.
    pub fn all(&self) -> Function {
        Function { form: self.form, body: self.text.lines().map(str::to_owned).collect() }.without_comments()
    }

    /// The lines as they are.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }

    /// The symbol of the function that begins on this line.
    fn defined<'a>(&self, line: &'a str) -> Option<&'a str> {
        match self.form {
            Form::Assembly => line.strip_suffix(':').filter(|label| !label.starts_with(['\t', ' ', '.'])),
            Form::LlvmIr => line.strip_prefix("define ").and_then(named),
        }
    }
}

/// The symbol after the first `@` of a line of LLVM IR.
fn named(line: &str) -> Option<&str> {
    let (symbol, _) = line.split_once('@')?.1.split_once('(')?;
    Some(symbol.trim_matches('"'))
}

/// A symbol's path, with the arguments of generics and without hashes; of what is no symbol of Rust, the symbol.
fn demangled(symbol: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(symbol))
}

fn is_path(name: &str, path: &str) -> bool {
    let is_end = |name: &str| name.strip_suffix(path).is_some_and(|before| before.is_empty() || before.ends_with("::"));
    // `checksum::<&[u8]>` is a `checksum`.
    let plain = name.strip_suffix('>').and_then(|name| name.split_once("::<")).map(|(plain, _)| plain);
    is_end(name) || plain.is_some_and(is_end)
}

/// The instructions of one function.
#[derive(Clone, Debug)]
pub struct Function {
    form: Form,
    body: Vec<String>,
}

/// A call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call<'a> {
    /// The path of the function, or the symbol of one that is not Rust's.
    pub name: String,
    /// In LLVM IR, the arguments and what follows them; else the instruction.
    pub arguments: &'a str,
}

impl Function {
    fn without_comments(mut self) -> Self {
        let form = self.form;
        self.body.retain(|line| match form {
            Form::Assembly => line.starts_with('\t') && !line.starts_with("\t."),
            Form::LlvmIr => !line.trim_start().starts_with(';'),
        });
        self
    }

    /// The instructions as they are.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.body.iter().map(String::as_str)
    }

    /// The functions that are called or whose address is taken, in order of appearance. In assembly, those that have names of Rust.
    pub fn calls(&self) -> Vec<Call<'_>> {
        let call = |line| match self.form {
            Form::Assembly => mentioned(line).map(|name| Call { name, arguments: line }),
            Form::LlvmIr => {
                let callee = callee(line)?.strip_prefix('@')?;
                let (symbol, arguments) = callee.split_once('(')?;
                Some(Call { name: demangled(symbol.trim_matches('"')), arguments })
            }
        };
        self.lines().filter_map(call).collect()
    }

    /// How many instructions name a function that is not Rust's, such as `memcpy`.
    pub fn mentions(&self, name: &str) -> usize {
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        self.lines().filter(|line| line.split(|letter| !is_name(letter)).any(|word| word == name)).count()
    }

    /// In LLVM IR, whether a call goes to an address that is known only at run time.
    pub fn has_indirect_call(&self) -> bool {
        self.form == Form::LlvmIr && self.lines().filter_map(callee).any(|callee| callee.starts_with('%'))
    }
}

/// The path of the Rust function that a line of assembly names.
fn mentioned(line: &str) -> Option<String> {
    let symbol = &line[line.find("_R").or_else(|| line.find("_ZN"))?..];
    let end = symbol.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(symbol.len());
    Some(format!("{:#}", rustc_demangle::try_demangle(&symbol[..end]).ok()?))
}

/// In LLVM IR, `@name(...)` or `%address(...)`, with what follows it, when the line is a call.
fn callee(line: &str) -> Option<&str> {
    let start = ["call ", "invoke "].into_iter().find_map(|word| line.find(word))?;
    let rest = &line[start..];
    let named = rest.match_indices(['@', '%']).map(|(at, _)| &rest[at..]);
    named.into_iter().find(|callee| {
        let name = callee[1..].trim_start_matches('"');
        let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || "_.$".contains(c))).unwrap_or(name.len());
        name[end..].trim_start_matches('"').starts_with('(')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_found_by_the_end_of_its_path() {
        assert!(is_path("boxed::run", "run"));
        assert!(is_path("together::boxed::run", "boxed::run"));
        assert!(!is_path("together::boxed::rerun", "run"));
        assert!(is_path("array::frame::<8192>", "array::frame::<8192>"));
        assert!(is_path("array::frame::<8192>", "array::frame"));
        assert!(!is_path("array::frame::<8192>", "array::frame::<64>"));
        assert!(!is_path("boxed::run::{closure#0}", "boxed::run"));
    }

    #[test]
    fn a_call_goes_to_a_name_or_to_an_address() {
        assert_eq!(callee("  %1 = call noundef i64 @f(i64 %0) #3"), Some("@f(i64 %0) #3"));
        assert_eq!(callee("  %1 = invoke i64 %0(ptr @g)"), Some("%0(ptr @g)"));
        assert_eq!(callee("  call void @\"a$b\"(ptr %0)"), Some("@\"a$b\"(ptr %0)"));
        assert_eq!(callee("  %1 = load i8, ptr %0"), None);
    }

    #[test]
    fn a_name_is_a_whole_word_of_an_instruction() {
        let body =
            ["\tcallq\t*memcpy@GOTPCREL(%rip)", "\tcallq\t*memcpy_chk@GOTPCREL(%rip)"].map(str::to_owned).to_vec();
        let function = Function { form: Form::Assembly, body };
        assert_eq!(function.mentions("memcpy"), 1);
    }

    #[test]
    fn code_is_what_stands_above_the_declaration() {
        let text = "pub fn run() -> u64 {\n    1\n}\n\npub(crate) static VARIANT: declaration::Variant =\n    declaration::variant!(\"about\", run);\n";
        assert_eq!(declaration::code(text), "pub fn run() -> u64 {\n    1\n}");
        assert_eq!(declaration::code("pub fn f() {}\n"), "pub fn f() {}\n");
    }
}

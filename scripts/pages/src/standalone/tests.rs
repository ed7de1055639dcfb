//! The programs are compiled as their sites compile them, and run: they count what the record has.

use super::*;
use crate::directive::syntax::Workbook;
use crate::glossary::Glossary;
use crate::page::Page;
use crate::sources::Sources;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn records() -> Records {
    Records::new(&root())
}

/// What the Playground gives rustc in debug and in release.
const LEVELS: [&str; 2] = ["opt-level=0", "opt-level=3"];

/// Compiles a program with the pinned compiler.
fn compile(program: &str, options: &[&str], output: &Path) -> Result<(), String> {
    let source = output.with_extension("rs");
    std::fs::write(&source, program).unwrap();
    let mut rustc = Command::new("rustc");
    rustc.args(["--edition=2024", "-Dwarnings"]).args(options).arg("-o").arg(output).arg(&source);
    let compiled = rustc.current_dir(root()).output().unwrap();
    if compiled.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&compiled.stderr).into_owned()) }
}

/// The numbers that a program prints behind the last space of its lines.
fn counts(program: &str, level: &str, directory: &Path, name: &str) -> Result<Vec<u64>, String> {
    let binary = directory.join(name);
    compile(program, &["-C", level], &binary)?;
    let run = Command::new(&binary).output().unwrap();
    let printed = String::from_utf8_lossy(&run.stdout).into_owned();
    let numbers: Option<Vec<u64>> = printed.lines().map(|line| line.rsplit(' ').next()?.parse().ok()).collect();
    numbers.filter(|_| run.status.success()).ok_or_else(|| format!("{printed}{}", String::from_utf8_lossy(&run.stderr)))
}

/// The programs of several variants as one, which prints a count for each: to start rustc takes longer than to compile them.
fn together(variants: &[Standalone]) -> String {
    let (main, counting) = COUNTING.split_once("}\n\n").unwrap();
    let (mut modules, mut calls) = (String::new(), String::new());
    for (index, variant) in variants.iter().enumerate() {
        let count = main
            .replace("{call}", &variant.call)
            .replace("fn main", "pub fn count")
            .replace("counting::", "crate::counting::");
        modules += &format!("mod v{index} {{\n{}\n{count}}}\n}}\n", variant.code);
        calls += &format!("v{index}::count();\n");
    }
    format!("{modules}\nfn main() {{\n{calls}}}\n{counting}")
}

#[test]
fn the_programs_of_the_pages_count_what_the_records_have() {
    let try_it = regex::Regex::new(r"(?m)^\{\{#try (\S+) (\S+)\}\}").unwrap();
    let sources = Sources::read(&root()).unwrap();
    let named = sources
        .pages
        .values()
        .flat_map(|text| try_it.captures_iter(text).map(|found| (found[1].to_owned(), found[2].to_owned())));
    // Some that are on no page: of each kind of entry point, and one whose allocation is elided.
    let always = [
        ("boxed-return", "boxed_inlined"),
        ("boxed-return", "array_boxed"),
        ("trait-object-argument", "buffer_any_boxed"),
    ];
    let always = always.map(|(slug, variant)| (slug.to_owned(), variant.to_owned()));
    let mut problems = Vec::new();
    let mut variants = Vec::new();
    for (slug, variant) in named.chain(always) {
        match Standalone::read(&records(), &slug, &variant) {
            Ok(standalone) => variants.push(standalone),
            Err(error) => problems.push(format!("{{{{#try {slug} {variant}}}}}: {error}")),
        }
    }
    let directory = tempfile::tempdir().unwrap();
    for (profile, level) in LEVELS.into_iter().enumerate() {
        // Where one of them does not compile, each alone says which.
        let counted = counts(&together(&variants), level, directory.path(), "together").unwrap_or_default();
        for (index, variant) in variants.iter().enumerate() {
            // Beside other code the optimiser may decide otherwise; the program of the page has this one alone.
            if counted.get(index) != Some(&variant.calls[profile]) {
                let alone = counts(&variant.program(), level, directory.path(), "alone");
                problems.extend(variant.problem(variant.calls[profile], alone, level));
            }
        }
    }
    for variant in &variants {
        let library = directory.path().join("library");
        let compiled = compile(&variant.code, &["--crate-type=lib", "--emit=metadata"], &library);
        problems.extend(compiled.err().map(|said| variant.refused("as Compiler Explorer compiles it", &said)));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

impl Standalone {
    /// What is wrong with what its program counted, or with what rustc said of it.
    fn problem(&self, recorded: u64, counted: Result<Vec<u64>, String>, level: &str) -> Option<String> {
        let (slug, variant) = self.name();
        match counted {
            Ok(counted) if counted == [recorded] => None,
            Ok(counted) => Some(format!(
                "{{{{#try {slug} {variant}}}}}: alone, the code of experiments/{slug}/src/{variant}.rs calls the allocator {} times \
                 with -C {level}, and the record has {recorded}, which the page says. Where the code has changed, measure it with \
                 `cargo workbook measure {slug} --reference`. Where it has not, a program of its own counts otherwise: \
                 name the variant in `OTHERWISE` with the reason, and take the directive off the page.",
                counted.first().copied().unwrap_or_default()
            )),
            Err(said) => Some(self.refused(&format!("with -C {level}"), &said)),
        }
    }

    fn refused(&self, how: &str, said: &str) -> String {
        let (slug, variant) = self.name();
        format!(
            "{{{{#try {slug} {variant}}}}}: alone, the code of experiments/{slug}/src/{variant}.rs does not compile or does not run {how}, \
             and neither would it where the page's links lead. Let it use the standard library and nothing else, \
             or take the directive off the page. rustc, or the program, says:\n{said}"
        )
    }
}

/// A directive that a test's failure names is on a page, and what it says can be acted on.
#[test]
fn what_is_wrong_with_a_program_names_the_directive_the_file_and_the_remedy() {
    let boxed = Standalone::read(&records(), "boxed-return", "boxed").unwrap();
    assert_eq!(boxed.problem(1, Ok(vec![1]), "opt-level=3"), None);
    let otherwise = boxed.problem(1, Ok(vec![2]), "opt-level=3").unwrap();
    let refused = boxed.problem(1, Err("error[E0432]".to_owned()), "opt-level=0").unwrap();
    for part in
        ["{{#try boxed-return boxed}}", "experiments/boxed-return/src/boxed.rs", "take the directive off the page"]
    {
        assert!(otherwise.contains(part) && refused.contains(part), "{otherwise}\n{refused}");
    }
    assert!(otherwise.contains("2 times with -C opt-level=3, and the record has 1"), "{otherwise}");
    assert!(refused.ends_with("error[E0432]"), "{refused}");
}

#[test]
fn a_page_links_to_both_sites_and_refuses_what_counts_otherwise() {
    let workbook = Workbook::of(records());
    let glossary = Glossary::among(&BTreeMap::new());
    let mut problems = Vec::new();
    let html =
        Page::new("p.md", "{{#try boxed-return boxed_inlined}}\n").expand(&workbook, &glossary, &mut problems).page;
    assert!(problems.is_empty() && html.contains("0 in release, 1 in debug"), "{problems:?} {html}");
    assert_eq!(html.matches("rel=\"noopener noreferrer\"").count(), 2, "{html}");
    Page::new("p.md", "{{#try standard-library fn_pointer}}\n").expand(&workbook, &glossary, &mut problems);
    let [problem] = &problems[..] else { panic!("{problems:?}") };
    assert!(problem.to_string().contains("its public function is private there"), "{problem}");
}

#[test]
fn only_what_needs_nothing_else_stands_alone() {
    let refused = |slug: &str, variant: &str| Standalone::read(&records(), slug, variant).unwrap_err();
    for (slug, variant, why) in [
        ("growing-vec", "pushed_words", "uses `crate::`"),
        ("growing-vec", "small_vec_8", "uses `smallvec::`"),
        ("boxed-return", "arena", "uses `bumpalo::`"),
        ("trait-object-argument", "reader_boxed", "uses `include_bytes!`"),
        ("boxed-return", "array_boxed/64", "name its variant, `array_boxed`"),
        ("boxed-return", "boxd", "did you mean `boxed"),
    ] {
        let message = refused(slug, variant);
        assert!(message.contains(why), "{message}");
    }
    let channel = Standalone::read(&records(), "standard-library", "thread_spawned").unwrap();
    assert!(channel.check().unwrap_err().contains("those of all threads"));
}

#[test]
fn the_code_has_nothing_that_only_the_workbook_reads() {
    let boxed = Standalone::read(&records(), "boxed-return", "boxed_inlined").unwrap();
    assert!(boxed.code.starts_with("use std::hint::black_box;") && boxed.code.ends_with('}'), "{}", boxed.code);
    for left_out in ["ANCHOR", "// heap:", "//!", "declaration", "VARIANT"] {
        assert!(!boxed.program().contains(left_out), "{left_out} is in\n{}", boxed.program());
    }
    assert_eq!(boxed.calls, [1, 0]);
    // Of five sizes, the middle one.
    let sized = Standalone::read(&records(), "boxed-return", "array_boxed").unwrap();
    assert!(sized.call.contains("run(std::hint::black_box(512))"), "{}", sized.call);
}

/// Every variant of every experiment that has a file of its own and can be compiled alone.
fn all(records: &Records) -> Vec<Standalone> {
    let mut all = BTreeMap::new();
    for slug in records.slugs() {
        for case in &records.get(&slug).unwrap().cases {
            if let Ok(standalone) = Standalone::read(records, &slug, &case.variant) {
                all.insert((slug.clone(), case.variant.clone()), standalone);
            }
        }
    }
    all.into_values().collect()
}

#[test]
#[ignore = "compiles four hundred programs, which takes minutes; it prints the list of variants"]
fn every_program_counts_what_the_record_has_or_is_listed() {
    let all = all(&records());
    let directory = tempfile::tempdir().unwrap();
    let (next, otherwise) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(variant) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let name = format!("{}_{}", variant.slug, variant.variant);
                    let count = |level| counts(&variant.program(), level, directory.path(), &name);
                    let counted = LEVELS.map(|level| count(level).unwrap_or_else(|error| panic!("{name}: {error}"))[0]);
                    let library = directory.path().join(format!("{name}.rmeta"));
                    compile(&variant.code, &["--crate-type=lib", "--emit=metadata"], &library).unwrap();
                    println!("{} {} {counted:?}, recorded {:?}", variant.slug, variant.variant, variant.calls);
                    if counted != variant.calls {
                        otherwise.lock().unwrap().push(variant);
                    }
                }
            });
        }
    });
    let mut otherwise: Vec<_> = otherwise.into_inner().unwrap().iter().map(|variant| variant.name()).collect();
    otherwise.sort_unstable();
    assert_eq!(otherwise, OTHERWISE.map(|(slug, variant, _)| (slug, variant)));
}

//! Can a damaged object pass for one that allocates nothing?
//!
//! Thousands of objects and archives are damaged, the same ones on every run. Each must give an error or a report: no panic, no memory
//! beyond a bound, and no report from which everything is gone. The objects are of each format that is read; a target that is not installed is
//! skipped, which is said.

use crate::formats::is_installed;
use count_allocations::{CountingAllocator, count};
use heap_sites::{Compiled, Scope, sites};
use object::read::archive::ArchiveFile;
use object::read::coff::CoffHeader;
use object::read::macho::MachHeader;
use object::{BinaryFormat, Endianness, LittleEndian as LE, Object, ObjectSection, ObjectSymbol, SectionKind, macho};
use std::collections::BTreeSet;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// What one case may ask of the allocator altogether, a hundred times of what a case needs that is not damaged.
const MOST_BYTES: u64 = 1 << 30;

const DEPENDENCY: &str = "#[inline(never)] pub fn doubled(text: &str) -> String { text.repeat(2) }
pub trait Tool { fn work(&self, n: u64) -> u64; }
pub struct Boxes;
impl Tool for Boxes { fn work(&self, n: u64) -> u64 { *std::hint::black_box(Box::new(n)) } }
#[inline(never)] pub fn works(tool: &dyn Tool) -> u64 { tool.work(3) }
";

/// Each line with a function has a site, the third one only through the dependency, the fourth one only through the standard library, the sixth one
/// through a table of functions that it passes on. The seventh one has a jump table.
const SAMPLE: &str = r#"
pub fn boxed(n: u64) -> Box<u64> { Box::new(n) }
pub fn doubled(text: &str) -> String { dependency::doubled(text) }
pub fn formatted(n: u64) -> String { format!("n={n}") }
pub fn called(call: &dyn Fn(u64) -> u64) -> u64 { call(1) }
pub fn handed() -> u64 { dependency::works(&dependency::Boxes) }
pub fn arms(n: u64, out: &mut Vec<u64>) { match n { 0 => out.push(3), 1 => out.clear(), 2 => out.push(n ^ 5), 3 => out.truncate(1), 4 => out.push(n * 7), 5 => out.reverse(), _ => out.push(1) } }
"#;
const LINE_OF_DEPENDENCY: u32 = 3;
const LINE_OF_STANDARD_LIBRARY: u32 = 4;

/// What is compiled, in a directory of its own.
struct Fixture {
    directory: TempDir,
    object: PathBuf,
    dependency: PathBuf,
    standard: PathBuf,
}

impl Fixture {
    fn new(opt_level: &str, target: Option<&str>) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        std::fs::write(at("dependency.rs"), DEPENDENCY).unwrap();
        std::fs::write(at("sample.rs"), SAMPLE).unwrap();
        let rustc = |arguments: &[&str]| {
            let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
            let level = format!("-Copt-level={opt_level}");
            command.args(target.map(|target| format!("--target={target}")));
            command.current_dir(directory.path()).args(arguments);
            command.args(["--edition=2024", "--crate-type=lib", "-Cdebuginfo=1", "-Ccodegen-units=1", &level]);
            let output = command.output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        };
        rustc(&["dependency.rs"]);
        rustc(&["sample.rs", "--emit=obj", "--extern=dependency=libdependency.rlib"]);
        let libraries = rustc(&["--print=target-libdir", "sample.rs"]);
        let is_alloc = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with("liballoc-") && name.ends_with(".rlib")
        };
        let entries = std::fs::read_dir(libraries.trim()).unwrap().map(|entry| entry.unwrap().path());
        let alloc = entries.into_iter().find(is_alloc).unwrap();
        std::fs::copy(alloc, at("liballoc.rlib")).unwrap();
        let (object, dependency, standard) = (at("sample.o"), at("libdependency.rlib"), at("liballoc.rlib"));
        Self { object, dependency, standard, directory }
    }

    /// The lines with a site, or the error.
    fn lines(&self, libraries: &[&Path]) -> Result<BTreeSet<u32>, heap_sites::Error> {
        let libraries = libraries.iter().map(|path| path.to_path_buf()).collect();
        let compiled = Compiled { objects: vec![self.object.clone()], libraries, ..Compiled::default() };
        let scope = Scope { roots: vec![self.directory.path().to_owned()], except: Vec::new() };
        let found = sites(&compiled, &scope)?;
        Ok(found.by_line.into_values().flat_map(|lines| lines.into_keys()).collect())
    }
}

/// Numbers that are the same on every run: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// Damages `data`; says what was done and where.
fn damage(data: &mut Vec<u8>, targets: &[Range<usize>], random: &mut Random) -> (String, Vec<Range<usize>>) {
    let target = targets[random.below(targets.len())].clone();
    let at = target.start + random.below(target.len());
    let one = |range: Range<usize>| std::iter::once(range).collect();
    match random.below(8) {
        0 => {
            data.truncate(at);
            (format!("cut off at {at}"), one(at..usize::MAX))
        }
        1 => {
            let end = data.len().min(at + 1 + random.below(16));
            let byte = [0x00, 0xff, random.next() as u8][random.below(3)];
            data[at..end].fill(byte);
            (format!("{byte:#04x} at {at}..{end}"), one(at..end))
        }
        2 => {
            let other = targets[random.below(targets.len())].clone();
            let length = (target.end - at).min(other.len()).min(1 + random.below(64));
            let (from, to) = (at, other.start);
            if from + length <= to || to + length <= from {
                for index in 0..length {
                    data.swap(from + index, to + index);
                }
            }
            (format!("{length} bytes swapped, {from} and {to}"), vec![from..from + length, to..to + length])
        }
        _ => {
            let bit = random.below(8);
            data[at] ^= 1 << bit;
            (format!("bit {bit} at {at} flipped"), one(at..at + 1))
        }
    }
}

/// Damages `file` in many ways and checks every report with `is_told`, which gets the lines and the places that were damaged.
fn survives(
    fixture: &Fixture,
    file: &Path,
    libraries: &[&Path],
    targets: &[Range<usize>],
    cases: usize,
    is_told: impl Fn(&BTreeSet<u32>, &[Range<usize>]) -> bool,
) {
    let whole = std::fs::read(file).unwrap();
    let undamaged = fixture.lines(libraries).unwrap();
    assert!(is_told(&undamaged, &[]), "{undamaged:?}");
    let mut random = Random(cases as u64);
    let (mut errors, mut same) = (0, 0);
    for case in 0..cases {
        let mut data = whole.clone();
        let (what, places) = damage(&mut data, targets, &mut random);
        std::fs::write(file, &data).unwrap();
        let (result, counts) = count(|| catch_unwind(AssertUnwindSafe(|| fixture.lines(libraries))));
        let bytes = counts.requested_bytes;
        assert!(bytes < MOST_BYTES, "case {case}, {what}: {bytes} bytes");
        match result {
            Err(_) => panic!("case {case}, {what}: a panic"),
            Ok(Err(_)) => errors += 1,
            Ok(Ok(lines)) => {
                assert!(is_told(&lines, &places), "case {case}, {what}: {lines:?}, undamaged {undamaged:?}");
                same += usize::from(lines == undamaged);
            }
        }
    }
    std::fs::write(file, &whole).unwrap();
    // Damage that nobody notices everywhere, or that breaks everything, would test nothing.
    assert!(errors > cases / 10 && same > cases / 100, "{errors} errors and {same} same of {cases}");
}

/// The parts of an object, each as likely to be hit as the others: header, table of sections, and each section.
fn parts(data: &[u8]) -> Vec<Range<usize>> {
    let file = object::File::parse(data).unwrap();
    let sections = file.sections().filter_map(|section| section.file_range());
    let sections = sections.map(|(start, size)| start as usize..(start + size) as usize);
    let mut parts: Vec<Range<usize>> = sections.filter(|range| !range.is_empty()).collect();
    if file.format() != BinaryFormat::Elf {
        let tables = between(&parts, data.len());
        // The tables are what is not seen to be damaged by the content of a section.
        parts.extend(tables.iter().chain(&tables).chain(&tables).cloned());
        return parts;
    }
    let table = u64::from_le_bytes(data[40..48].try_into().unwrap()) as usize;
    parts.extend([0..64, table..data.len(), table..data.len(), table..data.len()]);
    parts
}

/// What is of no section: headers, relocations, symbols and names.
fn between(sections: &[Range<usize>], end: usize) -> Vec<Range<usize>> {
    let mut sorted = sections.to_vec();
    sorted.sort_by_key(|range| range.start);
    let (starts, ends) = (sorted.iter().map(|range| range.start), sorted.iter().map(|range| range.end));
    let between = std::iter::once(0).chain(ends).zip(starts.chain([end]));
    between.filter(|(from, to)| from < to).map(|(from, to)| from..to).collect()
}

/// Where the names of source files stand, and where it stands which names they are: a report is about the files that the object names.
fn names_of_files(data: &[u8]) -> Vec<Range<usize>> {
    let names = ["debug_str", "debug_line", "debug_line_str", "rela.debug_info", "rela.debug_line"];
    // In Mach-O no relocation says which of the names is meant.
    let is_mach = object::File::parse(data).unwrap().format() == BinaryFormat::MachO;
    ranges_of(data, |name, _| {
        names.contains(&name) || name.starts_with("relocations of debug_") || is_mach && name == "debug_info"
    })
}

/// Where a report believes what an object says: the bytes of its code, the symbols that relocations of code name, names, and which line code is of.
fn believed(data: &[u8]) -> Vec<Range<usize>> {
    let is_debug = |name: &str| ["debug_", "rela.debug", "relocations of debug_"].iter().any(|of| name.starts_with(of));
    ranges_of(data, |name, kind| kind == SectionKind::Text || is_debug(name) || is_name_or_relocation_of_code(name))
}

fn is_name_or_relocation_of_code(name: &str) -> bool {
    name == "strtab" || name.starts_with("rela.text") || name.starts_with("relocations of text")
}

/// Where the parts of an object stand that are meant, by their names without `.` or `__` and their kinds. In COFF and Mach-O relocations and names
/// are in no section; they are given the names `relocations of ...` and `strtab`.
fn ranges_of(data: &[u8], is_meant: impl Fn(&str, SectionKind) -> bool) -> Vec<Range<usize>> {
    let file = object::File::parse(data).unwrap();
    let mut ranges = Vec::new();
    let mut add = |start: u64, size: u64| ranges.push(start as usize..(start + size) as usize);
    for section in file.sections() {
        let name = section.name().unwrap().trim_start_matches(['.', '_']);
        if is_meant(name, section.kind()) {
            section.file_range().into_iter().for_each(|(start, size)| add(start, size));
        }
        if is_meant(&format!("relocations of {name}"), SectionKind::Metadata) {
            let (start, size) = relocations_of(data, &file, section.index().0);
            add(start, size);
        }
    }
    if is_meant("strtab", SectionKind::Metadata) {
        match &file {
            object::File::Coff(coff) => {
                let header = coff.coff_header();
                let start = header.pointer_to_symbol_table() + header.number_of_symbols() * 18;
                add(start.into(), data.len() as u64 - u64::from(start));
            }
            object::File::MachO64(_) => {
                let names = mach_names(data);
                add(names.0, names.1);
            }
            _ => {}
        }
    }
    ranges
}

/// Where the relocations of a section of COFF or Mach-O stand, and of how many bytes they are.
fn relocations_of(data: &[u8], file: &object::File<'_>, index: usize) -> (u64, u64) {
    match file {
        object::File::Coff(coff) => {
            let header = coff.coff_section_table().section(object::SectionIndex(index)).unwrap();
            let count = header.coff_relocations(data).unwrap().len() as u64;
            (header.pointer_to_relocations.get(LE).into(), count * 10)
        }
        object::File::MachO64(mach) => {
            let section = mach.section_by_index(object::SectionIndex(index)).unwrap();
            let section = section.macho_section();
            (section.reloff.get(mach.endian()).into(), u64::from(section.nreloc.get(mach.endian())) * 8)
        }
        _ => (0, 0),
    }
}

/// Where the names of a Mach-O object stand.
fn mach_names(data: &[u8]) -> (u64, u64) {
    let header = macho::MachHeader64::<Endianness>::parse(data, 0).unwrap();
    let endian = header.endian().unwrap();
    let mut commands = header.load_commands(endian, data, 0).unwrap();
    while let Some(command) = commands.next().unwrap() {
        if let Some(table) = command.symtab().unwrap() {
            return (table.stroff.get(endian).into(), table.strsize.get(endian).into());
        }
    }
    panic!("the object has no table of symbols");
}

fn touches(places: &[Range<usize>], ranges: &[Range<usize>]) -> bool {
    places.iter().any(|place| ranges.iter().any(|range| place.start < range.end && range.start < place.end))
}

/// The targets whose objects are not ELF. One that is not installed is left out, which is said.
fn other_formats() -> Vec<&'static str> {
    ["x86_64-apple-darwin", "aarch64-apple-darwin", "x86_64-pc-windows-gnu"]
        .into_iter()
        .filter(|target| is_installed(target))
        .collect()
}

fn damage_objects(target: Option<&str>, cases: usize) {
    for opt_level in ["0", "3"] {
        let fixture = Fixture::new(opt_level, target);
        let data = std::fs::read(&fixture.object).unwrap();
        let (names, believed) = (names_of_files(&data), believed(&data));
        let undamaged = fixture.lines(&[]).unwrap();
        survives(&fixture, &fixture.object, &[], &parts(&data), cases, |lines, places| {
            let has_all = lines.is_superset(&undamaged) || touches(places, &believed);
            has_all && (!lines.is_empty() || touches(places, &names))
        });
    }
}

fn damage_dependencies(target: Option<&str>, cases: usize) {
    for opt_level in ["0", "3"] {
        let fixture = Fixture::new(opt_level, target);
        let (targets, believed) = members(&fixture.dependency);
        survives(&fixture, &fixture.dependency, &[&fixture.dependency], &targets, cases, |lines, places| {
            lines.contains(&LINE_OF_DEPENDENCY) || touches(places, &believed)
        });
    }
}

fn damage_the_standard_library(target: Option<&str>, cases: usize) {
    let fixture = Fixture::new("3", target);
    let (targets, believed) = members(&fixture.standard);
    survives(&fixture, &fixture.standard, &[&fixture.standard], &targets, cases, |lines, places| {
        lines.contains(&LINE_OF_STANDARD_LIBRARY) || touches(places, &believed)
    });
}

/// How much is damaged whenever the tests run: all of it optimised, and a quarter in debug, where each case takes several times as long.
const fn usual(cases: usize) -> usize {
    if cfg!(debug_assertions) { cases / 4 } else { cases }
}

#[test]
fn a_damaged_object_gives_an_error_or_a_report_with_sites() {
    damage_objects(None, usual(1000));
}

#[test]
fn a_damaged_archive_of_a_dependency_does_not_lose_the_site_that_leads_into_it() {
    damage_dependencies(None, usual(800));
}

#[test]
fn a_damaged_archive_of_the_standard_library_does_not_lose_the_site_that_leads_into_it() {
    damage_the_standard_library(None, usual(150));
}

#[test]
fn damaged_coff_and_mach_o_give_errors_or_reports_with_sites() {
    for target in other_formats() {
        damage_objects(Some(target), usual(300));
        damage_dependencies(Some(target), usual(200));
        damage_the_standard_library(Some(target), usual(30));
    }
}

/// Where nothing is said to be code, there is nothing to be read.
#[test]
fn coff_and_mach_o_whose_code_is_not_called_code_are_not_taken_for_objects_without_code() {
    for target in other_formats() {
        let fixture = Fixture::new("3", Some(target));
        let mut data = std::fs::read(&fixture.object).unwrap();
        let flags = if target.contains("windows") {
            // The last field of the first section's header, which is behind that of the object.
            20 + 36
        } else {
            data.windows(7).position(|name| name == b"__text\0").unwrap() + 64
        };
        assert_ne!(data[flags..flags + 4], [0; 4], "{target}");
        data[flags..flags + 4].fill(0);
        std::fs::write(&fixture.object, &data).unwrap();
        let error = fixture.lines(&[]).expect_err(target).to_string();
        assert!(error.contains("has the flags of another"), "{target}: {error}");
    }
}

#[test]
fn a_damaged_library_keeps_no_contract_and_no_pin_that_it_broke() {
    damage_promises(usual(40));
}

/// A symbol of Mach-O has no size: what is left without one would be taken for the end of the function before it.
#[test]
fn a_function_of_mach_o_whose_symbol_is_elsewhere_is_missed() {
    for target in other_formats().into_iter().filter(|target| target.contains("apple")) {
        let fixture = Fixture::new("0", Some(target));
        let mut data = std::fs::read(&fixture.object).unwrap();
        let value = {
            let file = object::File::parse(&*data).unwrap();
            let is_boxing = |name: &str| name.contains("box_new_uninit");
            file.symbols().find(|symbol| symbol.name().is_ok_and(is_boxing)).unwrap().address().to_le_bytes()
        };
        // Behind its kind, its section and its description.
        let is_it = |symbol: &[u8]| symbol[0] & 0x0e == 0x0e && symbol[1..4] == [1, 0, 0] && symbol[4..] == value;
        let at = data.windows(12).position(is_it).unwrap();
        data[at + 4] ^= 4;
        std::fs::write(&fixture.object, &data).unwrap();
        let error = fixture.lines(&[]).expect_err(target).to_string();
        assert!(error.contains("no symbol says which function is at"), "{target}: {error}");
    }
}

/// Tens of thousands of cases: `cargo test --release -p heap-sites --test report -- --ignored damaged`.
#[test]
#[ignore = "takes many minutes"]
fn much_damage_gives_errors_or_reports_with_sites() {
    damage_objects(None, 20_000);
    damage_dependencies(None, 5_000);
    damage_the_standard_library(None, 1_000);
    damage_promises(2_000);
}

/// The same of COFF and Mach-O, 20,000 cases of each: `cargo test --release -p heap-sites --test report -- --ignored other_formats`.
#[test]
#[ignore = "takes many minutes"]
fn much_damage_of_other_formats_gives_errors_or_reports_with_sites() {
    for target in other_formats() {
        damage_objects(Some(target), 7_000);
        damage_dependencies(Some(target), 2_500);
        damage_the_standard_library(Some(target), 1_000);
    }
}

/// `process` breaks its contract through `record`, and `boxed` its pin.
const PROMISES: &str = r#"
pub struct Engine { seen: Vec<u64>, total: u64 }
impl Engine {
    pub fn process(&mut self, input: u64) -> u64 { // heap: none
        self.record(input);
        self.total + input
    }
    #[inline(never)]
    fn record(&mut self, input: u64) {
        self.seen.push(input);
    }
}
#[inline(never)]
pub fn boxed(n: u64) -> Box<u64> {
    Box::new(n) // heap: none
}
"#;

/// Damages a library whose sources promise what it does not keep: each report says so, or there is none.
fn damage_promises(cases: usize) {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path().canonicalize().unwrap();
    let program = "fn main() { let mut engine = sample::engine(); engine.process(3); std::process::exit(*sample::boxed(3) as i32) }";
    let engine = "pub fn engine() -> Engine { Engine { seen: Vec::new(), total: 1 } }\n";
    std::fs::write(root.join("lib.rs"), format!("{PROMISES}{engine}")).unwrap();
    std::fs::write(root.join("main.rs"), program).unwrap();
    let rustc = |arguments: &[&str]| {
        let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        command.current_dir(&root).args(arguments);
        command.args([
            "--edition=2024",
            "-Copt-level=3",
            "-Cdebuginfo=1",
            "-Ccodegen-units=1",
            "-Csymbol-mangling-version=v0",
        ]);
        assert!(command.status().unwrap().success());
    };
    let lib = root.join("lib.rs").display().to_string();
    rustc(&[&lib, "--crate-type=lib", "--crate-name=sample", "-Cextra-filename=-1", "--emit=link,dep-info"]);
    rustc(&["main.rs", "--crate-name=program", "--extern=sample=libsample-1.rlib"]);
    let (library, program) = (root.join("libsample-1.rlib"), root.join("program"));
    let made = program.metadata().unwrap().modified().unwrap();
    let broken = || {
        let survey = heap_sites::survey_linked(&root, "sample", &program, &program)?;
        let contracts: BTreeSet<String> =
            survey.broken_contracts().iter().map(|broken| broken.function.clone()).collect();
        Ok::<_, heap_sites::Error>((contracts.contains("process"), !survey.verify(false).is_empty()))
    };
    assert_eq!(broken().unwrap(), (true, true));
    let whole = std::fs::read(&library).unwrap();
    let (targets, mut trusted) = members(&library);
    for member in ArchiveFile::parse(&*whole).unwrap().members() {
        let member = member.unwrap();
        let (start, size) = member.file_range();
        if member.name() != b"lib.rmeta" {
            let ranges = believed(&whole[start as usize..(start + size) as usize]);
            trusted.extend(ranges.into_iter().map(|part| start as usize + part.start..start as usize + part.end));
        }
    }
    let mut random = Random(cases as u64);
    let (mut errors, mut told) = (0, 0);
    for case in 0..cases {
        let mut data = whole.clone();
        let (what, places) = damage(&mut data, &targets, &mut random);
        std::fs::write(&library, &data).unwrap();
        // As if it was not touched after the program was linked.
        std::fs::File::options().write(true).open(&library).unwrap().set_modified(made).unwrap();
        match catch_unwind(AssertUnwindSafe(&broken)) {
            Err(_) => panic!("case {case}, {what}: a panic"),
            Ok(Err(_)) => errors += 1,
            Ok(Ok((contract, pin))) => {
                assert!(
                    contract && pin || touches(&places, &trusted),
                    "case {case}, {what}: contract {contract}, pin {pin}"
                );
                told += usize::from(contract && pin);
            }
        }
    }
    assert!(errors > cases / 10 && told > cases / 100, "{errors} errors and {told} told of {cases}");
}

/// The parts of an archive, each as likely to be hit as the others: its index and headers, and the parts of its objects;
/// and where stands what is believed: the bytes of code, the symbols that its relocations name, and names.
fn members(path: &Path) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let data = std::fs::read(path).unwrap();
    let (mut targets, mut believed) = (Vec::new(), Vec::new());
    let mut end = 0;
    for member in ArchiveFile::parse(&*data).unwrap().members() {
        let member = member.unwrap();
        let (start, size) = member.file_range();
        let (start, size) = (start as usize, size as usize);
        targets.push(end..start);
        if member.name() != b"lib.rmeta" {
            let object = &data[start..start + size];
            let in_archive = |part: Range<usize>| start + part.start..start + part.end;
            targets.extend(parts(object).into_iter().map(in_archive));
            let ranges =
                ranges_of(object, |name, kind| kind == SectionKind::Text || is_name_or_relocation_of_code(name));
            believed.extend(ranges.into_iter().map(in_archive));
        }
        end = start + size;
    }
    (targets, believed)
}

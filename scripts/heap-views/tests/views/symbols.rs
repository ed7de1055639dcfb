//! Addresses of this very program, in a file of jemalloc's form: which functions are they?

use heap_views::{Error, Folding, Reading, Sample, Sources, Warning, fold, read_as};
use std::path::{Path, PathBuf};

#[inline(never)]
fn looked_up(number: u64) -> u64 {
    std::hint::black_box(number) + 1
}

/// A file with one stack: 64 bytes asked for in [`looked_up`].
fn file(directory: &Path) -> PathBuf {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    // Not its first instruction, since a file has the place to which a call returns.
    let address = looked_up as fn(u64) -> u64 as usize + 2;
    let file = directory.join("this.heap");
    let stack = format!("@ {address:#x} 0x10\n  t*: 1: 64 [0: 0]\n");
    std::fs::write(&file, format!("heap_v2/1\n  t*: 1: 64 [0: 0]\n{stack}\nMAPPED_LIBRARIES:\n{maps}")).unwrap();
    file
}

fn with(programs: &[&Path]) -> Reading {
    Reading { programs: programs.iter().map(|path| path.to_path_buf()).collect(), counts: None }
}

#[test]
fn a_file_of_addresses_gets_its_names_from_the_program() {
    assert_eq!(looked_up(1), 2);
    let directory = tempfile::tempdir().unwrap();
    let file = file(directory.path());
    let this = std::env::current_exe().unwrap();
    let (profile, warnings) = read_as(&file, &with(&[&this]), &mut || ()).unwrap();
    assert_eq!(warnings, [Warning::BuildNotKnown { program: this }]);
    let sources = Sources::below(&[Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()]).unwrap();
    let (folded, warnings) = fold(profile, &sources, &Folding::default()).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(folded.total(Sample::EndSpace), 64);
    let function = folded.functions.iter().find(|function| function.name.ends_with("symbols::looked_up"));
    let function = function.unwrap_or_else(|| panic!("{:?}", folded.functions));
    assert_eq!(function.file, "tests/views/symbols.rs");
    let line = include_str!("symbols.rs").lines().position(|line| line.starts_with("fn looked_up")).unwrap() as u32 + 1;
    assert!((line..line + 2).contains(&folded.frames[0].line), "{:?}", folded.frames);
}

#[test]
fn without_the_program_it_is_said_that_names_are_missing() {
    let directory = tempfile::tempdir().unwrap();
    let (profile, _) = read_as(&file(directory.path()), &Reading::default(), &mut || ()).unwrap();
    let (_, warnings) = fold(profile, &Sources::default(), &Folding::default()).unwrap();
    assert!(
        matches!(warnings.as_slice(), [Warning::NotSymbolised { sample: Sample::EndSpace, share, .. }] if share == "100%"),
        "{warnings:?}"
    );
    assert!(warnings[0].to_string().contains("--program"));
}

#[test]
fn a_program_that_the_profile_is_not_of_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let file = file(directory.path());
    let refused = |program: &Path| match read_as(&file, &with(&[program]), &mut || ()) {
        Err(error @ Error::Program { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    };
    let other = directory.path().join("other");
    std::fs::copy(std::env::current_exe().unwrap(), &other).unwrap();
    assert!(refused(&other).contains("no addresses of a program of that name"), "{}", refused(&other));
    assert!(refused(&file).contains("no program that can be read"), "{}", refused(&file));
    assert!(refused(&directory.path().join("none")).contains("check the path"));
    let dhat = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/profiles/boxed_each.json");
    let error = read_as(&dhat, &with(&[&other]), &mut || ()).unwrap_err();
    assert!(matches!(error, Error::NoAddresses { .. }), "{error}");
}

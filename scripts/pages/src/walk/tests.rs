//! A walk is read, laid out and held to its record; all of the workspace's are.

use super::*;
use crate::directive::syntax::Workbook;
use crate::glossary::Glossary;
use crate::page::Page;
use crate::records::Records;
use std::collections::BTreeMap;
use std::path::Path;

const BOXED: &str = "\
> let number = Box::new(1);
A block is made.
It holds `1`.
stack run
  number: Box<u64> -> block
heap block
  value: u64 = 1

> drop(number);
It is freed.
stack run
  other: u64 = 2
";

#[test]
fn a_walk_has_steps_with_frames_and_blocks_whose_sizes_follow_from_their_types() {
    let walk = Walk::read(BOXED).unwrap();
    assert_eq!(walk.steps[0].sentence, "A block is made. It holds `1`.");
    assert_eq!(walk.steps[0].blocks[0].bytes(), 8);
    assert_eq!(walk.steps[0].frames[0].fields[0].content, Content::AddressOf("block".to_owned()));
    assert!(walk.steps[1].blocks.is_empty());
}

#[test]
fn a_block_stands_beside_the_fields_that_lead_to_it() {
    let text = "> x\nS.\nstack run\n  a: u64 = 1\n  b: Box<u64> -> p\nstack f\n  c: &u64 -> p\n  d: Box<u8> -> q\nheap p\n  v: u64 = 1\nheap q\n  w: u8 = 1\n";
    let (frames, blocks) = Walk::read(text).unwrap().steps[0].places().unwrap();
    assert_eq!(frames, [(1, 3), (4, 3)]);
    // From `b` in row 3 to `c` in row 5; then `d` in row 6, with a row for the name and one for the field.
    assert_eq!(blocks, [(3, 3), (6, 2)]);
    let crossed = text.replace("d: Box<u8> -> q", "d: Box<u8> -> p").replace("a: u64 = 1", "a: Box<u8> -> q");
    assert!(Walk::read(&crossed).unwrap_err().contains("step 1: the block `q` would overlap"));
}

#[test]
fn what_cannot_be_read_says_in_which_line_or_step() {
    for (from, to, expected) in [
        ("> let", "let", "line 1: a walk begins with `> `"),
        ("  number: Box<u64> -> block", "  number = 1", "line 5: `number = 1` is not written"),
        ("Box<u64>", "Span", "line 5: the size of a `Span` is not known"),
        ("-> block", "-> blok", "step 1: `number` leads to `blok`"),
        ("It is freed.\n", "", "step 2: it needs a sentence"),
        ("heap block", "heap block\nmore", "line 7: expected `> `"),
    ] {
        let message = Walk::read(&BOXED.replacen(from, to, 1)).unwrap_err();
        assert!(message.contains(expected), "{message}");
    }
    assert!(Walk::read("").is_err());
}

#[test]
fn the_blocks_are_those_that_were_counted() {
    let walk = Walk::read(BOXED).unwrap();
    assert_eq!(walk.check(&Exact::once(8)), Ok(()));
    for (exact, expected) in [
        (Exact::NONE, "`allocations` 1, and the record has 0"),
        (Exact::once(16), "`requested_bytes` 8, and the record has 16"),
        (Exact { end_bytes: 8, ..Exact::once(8) }, "`end_bytes` 0, and the record has 8"),
        (Exact { reallocations: 1, ..Exact::once(8) }, "`reallocations` 0, and the record has 1"),
    ] {
        let message = walk.check(&exact).unwrap_err();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn every_walk_of_the_workspace_draws_what_its_record_has_and_names_lines_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let glossary = Glossary::among(&BTreeMap::new());
    let workbook = Workbook::of(Records::new(&root));
    let mut walks = 0;
    for slug in workbook.records.slugs() {
        for entry in std::fs::read_dir(root.join("experiments").join(&slug).join("walk")).into_iter().flatten() {
            let file = entry.unwrap().path();
            let variant = file.file_stem().unwrap().to_str().unwrap();
            let text = format!("{{{{#walk {slug} {variant}}}}}\n\n{{{{#provenance {slug}}}}}\n");
            let mut problems = Vec::new();
            let html = Page::new("p.md", &text).expand(&workbook, &glossary, &mut problems).page;
            assert!(problems.is_empty(), "{problems:?}");
            let steps = Walk::read(&std::fs::read_to_string(&file).unwrap()).unwrap().steps.len();
            assert_eq!(html.matches("<li data-line=").count(), steps, "{}", file.display());
            walks += 1;
        }
    }
    assert!(walks >= 4, "{walks}");
}

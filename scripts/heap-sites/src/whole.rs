//! Is an object file as its compiler wrote it?
//!
//! Object files carry no checksum of the whole. A damaged one can still be read, with a section, a symbol or a relocation less, and what is missing would
//! look like code that allocates nothing. But a compiler's object says many things twice, and says something of each of its bytes; [`check`] compares.
//!
//! What stands in an object once is believed: the bytes of its code, which symbol a relocation names, and names. COFF has a checksum of each section.

mod coff;
mod elf;
mod mach;

use object::File;
use std::ops::Range;

/// Fails with the first contradiction in an object.
pub(crate) fn check(file: &File<'_>, data: &[u8]) -> Result<(), String> {
    match file {
        File::Elf64(_) => elf::check(data),
        File::Coff(coff) => coff::check(coff, data),
        File::CoffBig(coff) => coff::check(coff, data),
        File::MachO64(mach) => mach::check(mach, data),
        _ => Err("not a relocatable object".to_owned()),
    }
}

fn reason(error: object::Error) -> String {
    error.to_string()
}

/// Every byte is of one of these parts, each a place and a length, or is a zero between two.
fn every_byte_belongs(data: &[u8], parts: impl IntoIterator<Item = (u64, u64)>) -> Result<(), String> {
    let parts = parts.into_iter().filter(|(_, size)| *size > 0);
    let mut ranges: Vec<Range<u64>> = parts.map(|(start, size)| start..start.saturating_add(size)).collect();
    ranges.sort_by_key(|range| range.start);
    let length = data.len() as u64;
    ranges.push(length..length);
    for pair in ranges.windows(2) {
        let (end, next) = (pair[0].end, pair[1].start);
        let between = usize::try_from(end).ok().zip(usize::try_from(next).ok());
        let between = between.and_then(|(end, next)| data.get(end..next));
        if between.is_none_or(|bytes| bytes.iter().any(|byte| *byte != 0)) {
            return Err(format!("what is at byte {end} is not of one section"));
        }
    }
    Ok(())
}

/// Whether the debug information, by the names of its sections without `.` or `__`, has all the parts that it is read by.
fn has_all_of_debug<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let parts: Vec<&str> = names.filter_map(|name| name.strip_prefix("debug_")).collect();
    let has = |part| parts.contains(&part);
    // Hand-written code has these parts alone.
    let is_assembly = parts.iter().all(|part| ["abbrev", "aranges", "info", "line"].contains(part));
    if has("info") && !(has("abbrev") && has("line") && (has("str") || is_assembly)) {
        return Err("a part of the debug information is missing".to_owned());
    }
    Ok(())
}

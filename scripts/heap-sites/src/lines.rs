//! Which source line, through which inlined functions, does an address come from?
//!
//! Debug information in an object file is not linked yet: its own relocations are applied here, against the addresses of
//! [`Layout`](crate::code::Layout).

use crate::Error;
use crate::code::Opened;
use crate::data::Named;
use crate::format::{Ask, Fields};
use gimli::{EndianRcSlice, RunTimeEndian};
use object::{Object, ObjectSection, Relocation, RelocationTarget, SectionIndex};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A function that an address lies in, as a caller sees it: the innermost first, the function that has a symbol last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Demangled.
    pub(crate) function: String,
    pub(crate) place: Option<Place>,
}

/// A place in a source file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) file: PathBuf,
    /// From 1; 0 where the compiler left no line.
    pub(crate) line: u32,
    /// From 1; 0 where the compiler left none.
    pub(crate) column: u32,
}

/// The debug information of one object.
pub(crate) struct Lines {
    context: addr2line::Context<EndianRcSlice<RunTimeEndian>>,
    name: String,
}

impl Lines {
    pub(crate) fn of(opened: &Opened<'_>, name: &str) -> Result<Self, Error> {
        let damaged = |reason: String| Error::Damaged { file: name.to_owned(), reason };
        let has_lines = |section: &str| opened.file.section_by_name(section).is_some_and(|section| section.size() > 0);
        if !has_lines(".debug_info") && has_lines(".debug$S") {
            return Err(Error::CodeView { file: name.to_owned() });
        }
        if !has_lines(".debug_info") || !has_lines(".debug_line") {
            return Err(Error::NoDebugInformation { file: name.to_owned() });
        }
        let endian = if opened.file.is_little_endian() { RunTimeEndian::Little } else { RunTimeEndian::Big };
        let load = |id: gimli::SectionId| -> Result<_, Error> {
            let data = relocated(opened, id.name()).map_err(|reason| damaged(format!("{}: {reason}", id.name())))?;
            Ok(EndianRcSlice::new(Rc::from(data), endian))
        };
        let dwarf = gimli::Dwarf::load(load)?;
        let context = addr2line::Context::from_dwarf(dwarf).map_err(|error| damaged(error.to_string()))?;
        Ok(Self { context, name: name.to_owned() })
    }

    /// The error for an object of which no function has a line.
    pub(crate) fn missing(&self) -> Error {
        Error::NoDebugInformation { file: self.name.clone() }
    }

    /// The error for debug information that does not fit the code.
    pub(crate) fn damaged(&self, reason: String) -> Error {
        Error::Damaged { file: self.name.clone(), reason }
    }

    /// The frames of an address, the innermost first. Empty where nothing is known of it.
    pub(crate) fn frames(&self, address: u64) -> Result<Vec<Frame>, Error> {
        let damaged = |error: gimli::Error| Error::Damaged { file: self.name.clone(), reason: error.to_string() };
        let mut found = self.context.find_frames(address).skip_all_loads().map_err(damaged)?;
        let mut frames = Vec::new();
        while let Some(frame) = found.next().map_err(damaged)? {
            let name = match &frame.function {
                Some(function) => function.raw_name().map_err(damaged)?.into_owned(),
                None => String::new(),
            };
            let place = frame.location.and_then(|location| {
                Some(Place {
                    file: normal(Path::new(location.file?)),
                    line: location.line.unwrap_or(0),
                    column: location.column.unwrap_or(0),
                })
            });
            frames.push(Frame { function: symbols::demangle(&name), place });
        }
        Ok(frames)
    }

    /// Adds every line that has code.
    pub(crate) fn add_lines_with_code(&self, lines: &mut BTreeMap<PathBuf, BTreeSet<u32>>) -> Result<(), Error> {
        let damaged = |error: gimli::Error| Error::Damaged { file: self.name.clone(), reason: error.to_string() };
        // Not to the last address: the end is exclusive and added to.
        for (_, _, location) in self.context.find_location_range(0, u64::MAX / 2).map_err(damaged)? {
            if let (Some(file), Some(line)) = (location.file, location.line) {
                if Path::new(file).is_relative() {
                    return Err(Error::RelativeSources { file: self.name.clone(), source_file: file.to_owned() });
                }
                match lines.get_mut(Path::new(file)) {
                    Some(lines) => _ = lines.insert(line),
                    None => _ = lines.insert(normal(Path::new(file)), BTreeSet::from([line])),
                }
            }
        }
        Ok(())
    }
}

/// A path without `.` and without `..` behind a name.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if normal.file_name().is_some() => _ = normal.pop(),
            component => normal.push(component),
        }
    }
    normal
}

/// A section of debug information with its relocations applied; empty where there is none.
fn relocated(opened: &Opened<'_>, name: &str) -> Result<Vec<u8>, String> {
    let Some(section) = opened.file.section_by_name(name) else { return Ok(Vec::new()) };
    let mut data = section.uncompressed_data().map_err(|error| error.to_string())?.into_owned();
    let fields = Fields::of(&opened.file, &section);
    for (offset, relocation) in section.relocations() {
        // Where a thread's own copy of a static lies. No line of code is found by that.
        if Ask::of(&opened.file, &relocation) == Ask::ThreadLocal {
            continue;
        }
        let value = value(opened, &fields, offset, &relocation)?;
        let size = usize::from(relocation.size() / 8);
        let place = usize::try_from(offset).ok().and_then(|start| data.get_mut(start..start.checked_add(size)?));
        let place = place.ok_or("a relocation lies outside of the section")?;
        let bytes = value.to_le_bytes();
        match size {
            4 | 8 if opened.file.is_little_endian() => place.copy_from_slice(&bytes[..size]),
            _ => return Err(format!("a relocation of {} bits", relocation.size())),
        }
    }
    Ok(data)
}

fn value(opened: &Opened<'_>, fields: &Fields<'_, '_>, offset: u64, relocation: &Relocation) -> Result<u64, String> {
    if relocation.target() == RelocationTarget::Absolute {
        return Ok(relocation.addend() as u64);
    }
    match fields.named(offset, relocation) {
        // A place in debug information is counted from where its section begins.
        Some(Named::Here((section, offset))) => Ok(opened.layout.address(Some(SectionIndex(section)), offset)),
        // What another object has, of which nothing is looked up here.
        Some(Named::Elsewhere(_)) => Ok(0),
        None => Err("a relocation of an unknown kind".to_owned()),
    }
}

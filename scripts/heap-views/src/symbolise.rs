//! Which functions and lines are at the addresses that a profile has no names for?
//!
//! Some profilers leave that to whoever reads the file, because looking it up takes memory and time that a service has a better use for. The
//! addresses are of the running program; the list of what was in memory leads from them to places in the file of the program, and its debug
//! information from there to functions and lines, those that were inlined too.
//!
//! Debug information in a file of its own (`.debug`, `.dwp`) is not searched for.

use crate::Mapping;
use crate::{Error, Frame, FrameId, Function, FunctionId, HeapProfile, Warning};
use gimli::{EndianRcSlice, RunTimeEndian};
use indexmap::IndexSet;
use object::{Object, ObjectSection, ObjectSegment};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use symbols::UNKNOWN;

/// The profile with the names that these programs have for its addresses.
///
/// # Errors
///
/// [`Error::Program`]: where a program cannot be read, or is not one that the profile has addresses of, or is another build of it.
pub fn symbolise(profile: HeapProfile, programs: &[PathBuf]) -> Result<(HeapProfile, Vec<Warning>), Error> {
    let mut warnings = Vec::new();
    let HeapProfile { functions, mut frames, mut stacks, .. } = profile;
    let is_nameless: Vec<bool> = functions.iter().map(|function| function.name == UNKNOWN).collect();
    let mut functions: IndexSet<Function> = functions.into_iter().collect();
    let mut calls: Vec<Option<Vec<FrameId>>> = vec![None; frames.len()];
    for path in programs {
        let bytes = std::fs::read(path).map_err(|reason| refused(path, format!("{reason}; check the path")))?;
        let program = Program::open(path, &bytes)?;
        let mappings = mappings_of(&program, &profile.about.mappings, &mut warnings)?;
        let (mut addresses, mut unnamed) = (0, 0);
        for index in 0..calls.len() {
            let Frame { function, address, .. } = frames[index];
            let is_open = calls[index].is_none() && is_nameless[function.0 as usize] && address != 0;
            let mapping = mappings.iter().find(|mapping| (mapping.start..mapping.limit).contains(&address));
            let Some(mapping) = mapping.filter(|_| is_open) else { continue };
            addresses += 1;
            let call = program.call(address - mapping.start + mapping.offset)?;
            if call.is_empty() {
                unnamed += 1;
                continue;
            }
            let frame = |line: Line| {
                let function = FunctionId(functions.insert_full(line.function).0 as u32);
                frames.push(Frame { function, line: line.line, column: line.column, address });
                FrameId(frames.len() as u32 - 1)
            };
            calls[index] = Some(call.into_iter().map(frame).collect());
        }
        if unnamed > 0 {
            warnings.push(Warning::Unnamed { program: path.clone(), unnamed, addresses });
        }
    }
    for stack in &mut stacks {
        let named = |id: &FrameId| match calls.get(id.0 as usize) {
            Some(Some(call)) => call.clone(),
            _ => vec![*id],
        };
        stack.frames = stack.frames.iter().flat_map(named).collect();
    }
    let functions = functions.into_iter().collect();
    Ok((HeapProfile { functions, frames, stacks, ..profile }, warnings))
}

fn refused(path: &Path, reason: String) -> Error {
    Error::Program { path: path.to_owned(), reason }
}

/// The mappings that are of a program: by its build, or by its name where one of the two does not say the build.
fn mappings_of<'m>(
    program: &Program<'_>,
    mappings: &'m [Mapping],
    warnings: &mut Vec<Warning>,
) -> Result<Vec<&'m Mapping>, Error> {
    let same_build = |mapping: &&Mapping| !program.build_id.is_empty() && mapping.build_id == program.build_id;
    let by_build: Vec<&Mapping> = mappings.iter().filter(same_build).collect();
    if !by_build.is_empty() {
        return Ok(by_build);
    }
    let name = |path: &Path| path.file_name().map(|name| name.to_owned());
    let by_name: Vec<&Mapping> =
        mappings.iter().filter(|mapping| name(Path::new(&mapping.file)) == name(program.path)).collect();
    let Some(mapping) = by_name.first() else {
        let mut files: Vec<&str> = mappings.iter().map(|mapping| mapping.file.as_str()).collect();
        files.dedup();
        let reason = format!(
            "the profile has no addresses of a program of that name; it has some of {}; name one of these",
            files.join(", ")
        );
        return Err(refused(program.path, reason));
    };
    if !mapping.build_id.is_empty() && !program.build_id.is_empty() {
        let reason = format!(
            "this is the build {}, and the profile is of the build {}; name the program that was profiled",
            program.build_id, mapping.build_id
        );
        return Err(refused(program.path, reason));
    }
    warnings.push(Warning::BuildNotKnown { program: program.path.to_owned() });
    Ok(by_name)
}

/// A function and a line of it.
struct Line {
    function: Function,
    line: u32,
    column: u32,
}

/// A program with its debug information.
struct Program<'p> {
    path: &'p Path,
    file: object::File<'p>,
    context: addr2line::Context<EndianRcSlice<RunTimeEndian>>,
    symbols: object::SymbolMap<object::SymbolMapName<'p>>,
    build_id: String,
}

impl<'p> Program<'p> {
    fn open(path: &'p Path, bytes: &'p [u8]) -> Result<Self, Error> {
        let no_program = |error: object::Error| refused(path, format!("no program that can be read: {error}"));
        let file = object::File::parse(bytes).map_err(no_program)?;
        let endian = if file.is_little_endian() { RunTimeEndian::Little } else { RunTimeEndian::Big };
        let load = |id: gimli::SectionId| -> Result<_, object::Error> {
            let data = match file.section_by_name(id.name()) {
                Some(section) => section.uncompressed_data()?.into_owned(),
                None => Vec::new(),
            };
            Ok(EndianRcSlice::new(Rc::from(data), endian))
        };
        let damaged = |error: String| refused(path, format!("its debug information cannot be read: {error}"));
        let dwarf = gimli::Dwarf::load(load).map_err(|error| damaged(error.to_string()))?;
        let context = addr2line::Context::from_dwarf(dwarf).map_err(|error| damaged(error.to_string()))?;
        let build_id = file.build_id().ok().flatten().unwrap_or_default();
        let build_id = build_id.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { path, symbols: file.symbol_map(), file, context, build_id })
    }

    /// The functions at a place of the file, the innermost first. Empty where nothing is known of it.
    fn call(&self, offset: u64) -> Result<Vec<Line>, Error> {
        let address = self.file.segments().find_map(|segment| {
            let (start, size) = segment.file_range();
            (start..start.checked_add(size)?).contains(&offset).then(|| segment.address() + (offset - start))
        });
        let Some(address) = address else { return Ok(Vec::new()) };
        let damaged =
            |error: gimli::Error| refused(self.path, format!("its debug information cannot be read: {error}"));
        let mut found = self.context.find_frames(address).skip_all_loads().map_err(damaged)?;
        let mut lines = Vec::new();
        while let Some(frame) = found.next().map_err(damaged)? {
            let name = match &frame.function {
                Some(function) => symbols::demangle(&function.raw_name().map_err(damaged)?),
                None => String::new(),
            };
            let (mut file, mut line, mut column) = (String::new(), 0, 0);
            if let Some(location) = frame.location {
                file = location.file.unwrap_or_default().to_owned();
                (line, column) = (location.line.unwrap_or(0), location.column.unwrap_or(0));
            }
            lines.push(Line { function: Function { name, file }, line, column });
        }
        // A symbol has the path of the name that line tables leave out; of what was inlined there is none.
        let symbol = self.symbols.containing(address).map(|symbol| symbols::demangle(symbol.name()));
        match (lines.last_mut(), symbol) {
            (Some(outermost), Some(symbol)) => outermost.function.name = symbol,
            (None, Some(name)) => {
                let function = Function { name, file: String::new() };
                lines.push(Line { function, line: 0, column: 0 });
            }
            (_, None) => {}
        }
        lines.retain(|line| !line.function.name.is_empty());
        Ok(lines)
    }
}

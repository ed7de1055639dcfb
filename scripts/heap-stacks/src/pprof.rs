//! How does a profile get to `go tool pprof`, and how is one of its profiles read?
//!
//! The format is `google/pprof: proto/profile.proto`, gzipped. A profile is written with six sample types, of which pprof shows
//! `alloc_space` unless `-sample_index` names another:
//!
//! | sample type | unit | [`Sample`] |
//! |---|---|---|
//! | `alloc_objects`, `alloc_space` | count, bytes | [`Sample::AllocObjects`], [`Sample::AllocSpace`] |
//! | `peak_objects`, `peak_space` | count, bytes | [`Sample::PeakObjects`], [`Sample::PeakSpace`] |
//! | `inuse_objects`, `inuse_space` | count, bytes | [`Sample::EndObjects`], [`Sample::EndSpace`] |
//!
//! A file that is read may have some of them; those it has not are zero, and [`About::counted`] leaves them out. What is in use when a running
//! service is asked is that profile's end. Shown first is the file's default, and without one the last that it has, as pprof does.
//!
//! [`About::counted`]: crate::About::counted

use crate::place::printable;
use crate::profile::{About, Life, Mapping};
use crate::{Frame, FrameId, Function, FunctionId, HeapProfile, Sample, Stack, Values, Warning};
use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use pprof_proto as proto;
use std::collections::HashMap;
use std::hash::Hash;
use std::io::{self, BufRead, Read, Write};
use std::ops::Range;
use std::path::PathBuf;
use symbols::UNKNOWN;

/// The most bytes a file may have once it is unpacked: a small file can unpack to any size.
const MAX_BYTES: u64 = 512 << 20;

/// Each figure with the name and the unit that pprof has for it, in the order in which they are written: counts before bytes, as
/// pprof's conventions have it.
const SAMPLE_TYPES: [(Sample, &str, &str); 6] = [
    (Sample::AllocObjects, "alloc_objects", "count"),
    (Sample::AllocSpace, "alloc_space", "bytes"),
    (Sample::PeakObjects, "peak_objects", "count"),
    (Sample::PeakSpace, "peak_space", "bytes"),
    (Sample::EndObjects, "inuse_objects", "count"),
    (Sample::EndSpace, "inuse_space", "bytes"),
];

/// What pprof shows above every view.
const COMMENT: &str = "inuse_*: live at the end; peak_*: live when the most bytes were; \
                       alloc_*: a reallocation is a block and adds its full new size";

/// Why a file is not read as a profile.
#[derive(Debug, thiserror::Error)]
pub enum PprofError {
    /// Its bytes cannot be had.
    #[error("the file cannot be read: {0}; check the path and its permissions")]
    Read(io::Error),
    /// Gzip's own checks failed.
    #[error("the file is gzipped and cannot be unpacked: {0}; it is damaged or not complete: get it again")]
    Gzip(io::Error),
    /// More than this program is ready to hold.
    #[error("the file unpacks to more than {} MiB; take the profile over a shorter time", MAX_BYTES >> 20)]
    TooLarge,
    /// No protobuf, or another message than a profile.
    #[error(
        "this is no profile in pprof's format, or a damaged one: {0}; get it again, for example from /debug/pprof/heap"
    )]
    Format(#[from] proto::Malformed),
    /// A part of the file names another part that is not there, or is there twice.
    #[error("the profile contradicts itself: {0}; it is damaged: get it again")]
    Inconsistent(String),
    /// A profile of something else than the heap.
    #[error("the profile counts `{name}` in `{unit}`, which is not read here; known are {}", known_types())]
    UnknownSampleType {
        /// As the file has it.
        name: String,
        /// As the file has it.
        unit: String,
    },
    /// The figures' sum could not be right.
    #[error("the profile's figures of `{0}` add up to more than a sum can hold; it is damaged: get it again")]
    TooMuch(&'static str),
}

fn known_types() -> String {
    SAMPLE_TYPES.map(|(_, name, unit)| format!("{name}/{unit}")).join(", ")
}

/// The profile as a file for pprof: gzipped, and the same bytes for the same profile.
///
/// `locate` says where a function's file is on this machine; where it answers `None` the file is written as the profile has it.
/// `pprof -list` shows the source of absolute paths wherever it is started.
///
/// # Errors
///
/// None is known: compressing to memory cannot fail, and the error is the writer's.
pub fn encode(profile: &HeapProfile, locate: impl Fn(&str) -> Option<PathBuf>) -> io::Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(&message(profile, locate).to_bytes())?;
    gzip.finish()
}

fn message(profile: &HeapProfile, locate: impl Fn(&str) -> Option<PathBuf>) -> proto::Profile {
    let mut strings = Numbers::default();
    strings.number(String::new());
    let mut text = |text: &str| strings.number(text.to_owned()) as i64;
    let sample_type =
        SAMPLE_TYPES.map(|(_, name, unit)| proto::ValueType { kind: text(name), unit: text(unit) }).to_vec();
    let default_sample_type = text("alloc_space");
    let mut comment = vec![text(COMMENT)];
    comment.extend(Some(&profile.command).filter(|command| !command.is_empty()).map(|command| text(command)));
    // Of a command with arguments, the program is enough for pprof's first line. Everything is known of it, so that pprof does not look for
    // symbols of its own.
    let mapping = proto::Mapping {
        id: 1,
        filename: text(profile.command.split_whitespace().next().unwrap_or_default()),
        has_functions: true,
        has_filenames: true,
        has_line_numbers: true,
        has_inline_frames: true,
        ..proto::Mapping::default()
    };
    let mut paths = HashMap::new();
    let mut function = Vec::with_capacity(profile.functions.len());
    for (id, Function { name, file }) in (1..).zip(&profile.functions) {
        let path = paths.entry(file.as_str()).or_insert_with(|| match locate(file) {
            Some(path) => path.to_string_lossy().into_owned(),
            None => file.clone(),
        });
        // Without a system name: where it equals the name, pprof takes it for C++ and drops what stands between `<` and `>`.
        function.push(proto::Function { id, name: text(name), filename: text(path), ..proto::Function::default() });
    }
    let mut locations = Numbers::default();
    let sample = profile
        .stacks
        .iter()
        .map(|stack| proto::Sample {
            location_id: calls(profile, &stack.frames).map(|call| locations.number(call.to_vec()) as u64 + 1).collect(),
            value: SAMPLE_TYPES.iter().map(|(sample, ..)| stack.values.get(*sample)).collect(),
        })
        .collect();
    let line = |id: &FrameId| {
        let frame = profile.frame(*id);
        proto::Line {
            function_id: u64::from(frame.function.0) + 1,
            line: frame.line.into(),
            column: frame.column.into(),
        }
    };
    let location = (1..)
        .zip(locations.in_order())
        .map(|(id, call)| proto::Location {
            id,
            mapping_id: 1,
            address: call.first().map_or(0, |frame| profile.frame(*frame).address),
            line: call.iter().map(line).collect(),
            is_folded: false,
        })
        .collect();
    proto::Profile {
        sample_type,
        sample,
        mapping: vec![mapping],
        location,
        function,
        string_table: strings.in_order(),
        comment,
        default_sample_type,
        ..proto::Profile::default()
    }
}

/// A stack cut into calls: neighbours that have one address are one call with what was inlined into it.
fn calls<'p>(profile: &HeapProfile, frames: &'p [FrameId]) -> impl Iterator<Item = &'p [FrameId]> {
    frames.chunk_by(|frame, next| {
        let [frame, next] = [frame, next].map(|id| profile.frame(*id).address);
        frame != 0 && frame == next
    })
}

/// The frames of each location: more than one where functions were inlined.
///
/// A stack names tens of locations, and a large profile has millions of stacks, so a location is found by its number, not by a hash, where
/// the numbers leave few gaps: writers number locations from 1.
struct Locations {
    /// Of all of them, one behind the other.
    frames: Vec<FrameId>,
    by_number: Vec<Range<u32>>,
    by_hash: HashMap<u64, Range<u32>>,
}

impl Locations {
    /// For locations of these numbers, the lowest first; none has frames yet.
    fn of(ids: impl ExactSizeIterator<Item = u64>) -> Self {
        let most_numbers = 4 * ids.len() as u64;
        let numbers = ids.last().map_or(0, |last| last.saturating_add(1));
        let by_number = if numbers <= most_numbers { vec![0..0; numbers as usize] } else { Vec::new() };
        Self { frames: Vec::new(), by_number, by_hash: HashMap::new() }
    }

    /// A location has at least one frame, of a function that is not known if of no other.
    fn insert(&mut self, id: u64, call: &[FrameId]) {
        let begin = self.frames.len() as u32;
        self.frames.extend_from_slice(call);
        let place = begin..self.frames.len() as u32;
        match usize::try_from(id).ok().and_then(|id| self.by_number.get_mut(id)) {
            Some(known) => *known = place,
            None => drop(self.by_hash.insert(id, place)),
        }
    }

    fn get(&self, id: u64) -> Option<&[FrameId]> {
        let place = usize::try_from(id).ok().and_then(|id| self.by_number.get(id)).or_else(|| self.by_hash.get(&id))?;
        let call = &self.frames[place.start as usize..place.end as usize];
        (!call.is_empty()).then_some(call)
    }
}

/// Things numbered from 0 in the order in which they are first met.
struct Numbers<T>(HashMap<T, usize>);

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Eq + Hash> Numbers<T> {
    fn number(&mut self, thing: T) -> usize {
        let next = self.0.len();
        *self.0.entry(thing).or_insert(next)
    }

    fn in_order(self) -> Vec<T> {
        let mut things: Vec<(T, usize)> = self.0.into_iter().collect();
        things.sort_unstable_by_key(|(_, number)| *number);
        things.into_iter().map(|(thing, _)| thing).collect()
    }
}

/// The profile in a file of pprof's format, gzipped or not; [`read`] without what is doubtful about it.
///
/// # Errors
///
/// As [`read`].
pub fn decode(file: &[u8]) -> Result<HeapProfile, PprofError> {
    read(file).map(|(profile, _)| profile)
}

/// The profile in a file of pprof's format, gzipped or not, and what makes it say less than it seems to.
///
/// What pprof would do to the profile before showing it is not done: frames that the file asks to drop are there, and nothing is looked up in
/// the program; see [`symbolise`](../../heap_views/fn.symbolise.html). Labels are passed over.
///
/// # Errors
///
/// [`PprofError`], for every file that is not a whole and consistent profile of the heap.
pub fn read(file: &[u8]) -> Result<(HeapProfile, Vec<Warning>), PprofError> {
    read_from(&mut &*file)
}

/// As [`read`], of a file that need not be in memory as a whole.
///
/// # Errors
///
/// As [`read`].
pub fn read_from(input: &mut dyn BufRead) -> Result<(HeapProfile, Vec<Warning>), PprofError> {
    let bytes = if input.fill_buf().map_err(PprofError::Read)?.starts_with(&[0x1f, 0x8b]) {
        unpack(input, MAX_BYTES)?
    } else {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(PprofError::Read)?;
        bytes
    };
    let (message, number_of_stacks) = proto::Profile::without_samples(&bytes)?;
    let (samples, not_read) = sample_types(&message)?;
    let mut functions = Numbers::default();
    let function_ids = by_id("function", message.function.iter().map(|function| (function.id, function)))?;
    let mut known = HashMap::new();
    for (id, function) in function_ids {
        let name = text(&message, function.name)?;
        let name = if name.is_empty() { text(&message, function.system_name)? } else { name };
        let name = if name.is_empty() { UNKNOWN } else { name };
        let function = Function { name: printable(name), file: printable(text(&message, function.filename)?) };
        known.insert(id, FunctionId(number(functions.number(function))?));
    }
    let mut frames = Numbers::default();
    let location_ids = by_id("location", message.location.iter().map(|location| (location.id, location)))?;
    let mut locations = Locations::of(location_ids.iter().map(|(id, _)| *id));
    let mut call = Vec::new();
    for (id, location) in location_ids {
        call.clear();
        for line in &location.line {
            let Some(function) = known.get(&line.function_id) else {
                return Err(missing("function", line.function_id));
            };
            let [line, column] = [line.line, line.column].map(|number| {
                u32::try_from(number).map_err(|_| PprofError::Inconsistent(format!("a function has a line {number}")))
            });
            let frame = Frame { function: *function, line: line?, column: column?, address: location.address };
            call.push(FrameId(number(frames.number(frame))?));
        }
        if call.is_empty() {
            let function = Function { name: UNKNOWN.to_owned(), file: String::new() };
            let function = FunctionId(number(functions.number(function))?);
            let frame = Frame { function, line: 0, column: 0, address: location.address };
            call.push(FrameId(number(frames.number(frame))?));
        }
        locations.insert(id, &call);
    }
    let mut stacks = Vec::with_capacity(number_of_stacks);
    proto::each_sample(&bytes, |sample| {
        stacks.push(stack(sample, &samples, &locations)?);
        Ok::<(), PprofError>(())
    })?;
    drop(bytes);
    check_sums(&stacks)?;
    let command = match message.mapping.first() {
        Some(mapping) => printable(text(&message, mapping.filename)?),
        None => String::new(),
    };
    let default = text(&message, message.default_sample_type)?;
    let about = about(&samples, default, mappings(&message)?);
    let profile = HeapProfile { command, functions: functions.in_order(), frames: frames.in_order(), stacks, about };
    let mut warnings = Vec::new();
    if profile.stacks.is_empty() {
        warnings.push(Warning::NothingAllocated);
    }
    if !not_read.is_empty() {
        warnings.push(Warning::NotRead { names: not_read });
    }
    Ok((profile, warnings))
}

fn about(samples: &[Option<Sample>], default: &str, mappings: Vec<Mapping>) -> About {
    let counted: Vec<Sample> = samples.iter().flatten().copied().collect();
    let named = SAMPLE_TYPES.iter().find(|(_, name, _)| *name == default).map(|(sample, ..)| *sample);
    let first = named.filter(|named| counted.contains(named)).or_else(|| counted.last().copied());
    About { mappings, ..About::counting(counted, first.unwrap_or_default()) }
}

/// The programs in memory of which an address could be looked up.
fn mappings(message: &proto::Profile) -> Result<Vec<Mapping>, PprofError> {
    let is_placed = |mapping: &&proto::Mapping| mapping.memory_limit > mapping.memory_start;
    let placed = message.mapping.iter().filter(is_placed);
    placed
        .map(|mapping| {
            Ok(Mapping {
                start: mapping.memory_start,
                limit: mapping.memory_limit,
                offset: mapping.file_offset,
                file: printable(text(message, mapping.filename)?),
                build_id: printable(text(message, mapping.build_id)?),
            })
        })
        .collect()
}

fn unpack(file: impl BufRead, max_bytes: u64) -> Result<Vec<u8>, PprofError> {
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(file).take(max_bytes + 1).read_to_end(&mut unpacked).map_err(PprofError::Gzip)?;
    if unpacked.len() as u64 > max_bytes { Err(PprofError::TooLarge) } else { Ok(unpacked) }
}

/// What each of a stack's figures is, in the file's order, and what is not known here.
fn sample_types(message: &proto::Profile) -> Result<(Vec<Option<Sample>>, Vec<String>), PprofError> {
    let (mut samples, mut unknown) = (Vec::new(), Vec::new());
    for value_type in &message.sample_type {
        let (name, unit) = (text(message, value_type.kind)?, text(message, value_type.unit)?);
        let known = SAMPLE_TYPES.iter().find(|known| (known.1, known.2) == (name, unit)).map(|(sample, ..)| *sample);
        match known {
            None => unknown.push((printable(name), printable(unit))),
            Some(_) if samples.contains(&known) => {
                return Err(PprofError::Inconsistent(format!("it counts `{name}` twice")));
            }
            Some(_) => {}
        }
        samples.push(known);
    }
    match unknown.first() {
        _ if samples.is_empty() => Err(PprofError::Inconsistent("it does not say what it counts".to_owned())),
        Some((name, unit)) if unknown.len() == samples.len() => {
            Err(PprofError::UnknownSampleType { name: name.clone(), unit: unit.clone() })
        }
        _ => Ok((samples, unknown.into_iter().map(|(name, unit)| format!("`{name}` in `{unit}`")).collect())),
    }
}

fn stack(
    proto::Sample { location_id: ids, value: figures }: &proto::Sample,
    samples: &[Option<Sample>],
    locations: &Locations,
) -> Result<Stack, PprofError> {
    if figures.len() != samples.len() {
        let (figures, types) = (figures.len(), samples.len());
        return Err(PprofError::Inconsistent(format!("a stack has {figures} figures for {types} sample types")));
    }
    let mut values = Values::default();
    for (sample, value) in samples.iter().zip(figures) {
        if let Some(sample) = sample {
            values.0[*sample as usize] = *value;
        }
    }
    let mut length = 0;
    for id in ids {
        length += locations.get(*id).ok_or_else(|| missing("location", *id))?.len();
    }
    let mut frames = Vec::with_capacity(length);
    for call in ids.iter().filter_map(|id| locations.get(*id)) {
        frames.extend_from_slice(call);
    }
    Ok(Stack { frames, values, life: Life::default() })
}

/// Holds the file to figures of which every sum of some fits, so that no view can be wrong.
fn check_sums(stacks: &[Stack]) -> Result<(), PprofError> {
    for (sample, name, _) in SAMPLE_TYPES {
        let figures = stacks.iter().map(|stack| stack.values.get(sample).checked_abs());
        let sum = figures.into_iter().try_fold(0_i64, |sum, figure| sum.checked_add(figure?));
        sum.ok_or(PprofError::TooMuch(name))?;
    }
    Ok(())
}

fn text(message: &proto::Profile, index: i64) -> Result<&str, PprofError> {
    // A table without its empty first entry is one that has nothing else, either.
    if index == 0 {
        return Ok("");
    }
    let text = usize::try_from(index).ok().and_then(|index| message.string_table.get(index));
    text.map(String::as_str).ok_or_else(|| missing("text", index))
}

fn by_id<'m, T>(what: &str, things: impl Iterator<Item = (u64, &'m T)>) -> Result<Vec<(u64, &'m T)>, PprofError> {
    let mut things: Vec<(u64, &T)> = things.collect();
    things.sort_by_key(|(id, _)| *id);
    match things.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(PprofError::Inconsistent(format!("the {what} {} is there twice", pair[0].0))),
        None => Ok(things),
    }
}

fn missing(what: &str, id: impl std::fmt::Display) -> PprofError {
    PprofError::Inconsistent(format!("it names the {what} {id}, which is not there"))
}

fn number(index: usize) -> Result<u32, PprofError> {
    u32::try_from(index).map_err(|_| PprofError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_found_whatever_its_number_is() {
        for ids in [vec![1, 2, 3], vec![0, 7], vec![1, 1 << 40, u64::MAX], Vec::new()] {
            let mut locations = Locations::of(ids.iter().copied());
            for (frame, id) in (0..).zip(&ids) {
                locations.insert(*id, &[FrameId(frame), FrameId(100)]);
            }
            for (frame, id) in (0..).zip(&ids) {
                assert_eq!(locations.get(*id), Some(&[FrameId(frame), FrameId(100)][..]), "{id} of {ids:?}");
            }
            for missing in [4, 6, 1 << 41] {
                assert_eq!(locations.get(missing), None, "{missing} of {ids:?}");
            }
        }
    }

    #[test]
    fn what_is_wrong_with_a_message_is_said_with_its_place() {
        for (bytes, wrong) in [
            // Field 9 as a number, which goes on.
            (&[0x48, 0x80][..], "a number does not end at byte 1"),
            (&[0x48, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02], "a number is too large at byte 1"),
            // Field 2, a stack of five bytes, of which two are there.
            (&[0x48, 0x01, 0x12, 0x05, 0x0a, 0x00], "less is left than a field should have at byte 4"),
            // The place inside of a stack is that in the file.
            (&[0x12, 0x02, 0x0a, 0x01], "less is left than a field should have at byte 4"),
            (&[0x49, 1, 2, 3, 4, 5, 6, 7], "less is left than a field should have at byte 1"),
            (&[0x4b], "a field is of no kind that is in use at byte 0"),
            (&[0x02, 0x00], "a field has the number 0 at byte 0"),
            // Field 6 is a text, field 9 a number.
            (&[0x32, 0x02, 0xc3, 0x28], "a text is not UTF-8 at byte 2"),
            (&[0x48, 0x01, 0x4a, 0x00], "a field is of another kind than the format says at byte 4"),
            (&[0x10, 0x01], "a field is of another kind than the format says at byte 0"),
        ] {
            let error = PprofError::from(proto::Profile::from_bytes(bytes).unwrap_err()).to_string();
            assert!(error.contains(&format!("damaged one: {wrong};")), "{bytes:x?}: {error}");
        }
    }

    #[test]
    fn a_small_file_that_unpacks_to_any_size_is_refused() {
        let packed = |bytes: usize| {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
            gzip.write_all(&vec![0; bytes]).unwrap();
            gzip.finish().unwrap()
        };
        assert_eq!(unpack(&*packed(1 << 16), 1 << 16).unwrap().len(), 1 << 16);
        assert!(packed((1 << 16) + 1).len() < 1 << 10);
        let error = unpack(&*packed((1 << 16) + 1), 1 << 16).unwrap_err();
        assert!(matches!(error, PprofError::TooLarge));
        assert_eq!(error.to_string(), "the file unpacks to more than 512 MiB; take the profile over a shorter time");
    }
}

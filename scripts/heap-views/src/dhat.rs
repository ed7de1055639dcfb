//! What does dhat's file say?
//!
//! [`read`] reads the file that the crate dhat writes: JSON, version 2, mode `rust-heap`. The format is described in the comment of
//! valgrind's `dhat/dh_main.c`; what the crate writes of it, in `src/lib.rs` of dhat 0.3.3.
//!
//! The file is read as a stream: it is never in memory as a whole, nor as a tree of JSON values. Frames come last in the file, so stacks
//! are kept as numbers until then. MEASUREMENT-PLACEHOLDER
//!
//! # What is refused
//!
//! A file that is empty, ends in the middle, is not JSON, is of another version or mode (valgrind's DHAT and ad hoc profiles
//! count other things), names a frame that it does not have, or has figures that cannot be right: a stack cannot have more at the peak or at
//! the end than it had in total. A profile without a stack is fine: nothing was allocated.

use crate::names;
use crate::{Error, Frame, FrameId, Function, FunctionId, Profile, Sample, Stack, Values, Warning};
use indexmap::{Equivalent, IndexSet};
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::{self, BufReader, Read};
use std::path::Path;

/// What dhat keeps of a backtrace, in calls that were not inlined, unless told otherwise.
const DEFAULT_DEPTH: usize = 10;
/// How often progress is told.
const PROGRESS_STEP: u64 = 1 << 20;

/// Reads a file that dhat wrote. `progress` is told the bytes read so far, once a MiB.
///
/// # Errors
///
/// [`Error`], where the file is not what the module's documentation says.
pub fn read(path: &Path, progress: &mut dyn FnMut(u64)) -> Result<(Profile, Vec<Warning>), Error> {
    let file = File::open(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    parse(file, path, progress)
}

/// Reads what dhat wrote. `path` is for messages.
///
/// # Errors
///
/// As [`read`].
pub fn parse(input: impl Read, path: &Path, progress: &mut dyn FnMut(u64)) -> Result<(Profile, Vec<Warning>), Error> {
    let mut offset = 0;
    let counted = Counted { input: BufReader::with_capacity(1 << 16, input), offset: &mut offset, progress };
    let mut deserializer = serde_json::Deserializer::from_reader(counted);
    let mut file = DhatFile::default();
    let parsed = file.deserialize(&mut deserializer).and_then(|()| deserializer.end());
    if let Err(error) = parsed {
        return Err(refusal(error, file.refusal, path, offset));
    }
    file.profile(path)
}

fn refusal(error: serde_json::Error, refusal: Option<Refusal>, path: &Path, offset: u64) -> Error {
    let path = path.to_owned();
    if let Some(refusal) = refusal {
        return refusal.error(&path);
    }
    match error.classify() {
        serde_json::error::Category::Io => Error::Read { path, source: error.into() },
        serde_json::error::Category::Eof if offset == 0 => Error::Empty { path },
        serde_json::error::Category::Eof => Error::Truncated { path, offset },
        // The byte that is wrong has been read.
        serde_json::error::Category::Syntax => {
            Error::NotJson { path, offset: offset.saturating_sub(1), reason: error.to_string() }
        }
        serde_json::error::Category::Data => Error::NotDhat { path, reason: error.to_string() },
    }
}

/// Counts what the parser takes, byte by byte.
struct Counted<'a, R> {
    input: BufReader<R>,
    offset: &'a mut u64,
    progress: &'a mut dyn FnMut(u64),
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        let before = *self.offset;
        *self.offset += count as u64;
        if before / PROGRESS_STEP != *self.offset / PROGRESS_STEP {
            (self.progress)(*self.offset);
        }
        Ok(count)
    }
}

/// Why the file is refused while it is being read, where it is more than the parser can say.
#[derive(Debug)]
enum Refusal {
    Version(u64),
    Mode(String),
    Contradiction(usize, String),
    Overflow(Sample),
}

impl Refusal {
    fn error(self, path: &Path) -> Error {
        let path = path.to_owned();
        match self {
            Self::Version(version) => Error::Version { path, version },
            Self::Contradiction(stack, contradiction) => Error::Contradiction { path, stack, contradiction },
            Self::Overflow(sample) => Error::Overflow { path, sample },
            Self::Mode(mode) => match mode.as_str() {
                "rust-ad-hoc" => Error::Mode {
                    path,
                    what: "an ad hoc profile, which counts events of the program's own".to_owned(),
                    remedy: "profile the heap: build with `dhat::Profiler::new_heap()` and dhat's global allocator",
                },
                _ => Error::Mode {
                    path,
                    what: format!("mode `{mode}`, a profile of valgrind's DHAT, which counts and names in another way"),
                    remedy: "view it with valgrind's dh_view.html, or profile with the crate dhat",
                },
            },
        }
    }
}

/// What has been read so far.
#[derive(Debug, Default)]
struct DhatFile {
    command: String,
    version: Option<u64>,
    mode: Option<String>,
    /// Their frames are places in the file's table.
    stacks: Option<Vec<Stack>>,
    sums: Values,
    /// A frame for each entry of the file's table; `None` for the root.
    table: Option<Vec<Option<FrameId>>>,
    functions: IndexSet<Function>,
    frames: IndexSet<Frame>,
    refusal: Option<Refusal>,
}

impl DhatFile {
    fn profile(self, path: &Path) -> Result<(Profile, Vec<Warning>), Error> {
        let missing = |key: &str| Error::NotDhat { path: path.to_owned(), reason: format!("no `{key}`") };
        self.version.ok_or_else(|| missing("dhatFileVersion"))?;
        self.mode.ok_or_else(|| missing("mode"))?;
        let mut stacks = self.stacks.ok_or_else(|| missing("pps"))?;
        let table = self.table.ok_or_else(|| missing("ftbl"))?;
        for (index, stack) in stacks.iter_mut().enumerate() {
            let mut unknown = None;
            stack.frames.retain_mut(|frame| match table.get(frame.0 as usize) {
                Some(Some(known)) => {
                    *frame = *known;
                    true
                }
                Some(None) => false,
                None => {
                    unknown.get_or_insert(frame.0);
                    false
                }
            });
            if let Some(frame) = unknown {
                let (path, frame) = (path.to_owned(), frame.into());
                return Err(Error::FrameOutOfTable { path, stack: index, frame, frames: table.len() });
            }
        }
        let profile = Profile {
            command: self.command,
            functions: self.functions.into_iter().collect(),
            frames: self.frames.into_iter().collect(),
            stacks,
        };
        let warnings = warnings(&profile);
        Ok((profile, warnings))
    }

    /// Stops the parser; the reason is kept where it is not lost in a string.
    fn refuse<E: de::Error>(&mut self, refusal: Refusal) -> E {
        self.refusal = Some(refusal);
        E::custom("refused")
    }

    fn add_frame(&mut self, text: &str) -> Option<FrameId> {
        if text == "[root]" {
            return None;
        }
        let place = names::place(text);
        let function = match self.functions.get_index_of(&place) {
            Some(index) => index,
            None => self.functions.insert_full(place.function()).0,
        };
        let function = FunctionId(u32::try_from(function).ok()?);
        let frame = Frame { function, line: place.line, column: place.column, address: place.address };
        u32::try_from(self.frames.insert_full(frame).0).ok().map(FrameId)
    }
}

impl Hash for names::Place<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // As the fields of `Function`.
        self.name.hash(state);
        self.file.hash(state);
    }
}

impl Equivalent<Function> for names::Place<'_> {
    fn equivalent(&self, function: &Function) -> bool {
        self.name == function.name && self.file == function.file
    }
}

impl<'de> DeserializeSeed<'de> for &mut DhatFile {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut DhatFile {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with `dhatFileVersion`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "dhatFileVersion" => {
                    let version = map.next_value()?;
                    if version != 2 {
                        return Err(self.refuse(Refusal::Version(version)));
                    }
                    once(&mut self.version, version, "dhatFileVersion")?;
                }
                "mode" => {
                    let mode: String = map.next_value()?;
                    if mode != "rust-heap" {
                        return Err(self.refuse(Refusal::Mode(mode)));
                    }
                    once(&mut self.mode, mode, "mode")?;
                }
                "cmd" => self.command = map.next_value()?,
                "pps" => {
                    map.next_value_seed(ProgramPoints(self))?;
                }
                "ftbl" => {
                    map.next_value_seed(FrameTable(self))?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Sets what may be set once.
fn once<T, E: de::Error>(slot: &mut Option<T>, value: T, key: &'static str) -> Result<(), E> {
    if slot.replace(value).is_some() {
        return Err(E::duplicate_field(key));
    }
    Ok(())
}

/// `pps`: the stacks.
struct ProgramPoints<'a>(&'a mut DhatFile);

impl<'de> DeserializeSeed<'de> for ProgramPoints<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for ProgramPoints<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of program points")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut points: A) -> Result<(), A::Error> {
        let (mut stacks, mut scratch) = (Vec::new(), Vec::new());
        while let Some(values) = points.next_element_seed(ProgramPoint { frames: &mut scratch })? {
            let values = match values.checked() {
                Ok(values) => values,
                Err(contradiction) => {
                    return Err(self.0.refuse(Refusal::Contradiction(stacks.len(), contradiction)));
                }
            };
            for (sum, (value, sample)) in self.0.sums.0.iter_mut().zip(values.0.into_iter().zip(Sample::ALL)) {
                match sum.checked_add(value) {
                    Some(fits) => *sum = fits,
                    None => return Err(self.0.refuse(Refusal::Overflow(sample))),
                }
            }
            // Exactly as long as it is: there may be millions.
            stacks.push(Stack { frames: scratch.as_slice().to_vec(), values });
        }
        once(&mut self.0.stacks, stacks, "pps")
    }
}

/// One of `pps`. Its frames go to `frames`, as places in the file's table.
struct ProgramPoint<'a> {
    frames: &'a mut Vec<FrameId>,
}

/// The figures of a stack as dhat has them.
#[derive(Clone, Copy, Debug)]
struct Figures {
    total: [u64; 2],
    own_peak_bytes: u64,
    peak: [u64; 2],
    end: [u64; 2],
}

impl Figures {
    /// The figures where they can all be right. dhat adds to the totals whatever becomes live, and a block has at least a byte.
    fn checked(self) -> Result<Values, String> {
        let [bytes, blocks] = self.total;
        for (when, [live_bytes, live_blocks]) in [("at the peak", self.peak), ("at the end", self.end)] {
            for (live, limit, of) in [
                (live_bytes, bytes, "bytes in total"),
                (live_blocks, blocks, "blocks in total"),
                (live_bytes, self.own_peak_bytes, "bytes at most"),
            ] {
                if live > limit {
                    return Err(format!("{live} live {when} and {limit} {of}"));
                }
            }
            if live_bytes > 0 && live_blocks == 0 {
                return Err(format!("{live_bytes} bytes live {when} in 0 blocks"));
            }
        }
        if bytes > 0 && blocks == 0 {
            return Err(format!("{bytes} bytes in total in 0 blocks"));
        }
        let figures = [bytes, blocks, self.peak[0], self.peak[1], self.end[0], self.end[1]];
        let mut values = Values::default();
        for (value, figure) in values.0.iter_mut().zip(figures) {
            *value = i64::try_from(figure).map_err(|_| format!("the figure {figure}, beyond 63 bits"))?;
        }
        Ok(values)
    }
}

#[derive(serde::Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Tb,
    Tbk,
    Mb,
    Gb,
    Gbk,
    Eb,
    Ebk,
    Fs,
    #[serde(other)]
    Other,
}

impl<'de> DeserializeSeed<'de> for ProgramPoint<'_> {
    type Value = Figures;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Figures, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ProgramPoint<'_> {
    type Value = Figures;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a program point")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Figures, A::Error> {
        const NAMES: [&str; 7] = ["tb", "tbk", "mb", "gb", "gbk", "eb", "ebk"];
        let mut figures = [None; 7];
        let mut frames = None;
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::Fs => once(&mut frames, map.next_value_seed(FrameNumbers(&mut *self.frames))?, "fs")?,
                Key::Other => _ = map.next_value::<IgnoredAny>()?,
                figure => {
                    let index = figure as usize;
                    once(&mut figures[index], map.next_value()?, NAMES[index])?;
                }
            }
        }
        frames.ok_or_else(|| de::Error::missing_field("fs"))?;
        let figure = |index: usize| -> Result<u64, A::Error> {
            figures[index].ok_or_else(|| de::Error::missing_field(NAMES[index]))
        };
        Ok(Figures {
            total: [figure(0)?, figure(1)?],
            own_peak_bytes: figure(2)?,
            peak: [figure(3)?, figure(4)?],
            end: [figure(5)?, figure(6)?],
        })
    }
}

/// `fs`: places in the table, innermost first.
struct FrameNumbers<'a>(&'a mut Vec<FrameId>);

impl<'de> DeserializeSeed<'de> for FrameNumbers<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for FrameNumbers<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of frame numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<(), A::Error> {
        self.0.clear();
        while let Some(number) = numbers.next_element()? {
            self.0.push(FrameId(number));
        }
        Ok(())
    }
}

/// `ftbl`: the text of each frame.
struct FrameTable<'a>(&'a mut DhatFile);

impl<'de> DeserializeSeed<'de> for FrameTable<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for FrameTable<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of frames")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut frames: A) -> Result<(), A::Error> {
        let mut table = Vec::new();
        while let Some(frame) = frames.next_element_seed(FrameText(self.0))? {
            table.push(frame);
        }
        once(&mut self.0.table, table, "ftbl")
    }
}

struct FrameText<'a>(&'a mut DhatFile);

impl<'de> DeserializeSeed<'de> for FrameText<'_> {
    type Value = Option<FrameId>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<FrameId>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for FrameText<'_> {
    type Value = Option<FrameId>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the text of a frame")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Option<FrameId>, E> {
        Ok(self.0.add_frame(text))
    }
}

fn warnings(profile: &Profile) -> Vec<Warning> {
    if profile.stacks.is_empty() {
        return vec![Warning::NothingAllocated];
    }
    let mut warnings = Vec::new();
    let cut = cut_off(profile);
    if cut > 0 {
        warnings.push(Warning::CutOff { cut, stacks: profile.stacks.len() });
    }
    if profile.frames.iter().all(|frame| frame.line == 0) {
        warnings.push(Warning::NoLines);
    }
    warnings
}

/// How many stacks end before their outermost function. The file does not say, so this goes by two signs: a function that has a caller
/// in one stack and is outermost in another, and a stack as deep as dhat's default limit whose outermost function is neither `main` nor
/// outermost in a shallower stack.
fn cut_off(profile: &Profile) -> usize {
    let function = |frame: &FrameId| profile.frame(*frame).function;
    let mut has_caller = vec![false; profile.functions.len()];
    let mut ends_shallower = vec![false; profile.functions.len()];
    let mut deepest = 0;
    for stack in &profile.stacks {
        let Some((outermost, inner)) = stack.frames.split_last() else { continue };
        inner.iter().for_each(|frame| has_caller[function(frame).0 as usize] = true);
        let depth = calls(profile, stack);
        deepest = deepest.max(depth);
        if depth < DEFAULT_DEPTH {
            ends_shallower[function(outermost).0 as usize] = true;
        }
    }
    let is_cut = |stack: &&Stack| {
        stack.frames.last().is_some_and(|outermost| {
            let index = function(outermost).0 as usize;
            let name = profile.functions[index].name.as_str();
            let is_a_beginning = name == "main" || name.ends_with("::main") || name == names::UNKNOWN;
            let is_at_limit = deepest == DEFAULT_DEPTH && calls(profile, stack) == DEFAULT_DEPTH;
            !is_a_beginning && (has_caller[index] || (is_at_limit && !ends_shallower[index]))
        })
    };
    profile.stacks.iter().filter(is_cut).count()
}

/// The frames of a stack, those that were inlined not counted.
fn calls(profile: &Profile, stack: &Stack) -> usize {
    let addresses = stack.frames.iter().map(|frame| profile.frame(*frame).address);
    let is_another = |(one, other): (u64, u64)| one != other || one == 0;
    let next = addresses.clone().skip(1);
    usize::from(!stack.frames.is_empty()) + addresses.zip(next).filter(|pair| is_another(*pair)).count()
}

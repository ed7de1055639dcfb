//! What does dhat's file say?
//!
//! [`read`] reads the file that the crate dhat writes (JSON, version 2, mode `rust-heap`) and the one that valgrind's DHAT writes (mode `heap`). The
//! format is described in the comment of valgrind's `dhat/dh_main.c`; what the crate writes of it, in `src/lib.rs` of dhat 0.3.3.
//!
//! Both count a reallocation as a block and add its full new size. Valgrind sees what is asked of `malloc`, by any library, and counts a
//! block of 0 bytes as one byte; its clock counts instructions, and it says how many bytes of the blocks were read and written.
//!
//! The file is in memory as a whole while it is parsed, and never a tree of JSON values. Frames come last in the file, so stacks
//! are kept as numbers until then. A made-up profile of 205 MB with 740 000 stacks was read in 3.8 s with at most 172 MB resident, and folded and
//! shown with at most 262 MB (release profile, one run on a machine with two cores that did other work, too);
//! `cargo bench -p heap-views --bench large_profile -- 200 dhat` repeats it.
//!
//! # What is refused
//!
//! A file that is empty, ends in the middle, is not JSON, is of another version or mode (ad hoc profiles and valgrind's of copies
//! count other things), names a frame that it does not have, or has figures that cannot be right: a stack cannot have more at the peak or at
//! the end than it had in total, nor can its blocks have lived longer than the run. A profile without a stack is fine: nothing was allocated.

use crate::place;
use crate::profile::{About, Clock, Life};
use crate::{Error, Frame, FrameId, Function, FunctionId, HeapProfile, Sample, Stack, Values, Warning};
use indexmap::{Equivalent, IndexSet};
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::Read;
use std::path::Path;

/// Who wrote the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Maker {
    /// The crate dhat.
    Crate,
    /// Valgrind.
    Valgrind,
}

impl Maker {
    /// What is kept of a backtrace, in calls that were not inlined, by default.
    fn default_depth(self) -> usize {
        match self {
            Self::Crate => 10,
            Self::Valgrind => 12,
        }
    }

    /// How more of it is kept.
    fn deeper(self) -> &'static str {
        match self {
            Self::Crate => {
                "profile with `dhat::Profiler::builder().trim_backtraces(Some(64)).build()`, since dhat keeps 10 calls unless told otherwise"
            }
            Self::Valgrind => {
                "profile with `valgrind --tool=dhat --num-callers=64`, since valgrind keeps 12 calls unless told otherwise"
            }
        }
    }
}

/// Reads a file that dhat wrote.
///
/// # Errors
///
/// [`Error`], where the file is not what the module's documentation says.
pub fn read(path: &Path) -> Result<(HeapProfile, Vec<Warning>), Error> {
    let mut file = File::open(path).map_err(|reason| Error::Read { path: path.to_owned(), reason })?;
    parse(&mut file, path)
}

/// Reads what dhat wrote. `path` is for messages.
///
/// # Errors
///
/// As [`read`].
pub fn parse(mut input: impl Read, path: &Path) -> Result<(HeapProfile, Vec<Warning>), Error> {
    parse_from(&mut input, path)
}

/// Compiled here, and not where it is called, which is not optimised.
fn parse_from(input: &mut dyn Read, path: &Path) -> Result<(HeapProfile, Vec<Warning>), Error> {
    // A parser that has all bytes is several times as fast as one that takes them one by one.
    let mut text = Vec::new();
    input.read_to_end(&mut text).map_err(|reason| Error::Read { path: path.to_owned(), reason })?;
    let mut deserializer = serde_json::Deserializer::from_slice(&text);
    let mut file = DhatFile::default();
    let parsed = file.deserialize(&mut deserializer).and_then(|()| deserializer.end());
    if let Err(error) = parsed {
        return Err(refusal(error, file.refusal, path, &text));
    }
    drop(text);
    file.profile(path)
}

fn refusal(error: serde_json::Error, refusal: Option<Refusal>, path: &Path, text: &[u8]) -> Error {
    let path = path.to_owned();
    if let Some(refusal) = refusal {
        return refusal.error(&path);
    }
    match error.classify() {
        serde_json::error::Category::Io => Error::Read { path, reason: error.into() },
        serde_json::error::Category::Eof if text.is_empty() => Error::Empty { path },
        serde_json::error::Category::Eof => Error::Truncated { path, offset: text.len() as u64 },
        serde_json::error::Category::Syntax => {
            // Lines count from 1; a column is how many bytes of the line were read, the wrong one among them.
            let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place + 1);
            let line = ends.take(error.line().saturating_sub(1)).last().unwrap_or(0);
            let offset = (line + error.column().saturating_sub(1)) as u64;
            Error::NotJson { path, offset, reason: error.to_string() }
        }
        serde_json::error::Category::Data => Error::NotDhat { path, reason: error.to_string() },
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
                    what: format!("mode `{mode}`, which counts something else than the heap"),
                    remedy: "view it with valgrind's dh_view.html, or profile the heap: `valgrind --tool=dhat` without --mode",
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
    maker: Option<Maker>,
    has_lifetimes: Option<bool>,
    has_accesses: Option<bool>,
    unit: Option<String>,
    peak_time: Option<u64>,
    end_time: Option<u64>,
    short_time: Option<u64>,
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
    fn profile(self, path: &Path) -> Result<(HeapProfile, Vec<Warning>), Error> {
        let missing = |key: &str| Error::NotDhat { path: path.to_owned(), reason: format!("no `{key}`") };
        self.version.ok_or_else(|| missing("dhatFileVersion"))?;
        let maker = self.maker.ok_or_else(|| missing("mode"))?;
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
        let clock = match (self.unit, self.peak_time, self.end_time) {
            (Some(unit), Some(peak), Some(end)) => Some(Clock { unit, peak, end, short: self.short_time.unwrap_or(0) }),
            _ => None,
        };
        let about = About {
            has_lifetimes: self.has_lifetimes == Some(true) && clock.is_some(),
            has_accesses: self.has_accesses == Some(true),
            has_short_names: maker == Maker::Valgrind,
            clock,
            ..About::default()
        };
        check_lives(&stacks, &about, path)?;
        let profile = HeapProfile {
            about,
            command: self.command,
            functions: self.functions.into_iter().collect(),
            frames: self.frames.into_iter().collect(),
            stacks,
        };
        let warnings = warnings(&profile, maker);
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
        let place = place::place(text);
        let function = match self.functions.get_index_of(&place) {
            Some(index) => index,
            None => self.functions.insert_full(place.function()).0,
        };
        let function = FunctionId(u32::try_from(function).ok()?);
        let frame = Frame { function, line: place.line, column: place.column, address: place.address };
        u32::try_from(self.frames.insert_full(frame).0).ok().map(FrameId)
    }
}

impl Hash for place::Place<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // As the fields of `Function`.
        self.name.hash(state);
        self.file.hash(state);
    }
}

impl Equivalent<Function> for place::Place<'_> {
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
                    let maker = match mode.as_str() {
                        "rust-heap" => Maker::Crate,
                        "heap" => Maker::Valgrind,
                        _ => return Err(self.refuse(Refusal::Mode(mode))),
                    };
                    once(&mut self.maker, maker, "mode")?;
                }
                "bklt" => once(&mut self.has_lifetimes, map.next_value()?, "bklt")?,
                "bkacc" => once(&mut self.has_accesses, map.next_value()?, "bkacc")?,
                "tu" => once(&mut self.unit, map.next_value()?, "tu")?,
                "tg" => once(&mut self.peak_time, map.next_value()?, "tg")?,
                "te" => once(&mut self.end_time, map.next_value()?, "te")?,
                "tuth" => once(&mut self.short_time, map.next_value()?, "tuth")?,
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
        while let Some(figures) = points.next_element_seed(ProgramPoint { frames: &mut scratch })? {
            let (values, life) = match figures.checked(self.0.maker) {
                Ok(checked) => checked,
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
            stacks.push(Stack { frames: scratch.as_slice().to_vec(), values, life });
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
    /// Lifetime, read, written; 0 where the file has none.
    life: [u64; 3],
}

impl Figures {
    /// The figures where they can all be right. dhat adds to the totals whatever becomes live, and a block has at least a byte.
    fn checked(self, maker: Option<Maker>) -> Result<(Values, Life), String> {
        let [bytes, blocks] = self.total;
        // Of a stack's own peak, valgrind leaves out blocks of no byte, which it counts as one elsewhere.
        let own_peak_bytes = if maker == Some(Maker::Crate) { self.own_peak_bytes } else { u64::MAX };
        for (when, [live_bytes, live_blocks]) in [("at the peak", self.peak), ("at the end", self.end)] {
            for (live, limit, of) in [
                (live_bytes, bytes, "bytes in total"),
                (live_blocks, blocks, "blocks in total"),
                (live_bytes, own_peak_bytes, "bytes at most"),
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
        let fits = |figure: u64| i64::try_from(figure).map_err(|_| format!("the figure {figure}, beyond 63 bits"));
        let mut values = Values::default();
        for (value, figure) in values.0.iter_mut().zip(figures) {
            *value = fits(figure)?;
        }
        let [lifetime, read, written] = self.life;
        Ok((values, Life { lifetime: fits(lifetime)?, read: fits(read)?, written: fits(written)? }))
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
    Tl,
    Rb,
    Wb,
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
        const NAMES: [&str; 10] = ["tb", "tbk", "mb", "gb", "gbk", "eb", "ebk", "tl", "rb", "wb"];
        let mut figures = [None; 10];
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
            life: [7, 8, 9].map(|index| figures[index].unwrap_or(0)),
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

/// Holds the lifetimes to what a run of that length can have.
fn check_lives(stacks: &[Stack], about: &About, path: &Path) -> Result<(), Error> {
    let Some(clock) = about.clock.as_ref().filter(|_| about.has_lifetimes) else { return Ok(()) };
    for (index, Stack { values, life, .. }) in stacks.iter().enumerate() {
        let blocks = values.get(Sample::AllocObjects);
        if i128::from(life.lifetime) > i128::from(blocks) * i128::from(clock.end) {
            let contradiction =
                format!("{blocks} blocks that lived for {} {} in a run of {}", life.lifetime, clock.unit, clock.end);
            return Err(Error::Contradiction { path: path.to_owned(), stack: index, contradiction });
        }
    }
    Ok(())
}

fn warnings(profile: &HeapProfile, maker: Maker) -> Vec<Warning> {
    if profile.stacks.is_empty() {
        return vec![Warning::NothingAllocated];
    }
    let mut warnings = Vec::new();
    let cut = cut_off(profile, maker.default_depth());
    if cut > 0 {
        warnings.push(Warning::CutOff { cut, stacks: profile.stacks.len(), remedy: maker.deeper() });
    }
    // Of a stripped program there is no frame, or none has a name: that is said once it is folded.
    let has_name = |frame: &Frame| profile.function(frame.function).name != symbols::UNKNOWN;
    if profile.frames.iter().any(has_name) && profile.frames.iter().all(|frame| frame.line == 0) {
        warnings.push(Warning::NoLines);
    }
    // The C library's own has none either way.
    if maker == Maker::Valgrind && profile.functions.iter().any(|function| is_without_directory(&function.file)) {
        warnings.push(Warning::NoDirectories);
    }
    warnings
}

/// Whether it is a source of Rust of which valgrind wrote the name alone.
fn is_without_directory(file: &str) -> bool {
    file.ends_with(".rs") && !file.contains('/')
}

/// How many stacks end before their outermost function. The file does not say, so this goes by two signs: a function that has a caller
/// in one stack and is outermost in another, and a stack as deep as dhat's default limit whose outermost function is neither `main` nor
/// outermost in a shallower stack.
fn cut_off(profile: &HeapProfile, default_depth: usize) -> usize {
    let function = |frame: &FrameId| profile.frame(*frame).function;
    let mut has_caller = vec![false; profile.functions.len()];
    let mut ends_shallower = vec![false; profile.functions.len()];
    let mut deepest = 0;
    for stack in &profile.stacks {
        let Some((outermost, inner)) = stack.frames.split_last() else { continue };
        inner.iter().for_each(|frame| has_caller[function(frame).0 as usize] = true);
        let depth = calls(profile, stack);
        deepest = deepest.max(depth);
        if depth < default_depth {
            ends_shallower[function(outermost).0 as usize] = true;
        }
    }
    let is_cut = |stack: &&Stack| {
        stack.frames.last().is_some_and(|outermost| {
            let index = function(outermost).0 as usize;
            let name = profile.functions[index].name.as_str();
            let is_a_beginning = name == "main" || name.ends_with("::main") || name == symbols::UNKNOWN;
            let is_at_limit = deepest == default_depth && calls(profile, stack) == default_depth;
            !is_a_beginning && (has_caller[index] || (is_at_limit && !ends_shallower[index]))
        })
    };
    profile.stacks.iter().filter(is_cut).count()
}

/// The frames of a stack, those that were inlined not counted.
fn calls(profile: &HeapProfile, stack: &Stack) -> usize {
    let addresses = stack.frames.iter().map(|frame| profile.frame(*frame).address);
    let is_another = |(one, other): (u64, u64)| one != other || one == 0;
    let next = addresses.clone().skip(1);
    usize::from(!stack.frames.is_empty()) + addresses.zip(next).filter(|pair| is_another(*pair)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const MAIN: &str = "0x1: my::main (my/src/main.rs:3:5)";

    fn point(bytes: u64, frames: &[u32]) -> Value {
        json!({ "tb": bytes, "tbk": 1, "tl": 3, "mb": bytes, "mbk": 1, "gb": bytes, "gbk": 1, "eb": 0, "ebk": 0, "fs": frames })
    }

    fn file(points: &[Value], frames: &[&str]) -> Value {
        json!({
            "dhatFileVersion": 2, "mode": "rust-heap", "verb": "Allocated", "bklt": true, "bkacc": false, "tu": "µs", "Mtu": "s",
            "cmd": "my program", "pid": 7, "tg": 1, "te": 9, "pps": points, "ftbl": frames,
        })
    }

    fn parsed(text: &str) -> Result<(HeapProfile, Vec<Warning>), Error> {
        parse(text.as_bytes(), Path::new("dhat-heap.json"))
    }

    #[track_caller]
    fn refused(file: &Value, parts: &[&str]) {
        refused_text(&file.to_string(), parts);
    }

    #[track_caller]
    fn refused_text(text: &str, parts: &[&str]) {
        let message = parsed(text).expect_err(text).to_string();
        for part in ["dhat-heap.json: "].iter().chain(parts) {
            assert!(message.contains(part), "`{part}` is not in: {message}");
        }
        assert!(!message.ends_with('.'), "{message}");
    }

    #[test]
    fn a_profile_has_its_stacks_frames_and_figures() {
        let inner = "0x1: alloc::boxed::Box<T>::new (alloc/src/boxed.rs:286:19)";
        let mut one = point(8, &[1, 2]);
        one["eb"] = json!(8);
        one["ebk"] = json!(1);
        let (profile, warnings) = parsed(&file(&[one, point(5, &[2])], &["[root]", inner, MAIN]).to_string()).unwrap();
        assert_eq!(warnings, []);
        assert_eq!(profile.command, "my program");
        assert_eq!(profile.stacks[0].values, Values([8, 1, 8, 1, 8, 1]));
        assert_eq!(Sample::ALL.map(|sample| profile.total(sample)), [13, 2, 13, 2, 8, 1]);
        let frame = profile.frame(profile.stacks[0].frames[0]);
        assert_eq!((frame.line, frame.column, frame.address), (286, 19, 1));
        assert_eq!(profile.function(frame.function).name, "alloc::boxed::Box<T>::new");
        assert_eq!(profile.stacks[0].frames[1], profile.stacks[1].frames[0]);
    }

    #[test]
    fn the_order_of_keys_does_not_matter_and_the_root_is_no_frame() {
        let text = format!(
            r#"{{"ftbl": ["[root]", "{MAIN}"], "pps": [{}], "mode": "rust-heap", "dhatFileVersion": 2}}"#,
            point(8, &[1, 0])
        );
        let (profile, _) = parsed(&text).unwrap();
        assert_eq!(profile.stacks[0].frames.len(), 1);
    }

    #[test]
    fn a_program_that_allocates_nothing_has_a_profile() {
        let (profile, warnings) = parsed(&file(&[], &["[root]"]).to_string()).unwrap();
        assert_eq!((profile.stacks.len(), warnings), (0, vec![Warning::NothingAllocated]));
    }

    #[test]
    fn what_is_no_profile_of_dhat_is_refused() {
        refused_text("", &["empty", "Profiler", "exit"]);
        refused_text("not JSON", &["not JSON from byte 1 on"]);
        refused_text("\x1f\u{8b}", &["not JSON from byte 0 on"]);
        refused_text("[]", &["no profile of dhat"]);
        refused_text("{}", &["no profile of dhat: no `dhatFileVersion`"]);
        let whole = file(&[point(8, &[1])], &["[root]", MAIN]);
        refused_text(&format!("{whole} x"), &["not JSON from byte"]);
        let mut other = whole.clone();
        other["dhatFileVersion"] = json!(3);
        refused(&other, &["`dhatFileVersion` is 3", "only 2", "version 0.3 of the crate dhat"]);
        for key in ["pps", "ftbl", "mode"] {
            let mut other = whole.clone();
            other.as_object_mut().unwrap().remove(key);
            refused(&other, &[&format!("no `{key}`")]);
        }
    }

    #[test]
    fn a_file_that_ends_in_the_middle_is_refused_with_the_byte() {
        let whole = file(&[point(8, &[1])], &["[root]", MAIN]).to_string();
        for length in 1..whole.len() {
            if whole.is_char_boundary(length) {
                refused_text(
                    &whole[..length],
                    &[&format!("ends in the middle, at byte {length}"), "run the profiled program again"],
                );
            }
        }
    }

    #[test]
    fn other_modes_are_refused_by_name() {
        let mut other = file(&[point(8, &[1])], &["[root]", MAIN]);
        other["mode"] = json!("rust-ad-hoc");
        refused(&other, &["ad hoc", "new_heap()"]);
        for mode in ["copy", "ad-hoc"] {
            other["mode"] = json!(mode);
            refused(&other, &[&format!("mode `{mode}`"), "`valgrind --tool=dhat` without --mode"]);
        }
    }

    #[test]
    fn a_file_of_valgrind_has_accesses_and_blocks_of_no_byte() {
        let frames = ["[root]", "0x2: malloc (in /usr/lib/vgpreload_dhat.so)", "0x1: my::main (main.rs:3)"];
        let line = |(profile, _): &(HeapProfile, Vec<Warning>)| profile.frames[1].line;
        let mut none = point(1, &[1, 2]);
        none["mb"] = json!(0);
        let mut used = point(16, &[1, 2]);
        (used["rb"], used["wb"], used["tl"]) = (json!(3), json!(32), json!(4));
        let mut other = file(&[none, used], &frames);
        (other["mode"], other["bkacc"], other["tu"], other["tuth"]) =
            (json!("heap"), json!(true), json!("instrs"), json!(500));
        let read = parsed(&other.to_string()).unwrap();
        assert_eq!(line(&read), 3);
        let (profile, warnings) = read;
        assert_eq!(warnings, [Warning::NoDirectories]);
        assert_eq!(profile.stacks[1].life, Life { lifetime: 4, read: 3, written: 32 });
        let clock = Clock { unit: "instrs".to_owned(), peak: 1, end: 9, short: 500 };
        assert!(profile.about.has_accesses && profile.about.clock == Some(clock), "{:?}", profile.about);
        assert_eq!(profile.functions[1], Function { name: "my::main".to_owned(), file: "main.rs".to_owned() });
        // The crate's figures are held to more.
        other["mode"] = json!("rust-heap");
        refused(&other, &["1 live at the peak and 0 bytes at most"]);
    }

    #[test]
    fn a_stripped_program_is_not_said_to_lack_lines_alone() {
        let (profile, warnings) =
            parsed(&file(&[point(8, &[]), point(8, &[1])], &["[root]", "0x1: ??? (???:0:0)"]).to_string()).unwrap();
        assert_eq!(warnings, []);
        let (_, warnings) = crate::fold(profile, &crate::Sources::default(), &crate::Folding::default()).unwrap();
        assert!(matches!(warnings.as_slice(), [Warning::NoNames { share, .. }] if share == "100%"), "{warnings:?}");
        assert!(warnings[0].to_string().contains("the program was stripped"), "{}", warnings[0]);
    }

    #[test]
    fn figures_that_cannot_be_right_are_refused() {
        let with = |key: &str, value: Value| {
            let mut point = point(8, &[1]);
            point[key] = value;
            file(&[point], &["[root]", MAIN])
        };
        refused(&with("gb", json!(9)), &["stack 0 has 9 live at the peak and 8 bytes in total"]);
        refused(&with("mb", json!(7)), &["8 live at the peak and 7 bytes at most"]);
        refused(&with("ebk", json!(2)), &["2 live at the end and 1 blocks in total"]);
        refused(&with("eb", json!(8)), &["8 bytes live at the end in 0 blocks"]);
        refused(&with("tb", json!(-1)), &["no profile of dhat", "-1"]);
        refused(&with("tb", json!(8.5)), &["no profile of dhat", "8.5"]);
        refused(&with("tb", json!(u64::MAX)), &["18446744073709551615", "63 bits"]);
        refused(&with("tl", json!(10)), &["1 blocks that lived for 10 µs in a run of 9"]);
        refused(&with("fs", json!([2])), &["stack 0 names frame 2, and the table has 2"]);
        refused(&with("fs", json!([u64::MAX])), &["no profile of dhat"]);
        let half = point(i64::MAX as u64, &[1]);
        refused(&file(&[half.clone(), half], &["[root]", MAIN]), &["the sum of alloc-space does not fit"]);
        let mut point = point(8, &[1]);
        point.as_object_mut().unwrap().remove("gb");
        refused(&file(&[point], &["[root]", MAIN]), &["missing field `gb`"]);
    }

    #[test]
    fn what_is_there_twice_is_refused() {
        let whole = file(&[point(8, &[1])], &["[root]", MAIN]).to_string();
        refused_text(&whole.replacen('{', r#"{"pps": [],"#, 1), &["duplicate field `pps`"]);
        refused_text(&whole.replacen(r#""tb":8"#, r#""tb":8,"tb":9"#, 1), &["duplicate field `tb`"]);
    }

    /// `depth` calls deep, from `main` unless it is cut off.
    fn chain(depth: u32) -> Vec<String> {
        (1..=depth).map(|call| format!("0x{call}: my::f{call} (my/src/main.rs:{call}:5)")).collect()
    }

    fn cut(stacks: &[Vec<u32>], frames: &[String]) -> usize {
        let frames: Vec<&str> = ["[root]"].into_iter().chain(frames.iter().map(String::as_str)).collect();
        let points: Vec<Value> = stacks.iter().map(|stack| point(8, stack)).collect();
        let (_, warnings) = parsed(&file(&points, &frames).to_string()).unwrap();
        match warnings.as_slice() {
            [] => 0,
            [Warning::CutOff { cut, .. }] => *cut,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn stacks_that_were_cut_off_are_told() {
        let frames = chain(12);
        let numbers = |from: u32, to: u32| (from..=to).collect::<Vec<u32>>();
        assert_eq!(cut(&[numbers(1, 9)], &frames), 0, "not as deep as dhat's default");
        assert_eq!(cut(&[numbers(1, 10)], &frames), 1, "as deep");
        assert_eq!(cut(&[numbers(1, 10), numbers(9, 10)], &frames), 0, "a shallower one ends there");
        assert_eq!(cut(&[numbers(1, 11)], &frames), 0, "deeper, so the limit is another");
        assert_eq!(cut(&[numbers(1, 4), numbers(3, 12)], &frames), 2, "the fourth has a caller elsewhere");
        let mut with_main = chain(9);
        with_main.push("0xa: my::main (my/src/main.rs:1:1)".to_owned());
        assert_eq!(cut(&[numbers(1, 10)], &with_main), 0);
    }

    #[test]
    fn a_program_without_debug_information_is_told() {
        let frames = ["[root]", "0x1: my::main (???:0:0)"];
        let (_, warnings) = parsed(&file(&[point(8, &[1])], &frames).to_string()).unwrap();
        assert_eq!(warnings, [Warning::NoLines]);
    }
}

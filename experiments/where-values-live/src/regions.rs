//! In which region of the process is an address?
//!
//! On Linux the kernel lists the mappings of a process in `/proc/self/maps`. [`Map::parse`] reads that text, and
//! [`Map::region_of`] says what it tells of an address: nothing else is asked, so the answer is a pure function of the text.
//!
//! The text does not tell everything, and the answers admit it.
//!
//! - The stack of another thread, an arena of the allocator for another thread, a large block with a mapping of its own, and the
//!   thread-local variables are memory that the program asked the kernel for. They have no name: [`Region::Mapped`].
//! - An unnamed mapping directly behind the writable part of a program may be its statics that begin as zeros, and may be
//!   something that was mapped there later: [`Region::Unknown`].
//! - Elsewhere than on Linux there is no such text, and every address is [`Region::Unknown`].
//!
//! Reading the text allocates, and so do the mappings read from it. That does not move a value, so places that are taken before are
//! right; but the heap may grow for it, so look at every value of interest first, and then read the map while they are still alive.

use std::fmt;
use thiserror::Error;

/// What the map of a process says of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Region {
    /// The stack of the main thread.
    Stack,
    /// What the C library's allocator has in one piece behind the program: on Linux, the mapping that is called `[heap]`.
    Heap,
    /// The writable part of a program or library: statics that can change.
    Data,
    /// The read-only part of a program or library: literals, constants, statics that cannot change.
    ReadOnly,
    /// Memory that can be executed.
    Code,
    /// A mapping that the program asked for: a file, or memory of which the map does not say what it is for.
    Mapped,
    /// In no mapping, or in one that can be two things.
    Unknown,
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            // heap: unknown
            Self::Stack => "stack",
            Self::Heap => "heap",
            Self::Data => "static data",
            Self::ReadOnly => "static, read-only",
            Self::Code => "code",
            Self::Mapped => "mapped",
            Self::Unknown => "unknown",
        })
    }
}

/// One line of the map: a range of addresses with the same access and the same origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The first address.
    pub start: u64,
    /// The address behind the last.
    pub end: u64,
    /// Whether it can be written.
    pub writable: bool,
    /// Whether it can be executed.
    pub executable: bool,
    /// The path of a file, a word of the kernel's in brackets, or nothing.
    pub name: String,
}

/// The mappings of a process, lowest address first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    mappings: Vec<Mapping>,
}

/// What is wrong with a text that should be a map.
#[derive(Clone, Debug, PartialEq, Eq, Error)] // heap: unknown
pub enum MapError {
    /// A line without the six columns of a mapping.
    #[error("line {line} of the map has no {column}; a line is `START-END ACCESS OFFSET DEVICE INODE NAME`: {text:?}")]
    Missing {
        /// The line's number, from 1.
        line: usize,
        /// The line.
        text: String,
        /// The column that is missing.
        column: &'static str,
    },
    /// Addresses that are no numbers, or a range that does not go up.
    #[error("line {line} of the map: `{range}` is no range of addresses such as `1000-2000`, in hexadecimal")]
    Range {
        /// The line's number, from 1.
        line: usize,
        /// The column.
        range: String,
    },
    /// An access that is not four letters such as `r-xp`.
    #[error("line {line} of the map: `{access}` is no access such as `r-xp`")]
    Access {
        /// The line's number, from 1.
        line: usize,
        /// The column.
        access: String,
    },
    /// A mapping that begins before the one above it ends.
    #[error("line {line} of the map begins before the line above it ends; the kernel lists mappings by address")]
    Order {
        /// The line's number, from 1.
        line: usize,
    },
}

impl Map {
    /// Reads the text of a `/proc/PID/maps`. Empty lines are passed over; an empty text is a map without mappings.
    ///
    /// # Errors
    ///
    /// When a line is not one of such a map, with its number.
    pub fn parse(text: &str) -> Result<Self, MapError> {
        let mut mappings: Vec<Mapping> = Vec::new();
        for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
            let mapping = mapping(line, text)?;
            if mappings.last().is_some_and(|last| mapping.start < last.end) {
                return Err(MapError::Order { line });
            }
            mappings.push(mapping); // heap: may
        }
        Ok(Self { mappings })
    }

    /// The map of this process now; one without mappings where the platform has none.
    ///
    /// # Errors
    ///
    /// When `/proc/self/maps` cannot be read, or is no map.
    #[cfg(target_os = "linux")]
    pub fn of_this_process() -> std::io::Result<Self> {
        // A name may be bytes that are no UTF-8; names are only compared, so what stands in for them does no harm.
        let text = std::fs::read("/proc/self/maps")?; // heap: may
        Self::parse(&String::from_utf8_lossy(&text)).map_err(std::io::Error::other) // heap: 1, may
    }

    /// The map of this process now; one without mappings where the platform has none.
    ///
    /// # Errors
    ///
    /// None here; on Linux, when the map cannot be read.
    #[cfg(not(target_os = "linux"))]
    pub fn of_this_process() -> std::io::Result<Self> {
        Ok(Self::default())
    }

    /// The mapping that an address is in.
    pub fn mapping_of(&self, address: u64) -> Option<&Mapping> {
        self.mappings.get(self.index_of(address)?)
    }

    // ANCHOR: region_of
    /// What the map says of an address.
    pub fn region_of(&self, address: u64) -> Region {
        let Some(index) = self.index_of(address) else { return Region::Unknown };
        let mapping = &self.mappings[index];
        let name = mapping.name.as_str();
        if mapping.executable {
            Region::Code
        } else if name == "[stack]" || name.starts_with("[stack:") {
            // Kernels from 3.4 to 4.4 named the stacks of other threads too: `[stack:TID]`.
            Region::Stack
        } else if name == "[heap]" {
            Region::Heap
        } else if self.is_program(mapping) {
            if mapping.writable { Region::Data } else { Region::ReadOnly }
        } else if name.is_empty() && self.is_behind_data(index) {
            Region::Unknown
        } else {
            Region::Mapped
        }
    }
    // ANCHOR_END: region_of

    fn index_of(&self, address: u64) -> Option<usize> {
        let index = self.mappings.partition_point(|mapping| mapping.end <= address);
        self.mappings.get(index).filter(|mapping| mapping.start <= address).map(|_| index)
    }

    /// Whether the mapping is a part of a program or library: of a file of which another part can be executed.
    fn is_program(&self, mapping: &Mapping) -> bool {
        mapping.name.starts_with('/')
            && self.mappings.iter().any(|other| other.executable && other.name == mapping.name)
    }

    /// Whether the mapping begins where the writable part of a program or library ends.
    fn is_behind_data(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1).and_then(|before| self.mappings.get(before)) else { return false };
        before.end == self.mappings[index].start && before.writable && self.is_program(before)
    }
}

fn mapping(line: usize, text: &str) -> Result<Mapping, MapError> {
    let mut rest = text.trim();
    let mut column = |column: &'static str| {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        rest = behind.trim_start();
        if word.is_empty() { Err(MapError::Missing { line, text: text.to_owned(), column }) } else { Ok(word) } // heap: 1
    };
    let range = column("addresses")?;
    let access = column("access")?;
    column("offset")?;
    column("device")?;
    column("inode")?;
    // The name is the rest of the line, spaces and all; memory without a file or a word has none.
    let name = rest.to_owned(); // heap: 1
    let (start, end) = addresses(range).ok_or_else(|| MapError::Range { line, range: range.to_owned() })?; // heap: 1
    let [b'r' | b'-', write @ (b'w' | b'-'), execute @ (b'x' | b'-'), b'p' | b's'] = access.as_bytes() else {
        return Err(MapError::Access { line, access: access.to_owned() }); // heap: may
    };
    Ok(Mapping { start, end, writable: *write == b'w', executable: *execute == b'x', name })
}

fn addresses(range: &str) -> Option<(u64, u64)> {
    let (start, end) = range.split_once('-')?;
    let is_hexadecimal = |word: &str| word.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_hexadecimal(start) || !is_hexadecimal(end) {
        return None;
    }
    let (start, end) = (u64::from_str_radix(start, 16).ok()?, u64::from_str_radix(end, 16).ok()?);
    (start < end).then_some((start, end))
}

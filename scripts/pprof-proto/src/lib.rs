//! Which messages is a file of pprof made of?
//!
//! The names and numbers are those of `google/pprof: proto/profile.proto`. Fields that are not here are passed over when reading.
//! Numbers that are text in meaning, such as a name, are places in [`Profile::string_table`]. A file is gzipped; that is left to its users.

pub use prost::{DecodeError, Message};

mod message;

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// What the figures of every sample count, in their order.
    pub sample_type: Vec<ValueType>,
    /// The stacks.
    pub sample: Vec<Sample>,
    /// Programs and libraries in memory.
    pub mapping: Vec<Mapping>,
    /// Instructions.
    pub location: Vec<Location>,
    /// Functions.
    pub function: Vec<Function>,
    /// Every text, once. The first is empty.
    pub string_table: Vec<String>,
    /// When it was made, in nanoseconds since 1970.
    pub time_nanos: i64,
    /// How long it was collected, in nanoseconds.
    pub duration_nanos: i64,
    /// What lies between two samples.
    pub period_type: Option<ValueType>,
    /// How much of it.
    pub period: i64,
    /// What a viewer shows above every view.
    pub comment: Vec<i64>,
    /// The name of the sample type that a viewer shows first.
    pub default_sample_type: i64,
}

/// What one of a sample's figures counts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ValueType {
    /// Its name, such as `alloc_space`; the field `type` of the format.
    pub kind: i64,
    /// Its unit, such as `bytes`.
    pub unit: i64,
}

/// A stack and its figures, one a sample type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// The innermost first.
    pub location_id: Vec<u64>,
    /// In the order of [`Profile::sample_type`].
    pub value: Vec<i64>,
}

/// A program or library in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mapping {
    /// Its number, not 0.
    pub id: u64,
    /// Its first address.
    pub memory_start: u64,
    /// The address after its last.
    pub memory_limit: u64,
    /// Where in the file its first byte is.
    pub file_offset: u64,
    /// The file.
    pub filename: i64,
    /// What tells builds of the file apart.
    pub build_id: i64,
    /// Whether every location has its functions, so that a viewer need not look for symbols.
    pub has_functions: bool,
    /// Whether every function has its file.
    pub has_filenames: bool,
    /// Whether every line has its number.
    pub has_line_numbers: bool,
    /// Whether every location has what was inlined there.
    pub has_inline_frames: bool,
}

/// An instruction, with what was inlined there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Location {
    /// Its number, not 0.
    pub id: u64,
    /// Where it is in memory; 0 where that is not known.
    pub mapping_id: u64,
    /// Its address.
    pub address: u64,
    /// The innermost first.
    pub line: Vec<Line>,
    /// Whether several functions with the same code became one.
    pub is_folded: bool,
}

/// A line of a function.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Line {
    /// The function's number.
    pub function_id: u64,
    /// From 1; 0 where it is not known.
    pub line: i64,
    /// From 1; 0 where it is not known.
    pub column: i64,
}

/// A function.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Function {
    /// Its number, not 0.
    pub id: u64,
    /// Its name for people.
    pub name: i64,
    /// Its name in the program.
    pub system_name: i64,
    /// Its file.
    pub filename: i64,
    /// The line where it begins.
    pub start_line: i64,
}

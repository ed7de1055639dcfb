//! Which messages is a file of pprof made of?
//!
//! The names and numbers are those of `google/pprof: proto/profile.proto`. Fields that are not here are passed over when reading.
//! Numbers that are text in meaning, such as a name, are places in [`Profile::string_table`]. A file is gzipped; that is left to its users.

use prost::Message;

pub use prost::DecodeError;

/// The whole file.
#[derive(Clone, PartialEq, Message)]
pub struct Profile {
    /// What the figures of every sample count, in their order.
    #[prost(message, repeated, tag = "1")]
    pub sample_type: Vec<ValueType>,
    /// The stacks.
    #[prost(message, repeated, tag = "2")]
    pub sample: Vec<Sample>,
    /// Programs and libraries in memory.
    #[prost(message, repeated, tag = "3")]
    pub mapping: Vec<Mapping>,
    /// Instructions.
    #[prost(message, repeated, tag = "4")]
    pub location: Vec<Location>,
    /// Functions.
    #[prost(message, repeated, tag = "5")]
    pub function: Vec<Function>,
    /// Every text, once. The first is empty.
    #[prost(string, repeated, tag = "6")]
    pub string_table: Vec<String>,
    /// When it was made, in nanoseconds since 1970.
    #[prost(int64, tag = "9")]
    pub time_nanos: i64,
    /// How long it was collected, in nanoseconds.
    #[prost(int64, tag = "10")]
    pub duration_nanos: i64,
    /// What lies between two samples.
    #[prost(message, optional, tag = "11")]
    pub period_type: Option<ValueType>,
    /// How much of it.
    #[prost(int64, tag = "12")]
    pub period: i64,
    /// What a viewer shows above every view.
    #[prost(int64, repeated, tag = "13")]
    pub comment: Vec<i64>,
    /// The name of the sample type that a viewer shows first.
    #[prost(int64, tag = "14")]
    pub default_sample_type: i64,
}

// Compiled here, and so once; the methods of `Message` would be in every user.
impl Profile {
    /// The message that these bytes are.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::decode(bytes)
    }

    /// Adds the fields that these bytes are, as if they stood behind those that were read before.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub fn add_fields(&mut self, bytes: &[u8]) -> Result<(), DecodeError> {
        self.merge(bytes)
    }

    /// The message's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.encode_to_vec()
    }
}

impl Sample {
    /// The message that these bytes are.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::decode(bytes)
    }
}

/// What one of a sample's figures counts.
#[derive(Clone, Copy, PartialEq, Message)]
pub struct ValueType {
    /// Its name, such as `alloc_space`; the field `type` of the format.
    #[prost(int64, tag = "1")]
    pub kind: i64,
    /// Its unit, such as `bytes`.
    #[prost(int64, tag = "2")]
    pub unit: i64,
}

/// A stack and its figures, one a sample type.
#[derive(Clone, PartialEq, Message)]
pub struct Sample {
    /// The innermost first.
    #[prost(uint64, repeated, tag = "1")]
    pub location_id: Vec<u64>,
    /// In the order of [`Profile::sample_type`].
    #[prost(int64, repeated, tag = "2")]
    pub value: Vec<i64>,
}

/// A program or library in memory.
#[derive(Clone, Copy, PartialEq, Message)]
pub struct Mapping {
    /// Its number, not 0.
    #[prost(uint64, tag = "1")]
    pub id: u64,
    /// Its first address.
    #[prost(uint64, tag = "2")]
    pub memory_start: u64,
    /// The address after its last.
    #[prost(uint64, tag = "3")]
    pub memory_limit: u64,
    /// Where in the file its first byte is.
    #[prost(uint64, tag = "4")]
    pub file_offset: u64,
    /// The file.
    #[prost(int64, tag = "5")]
    pub filename: i64,
    /// What tells builds of the file apart.
    #[prost(int64, tag = "6")]
    pub build_id: i64,
    /// Whether every location has its functions, so that a viewer need not look for symbols.
    #[prost(bool, tag = "7")]
    pub has_functions: bool,
    /// Whether every function has its file.
    #[prost(bool, tag = "8")]
    pub has_filenames: bool,
    /// Whether every line has its number.
    #[prost(bool, tag = "9")]
    pub has_line_numbers: bool,
    /// Whether every location has what was inlined there.
    #[prost(bool, tag = "10")]
    pub has_inline_frames: bool,
}

/// An instruction, with what was inlined there.
#[derive(Clone, PartialEq, Message)]
pub struct Location {
    /// Its number, not 0.
    #[prost(uint64, tag = "1")]
    pub id: u64,
    /// Where it is in memory; 0 where that is not known.
    #[prost(uint64, tag = "2")]
    pub mapping_id: u64,
    /// Its address.
    #[prost(uint64, tag = "3")]
    pub address: u64,
    /// The innermost first.
    #[prost(message, repeated, tag = "4")]
    pub line: Vec<Line>,
    /// Whether several functions with the same code became one.
    #[prost(bool, tag = "5")]
    pub is_folded: bool,
}

/// A line of a function.
#[derive(Clone, Copy, PartialEq, Message)]
pub struct Line {
    /// The function's number.
    #[prost(uint64, tag = "1")]
    pub function_id: u64,
    /// From 1; 0 where it is not known.
    #[prost(int64, tag = "2")]
    pub line: i64,
    /// From 1; 0 where it is not known.
    #[prost(int64, tag = "3")]
    pub column: i64,
}

/// A function.
#[derive(Clone, Copy, PartialEq, Message)]
pub struct Function {
    /// Its number, not 0.
    #[prost(uint64, tag = "1")]
    pub id: u64,
    /// Its name for people.
    #[prost(int64, tag = "2")]
    pub name: i64,
    /// Its name in the program.
    #[prost(int64, tag = "3")]
    pub system_name: i64,
    /// Its file.
    #[prost(int64, tag = "4")]
    pub filename: i64,
    /// The line where it begins.
    #[prost(int64, tag = "5")]
    pub start_line: i64,
}

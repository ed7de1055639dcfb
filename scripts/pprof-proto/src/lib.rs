//! Which messages is a file of pprof made of?
//!
//! The names and numbers are those of `google/pprof: proto/profile.proto`. Fields that are not here are passed over when reading.
//! Numbers that are text in meaning, such as a name, are places in [`Profile::string_table`]. A file is gzipped; that is left to its users.
//!
//! Libraries for protobuf read a whole message at once, and a stack takes several times its bytes then. A profile of hundreds of megabytes is
//! nearly all stacks, so they are read one after the other, in the same memory; see [`each_sample`].

mod wire;

pub use wire::Malformed;
use wire::{Content, Message, Value, fields, read};

/// Structures with the numbers of their fields.
macro_rules! messages {
    ($($(#[$of_message:meta])* $message:ident { $($(#[$of_field:meta])* $number:literal $field:ident: $kind:ty,)* })*) => {$(
        $(#[$of_message])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $message {
            $($(#[$of_field])* pub $field: $kind,)*
        }

        impl Message for $message {
            fn read_field(&mut self, number: u64, content: Content<'_>) -> Result<(), Malformed> {
                match number {
                    $($number => self.$field.read(content),)*
                    _ => Ok(()),
                }
            }

            fn write(&self, out: &mut Vec<u8>) {
                $(self.$field.write($number, out);)*
            }
        }
    )*};
}

messages! {
    /// The whole file.
    Profile {
        /// What the figures of every sample count, in their order.
        1 sample_type: Vec<ValueType>,
        /// The stacks.
        2 sample: Vec<Sample>,
        /// Programs and libraries in memory.
        3 mapping: Vec<Mapping>,
        /// Instructions.
        4 location: Vec<Location>,
        /// Functions.
        5 function: Vec<Function>,
        /// Every text, once. The first is empty.
        6 string_table: Vec<String>,
        /// When it was made, in nanoseconds since 1970.
        9 time_nanos: i64,
        /// How long it was collected, in nanoseconds.
        10 duration_nanos: i64,
        /// What lies between two samples.
        11 period_type: Option<ValueType>,
        /// How much of it.
        12 period: i64,
        /// What a viewer shows above every view.
        13 comment: Vec<i64>,
        /// The name of the sample type that a viewer shows first.
        14 default_sample_type: i64,
    }

    /// What one of a sample's figures counts.
    #[derive(Copy)]
    ValueType {
        /// Its name, such as `alloc_space`; the field `type` of the format.
        1 kind: i64,
        /// Its unit, such as `bytes`.
        2 unit: i64,
    }

    /// A stack and its figures, one a sample type.
    Sample {
        /// The innermost first.
        1 location_id: Vec<u64>,
        /// In the order of [`Profile::sample_type`].
        2 value: Vec<i64>,
    }

    /// A program or library in memory.
    #[derive(Copy)]
    Mapping {
        /// Its number, not 0.
        1 id: u64,
        /// Its first address.
        2 memory_start: u64,
        /// The address after its last.
        3 memory_limit: u64,
        /// Where in the file its first byte is.
        4 file_offset: u64,
        /// The file.
        5 filename: i64,
        /// What tells builds of the file apart.
        6 build_id: i64,
        /// Whether every location has its functions, so that a viewer need not look for symbols.
        7 has_functions: bool,
        /// Whether every function has its file.
        8 has_filenames: bool,
        /// Whether every line has its number.
        9 has_line_numbers: bool,
        /// Whether every location has what was inlined there.
        10 has_inline_frames: bool,
    }

    /// An instruction, with what was inlined there.
    Location {
        /// Its number, not 0.
        1 id: u64,
        /// Where it is in memory; 0 where that is not known.
        2 mapping_id: u64,
        /// Its address.
        3 address: u64,
        /// The innermost first.
        4 line: Vec<Line>,
        /// Whether several functions with the same code became one.
        5 is_folded: bool,
    }

    /// A line of a function.
    #[derive(Copy)]
    Line {
        /// The function's number.
        1 function_id: u64,
        /// From 1; 0 where it is not known.
        2 line: i64,
        /// From 1; 0 where it is not known.
        3 column: i64,
    }

    /// A function.
    #[derive(Copy)]
    Function {
        /// Its number, not 0.
        1 id: u64,
        /// Its name for people.
        2 name: i64,
        /// Its name in the program.
        3 system_name: i64,
        /// Its file.
        4 filename: i64,
        /// The line where it begins.
        5 start_line: i64,
    }
}

impl Profile {
    /// The message that these bytes are.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut profile = Self::default();
        read(&mut profile, bytes, 0)?;
        Ok(profile)
    }

    /// The message that these bytes are without its stacks, and how many there are; [`each_sample`] reads them.
    ///
    /// # Errors
    ///
    /// What is wrong with the bytes, but for those of a stack.
    pub fn without_samples(bytes: &[u8]) -> Result<(Self, usize), Malformed> {
        let (mut profile, mut samples) = (Self::default(), 0);
        for field in fields(bytes, 0) {
            match field? {
                (SAMPLE, Content::Bytes(..)) => samples += 1,
                (number, content) => profile.read_field(number, content)?,
            }
        }
        Ok((profile, samples))
    }

    /// The message's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }
}

/// The number of [`Profile::sample`].
const SAMPLE: u64 = 2;

/// Shows each stack of a profile of these bytes, in their order.
///
/// # Errors
///
/// What is wrong with the bytes, or the error of `look`, which ends it.
pub fn each_sample<E: From<Malformed>>(bytes: &[u8], mut look: impl FnMut(&Sample) -> Result<(), E>) -> Result<(), E> {
    let mut sample = Sample::default();
    for field in fields(bytes, 0) {
        if let (SAMPLE, Content::Bytes(bytes, at)) = field? {
            sample.location_id.clear();
            sample.value.clear();
            read(&mut sample, bytes, at)?;
            look(&sample)?;
        }
    }
    Ok(())
}

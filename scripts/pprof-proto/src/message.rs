//! How is a message written and read?
//!
//! As prost's derive would have it. That macro, with what it is made of, takes several times as long to compile as all messages of a profile.

use crate::{Function, Line, Location, Mapping, Profile, Sample, ValueType};
use prost::bytes::{Buf, BufMut};
use prost::encoding::{self, DecodeContext, WireType, skip_field};
use prost::{DecodeError, Message};

/// Implements [`Message`] for a structure by the number and the kind of each field: `number` and `packed` numbers, of which the type follows;
/// `texts`, `messages`, and `optional_message`. What is zero or empty is not written.
macro_rules! message {
    ($name:ident { $($tag:literal = $field:ident: $kind:ident $($number:ident)?,)+ }) => {
        impl Message for $name {
            fn encode_raw(&self, buffer: &mut impl BufMut) {
                $(message!(@encode self.$field, $tag, buffer, $kind $($number)?);)+
            }

            fn merge_field(
                &mut self,
                tag: u32,
                wire_type: WireType,
                buffer: &mut impl Buf,
                context: DecodeContext,
            ) -> Result<(), DecodeError> {
                match tag {
                    $($tag => {
                        let merged = message!(@merge self.$field, wire_type, buffer, context, $kind $($number)?);
                        merged.map_err(|mut error| {
                            error.push(stringify!($name), stringify!($field));
                            error
                        })
                    })+
                    _ => skip_field(wire_type, tag, buffer, context),
                }
            }

            fn encoded_len(&self) -> usize {
                0 $(+ message!(@length self.$field, $tag, $kind $($number)?))+
            }

            fn clear(&mut self) {
                *self = Self::default();
            }
        }
    };

    (@encode $self:ident.$field:ident, $tag:literal, $buffer:ident, number $type:ident) => {
        if $self.$field != Default::default() {
            encoding::$type::encode($tag, &$self.$field, $buffer);
        }
    };
    (@encode $self:ident.$field:ident, $tag:literal, $buffer:ident, packed $type:ident) => {
        encoding::$type::encode_packed($tag, &$self.$field, $buffer)
    };
    (@encode $self:ident.$field:ident, $tag:literal, $buffer:ident, texts) => {
        encoding::string::encode_repeated($tag, &$self.$field, $buffer)
    };
    (@encode $self:ident.$field:ident, $tag:literal, $buffer:ident, $message:ident) => {
        for message in $self.$field.iter() {
            encoding::message::encode($tag, message, $buffer);
        }
    };

    (@merge $self:ident.$field:ident, $wire_type:ident, $buffer:ident, $context:ident, number $type:ident) => {
        encoding::$type::merge($wire_type, &mut $self.$field, $buffer, $context)
    };
    (@merge $self:ident.$field:ident, $wire_type:ident, $buffer:ident, $context:ident, packed $type:ident) => {
        encoding::$type::merge_repeated($wire_type, &mut $self.$field, $buffer, $context)
    };
    (@merge $self:ident.$field:ident, $wire_type:ident, $buffer:ident, $context:ident, texts) => {
        encoding::string::merge_repeated($wire_type, &mut $self.$field, $buffer, $context)
    };
    (@merge $self:ident.$field:ident, $wire_type:ident, $buffer:ident, $context:ident, messages) => {
        encoding::message::merge_repeated($wire_type, &mut $self.$field, $buffer, $context)
    };
    (@merge $self:ident.$field:ident, $wire_type:ident, $buffer:ident, $context:ident, optional_message) => {
        encoding::message::merge($wire_type, $self.$field.get_or_insert_default(), $buffer, $context)
    };

    (@length $self:ident.$field:ident, $tag:literal, number $type:ident) => {
        if $self.$field == Default::default() { 0 } else { encoding::$type::encoded_len($tag, &$self.$field) }
    };
    (@length $self:ident.$field:ident, $tag:literal, packed $type:ident) => {
        encoding::$type::encoded_len_packed($tag, &$self.$field)
    };
    (@length $self:ident.$field:ident, $tag:literal, texts) => {
        encoding::string::encoded_len_repeated($tag, &$self.$field)
    };
    (@length $self:ident.$field:ident, $tag:literal, $message:ident) => {
        $self.$field.iter().map(|message| encoding::message::encoded_len($tag, message)).sum::<usize>()
    };
}

message! { Profile {
    1 = sample_type: messages,
    2 = sample: messages,
    3 = mapping: messages,
    4 = location: messages,
    5 = function: messages,
    6 = string_table: texts,
    9 = time_nanos: number int64,
    10 = duration_nanos: number int64,
    11 = period_type: optional_message,
    12 = period: number int64,
    13 = comment: packed int64,
    14 = default_sample_type: number int64,
} }
message! { ValueType {
    1 = kind: number int64,
    2 = unit: number int64,
} }
message! { Sample {
    1 = location_id: packed uint64,
    2 = value: packed int64,
} }
message! { Mapping {
    1 = id: number uint64,
    2 = memory_start: number uint64,
    3 = memory_limit: number uint64,
    4 = file_offset: number uint64,
    5 = filename: number int64,
    6 = build_id: number int64,
    7 = has_functions: number bool,
    8 = has_filenames: number bool,
    9 = has_line_numbers: number bool,
    10 = has_inline_frames: number bool,
} }
message! { Location {
    1 = id: number uint64,
    2 = mapping_id: number uint64,
    3 = address: number uint64,
    4 = line: messages,
    5 = is_folded: number bool,
} }
message! { Line {
    1 = function_id: number uint64,
    2 = line: number int64,
    3 = column: number int64,
} }
message! { Function {
    1 = id: number uint64,
    2 = name: number int64,
    3 = system_name: number int64,
    4 = filename: number int64,
    5 = start_line: number int64,
} }

//! What does an error ask of the allocator when it is made, and what does a call cost that could fail?

pub mod work;

use declaration::{Axis, Exact, Experiment};

declaration::variants![
    happy_in_place,
    happy_boxed,
    failed_in_place,
    failed_boxed,
    happy_enum,
    happy_dyn,
    happy_anyhow,
    happy_text,
    std_error,
    enum_error,
    thiserror_error,
    enum_with_text,
    literal_error,
    text_error,
    dyn_from_error,
    dyn_from_literal,
    dyn_without_size,
    anyhow_from_error,
    anyhow_literal,
    anyhow_formatted,
    anyhow_context,
    anyhow_context_twice,
    anyhow_with_context,
    context_eager,
    context_lazy,
    ok_or_eager,
    ok_or_lazy,
    io_from_kind,
    io_os_code,
    io_std_message,
    io_new_literal,
    io_other_literal,
    io_new_error,
    io_new_without_size,
    io_displayed,
];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does an error ask of the allocator when it is made, and what does a call cost that could fail?",
    baseline: "std_error",
    axis: Some(Axis { quantity: "size of the error", unit: "B", sizes: work::SIZES }),
    variants: VARIANTS,
};

/// Bytes of what anyhow puts before the error: the address of a table of functions, and an `Option<Backtrace>`.
const BEFORE: u64 = 56;

/// The block of an `anyhow::Error` with a value of so many bytes.
const fn anyhow(value: u64) -> Exact {
    Exact::once((BEFORE + value).next_multiple_of(8))
}

/// That block, and a text for which so much was asked.
const fn anyhow_with_text(value: u64, text: u64) -> Exact {
    Exact::together(2, anyhow(value).requested_bytes + text)
}

/// Bytes of a `&str`, of a `String`, and of the error of `parse`.
const STR: u64 = 16;
const STRING: u64 = 24;
const PARSE: u64 = 1;

/// The text with the slip: `format!` asks for twice what is between its arguments, before it knows how long these are.
const ABOUT_THE_SLIP: u64 = 2 * "`` is no port".len() as u64;

/// The text with the name of the setting.
const ABOUT_THE_SETTING: u64 = 2 * " is not a number".len() as u64;

/// What the error of `parse` says, by `to_string`.
const MESSAGE: u64 = "invalid digit found in string".len() as u64;

/// Two errors of anyhow, of which the second has a text and the address of the first.
const fn anyhow_twice() -> Exact {
    Exact::together(2, anyhow(STR + PARSE).requested_bytes + anyhow(STR + 8).requested_bytes)
}

/// The message of an error of the operating system: a copy of the C library's, and the text with its number, which grows once.
const fn os_message() -> Exact {
    let message = "No such file or directory".len() as u64;
    let (first, grown) = (message, 2 * message);
    let requested_bytes = message + first + grown;
    Exact { reallocations: 1, requested_bytes, ..Exact::together(2, message + grown) }
}

//! What the variants have in common: the text, and what is read of it in the end.
//!
//! This is the one part of the chapter that is shared, so that what differs between two variants is the type that holds the text.

/// The lengths, in bytes: the longest text that a [`SmolStr`](smol_str::SmolStr) holds inline, one byte more, and a long one.
pub const LENGTHS: &[usize] = &[23, 24, 1_000];

/// The last two of them, where nothing changes between the first and the second.
pub const LONG: &[usize] = &[24, 1_000];

const LETTERS: [u8; 1_000] = {
    let mut letters = [0; 1_000];
    let mut index = 0;
    while index < letters.len() {
        letters[index] = b'a' + (index % 26) as u8;
        index += 1;
    }
    letters
};

const TEXT: &str = match std::str::from_utf8(&LETTERS) {
    Ok(text) => text,
    Err(_) => panic!("the letters are ASCII"),
};

/// A text of so many bytes, at most 1000; it is part of the program.
pub fn text(length: usize) -> &'static str {
    &TEXT[..length]
}

/// The length of a text, its first byte and its last.
///
/// Not inlined: the optimiser can't tell which bytes are read, so the whole text must exist. It reads few, so that a time is that of
/// the text's type.
#[inline(never)]
pub fn ends(text: &str) -> u64 {
    let byte = |byte: Option<&u8>| byte.copied().map_or(0, u64::from);
    (text.len() as u64) << 16 | byte(text.as_bytes().first()) << 8 | byte(text.as_bytes().last())
}

/// That of the text of a length.
pub fn answer(length: usize) -> u64 {
    ends(text(length))
}

/// That of the text of a length with a character more.
pub fn exclaimed(length: usize) -> u64 {
    ends(&format!("{}!", text(length))) // heap: may
}

/// A name that is too long for a small string to hold inline.
pub const NAME: &str = "Ferries of the Northern Isles";

/// The name in JSON.
pub const JSON: &str = r#"{"name":"Ferries of the Northern Isles"}"#;

/// A name of that length with a quotation mark in it, which JSON has to escape.
pub const ESCAPED_NAME: &str = "Ferries of the \"North\" Isles.";

/// That name in JSON.
pub const ESCAPED_JSON: &str = r#"{"name":"Ferries of the \"North\" Isles."}"#;

/// How many names there are in each case about many.
pub const NAMES: usize = 1_000;

/// How many of them are different, where few are.
pub const FEW: usize = 10;

/// How many of them are different, where all are.
pub const DISTINCT: usize = NAMES;

/// How long each name is, in bytes.
pub const NAME_LENGTH: usize = 30;

static NAME_BYTES: [[u8; NAME_LENGTH]; NAMES] = {
    let mut names = [*b"Ferry Company of Island No 000"; NAMES];
    let mut index = 0;
    while index < NAMES {
        let digits = [index / 100, index / 10 % 10, index % 10];
        let mut place = 0;
        while place < digits.len() {
            names[index][NAME_LENGTH - 3 + place] += digits[place] as u8;
            place += 1;
        }
        index += 1;
    }
    names
};

/// A thousand names, of which this number are different; they are part of the program.
pub fn names(different: usize) -> Vec<&'static str> {
    let name = |index: usize| str::from_utf8(&NAME_BYTES[index % different]).expect("the names are ASCII");
    (0..NAMES).map(name).collect() // heap: 1
}

/// The sum of [`ends`] over these names.
pub fn names_answer(different: usize) -> u64 {
    names(different).into_iter().map(ends).sum()
}

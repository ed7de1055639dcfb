//! The name of a commit: 20 bytes, written as 40 hexadecimal digits.

/// The bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitId([u8; 20]);

/// The digits, in small letters.
pub struct Hex([u8; 40]);

const DIGITS: &[u8; 16] = b"0123456789abcdef";

impl CommitId {
    pub fn new(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// Reads exactly 40 hexadecimal digits, in small or capital letters.
    pub fn parse(text: &str) -> Option<Self> {
        let text: &[u8; 40] = text.as_bytes().try_into().ok()?;
        let mut bytes = [0; 20];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(bytes))
    }

    pub fn hex(self) -> Hex {
        let mut hex = [0; 40];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        Hex(hex)
    }
}

impl Hex {
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).expect("hexadecimal digits are ASCII")
    }
}

/// From 0 to 15.
fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| digit.try_into().ok())
}

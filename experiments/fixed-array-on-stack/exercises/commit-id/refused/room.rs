//! The name of a commit: 20 bytes, written as 40 hexadecimal digits.

/// The bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitId([u8; 20]);

/// The digits, in small letters.
pub struct Hex(String);

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
        let mut hex = String::with_capacity(40);
        for byte in self.0 {
            hex.push(char::from(DIGITS[usize::from(byte >> 4)]));
            hex.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        Hex(hex)
    }
}

impl Hex {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// From 0 to 15.
fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| digit.try_into().ok())
}

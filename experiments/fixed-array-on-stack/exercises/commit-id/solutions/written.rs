//! The name of a commit: 20 bytes, written as 40 hexadecimal digits.

use std::io::Write;

/// The bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitId([u8; 20]);

/// The digits, in small letters.
pub struct Hex([u8; 40]);

impl CommitId {
    pub fn new(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// Reads exactly 40 hexadecimal digits, in small or capital letters.
    pub fn parse(text: &str) -> Option<Self> {
        let mut digits = text.chars().map(digit);
        let mut bytes = [0; 20];
        for byte in &mut bytes {
            *byte = digits.next()?? << 4 | digits.next()??;
        }
        digits.next().is_none().then_some(Self(bytes))
    }

    pub fn hex(self) -> Hex {
        let mut hex = [0; 40];
        let mut rest = hex.as_mut_slice();
        for byte in self.0 {
            write!(rest, "{byte:02x}").expect("there is room for two digits a byte");
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
fn digit(character: char) -> Option<u8> {
    character.to_digit(16).and_then(|digit| digit.try_into().ok())
}

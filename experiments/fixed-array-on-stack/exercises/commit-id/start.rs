//! The name of a commit: 20 bytes, written as 40 hexadecimal digits.

/// The bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitId([u8; 20]);

/// The digits, in small letters.
pub struct Hex(String);

impl CommitId {
    pub fn new(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// Reads exactly 40 hexadecimal digits, in small or capital letters.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Vec<u8> = text.chars().map(digit).collect::<Option<_>>()?;
        if digits.len() != 40 {
            return None;
        }
        let bytes: Vec<u8> = digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        Some(Self(bytes.try_into().ok()?))
    }

    pub fn hex(self) -> Hex {
        Hex(self.0.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl Hex {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// From 0 to 15.
fn digit(character: char) -> Option<u8> {
    character.to_digit(16).and_then(|digit| digit.try_into().ok())
}

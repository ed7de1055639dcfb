//! Which country does a telephone number belong to?

/// Calling codes, sorted.
pub struct Codes<'a> {
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Codes<'a> {
    /// Pairs of a code, such as `44`, and its country. A code has digits only, and there is one country for it.
    pub fn of(pairs: &[(&'a str, &'a str)]) -> Self {
        let mut pairs = pairs.to_vec();
        pairs.sort_unstable();
        Self { pairs }
    }

    /// The country of the longest code that the number begins with. What follows the first character that is no digit is not
    /// looked at.
    pub fn country(&self, number: &str) -> Option<&'a str> {
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let of = |code: &str| self.pairs.binary_search_by_key(&code, |(code, _)| code).ok();
        let found = (0..=digits).rev().find_map(|length| of(&number[..length]))?;
        Some(self.pairs[found].1)
    }
}

//! A file of Go, and where things are in it.
//!
//! The compiler counts lines from one and columns in bytes from one, and keeps columns up to 255 only; the parser counts characters
//! from zero. Positions are converted here and nowhere else.

use serde::Serialize;

/// The largest column that the compiler keeps. What stands farther to the right is reported there.
const LAST_COLUMN: usize = 255;

/// A file that is given to the analysis: its name as it appears in what is reported, and its text.
#[derive(Clone, Debug, Serialize)]
pub struct SourceFile {
    /// The name, as the report prints it.
    pub name: String,
    /// The text of Go.
    pub text: String,
}

/// A place in a package: a file, by its index among the files that were given, a line and a column in bytes, both from one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Pos {
    /// Index of the file.
    pub file: u32,
    /// The line, from one; zero for what the compiler made of itself.
    pub line: u32,
    /// The column in bytes, from one.
    pub column: u32,
}

/// Converts the parser's offsets of one file.
pub(crate) struct Lines {
    file: u32,
    /// For each line, the offset of its first character, in characters.
    starts: Vec<usize>,
    /// For each line with a character of more than one byte, the width of its characters; empty otherwise.
    widths: Vec<Vec<u8>>,
}

impl Lines {
    pub(crate) fn new(file: u32, text: &str) -> Self {
        let (mut starts, mut widths, mut offset) = (Vec::new(), Vec::new(), 0);
        for line in text.split_inclusive('\n') {
            starts.push(offset);
            if line.is_ascii() {
                widths.push(Vec::new());
                offset += line.len();
            } else {
                let of_line: Vec<u8> = line.chars().map(|c| c.len_utf8() as u8).collect();
                offset += of_line.len();
                widths.push(of_line);
            }
        }
        if starts.is_empty() || text.ends_with('\n') {
            starts.push(offset);
            widths.push(Vec::new());
        }
        Lines { file, starts, widths }
    }

    /// The place of the character at this offset.
    pub(crate) fn pos(&self, offset: usize) -> Pos {
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let within = offset - self.starts[line];
        let widths = &self.widths[line];
        let bytes: usize =
            if widths.is_empty() { within } else { widths.iter().take(within).map(|&w| usize::from(w)).sum() };
        Pos { file: self.file, line: line as u32 + 1, column: (bytes + 1).min(LAST_COLUMN) as u32 }
    }
}

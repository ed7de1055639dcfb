//! Tables as a spreadsheet exports them.

use std::ops::Range;

/// Rows of cells, all of the same length.
pub struct Table {
    /// As it was read.
    text: String,
    /// Where each cell is in the text, row by row.
    cells: Vec<Range<usize>>,
    columns: usize,
}

impl Table {
    /// Reads a row a line, with `;` between the cells. Space around a cell does not belong to it. It is `None` if a row has more or
    /// fewer cells than the first.
    pub fn parse(text: &str) -> Option<Self> {
        let columns = text.lines().next().map_or(0, |line| line.split(';').count());
        let mut cells = Vec::with_capacity(text.lines().count() * columns);
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if line.split(';').count() != columns {
                return None;
            }
            let mut end = start;
            for cell in line.split(';') {
                let before = cell.len() - cell.trim_start().len();
                let first = end + before;
                cells.push(first..first + cell.trim().len());
                end += cell.len() + 1;
            }
            start += line.len();
        }
        Some(Self { text: text.to_owned(), cells, columns })
    }

    pub fn rows(&self) -> usize {
        self.cells.len().checked_div(self.columns).unwrap_or(0)
    }

    /// The cell in a row and a column, both from 0.
    pub fn cell(&self, row: usize, column: usize) -> Option<&str> {
        if column >= self.columns {
            return None;
        }
        let range = self.cells.get(row * self.columns + column)?;
        Some(&self.text[range.clone()])
    }
}

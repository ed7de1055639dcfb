//! Tables as a spreadsheet exports them.

/// Rows of cells, all of the same length.
pub struct Table {
    /// The texts of all cells, row by row, with nothing between.
    text: String,
    /// Where each cell ends in the text, which is where the next one begins.
    ends: Vec<usize>,
    columns: usize,
}

impl Table {
    /// Reads a row a line, with `;` between the cells. Space around a cell does not belong to it. It is `None` if a row has more or
    /// fewer cells than the first.
    pub fn parse(text: &str) -> Option<Self> {
        let columns = text.lines().next().map_or(0, |line| line.split(';').count());
        let mut cells = String::with_capacity(text.len());
        let mut ends = Vec::with_capacity(text.lines().count() * columns);
        for line in text.lines() {
            if line.split(';').count() != columns {
                return None;
            }
            for cell in line.split(';') {
                cells.push_str(cell.trim());
                ends.push(cells.len());
            }
        }
        Some(Self { text: cells, ends, columns })
    }

    pub fn rows(&self) -> usize {
        self.ends.len().checked_div(self.columns).unwrap_or(0)
    }

    /// The cell in a row and a column, both from 0.
    pub fn cell(&self, row: usize, column: usize) -> Option<&str> {
        let place = row * self.columns + column;
        let end = *self.ends.get(place)?;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        Some(&self.text[start..end])
    }
}

//! Tables as a spreadsheet exports them.

/// Rows of cells, all of the same length.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a row a line, with `;` between the cells. Space around a cell does not belong to it. It is `None` if a row has more or
    /// fewer cells than the first.
    pub fn parse(text: &str) -> Option<Self> {
        let row = |line: &str| line.split(';').map(|cell| cell.trim().to_owned()).collect();
        let rows: Vec<Vec<String>> = text.lines().map(row).collect();
        let columns = rows.first().map_or(0, Vec::len);
        rows.iter().all(|row| row.len() == columns).then_some(Self { rows })
    }

    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The cell in a row and a column, both from 0.
    pub fn cell(&self, row: usize, column: usize) -> Option<&str> {
        Some(self.rows.get(row)?.get(column)?)
    }
}

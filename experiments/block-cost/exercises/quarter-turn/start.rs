//! Grey images, turned.

/// Rows of pixels, the first one on top.
pub struct Image {
    width: usize,
    rows: Vec<Vec<u8>>,
}

impl Image {
    /// The pixels come row by row, and there are `width * height` of them.
    pub fn new(width: usize, height: usize, pixels: &[u8]) -> Self {
        assert_eq!(pixels.len(), width * height, "an image of {width} × {height}");
        let row = |y: usize| pixels[y * width..(y + 1) * width].to_vec();
        Self { width, rows: (0..height).map(row).collect() }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// The pixel in column `x` of row `y`, both from 0.
    pub fn pixel(&self, x: usize, y: usize) -> u8 {
        self.rows[y][x]
    }

    /// The image turned clockwise by a quarter: the column on the left becomes the row on top.
    pub fn turned(&self) -> Self {
        let column = |x: usize| self.rows.iter().rev().map(|row| row[x]).collect();
        Self { width: self.height(), rows: (0..self.width).map(column).collect() }
    }
}

//! Grey images, turned.

/// Pixels row by row, the first row on top.
pub struct Image {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Image {
    /// The pixels come row by row, and there are `width * height` of them.
    pub fn new(width: usize, height: usize, pixels: &[u8]) -> Self {
        assert_eq!(pixels.len(), width * height, "an image of {width} × {height}");
        Self { width, height, pixels: pixels.to_vec() }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.height
    }

    /// The pixel in column `x` of row `y`, both from 0.
    pub fn pixel(&self, x: usize, y: usize) -> u8 {
        self.pixels[y * self.width + x]
    }

    /// The image turned clockwise by a quarter: the column on the left becomes the row on top.
    pub fn turned(&self) -> Self {
        let column = |x| (0..self.height).rev().map(move |y| self.pixel(x, y));
        let pixels = (0..self.width).flat_map(column).collect();
        Self { width: self.height, height: self.width, pixels }
    }
}

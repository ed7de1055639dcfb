//! Smooths recordings of a sensor.

/// Replaces each sample by the median of a window of samples, so that single outliers vanish.
///
/// It is made once and smooths one recording after the other.
#[derive(Clone, Debug)]
pub struct Smoother {
    width: usize,
    /// The window in order; between two windows, any content.
    sorted: Vec<u16>,
}

impl Smoother {
    /// A smoother with a window of `width` samples, and of one sample where `width` is 0.
    pub fn new(width: usize) -> Self {
        let width = width.max(1);
        Self { width, sorted: Vec::with_capacity(width) }
    }

    /// Writes the median of each window of the recording to `medians`, in place of what was there.
    ///
    /// The median of an even number of samples is the upper one of the two in the middle. A recording that is shorter than the window has
    /// no medians.
    pub fn smooth(&mut self, recording: &[u16], medians: &mut Vec<u16>) {
        medians.clear();
        for window in recording.windows(self.width) {
            self.sorted.clear();
            self.sorted.extend_from_slice(window);
            self.sorted.sort_unstable();
            medians.push(self.sorted[self.width / 2]);
        }
    }
}

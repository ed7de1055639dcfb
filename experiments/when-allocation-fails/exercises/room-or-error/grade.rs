//! What is counted in `room-or-error`.

use super::exercise::{absurd, put, put_ten_exactly, queue, sure};
use grading::Grading;

pub fn grade(grading: &mut Grading) {
    grading.counted("sure", || queue(10), |mut parcels| (sure(&mut parcels), parcels));
    grading.counted("put", || queue(0), |mut parcels| (put(&mut parcels, (1, 500)), parcels));
    grading.counted("put_ten_exactly", || queue(1), |mut parcels| (put_ten_exactly(&mut parcels), parcels));
    grading.counted("absurd", || queue(1), |mut parcels| (absurd(&mut parcels), parcels));
}

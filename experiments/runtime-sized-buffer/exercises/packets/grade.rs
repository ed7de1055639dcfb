//! What is counted in `packets`.

use super::exercise::{escaped, framed, padded, sent};
use grading::Grading;

const BODY: [u8; 100] = [7; 100];

pub fn grade(grading: &mut Grading) {
    grading.counted("framed", || &BODY[..0], framed);
    grading.counted("padded", || &BODY[..], padded);
    grading.counted("escaped", || &BODY[..], escaped);
    grading.counted("sent", || [&BODY[..40], &BODY[..90], &BODY[..60]], |bodies| sent(&bodies));
}

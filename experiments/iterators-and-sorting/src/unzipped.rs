//! `unzip` asks for the length, once for each list.

use crate::work::{list, read};
use declaration::Exact;

// ANCHOR: run
/// Separates each number from its double.
#[inline(never)]
pub fn run() -> u64 {
    let list = list();
    let (single, double): (Vec<u64>, Vec<u64>) = list.iter().map(|number| (*number, 2 * number)).unzip(); // heap: may
    read(&single) + read(&double)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("iter().unzip()", run)
    .answers(|_| crate::work::unzipped_answer())
    .exact(|_| Exact::together(3, 3 * crate::LIST))
    .against("unzipped");

//! What is counted in `invoice-texts`.

use super::exercise::{add_item, add_total, heading, reference};
use grading::Grading;

pub fn grade(grading: &mut Grading) {
    grading.counted("reference", || (2031, 42), |(year, number)| reference(year, number));
    grading.counted("heading", || "Blum & Sons", heading);
    let invoice = || String::with_capacity(200);
    grading.counted("add_item", invoice, |mut invoice| {
        add_item(&mut invoice, "Teapot", 1250);
        invoice
    });
    grading.counted("add_total", invoice, |mut invoice| {
        add_total(&mut invoice, 4500, 14);
        invoice
    });
}

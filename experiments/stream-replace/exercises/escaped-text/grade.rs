//! What is counted in `escaped-text`.

use super::exercise::{escaped, unescaped, write_escaped};
use grading::Grading;

const PLAIN: &str = "A text of forty letters, and of no signs";
const SIGNS: &str = "One & two are forty letters, with a sign";
const ESCAPED: &str = "Twelve &amp; the rest of thirty-two";

pub fn grade(grading: &mut Grading) {
    grading.counted("escaped, no signs", || PLAIN, escaped);
    grading.counted("escaped, one sign", || SIGNS, escaped);
    grading.counted("unescaped, one sign", || ESCAPED, unescaped);
    let page = || String::with_capacity(200);
    grading.counted("write_escaped", page, |mut page| {
        write_escaped(&[SIGNS, PLAIN, SIGNS], &mut page);
        page
    });
}

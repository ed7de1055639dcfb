//! How are the figures of records printed in a terminal?

use record::print;

/// A ratio of millionths, as the book prints it: `1.32×`.
pub(crate) fn ratio(ppm: u64) -> String {
    print::plain(&print::ratio(ppm))
}

/// A time in picoseconds as nanoseconds, with the book's three digits.
pub(crate) fn nanoseconds(ps: u64) -> String {
    print::plain(&print::nanoseconds(ps))
}

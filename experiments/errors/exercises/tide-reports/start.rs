//! Reports of the tide gauges. Nothing is to be changed here.

use std::error::Error;
use std::io;

/// The height of a report, in centimetres.
pub fn height(report: &str) -> Result<i32, Box<dyn Error>> {
    Ok(report.trim().parse::<i32>()?)
}

/// The height of a report that has to have one.
pub fn wanted(report: Option<i32>, gauge: &str) -> Result<i32, String> {
    report.ok_or(format!("gauge {gauge} is silent"))
}

/// Says that a gauge was silent for too long.
pub fn silent() -> io::Error {
    io::Error::from(io::ErrorKind::TimedOut)
}

/// Says the same, in words.
pub fn silent_in_words() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the gauge is silent")
}

/// Says the same of a gauge in a library.
pub fn silent_somewhere() -> Box<dyn Error> {
    "the gauge is silent".into()
}

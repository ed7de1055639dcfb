//! How often each page of a site was visited, from a log of its server.
//!
//! ```text
//! 10:04 /timetable 200
//! 10:04 /fares 404
//! ```

use std::collections::HashMap;
use std::fmt::{self, Display, Formatter};

/// A line of a log that can't be read; the first line is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogError {
    pub line: usize,
}

impl Display for LogError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: a time, a page and a status are expected", self.line)
    }
}

impl std::error::Error for LogError {}

/// How often each page was visited. What was not found, with a status of 400 or more, is no visit.
pub fn visits(log: &str) -> Result<HashMap<String, u64>, LogError> {
    let mut visits: HashMap<&str, u64> = HashMap::new();
    for (index, line) in log.lines().enumerate() {
        let (page, status) = request(line).ok_or(LogError { line: index + 1 })?;
        if status < 400 {
            *visits.entry(page).or_insert(0) += 1;
        }
    }
    Ok(visits.into_iter().map(|(page, count)| (page.to_owned(), count)).collect())
}

/// The page and the status of a line.
fn request(line: &str) -> Option<(&str, u16)> {
    let mut words = line.split(' ');
    match (words.next(), words.next(), words.next(), words.next()) {
        (Some(_), Some(page), Some(status), None) => Some((page, status.parse().ok()?)),
        _ => None,
    }
}

/// The page with the most visits; of several, the first one in the order of their names.
pub fn favourite(visits: &HashMap<String, u64>) -> Option<&str> {
    let favourite = visits.iter().max_by(|(page, visits), (other, others)| visits.cmp(others).then(other.cmp(page)));
    favourite.map(|(page, _)| page.as_str())
}

//! Who came last to a service, for its page of statistics.

use std::collections::VecDeque;

/// The latest requests, at most so many.
#[derive(Debug)]
pub struct Latest {
    most: usize,
    /// A line for each request, the latest at the end.
    lines: VecDeque<String>,
}

impl Latest {
    /// Nobody has come yet.
    pub fn new(most: usize) -> Self {
        Self { most, lines: VecDeque::with_capacity(most + 1) }
    }

    /// Remembers who came, as `203.0.113.7 Firefox/140.0`, and forgets the oldest line where there is one too many.
    pub fn remember(&mut self, address: &str, agent: &str) {
        self.lines.push_back(format!("{address} {agent}"));
        if self.lines.len() > self.most {
            self.lines.pop_front();
        }
    }

    /// The lines, the latest at the end.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(String::as_str)
    }
}

//! Who came last to a service, for its page of statistics.

/// The latest requests, at most so many.
#[derive(Debug)]
pub struct Latest {
    most: usize,
    /// A line for each request. Once there are as many as there may be, the next is written over the oldest.
    lines: Vec<String>,
    /// The place of the oldest line then.
    oldest: usize,
}

impl Latest {
    /// Nobody has come yet.
    pub fn new(most: usize) -> Self {
        Self { most, lines: Vec::with_capacity(most), oldest: 0 }
    }

    /// Remembers who came, as `203.0.113.7 Firefox/140.0`, and forgets the oldest line where there is one too many.
    pub fn remember(&mut self, address: &str, agent: &str) {
        if self.lines.len() < self.most {
            self.lines.push(format!("{address} {agent}"));
        } else if let Some(line) = self.lines.get_mut(self.oldest) {
            line.clear();
            for part in [address, " ", agent] {
                line.push_str(part);
            }
            self.oldest = (self.oldest + 1) % self.most;
        }
    }

    /// The lines, the latest at the end.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let (latest, older) = self.lines.split_at(self.oldest);
        older.iter().chain(latest).map(String::as_str)
    }
}

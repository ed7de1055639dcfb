//! A summary of the requests that a server has answered: it reads a log, a request a line.
//!
//! ```text
//! app-1.example 200 5120
//! app-2.example 404 310
//! ```

use std::collections::HashSet;
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

/// What is wrong with a line of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogError {
    /// From 1.
    pub line: usize,
    pub mistake: Mistake,
}

/// A mistake in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// A word is missing, or there are too many.
    NotThreeWords,
    NoStatus,
    NoSize,
}

impl Display for LogError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mistake = match self.mistake {
            Mistake::NotThreeWords => "a host, a status and a size are expected",
            Mistake::NoStatus => "the status is not a number below 1000",
            Mistake::NoSize => "the size is not a number",
        };
        write!(f, "line {}: {mistake}", self.line)
    }
}

impl std::error::Error for LogError {}

/// An answered request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub host: Arc<str>,
    pub status: u16,
    /// In bytes.
    pub size: u64,
}

/// The names of the hosts, each of them once.
#[derive(Default)]
pub struct Hosts {
    known: HashSet<Arc<str>>,
}

impl Hosts {
    /// The one text with this name, which is shared by all that ask for it.
    pub fn named(&mut self, name: &str) -> Arc<str> {
        let name: Arc<str> = Arc::from(name);
        self.known.insert(Arc::clone(&name));
        name
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.known.len()
    }
}

/// The requests of a log; their hosts share their names.
pub fn requests(log: &str, hosts: &mut Hosts) -> Result<Vec<Request>, LogError> {
    let mut requests = Vec::with_capacity(log.bytes().filter(|byte| *byte == b'\n').count() + 1);
    for (index, line) in log.lines().enumerate() {
        let request = request(line, hosts).map_err(|mistake| LogError { line: index + 1, mistake })?;
        requests.push(request);
    }
    Ok(requests)
}

fn request(line: &str, hosts: &mut Hosts) -> Result<Request, Mistake> {
    let mut words = line.split(' ');
    let (Some(host), Some(status), Some(size), None) = (words.next(), words.next(), words.next(), words.next()) else {
        return Err(Mistake::NotThreeWords);
    };
    let status = status.parse().ok().filter(|status| *status < 1000).ok_or(Mistake::NoStatus)?;
    let size = size.parse().map_err(|_| Mistake::NoSize)?;
    Ok(Request { host: hosts.named(host), status, size })
}

/// The bytes that went to a host with a status below 400.
pub fn delivered(requests: &[Request], host: &str) -> u64 {
    requests.iter().filter(|request| &*request.host == host && request.status < 400).map(|request| request.size).sum()
}

/// How many in a hundred requests to a host had a status of 500 or more; nothing if there was no request.
pub fn failed_per_cent(requests: &[Request], host: &str) -> Option<usize> {
    let all = requests.iter().filter(|request| &*request.host == host);
    let failed = all.clone().filter(|request| request.status >= 500).count();
    (failed * 100).checked_div(all.count())
}

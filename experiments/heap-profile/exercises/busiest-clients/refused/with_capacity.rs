//! Who asks a web server for most? Reads an access log in the combined format.

use std::collections::HashMap;
use std::fmt;

/// A request, as a line of the log tells it. Its texts are in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    pub client: &'a str,
    pub method: &'a str,
    pub path: &'a str,
    pub status: u16,
    pub bytes: u64,
    pub agent: &'a str,
}

/// Why a line is not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// There are not nine fields.
    Fields,
    /// The request is not a method, a path and a protocol.
    Request,
    /// The status is not a number.
    Status,
    /// The size is neither a number nor `-`.
    Size,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fields => "a line has nine fields",
            Self::Request => "a request is a method, a path and a protocol",
            Self::Status => "a status is a number",
            Self::Size => "a size is a number or `-`",
        })
    }
}

impl std::error::Error for Damage {}

/// What is known of a client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Client {
    pub requests: u64,
    /// Requests that were answered with a status of 400 or above.
    pub failures: u64,
    pub bytes: u64,
}

impl Client {
    fn add(&mut self, request: &Request<'_>) {
        self.requests += 1;
        self.failures += u64::from(request.status >= 400);
        self.bytes += request.bytes;
    }
}

/// What is known of a log.
#[derive(Debug, Default)]
pub struct Report {
    clients: HashMap<String, Client>,
    bots: u64,
    damaged: u64,
}

impl Report {
    /// Reads a log. Lines that are not understood are counted and left out; so are those of bots.
    pub fn read(log: &str) -> Self {
        let mut report = Self::default();
        for line in log.lines() {
            match parse(line) {
                Ok(request) if is_bot(request.agent) => report.bots += 1,
                Ok(request) => report.client(request.client).add(&request),
                Err(_) => report.damaged += 1,
            }
        }
        report
    }

    /// What is known of a client, which may be a new one.
    fn client(&mut self, name: &str) -> &mut Client {
        if !self.clients.contains_key(name) {
            self.clients.insert(name.to_owned(), Client::default());
        }
        self.clients.get_mut(name).expect("it is there")
    }

    /// How many requests came from bots.
    pub fn bots(&self) -> u64 {
        self.bots
    }

    /// How many lines were not understood.
    pub fn damaged(&self) -> u64 {
        self.damaged
    }

    /// The clients with the most requests, at most so many. Of clients with as many, the first by name comes first.
    pub fn busiest(&self, most: usize) -> Vec<(&str, Client)> {
        let mut clients: Vec<_> = self.clients.iter().map(|(name, client)| (name.as_str(), *client)).collect();
        clients.sort_unstable_by(|(one, few), (other, many)| many.requests.cmp(&few.requests).then(one.cmp(other)));
        clients.truncate(most);
        clients
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, client) in self.busiest(10) {
            writeln!(f, "{name}: {} requests, {} failed, {} bytes", client.requests, client.failures, client.bytes)?;
        }
        write!(f, "{} requests of bots, {} damaged lines", self.bots, self.damaged)
    }
}

/// What a line says:
///
/// `203.0.113.7 - ann [14/Mar/2026:09:00:00 +0000] "GET /news HTTP/1.1" 200 512 "-" "Firefox/140.0"`
///
/// # Errors
///
/// When a field is missing, or one too many, or is not what it should be.
pub fn parse(line: &str) -> Result<Request<'_>, Damage> {
    let fields = fields(line);
    let [client, _, _, _, request, status, size, _, agent] = fields[..] else {
        return Err(Damage::Fields);
    };
    let (method, path) = method_and_path(request).ok_or(Damage::Request)?;
    let status = status.parse().map_err(|_| Damage::Status)?;
    let bytes = if size == "-" { 0 } else { size.parse().map_err(|_| Damage::Size)? };
    Ok(Request { client, method, path, status, bytes, agent })
}

/// The fields of a line, without their brackets and quotes.
fn fields(line: &str) -> Vec<&str> {
    let mut fields = Vec::with_capacity(9);
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (field, after) = split_field(rest);
        fields.push(field);
        rest = after.trim_start();
    }
    fields
}

/// The first field of a text, and what follows it. A field is `[...]`, `"..."` or a word.
fn split_field(text: &str) -> (&str, &str) {
    let (inside, close) = match text.chars().next() {
        Some('[') => (&text[1..], ']'),
        Some('"') => (&text[1..], '"'),
        _ => (text, ' '),
    };
    inside.split_once(close).unwrap_or((inside, ""))
}

/// The method and the path of a request such as `GET /news HTTP/1.1`.
fn method_and_path(request: &str) -> Option<(&str, &str)> {
    let (method, rest) = request.split_once(' ')?;
    let (path, protocol) = rest.rsplit_once(' ')?;
    protocol.starts_with("HTTP/").then_some((method, path))
}

/// What the names of programs that are not browsers contain.
const BOTS: [&str; 4] = ["bot", "crawler", "spider", "curl/"];

/// Whether a program that calls itself so is a bot. Letters of both cases are the same.
fn is_bot(agent: &str) -> bool {
    let has = |word: &str| agent.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    BOTS.into_iter().any(has)
}

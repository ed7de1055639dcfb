//! One line of a log.

use std::fmt::Write;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Info,
    Warning,
    Error,
}

impl Level {
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a line says.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub level: Level,
    pub target: &'a str,
    pub message: &'a str,
    pub fields: Vec<(&'a str, &'a str)>,
}

/// `WARNING [disk] nearly full path=/var free=3%`
pub fn render(entry: &Entry<'_>) -> String {
    let fields: usize = entry.fields.iter().map(|(key, value)| key.len() + value.len() + 2).sum();
    let length = entry.level.name().len() + entry.target.len() + entry.message.len() + 4 + fields;
    let mut line = String::with_capacity(length);
    line.push_str(entry.level.name());
    line.make_ascii_uppercase();
    // Writing to a `String` never fails.
    let _ = write!(line, " [{}] {}", entry.target, entry.message);
    for (key, value) in &entry.fields {
        let _ = write!(line, " {key}={value}");
    }
    line
}

//! One line of a log.

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
    line.extend(entry.level.name().chars().map(|letter| letter.to_ascii_uppercase()));
    for part in [" [", entry.target, "] ", entry.message] {
        line.push_str(part);
    }
    for (key, value) in &entry.fields {
        for part in [" ", key, "=", value] {
            line.push_str(part);
        }
    }
    line
}

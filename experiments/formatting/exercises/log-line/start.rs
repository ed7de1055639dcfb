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
    let level = entry.level.name().to_uppercase();
    let target = format!("[{}]", entry.target);
    let fields: Vec<String> = entry.fields.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let start = format!("{level} {target} {}", entry.message);
    if fields.is_empty() { start } else { start + " " + &fields.join(" ") }
}

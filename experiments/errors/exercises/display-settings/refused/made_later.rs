//! The settings of a display in a harbour, a line each.
//!
//! ```text
//! port = 8080
//! rows = 24
//! night = off
//! ```

use std::fmt::{self, Display, Formatter};

/// What the display is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    pub port: u16,
    pub rows: u8,
    pub night: bool,
}

/// A setting that is missing or can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    message: String,
}

impl Mistake {
    fn new(message: String) -> Self {
        Self { message }
    }
}

impl Display for Mistake {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Mistake {}

/// The settings of a text; the first mistake, if there is one.
pub fn settings(text: &str) -> Result<Settings, Mistake> {
    let port = value(text, "port").ok_or_else(|| Mistake::new(format!("{} is missing", "port")))?;
    let rows = value(text, "rows").ok_or_else(|| Mistake::new(format!("{} is missing", "rows")))?;
    let night = value(text, "night").ok_or_else(|| Mistake::new(format!("{} is missing", "night")))?;
    let wrong = |name: &str, wanted: &str| Mistake::new(format!("{name} is not {wanted}"));
    Ok(Settings {
        port: port.parse().map_err(|_| wrong("port", "a number below 65536"))?,
        rows: rows.parse().map_err(|_| wrong("rows", "a number below 256"))?,
        night: match night {
            "on" => true,
            "off" => false,
            _ => return Err(wrong("night", "on or off")),
        },
    })
}

/// The value of a setting, and nothing if no line has it.
fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (other, value) = line.split_once('=')?;
        (other.trim() == name).then_some(value.trim())
    })
}

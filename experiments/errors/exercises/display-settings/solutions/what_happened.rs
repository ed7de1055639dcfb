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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    Missing(&'static str),
    Wrong { name: &'static str, wanted: &'static str },
}

impl Display for Mistake {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(f, "{name} is missing"),
            Self::Wrong { name, wanted } => write!(f, "{name} is not {wanted}"),
        }
    }
}

impl std::error::Error for Mistake {}

/// The settings of a text; the first mistake, if there is one.
pub fn settings(text: &str) -> Result<Settings, Mistake> {
    let wanted = |name| value(text, name).ok_or(Mistake::Missing(name));
    let (port, rows, night) = (wanted("port")?, wanted("rows")?, wanted("night")?);
    let wrong = |name, wanted| Mistake::Wrong { name, wanted };
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

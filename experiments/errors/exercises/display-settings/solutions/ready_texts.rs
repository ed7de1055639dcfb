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

/// A setting that is missing or can't be read, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mistake(&'static str);

impl Display for Mistake {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Mistake {}

/// The settings of a text; the first mistake, if there is one.
pub fn settings(text: &str) -> Result<Settings, Mistake> {
    let port = value(text, "port").ok_or(Mistake("port is missing"))?;
    let rows = value(text, "rows").ok_or(Mistake("rows is missing"))?;
    let night = value(text, "night").ok_or(Mistake("night is missing"))?;
    Ok(Settings {
        port: port.parse().map_err(|_| Mistake("port is not a number below 65536"))?,
        rows: rows.parse().map_err(|_| Mistake("rows is not a number below 256"))?,
        night: match night {
            "on" => true,
            "off" => false,
            _ => return Err(Mistake("night is not on or off")),
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

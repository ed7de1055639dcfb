//! The minutes of a crontab.

use std::error::Error;

/// In which minutes of an hour something runs.
pub enum Minutes {
    Every,
    Only(u8),
    Between(u8, u8),
    EveryNth(u8),
}

impl Minutes {
    /// Reads `*` for every minute, `5` for one, `10-20` for those from 10 to 20, or `*/15` for every fifteenth from 0.
    ///
    /// The errors are `no number`, `above 59`, `no minute between` and `no step of 0`.
    pub fn of(field: &str) -> Result<Self, Box<dyn Error>> {
        if field == "*" {
            Ok(Self::Every)
        } else if let Some(step) = field.strip_prefix("*/") {
            let step = minute(step)?;
            if step == 0 { Err("no step of 0".into()) } else { Ok(Self::EveryNth(step)) }
        } else if let Some((first, last)) = field.split_once('-') {
            let (first, last) = (minute(first)?, minute(last)?);
            if first > last { Err("no minute between".into()) } else { Ok(Self::Between(first, last)) }
        } else {
            Ok(Self::Only(minute(field)?))
        }
    }

    /// Whether it runs in this minute, which is below 60.
    pub fn contains(&self, minute: u8) -> bool {
        match *self {
            Self::Every => true,
            Self::Only(only) => minute == only,
            Self::Between(first, last) => first <= minute && minute <= last,
            Self::EveryNth(step) => minute % step == 0,
        }
    }
}

fn minute(text: &str) -> Result<u8, Box<dyn Error>> {
    match text.parse() {
        Ok(minute) if minute < 60 => Ok(minute),
        Ok(_) => Err("above 59".into()),
        Err(_) => Err("no number".into()),
    }
}

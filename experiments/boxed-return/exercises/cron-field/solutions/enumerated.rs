//! The minutes of a crontab.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// In which minutes of an hour something runs.
pub enum Minutes {
    Every,
    Only(u8),
    Between(u8, u8),
    EveryNth(u8),
}

/// Why a field is not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldError {
    NoNumber,
    TooLarge,
    NoneBetween,
    NoStep,
}

impl Display for FieldError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoNumber => "no number",
            Self::TooLarge => "above 59",
            Self::NoneBetween => "no minute between",
            Self::NoStep => "no step of 0",
        })
    }
}

impl Error for FieldError {}

impl Minutes {
    /// Reads `*` for every minute, `5` for one, `10-20` for those from 10 to 20, or `*/15` for every fifteenth from 0.
    ///
    /// The errors are `no number`, `above 59`, `no minute between` and `no step of 0`.
    pub fn of(field: &str) -> Result<Self, FieldError> {
        if field == "*" {
            Ok(Self::Every)
        } else if let Some(step) = field.strip_prefix("*/") {
            let step = minute(step)?;
            if step == 0 { Err(FieldError::NoStep) } else { Ok(Self::EveryNth(step)) }
        } else if let Some((first, last)) = field.split_once('-') {
            let (first, last) = (minute(first)?, minute(last)?);
            if first > last { Err(FieldError::NoneBetween) } else { Ok(Self::Between(first, last)) }
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

fn minute(text: &str) -> Result<u8, FieldError> {
    match text.parse() {
        Ok(minute) if minute < 60 => Ok(minute),
        Ok(_) => Err(FieldError::TooLarge),
        Err(_) => Err(FieldError::NoNumber),
    }
}

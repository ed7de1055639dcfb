//! The minutes of a crontab.

use std::error::Error;

/// In which minutes of an hour something runs.
pub struct Minutes {
    runs: Box<dyn Fn(u8) -> bool>,
}

impl Minutes {
    /// Reads `*` for every minute, `5` for one, `10-20` for those from 10 to 20, or `*/15` for every fifteenth from 0.
    ///
    /// The errors are `no number`, `above 59`, `no minute between` and `no step of 0`.
    pub fn of(field: &str) -> Result<Self, Box<dyn Error>> {
        let runs: Box<dyn Fn(u8) -> bool> = if field == "*" {
            Box::new(|_| true)
        } else if let Some(step) = field.strip_prefix("*/") {
            let step = minute(step)?;
            if step == 0 {
                return Err("no step of 0".into());
            }
            Box::new(move |minute| minute % step == 0)
        } else if let Some((first, last)) = field.split_once('-') {
            let (first, last) = (minute(first)?, minute(last)?);
            if first > last {
                return Err("no minute between".into());
            }
            Box::new(move |minute| first <= minute && minute <= last)
        } else {
            let only = minute(field)?;
            Box::new(move |minute| minute == only)
        };
        Ok(Self { runs })
    }

    /// Whether it runs in this minute, which is below 60.
    pub fn contains(&self, minute: u8) -> bool {
        (self.runs)(minute)
    }
}

fn minute(text: &str) -> Result<u8, Box<dyn Error>> {
    match text.parse() {
        Ok(minute) if minute < 60 => Ok(minute),
        Ok(_) => Err("above 59".into()),
        Err(_) => Err("no number".into()),
    }
}

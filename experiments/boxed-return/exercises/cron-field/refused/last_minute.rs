//! The minutes of a crontab.

/// In which minutes of an hour something runs: a bit for each.
pub struct Minutes(u64);

impl Minutes {
    /// Reads `*` for every minute, `5` for one, `10-20` for those from 10 to 20, or `*/15` for every fifteenth from 0.
    ///
    /// The errors are `no number`, `above 59`, `no minute between` and `no step of 0`.
    pub fn of(field: &str) -> Result<Self, &'static str> {
        let (first, last, step) = if field == "*" {
            (0, 59, 1)
        } else if let Some(step) = field.strip_prefix("*/") {
            (0, 59, minute(step)?)
        } else if let Some((first, last)) = field.split_once('-') {
            (minute(first)?, minute(last)?, 1)
        } else {
            let only = minute(field)?;
            (only, only, 1)
        };
        if step == 0 {
            return Err("no step of 0");
        }
        if first > last {
            return Err("no minute between");
        }
        Ok(Self((first..last).step_by(step.into()).fold(0, |bits, minute| bits | 1 << minute)))
    }

    /// Whether it runs in this minute, which is below 60.
    pub fn contains(&self, minute: u8) -> bool {
        self.0 & 1 << minute != 0
    }
}

fn minute(text: &str) -> Result<u8, &'static str> {
    match text.parse() {
        Ok(minute) if minute < 60 => Ok(minute),
        Ok(_) => Err("above 59"),
        Err(_) => Err("no number"),
    }
}

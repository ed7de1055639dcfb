//! What may a client ask for? Three forms, and nothing else.

use std::time::Duration;

/// The longest difference.
const MOST_SECONDS: u64 = 60;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Options {
    /// The whole profile, as a file.
    Whole,
    /// The whole profile, as text.
    Text,
    /// What comes from now on, as a file.
    Difference {
        /// For how long.
        over: Duration,
    },
}

impl Options {
    /// Reads a query. What is wrong with it is said in a sentence of ours, without the client's words.
    pub(crate) fn of(query: &str) -> Result<Self, &'static str> {
        let (mut text, mut over) = (None, None);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("debug", value)) if text.is_none() => {
                    text = Some(match value {
                        "0" => false,
                        "1" => true,
                        _ => return Err("debug is 0, for a file, or 1, for text"),
                    });
                }
                Some(("seconds", value)) if over.is_none() => match value.parse() {
                    Ok(seconds @ 1..=MOST_SECONDS) => over = Some(Duration::from_secs(seconds)),
                    _ => return Err("seconds is a whole number from 1 to 60"),
                },
                Some(("debug" | "seconds", _)) => return Err("debug and seconds are given once each"),
                _ => return Err("the query has something else than debug=0, debug=1 and seconds=N"),
            }
        }
        match (text, over) {
            (Some(true), Some(_)) => Err("seconds and debug=1 do not go together: a difference is a file for pprof"),
            (_, Some(over)) => Ok(Self::Difference { over }),
            (Some(true), None) => Ok(Self::Text),
            (_, None) => Ok(Self::Whole),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::*;

    #[test]
    fn the_three_forms_are_read() {
        let over = Duration::from_secs(60);
        for (query, options) in [
            ("", Options::Whole),
            ("debug=0", Options::Whole),
            ("debug=1", Options::Text),
            ("seconds=60", Options::Difference { over }),
            ("debug=0&seconds=60", Options::Difference { over }),
        ] {
            assert_eq!(Options::of(query), Ok(options), "{query}");
        }
    }

    #[test]
    fn everything_else_is_refused_and_never_repeated() {
        for query in [
            "debug=2",
            "debug=",
            "debug",
            "debug=1&debug=1",
            "seconds=0",
            "seconds=61",
            "seconds=-1",
            "seconds=1.5",
            "seconds=99999999999999999999",
            "seconds=1&seconds=1",
            "seconds=1&debug=1",
            "gc=1",
            "%7B%7D",
            "DEBUG=1",
            "=",
        ] {
            let why = Options::of(query).unwrap_err();
            assert!(!why.contains("99999") && !why.contains("%7B"), "{query}: {why}");
        }
    }
}

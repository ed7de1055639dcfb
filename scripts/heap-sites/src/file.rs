//! How is a report kept in a file?
//!
//! As JSON, one value a line, so that a change of the report is a change of few lines.

use crate::Error;
use crate::report::{Report, SCHEMA};
use serde::Deserialize;
use std::path::Path;

impl Report {
    /// Reads a report that was written with [`Report::file_text`].
    ///
    /// # Errors
    ///
    /// [`Error::Read`] or [`Error::Kept`]: the file cannot be read, is no report, or is one of another schema.
    pub fn read(path: &Path) -> Result<Self, Error> {
        /// Read first, because of another schema nothing else is known.
        #[derive(Deserialize)]
        struct Head {
            schema: u32,
        }
        let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        let kept = |reason: String| Error::Kept { path: path.to_owned(), reason };
        let head: Head = serde_json::from_str(&text).map_err(|error| kept(error.to_string()))?;
        if head.schema != SCHEMA {
            return Err(kept(format!("field `schema` is {}, this version reads {SCHEMA}", head.schema)));
        }
        serde_json::from_str(&text).map_err(|error| kept(error.to_string()))
    }

    /// The text of the file, with a newline at its end.
    ///
    /// # Errors
    ///
    /// None that is known; the serialiser could fail.
    pub fn file_text(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

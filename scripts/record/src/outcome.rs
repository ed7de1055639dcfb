//! A figure, or why there is none.

use serde::{Deserialize, Serialize};

/// A figure, or why there is none. A failed measurement is an entry with an error, not a missing entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome<T> {
    /// Measured, and its answer verified.
    Measured(T),
    /// Tried, and failed for this reason.
    Failed(String),
    /// Not tried, for this reason.
    NotMeasured(String),
}

impl<T> Outcome<T> {
    /// The figure, where there is one.
    pub fn measured(&self) -> Option<&T> {
        match self {
            Self::Measured(figure) => Some(figure),
            Self::Failed(_) | Self::NotMeasured(_) => None,
        }
    }

    /// What went wrong, where it was tried and failed.
    pub fn failure(&self) -> Option<&str> {
        match self {
            Self::Failed(reason) => Some(reason),
            Self::Measured(_) | Self::NotMeasured(_) => None,
        }
    }

    /// Why there is no figure.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Measured(_) => None,
            Self::Failed(reason) | Self::NotMeasured(reason) => Some(reason),
        }
    }
}

//! The two builds in which everything is counted.

use std::fmt;
use std::str::FromStr;

/// One of cargo's two profiles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Profile {
    /// opt-level 0: cargo's `dev`.
    Debug,
    /// Optimised, as benchmarks are.
    #[default]
    Release,
}

impl Profile {
    /// Both, in the order in which tables have them.
    pub const ALL: [Self; 2] = [Self::Debug, Self::Release];

    /// `debug` or `release`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Profile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|profile| profile.name() == text);
        found.ok_or_else(|| format!("`{text}` is neither `debug` nor `release`"))
    }
}

//! What a program of an exercise says, a line for each thing that happened.

use serde::{Deserialize, Serialize};

/// Begins each line that is an event: what else a program prints is what the learner's code prints.
pub const MARK: &str = "\u{1}";

/// Something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A comparison or a piece of work begins.
    Began {
        /// Its label.
        what: String,
    },
    /// Every answer was right.
    Right {
        /// The label.
        what: String,
    },
    /// An answer was wrong, or there was none.
    Wrong {
        /// The label.
        what: String,
        /// In a sentence, without a full stop.
        why: String,
    },
    /// Work was counted.
    Counted {
        /// Its label.
        what: String,
        /// What it asked for.
        counts: Counted,
    },
    /// Work was timed.
    Took {
        /// Its label.
        what: String,
        /// Of the fastest call, in nanoseconds.
        ns: u64,
    },
}

/// What one call of the work asked of the allocator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Calls that made a block.
    pub allocations: u64,
    /// Calls that changed the size of a block.
    pub reallocations: u64,
    /// Sizes asked for: allocations, and the full new size of each reallocation.
    pub requested_bytes: u64,
    /// The most bytes that were live at once, beyond what the work was given.
    pub peak_bytes: u64,
    /// Bytes that are still live when the work's input and its answer are gone.
    pub kept_bytes: i64,
    /// Whether other threads asked for memory meanwhile.
    pub is_elsewhere: bool,
}

impl Event {
    pub(crate) fn print(&self) {
        let text = serde_json::to_string(self).unwrap_or_default();
        println!("{MARK}{text}");
    }

    /// The event that a line is, if it is one.
    pub fn read(line: &str) -> Option<Self> {
        serde_json::from_str(line.strip_prefix(MARK)?).ok()
    }
}

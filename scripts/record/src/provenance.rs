//! How, where and with what the figures were measured.

use crate::Rule;
use serde::{Deserialize, Serialize};

/// How, where and with what something was measured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// `rustc -vV`, whole.
    pub rustc: String,
    /// The settings of the debug profile that change counts.
    pub debug_profile: String,
    /// The settings of the release profile that change counts.
    pub release_profile: String,
    /// The processor's own name.
    pub cpu: String,
    /// Logical processors the process may use.
    pub cpus: u64,
    /// Operating system and release.
    pub os: String,
    /// Kernel release.
    pub kernel: String,
    /// The allocator behind the global allocator.
    pub allocator: String,
    /// When the measurement began, UTC, RFC 3339.
    pub date: String,
    /// The git revision of the work tree.
    pub git_revision: String,
    /// Whether the work tree differed from that revision.
    pub git_dirty: bool,
    /// The version of the command line that measured.
    pub tool: String,
    /// The command that was typed.
    pub command: String,
    /// Load averages over 1 minute, times 1000, when the measurement began and when it ended.
    pub load_per_mille: [u64; 2],
}

/// How the times of a record were measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// The most rounds a case could take.
    pub max_rounds: u64,
    /// How long a case is called before the next one has its turn, in microseconds; a call that takes longer is made once.
    pub slice_us: u64,
    /// Slices of a case in a round.
    pub slices: u64,
    /// Whether each round ran a program linked anew, its functions in another order.
    pub is_relinked: bool,
    /// What makes a verdict of an interval.
    pub rule: Rule,
    /// Where the rule's resolution comes from.
    pub rule_from: String,
}

impl Provenance {
    /// The compiler's name and version: the first line of `rustc -vV`.
    pub fn compiler(&self) -> &str {
        self.rustc.lines().next().unwrap_or_default()
    }
}

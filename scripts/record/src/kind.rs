//! Which files does a chapter keep, and which command makes each of them?

use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The directory, in that of a chapter, of everything that is committed of its measurements.
pub const KEPT: &str = "kept";

/// The chapter whose benchmarks calibrate the method of timing; it alone has a calibration, and a file of what else moves a time.
pub const CALIBRATED: &str = "instruments";

/// The chapter about the model of Go's escape analysis; it alone has a comparison of the model with the compiler.
pub const MODELLED: &str = "escape-analysis";

/// A kind of kept file. A chapter has at most one of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Counts, times and findings.
    Record,
    /// What the compiled code of the lines shown on pages asks of the allocator.
    Sites,
    /// The heap profiles shown on pages.
    Heap,
    /// Counts, times and escapes of the Go counterparts.
    Go,
    /// Counts under other settings of the compiler.
    Matrix,
    /// Counts that other compilers change.
    Compilers,
    /// How often the method of timing is wrong on a machine.
    Calibration,
    /// What moves a time besides the code that is timed.
    Influences,
    /// What the chapter's tests print.
    Output,
    /// The instructions of a call.
    Instructions,
    /// On how many lines the model of Go's escape analysis agrees with Go's compiler.
    Model,
    /// What a process holds of the machine's memory.
    Memory,
    /// What the same programs take under different allocators.
    Allocators,
}

/// Which chapters keep a file of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keepers {
    /// All of them.
    Every,
    /// Those of which a page shows something of this kind.
    Shown,
    /// Those with a Go module.
    WithGo,
    /// Those that were given one by the command that makes it.
    Chosen,
    /// [`CALIBRATED`] alone.
    Calibrated,
    /// [`MODELLED`] alone.
    Modelled,
}

/// What there is to know of a kind.
struct Row {
    name: &'static str,
    /// The command that makes the file, without the slug.
    command: &'static str,
    /// Whether the command takes a slug.
    takes_slug: bool,
    /// Whether readers make files of their own with it, so that the book's is asked for by `--reference`.
    has_own: bool,
    keepers: Keepers,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Record,
        Self::Sites,
        Self::Heap,
        Self::Go,
        Self::Matrix,
        Self::Compilers,
        Self::Calibration,
        Self::Influences,
        Self::Output,
        Self::Instructions,
        Self::Model,
        Self::Memory,
        Self::Allocators,
    ];

    /// The table of the kinds: all that differs from one to the other, but for their bodies.
    const fn row(self) -> Row {
        let (name, command, takes_slug, has_own, keepers) = match self {
            Self::Record => ("record", "cargo workbook measure", true, true, Keepers::Every),
            Self::Sites => ("sites", "cargo workbook sites", true, false, Keepers::Shown),
            Self::Heap => ("heap", "cargo workbook heap", true, false, Keepers::Shown),
            Self::Go => ("go", "cargo workbook articles", true, true, Keepers::WithGo),
            Self::Matrix => ("matrix", "cargo workbook matrix", true, true, Keepers::Chosen),
            Self::Compilers => ("compilers", "cargo workbook compilers", true, true, Keepers::Chosen),
            Self::Calibration => {
                ("calibration", "cargo workbook measure --calibrate", false, true, Keepers::Calibrated)
            }
            Self::Influences => ("influences", "cargo workbook measure --influences", false, true, Keepers::Calibrated),
            Self::Instructions => ("instructions", "cargo workbook measure --instructions", true, true, Keepers::Every),
            Self::Memory => ("memory", "cargo workbook memory", true, true, Keepers::Chosen),
            Self::Allocators => ("allocators", "cargo workbook allocators", true, true, Keepers::Chosen),
            Self::Output => ("output", "cargo workbook measure", true, false, Keepers::Every),
            Self::Model => ("model", "cargo workbook articles --model", false, true, Keepers::Modelled),
        };
        Row { name, command, takes_slug, has_own, keepers }
    }

    /// The kind's word in the file's field `kind`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// `record.json`.
    pub fn file_name(self) -> String {
        format!("{}.json", self.name())
    }

    /// The committed file of the chapter in `directory`.
    pub fn in_chapter(self, directory: &Path) -> PathBuf {
        directory.join(KEPT).join(self.file_name())
    }

    /// Which chapters keep such a file.
    pub fn keepers(self) -> Keepers {
        self.row().keepers
    }

    /// The command that makes the file of one chapter, or of all where none is named.
    pub fn command(self, slug: Option<&str>) -> String {
        let row = self.row();
        match slug.filter(|_| row.takes_slug) {
            Some(slug) => format!("{} {slug}", row.command),
            None => row.command.to_owned(),
        }
    }

    /// The command that makes the committed file, in back quotes.
    pub fn renewal(self, slug: &str) -> String {
        format!("`{} --reference`", self.command(Some(slug)))
    }

    /// What makes such a file, for a message about one that may be the reader's or the committed one.
    pub fn remedy(self, slug: Option<&str>) -> String {
        let command = self.command(slug);
        if self.row().has_own {
            format!("`{command}` (with `--reference` for the book's)")
        } else {
            format!("`{command} --reference`")
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_file_of_its_own_and_is_read_by_the_name_of_it() {
        let names: std::collections::BTreeSet<String> = Kind::ALL.map(Kind::file_name).into();
        assert_eq!(names.len(), Kind::ALL.len());
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
    }

    #[test]
    fn a_remedy_names_the_chapter() {
        for kind in Kind::ALL {
            let remedy = kind.remedy(Some("boxed-return"));
            assert_eq!(
                remedy.contains(" boxed-return"),
                ![Kind::Calibration, Kind::Influences, Kind::Model].contains(&kind),
                "{remedy}"
            );
            assert!(remedy.contains("--reference") && !remedy.contains("SLUG"), "{remedy}");
        }
        assert_eq!(Kind::Record.remedy(None), "`cargo workbook measure` (with `--reference` for the book's)");
        assert_eq!(Kind::Heap.renewal("a"), "`cargo workbook heap a --reference`");
    }
}

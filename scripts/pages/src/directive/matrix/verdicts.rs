//! Does the site report agree with what malloc counts when a function runs?
//!
//! A row a variant: the most telling verdict of its file in debug and in release, and the blocks that malloc made at each opt-level. The
//! two differ in three ways, which are named: the report has none or unknown for a function that allocates, or heap or may for one that does
//! not when it runs.

use super::{Mark, by_level, name, number};
use crate::html::{self, Cell, Table};
use crate::records;
use record::matrix::{Calls, Matrix, OptLevel, Setting, Variant};
use record::sites::Reach;
use record::{Kind, SiteReport, print};

/// How a verdict and a count differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Miss {
    /// None, of a function that allocates.
    FalseNone,
    /// Unknown, of a function that allocates.
    Unseen,
    /// Heap or may, of a function that does not allocate.
    NotTaken,
}

impl Miss {
    fn of(verdict: Reach, allocates: bool) -> Option<Self> {
        match (verdict, allocates) {
            (Reach::None, true) => Some(Self::FalseNone),
            (Reach::Unknown, true) => Some(Self::Unseen),
            (Reach::Heap | Reach::May, false) => Some(Self::NotTaken),
            _ => None,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::FalseNone => "None, and allocates",
            Self::Unseen => "Unknown, and allocates",
            Self::NotTaken => "Allocates or may, and does not when it runs",
        }
    }
}

/// A variant, its verdicts, and what was counted.
struct Row<'m> {
    variant: &'m Variant,
    verdicts: [Reach; 2],
    cells: Vec<Option<Calls>>,
    misses: [Option<Miss>; 2],
}

/// The table of differences, and, folded, the table of all.
pub(super) fn tables(matrix: &Matrix, report: &SiteReport, variants: &[&Variant], id: &str) -> Result<String, String> {
    let slug = &matrix.experiment;
    let base = matrix.base().ok_or_else(|| format!("the matrix of `{slug}` has no setting"))?;
    let levels = matrix.opt_levels();
    let mut rows = Vec::new();
    for variant in variants {
        let path = path(&variant.variant);
        let file = report.file(&path).ok_or_else(|| {
            format!("{} has no file `{path}`; {}", records::shown(slug, Kind::Sites), records::remedy(slug))
        })?;
        let verdicts = [file.debug, file.release];
        let allocates = |opt_level| {
            let cell = matrix.cell(&variant.malloc, Setting { opt_level, build: base });
            cell.map(|calls| calls.allocations + calls.reallocations > 0)
        };
        let miss = |verdict, opt_level| allocates(opt_level).and_then(|allocates| Miss::of(verdict, allocates));
        rows.push(Row {
            variant,
            verdicts,
            cells: matrix.at_build(&variant.malloc, base),
            misses: [miss(verdicts[0], OptLevel::Zero), miss(verdicts[1], OptLevel::Three)],
        });
    }
    let differing: Vec<&Row<'_>> = rows.iter().filter(|row| row.misses != [None, None]).collect();
    let mut out = String::new();
    if !differing.is_empty() {
        let caption = format!("{slug}: where report and count differ, {}", matrix.describe(&[base]));
        let mut table = by_level(&caption, "variant", &levels);
        for miss in [Miss::FalseNone, Miss::Unseen, Miss::NotTaken] {
            for (at, profile) in [(1, "in release"), (0, "in debug only")] {
                // A variant stands under what it is in release, and else under what it is in debug.
                let is_here = |row: &&&Row<'_>| row.misses[at] == Some(miss) && (at == 1 || row.misses[1].is_none());
                let group: Vec<&&Row<'_>> = differing.iter().filter(is_here).collect();
                if group.is_empty() {
                    continue;
                }
                let title = format!("{}, {profile} ({})", miss.title(), group.len());
                table.row_of("variant", [Cell::group("case", levels.len() + 1, title)]);
                group.iter().for_each(|row| add(&mut table, row));
            }
        }
        out += &table.html();
    }
    let agree = |at: usize| rows.iter().filter(|row| row.misses[at].is_none()).count() as i128;
    let false_none = rows.iter().flat_map(|row| row.misses).filter(|miss| *miss == Some(Miss::FalseNone)).count();
    let total = print::count(rows.len() as i128);
    out += &html::note(&format!(
        "Of {total} functions, {} agree in debug and {} in release; a none that allocates: {}. Below a name: the report in debug and in release. Columns: malloc's blocks by opt-level; <code>1+1</code>: an allocation and a reallocation. {}",
        print::count(agree(0)),
        print::count(agree(1)),
        print::count(false_none as i128),
        html::link_to(id, "How the counts were made")
    ));
    let mut table = by_level(&format!("{slug}: report and count of every function"), "variant", &levels);
    rows.iter().for_each(|row| add(&mut table, row));
    out += &format!(r#"<details class="data"><summary>All {total} functions</summary>{}</details>"#, table.html());
    Ok(out)
}

/// The file of a variant.
pub(super) fn path(variant: &str) -> String {
    format!("src/{variant}.rs")
}

fn add(table: &mut Table, row: &Row<'_>) {
    let [debug, release] = row.verdicts.map(Reach::word);
    let name = format!(r#"{}<span class="about">{debug}, {release}</span>"#, name(&row.variant.variant));
    let cells = row.cells.iter().map(|calls| number(*calls, Mark::None));
    table.row([Cell::row_name("case", name)].into_iter().chain(cells));
}

//! Does the site report say of a function what a witness counts when it runs?
//!
//! A row a variant: the most telling verdict of its file in debug and in release, and the blocks that malloc made at each opt-level. The
//! two differ in three ways, which are named: the report says none or unknown of a function that allocates, or that a function allocates or
//! may, which does not when it runs.

use crate::matrix::{Mark, anchor, close, name, number, open};
use crate::{format, html, records};
use record::matrix::{Calls, Matrix, OptLevel, Setting, Variant};
use record::sites::Reach;
use record::{Kind, SiteReport};
use std::fmt::Write;

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

/// A variant, what the report says, and what was counted.
struct Row<'m> {
    variant: &'m Variant,
    verdicts: [Reach; 2],
    cells: Vec<Option<Calls>>,
    misses: [Option<Miss>; 2],
}

/// The table of differences, and, folded, the table of all.
pub(crate) fn table(matrix: &Matrix, report: &SiteReport, variants: &[&Variant]) -> Result<String, String> {
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
    let mut out = String::from(r#"<div class="figures matrix">"#);
    let caption = format!("{slug}: where report and count differ, {}", matrix.describe(&[base]));
    let differing: Vec<&Row<'_>> = rows.iter().filter(|row| row.misses != [None, None]).collect();
    if !differing.is_empty() {
        open(&mut out, &html::escape(&caption), "variant", &levels);
        for miss in [Miss::FalseNone, Miss::Unseen, Miss::NotTaken] {
            for (at, profile) in [(1, "in release"), (0, "in debug only")] {
                // A variant stands under what it is in release, and else under what it is in debug.
                let is_here = |row: &&&Row<'_>| row.misses[at] == Some(miss) && (at == 1 || row.misses[1].is_none());
                let group: Vec<&&Row<'_>> = differing.iter().filter(is_here).collect();
                if group.is_empty() {
                    continue;
                }
                let _ = write!(
                    out,
                    r#"<tr class="variant"><th scope="colgroup" colspan="{}" class="case">{}, {profile} ({})</th></tr>"#,
                    levels.len() + 1,
                    miss.title(),
                    group.len()
                );
                group.iter().for_each(|row| line(&mut out, row));
            }
        }
        close(&mut out);
    }
    let agree = |at: usize| rows.iter().filter(|row| row.misses[at].is_none()).count() as i128;
    let false_none = rows.iter().flat_map(|row| row.misses).filter(|miss| *miss == Some(Miss::FalseNone)).count();
    let _ = write!(
        out,
        r##"<p class="note">Of {} functions, {} agree in debug and {} in release; a none that allocates: {}. Below a name: the report in debug and in release. Columns: malloc's blocks by opt-level; <code>1+1</code>: an allocation and a reallocation. <a href="#{}">How the counts were made</a></p>"##,
        format::count(rows.len() as i128),
        format::count(agree(0)),
        format::count(agree(1)),
        format::count(false_none as i128),
        anchor(slug)
    );
    let _ =
        write!(out, r#"<details class="data"><summary>All {} functions</summary>"#, format::count(rows.len() as i128));
    open(&mut out, &html::escape(&format!("{slug}: report and count of every function")), "variant", &levels);
    rows.iter().for_each(|row| line(&mut out, row));
    close(&mut out);
    out.push_str("</details></div>");
    Ok(out)
}

/// The file of a variant.
pub(crate) fn path(variant: &str) -> String {
    format!("src/{variant}.rs")
}

fn line(out: &mut String, row: &Row<'_>) {
    let [debug, release] = row.verdicts.map(Reach::word);
    let _ = write!(
        out,
        r#"<tr><th scope="row" class="case">{}<span class="about">{debug}, {release}</span></th>"#,
        name(&row.variant.variant)
    );
    for calls in &row.cells {
        number(out, *calls, Mark::None);
    }
    out.push_str("</tr>");
}

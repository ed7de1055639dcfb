//! Does the site report say of a function what a witness counts when it runs?
//!
//! A row a variant: the most telling verdict of its file in debug and in release, and the blocks that malloc made at each opt-level. The
//! two differ in three ways, which are named: the report says none or unknown of a function that allocates, or that a function allocates or
//! may, which does not when it runs.

use crate::matrix::{Mark, anchor, close, name, number, open};
use crate::{format, html};
use heap_sites::{Profile, Report, SiteKind};
use record::matrix::{Calls, Matrix, OptLevel, Setting, Variant};
use std::fmt::Write;

/// What the report says of a variant's file in one build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Heap,
    May,
    Unknown,
    None,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Heap => "heap",
            Self::May => "may",
            Self::Unknown => "unknown",
            Self::None => "none",
        }
    }
}

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
    fn of(verdict: Verdict, allocates: bool) -> Option<Self> {
        match (verdict, allocates) {
            (Verdict::None, true) => Some(Self::FalseNone),
            (Verdict::Unknown, true) => Some(Self::Unseen),
            (Verdict::Heap | Verdict::May, false) => Some(Self::NotTaken),
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

/// A variant, what is said of it, and what was counted.
struct Row<'m> {
    variant: &'m Variant,
    verdicts: [Verdict; 2],
    cells: Vec<Option<Calls>>,
    misses: [Option<Miss>; 2],
}

/// The table of differences, and, folded, the table of all.
pub(crate) fn table(matrix: &Matrix, report: &Report, variants: &[&Variant]) -> Result<String, String> {
    let slug = &matrix.experiment;
    let base = matrix.base().ok_or_else(|| format!("the matrix of `{slug}` has no setting"))?;
    let levels = matrix.opt_levels();
    let mut rows = Vec::new();
    for variant in variants {
        let path = format!("src/{}.rs", variant.variant);
        let file = report.file(&path);
        let file = file.ok_or_else(|| format!("experiments/{slug}/sites.json has no file `{path}`"))?;
        let verdicts = [Profile::Debug, Profile::Release].map(|profile| {
            let sites = file.lines.iter().flat_map(|line| line.sites(profile));
            sites.map(|site| verdict(site.kind)).min().unwrap_or(Verdict::None)
        });
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

fn verdict(kind: SiteKind) -> Verdict {
    match kind {
        SiteKind::Heap => Verdict::Heap,
        SiteKind::May => Verdict::May,
        SiteKind::Unknown => Verdict::Unknown,
        SiteKind::Free => Verdict::None,
    }
}

fn line(out: &mut String, row: &Row<'_>) {
    let [debug, release] = row.verdicts.map(Verdict::word);
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

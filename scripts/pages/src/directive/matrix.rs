//! `{{#matrix}}`: the counts of every variant under every setting of the compiler, folded so that they fit a phone.
//!
//! A row a variant and a column an opt-level, for the builds of cargo's own release profile; what differs in other builds is below,
//! folded. A build is a setting without its opt-level: codegen units, LTO, panic.

mod verdicts;

use super::syntax::{Context, Directive, Origin, Syntax, words};
use crate::html::{self, Cell, Table};
use crate::records::Records;
use crate::{provenance, published, suggest};
use record::matrix::{Build, Calls, Elsewhere, Matrix, OptLevel, Reading, Setting, Variant};
use record::{Kind, Record, Shown, print};
use std::collections::BTreeMap;
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "matrix",
    forms: &[
        "SLUG malloc [VARIANT...]",
        "SLUG sites [VARIANT...]",
        "SLUG witnesses OPT UNITS LTO PANIC",
        "SLUG phantoms",
        "SLUG provenance",
    ],
    about: "A view of the counts under every setting of the compiler, or how they were made.",
    parse: |arguments| {
        let words = words(arguments);
        let [slug, view @ ..] = &words[..] else { return Err(SYNTAX.usage()) };
        let view = match *view {
            ["malloc", ref variants @ ..] => View::Malloc(variants.to_vec()),
            ["sites", ref variants @ ..] => View::Sites(variants.to_vec()),
            ["witnesses", ref setting @ ..] => View::Witnesses(setting.join(" ").parse()?),
            ["phantoms"] => View::Phantoms,
            ["provenance"] => View::Provenance,
            _ => return Err(SYNTAX.usage()),
        };
        Ok(Box::new(ShownMatrix { slug, view }))
    },
};

/// What of a matrix is shown.
#[derive(Debug, PartialEq)]
enum View<'a> {
    /// Calls of malloc, of these variants or of all.
    Malloc(Vec<&'a str>),
    /// The site report's verdict beside the calls of malloc, of these variants or of all.
    Sites(Vec<&'a str>),
    /// The three readings at one setting, where they differ.
    Witnesses(Setting),
    /// How many variants the counter gets wrong.
    Phantoms,
    /// How the matrix was made.
    Provenance,
}

#[derive(Debug)]
struct ShownMatrix<'a> {
    slug: &'a str,
    view: View<'a>,
}

impl Directive for ShownMatrix<'_> {
    fn origin(&self) -> Option<Origin> {
        (self.view == View::Provenance).then(|| Origin::Matrix(self.slug.to_owned()))
    }

    fn add_shown(&self, records: &Records, shown: &mut BTreeMap<String, Shown>) {
        // What is wrong with the matrix or with a name, the book's build says.
        if let View::Sites(names) = &self.view
            && let Ok(matrix) = records.matrix(self.slug)
            && let Ok(variants) = select(&matrix, names)
        {
            let paths = variants.iter().map(|variant| verdicts::path(&variant.variant));
            shown.entry(self.slug.to_owned()).or_default().reaches.extend(paths);
        }
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let records = context.records();
        let matrix = records.matrix(self.slug)?;
        let id = context.id(&Origin::Matrix(self.slug.to_owned()))?;
        let shown = match &self.view {
            View::Malloc(variants) => malloc(&matrix, &*records.get(self.slug)?, &select(&matrix, variants)?, id)?,
            View::Sites(variants) => {
                verdicts::tables(&matrix, &*records.sites(self.slug)?, &select(&matrix, variants)?, id)?
            }
            View::Witnesses(setting) => witnesses(&matrix, *setting, id)?,
            View::Phantoms => phantoms(&matrix, id),
            View::Provenance => return Ok(provenance_block(&matrix, id, &context.to_root())),
        };
        Ok(format!(r#"<div class="figures matrix">{shown}</div>"#))
    }
}

/// The link of a table to how the matrix was made.
fn link(id: &str) -> String {
    html::link_to(id, "How the matrix was made")
}

/// The variants of these names, in the matrix's order; all where none is named.
fn select<'m>(matrix: &'m Matrix, names: &[&str]) -> Result<Vec<&'m Variant>, String> {
    for name in names {
        variant(matrix, name)?;
    }
    let is_chosen = |variant: &&Variant| names.is_empty() || names.contains(&variant.variant.as_str());
    Ok(matrix.variants.iter().filter(is_chosen).collect())
}

pub(super) fn variant<'m>(matrix: &'m Matrix, name: &str) -> Result<&'m Variant, String> {
    matrix.variant(name).ok_or_else(|| {
        let known = suggest::nearest(name, matrix.variants.iter().map(|variant| variant.variant.as_str()));
        format!("the matrix of `{}` has no variant `{name}`{known}", matrix.experiment)
    })
}

/// `opt-level 3, 16 units: LTO local, panic unwind`.
pub(super) fn describe(matrix: &Matrix, Setting { opt_level, build }: Setting) -> String {
    format!("opt-level {}, {}", opt_level.word(), matrix.describe(&[build]))
}

/// The calls of malloc of these variants.
fn malloc(matrix: &Matrix, record: &Record, variants: &[&Variant], id: &str) -> Result<String, String> {
    let base = matrix.base().ok_or_else(|| format!("the matrix of `{}` has no setting", matrix.experiment))?;
    let names = html::range(variants.iter().map(|variant| variant.variant.as_str()));
    let (levels, base_name) = (matrix.opt_levels(), matrix.describe(&[base]));
    let is_cargos = if base == Build::CARGO_RELEASE { ", cargo\u{2019}s release build" } else { "" };
    let caption = format!("{}, {names}: allocations seen by malloc; {base_name}{is_cargos}", matrix.experiment);
    let mut table = by_level(&caption, "variant", &levels);
    let mut differing: Vec<(&Variant, Vec<Elsewhere>)> = Vec::new();
    for variant in variants {
        let elsewhere = matrix.elsewhere(&variant.malloc);
        let about = record.cases.iter().find(|case| case.variant == variant.variant);
        let about = about.map_or_else(String::new, |case| {
            format!(r#"<span class="about">{}</span>"#, html::escape_with_code(&case.about))
        });
        let mut row = vec![Cell::row_name("case", name(&variant.variant) + &about)];
        row.extend(matrix.at_build(&variant.malloc, base).into_iter().enumerate().map(|(column, calls)| {
            let differs = elsewhere.iter().any(|other| other.cells[column] != calls);
            number(calls, if differs { Mark::Star } else { Mark::None })
        }));
        table.row(row);
        if !elsewhere.is_empty() {
            differing.push((variant, elsewhere));
        }
    }
    let others = matrix.builds().len() - 1;
    let mut note = "Columns: opt-level. <code>1+1</code>: an allocation and a reallocation.".to_owned();
    if differing.is_empty() {
        let _ = write!(note, " The {} other builds give the same.", print::count(others as i128));
    } else {
        note.push_str(" <code>*</code>: another build gives another count, below.");
    }
    let mut out = table.html() + &html::note(&format!("{note} {}", link(id)));
    if !differing.is_empty() {
        let summary = format!(
            "Other builds: {} of these {} variants differ in some of {} builds",
            differing.len(),
            variants.len(),
            others
        );
        let caption = format!("{}, {names}: builds that differ from {base_name}", matrix.experiment);
        let mut table = by_level(&caption, "build", &levels);
        for (variant, elsewhere) in &differing {
            table.row_of("variant", [Cell::group("case", levels.len() + 1, name(&variant.variant))]);
            let expected = matrix.at_build(&variant.malloc, base);
            for Elsewhere { builds, cells } in elsewhere {
                let mut row = vec![build_name(matrix, builds)];
                row.extend(cells.iter().zip(&expected).map(|(calls, expected)| {
                    number(*calls, if calls == expected { Mark::None } else { Mark::Strong })
                }));
                table.row(row);
            }
        }
        let _ = write!(
            out,
            r#"<details class="data"><summary>{}</summary>{}{}</details>"#,
            html::escape(&summary),
            table.html(),
            html::note("Bold: other than in the table above.")
        );
    }
    Ok(out)
}

/// The three readings at one setting, of the variants in which they are not all the same.
fn witnesses(matrix: &Matrix, setting: Setting, id: &str) -> Result<String, String> {
    if !matrix.settings.contains(&setting) {
        return Err(format!("the matrix of `{}` has no setting `{setting}`", matrix.experiment));
    }
    let mut table = Table::new("", &format!("{}: three readings at {}", matrix.experiment, describe(matrix, setting)));
    table.head([
        Cell::column("case", "variant"),
        Cell::column("number", "malloc"),
        Cell::column("number", "malloc, counter declared"),
        Cell::column("number", "the counter"),
    ]);
    let mut same = 0;
    for variant in &matrix.variants {
        let [malloc, counter, beside] = Reading::ALL.map(|reading| matrix.cell(variant.row(reading), setting));
        if malloc == counter && counter == beside {
            same += 1;
            continue;
        }
        table.row([
            Cell::row_name("case", name(&variant.variant)),
            number(malloc, Mark::None),
            number(beside, Mark::None),
            number(counter, if counter == beside { Mark::None } else { Mark::Strong }),
        ]);
    }
    if same == matrix.variants.len() {
        return Err(format!("at `{setting}` the readings of every variant are the same; name another setting"));
    }
    let note = format!(
        "Allocations. Bold: the counter and malloc differ on the same program. Not listed: {} in which the three agree. {}",
        print::count(same as i128),
        link(id)
    );
    Ok(table.html() + &html::note(&note))
}

/// In how many variants the counter and malloc differ on the same program: a row a build.
fn phantoms(matrix: &Matrix, id: &str) -> String {
    let levels = matrix.opt_levels();
    let total = print::count(matrix.variants.len() as i128);
    let caption = format!(
        "{}: variants, of {total}, in which the counter and malloc differ on the same program",
        matrix.experiment
    );
    let mut table = by_level(&caption, "build", &levels);
    let mut groups: Vec<(Vec<Build>, Vec<Option<u64>>)> = Vec::new();
    for build in matrix.builds() {
        let wrong = |opt_level: &OptLevel| {
            let at = |row| matrix.cell(row, Setting { opt_level: *opt_level, build });
            let mut wrong = 0;
            for variant in &matrix.variants {
                wrong += u64::from(at(&variant.counter)? != at(&variant.malloc_beside_counter)?);
            }
            Some(wrong)
        };
        let cells: Vec<Option<u64>> = levels.iter().map(wrong).collect();
        match groups.iter_mut().find(|(_, known)| *known == cells) {
            Some((builds, _)) => builds.push(build),
            None => groups.push((vec![build], cells)),
        }
    }
    for (builds, cells) in groups {
        let calls = |wrong: Option<u64>| wrong.map(|allocations| Calls { allocations, reallocations: 0 });
        let cells = cells.into_iter().map(|wrong| number(calls(wrong), Mark::None));
        table.row([build_name(matrix, &builds)].into_iter().chain(cells));
    }
    table.html() + &html::note(&format!("Columns: opt-level. {}", link(id)))
}

/// How, where and with what the matrix was made.
fn provenance_block(matrix: &Matrix, id: &str, to_root: &str) -> String {
    let slug = &matrix.experiment;
    let summary = format!("How the matrix of {} was made", html::escape(slug));
    let mut out = provenance::open(&Origin::Matrix(slug.clone()), id, &summary) + "<dl>";
    let machine = provenance::machine(&matrix.provenance);
    for (name, value) in machine.iter().filter(|(name, _)| !name.ends_with("profile")) {
        let _ = write!(out, "<dt>{name}</dt><dd>{value}</dd>");
    }
    let words = |words: Vec<&str>| html::escape(&words.join(", "));
    let settings = format!(
        "{}: opt-level {}; builds: {}",
        print::count(matrix.settings.len() as i128),
        words(matrix.opt_levels().iter().map(|level| level.word()).collect()),
        html::escape(&builds(matrix))
    );
    let failed = print::count(matrix.failures.len() as i128);
    for (name, value) in [
        ("settings", settings.as_str()),
        ("failed", failed.as_str()),
        (
            "program",
            "for each setting two, by plain rustc with the flags that cargo gives: the variants are a library, and a program calls each once to warm up and once between marks",
        ),
        (
            "malloc",
            "calls of malloc and its relatives between the marks, seen by valgrind, in the program that declares no allocator",
        ),
        (
            "the counter",
            "what <code>stats&#95;alloc</code> counts in the program that declares it as the global allocator",
        ),
        ("malloc, counter declared", "calls of malloc that valgrind sees in that program"),
    ] {
        let _ = write!(out, "<dt>{name}</dt><dd>{value}</dd>");
    }
    let _ = write!(out, "<dt>file</dt><dd>{}</dd>", published::link(to_root, slug, Kind::Matrix));
    out.push_str("</dl></details>");
    out
}

/// Every build in words.
fn builds(matrix: &Matrix) -> String {
    let words = |build: &Build| {
        let units = if build.codegen_units == 1 { "unit" } else { "units" };
        format!("{} {units} LTO {} panic {}", build.codegen_units, build.lto.word(), build.panic.word())
    };
    matrix.builds().iter().map(words).collect::<Vec<_>>().join(", ")
}

/// The table up to its first row: a column for names and one for each opt-level.
fn by_level(caption: &str, first: &str, levels: &[OptLevel]) -> Table {
    let mut table = Table::new("", caption);
    let level = |level: &OptLevel| {
        let word = level.word();
        Cell::column("number", word).with("aria-label", &format!("opt-level {word}"))
    };
    table.head([Cell::column("case", first)].into_iter().chain(levels.iter().map(level)));
    table
}

/// The name of a row for these builds.
fn build_name(matrix: &Matrix, builds: &[Build]) -> Cell {
    Cell::row_name("case build", html::escape(&matrix.describe(builds)))
}

/// A variant's name as code that a narrow column breaks after an underscore.
fn name(name: &str) -> String {
    format!("<code>{}</code>", name.split('_').map(html::escape).collect::<Vec<_>>().join("&#95;<wbr>"))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    None,
    /// Another build gives another count.
    Star,
    Strong,
}

fn number(calls: Option<Calls>, mark: Mark) -> Cell {
    let zero = if calls == Some(Calls::default()) { " zero" } else { "" };
    // A narrow column breaks before the reallocations.
    let text = calls.map_or_else(|| "failed".to_owned(), |calls| calls.to_string().replace('+', "<wbr>+"));
    let text = match mark {
        Mark::None => text,
        Mark::Star => format!("{text}<sup>&#42;</sup>"),
        Mark::Strong => format!("<strong>{text}</strong>"),
    };
    Cell::value(&format!("number{zero}"), text)
}

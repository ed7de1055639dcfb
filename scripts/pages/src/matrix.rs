//! How does a matrix of snippets and settings fit a phone?
//!
//! A row a variant and a column an opt-level, for the builds of cargo's own release profile; what differs in other builds is below,
//! folded. A build is a setting without its opt-level: codegen units, LTO, panic.

use crate::{format, html, provenance, suggest};
use record::Record;
use record::matrix::{Build, Calls, Elsewhere, Matrix, OptLevel, Reading, Setting, Variant};
use std::fmt::Write;

/// The id of the block that says how a matrix was made.
pub(crate) fn anchor(slug: &str) -> String {
    format!("matrix-{slug}")
}

/// The variants of these names, in the matrix's order; all where none is named.
pub(crate) fn select<'m>(matrix: &'m Matrix, names: &[&str]) -> Result<Vec<&'m Variant>, String> {
    for name in names {
        variant(matrix, name)?;
    }
    let is_chosen = |variant: &&Variant| names.is_empty() || names.contains(&variant.variant.as_str());
    Ok(matrix.variants.iter().filter(is_chosen).collect())
}

fn variant<'m>(matrix: &'m Matrix, name: &str) -> Result<&'m Variant, String> {
    matrix.variant(name).ok_or_else(|| {
        let known = suggest::nearest(name, matrix.variants.iter().map(|variant| variant.variant.as_str()));
        format!("the matrix of `{}` has no variant `{name}`{known}", matrix.experiment)
    })
}

/// One cell in a sentence: `1`, or `1 allocation` with `words`.
pub(crate) fn cell(
    matrix: &Matrix,
    name: &str,
    setting: Setting,
    reading: Reading,
    words: bool,
) -> Result<String, String> {
    let row = variant(matrix, name)?.row(reading);
    let calls = matrix
        .cell(row, setting)
        .ok_or_else(|| format!("the matrix of `{}` has no figure at `{setting}`", matrix.experiment))?;
    if words && calls.reallocations > 0 {
        return Err(format!("`words` has no noun for reallocations, and `{name}` has some at `{setting}`"));
    }
    let text = if words { format::counted(calls.allocations.into(), "allocation") } else { calls.to_string() };
    let title = format!("{name} at {}: {}", told(matrix, setting), told_reading(reading));
    Ok(format!(r#"<span class="figure" title="{}">{}</span>"#, html::escape(&title), html::escape(&text)))
}

/// `opt-level 3, 16 units: LTO local, panic unwind`.
fn told(matrix: &Matrix, Setting { opt_level, build }: Setting) -> String {
    format!("opt-level {}, {}", opt_level.word(), matrix.describe(&[build]))
}

fn told_reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Malloc => "calls of malloc, in a program that declares no allocator",
        Reading::Counter => "what the counter says, in a program that declares it",
        Reading::MallocBesideCounter => "calls of malloc, in the program that declares the counter",
    }
}

/// The calls of malloc of these variants.
pub(crate) fn malloc(matrix: &Matrix, record: &Record, variants: &[&Variant]) -> Result<String, String> {
    let base = matrix.base().ok_or_else(|| format!("the matrix of `{}` has no setting", matrix.experiment))?;
    let names = html::range(variants.iter().map(|variant| variant.variant.as_str()));
    let (levels, base_told) = (matrix.opt_levels(), matrix.describe(&[base]));
    let is_cargos = if base == Build::CARGO_RELEASE { ", cargo\u{2019}s release build" } else { "" };
    let caption =
        html::escape(&format!("{}, {names}: allocations seen by malloc; {base_told}{is_cargos}", matrix.experiment));
    let mut out = String::from(r#"<div class="figures matrix">"#);
    open(&mut out, &caption, "variant", &levels);
    let mut differing: Vec<(&Variant, Vec<Elsewhere>)> = Vec::new();
    for variant in variants {
        let elsewhere = matrix.elsewhere(&variant.malloc);
        let about = record.cases.iter().find(|case| case.variant == variant.variant);
        let about = about.map_or_else(String::new, |case| {
            format!(r#"<span class="about">{}</span>"#, html::escape_with_code(&case.about))
        });
        let _ = write!(out, r#"<tr><th scope="row" class="case">{}{about}</th>"#, name(&variant.variant));
        for (column, calls) in matrix.at_build(&variant.malloc, base).into_iter().enumerate() {
            let differs = elsewhere.iter().any(|other| other.cells[column] != calls);
            number(&mut out, calls, if differs { Mark::Star } else { Mark::None });
        }
        out.push_str("</tr>");
        if !elsewhere.is_empty() {
            differing.push((variant, elsewhere));
        }
    }
    close(&mut out);
    let others = matrix.builds().len() - 1;
    let mut note = "Columns: opt-level. <code>1+1</code>: an allocation and a reallocation.".to_owned();
    if differing.is_empty() {
        let _ = write!(note, " The {} other builds give the same.", format::count(others as i128));
    } else {
        note.push_str(" <code>*</code>: another build gives another count, below.");
    }
    let _ = write!(
        out,
        r##"<p class="note">{note} <a href="#{}">How the matrix was made</a></p>"##,
        anchor(&matrix.experiment)
    );
    if !differing.is_empty() {
        let summary = format!(
            "Other builds: {} of these {} variants differ in some of {} builds",
            differing.len(),
            variants.len(),
            others
        );
        let _ = write!(out, r#"<details class="data"><summary>{}</summary>"#, html::escape(&summary));
        let caption = html::escape(&format!("{}, {names}: builds that differ from {base_told}", matrix.experiment));
        open(&mut out, &caption, "build", &levels);
        for (variant, elsewhere) in &differing {
            let _ = write!(
                out,
                r#"<tr class="variant"><th scope="colgroup" colspan="{}" class="case">{}</th></tr>"#,
                levels.len() + 1,
                name(&variant.variant)
            );
            let expected = matrix.at_build(&variant.malloc, base);
            for Elsewhere { builds, cells } in elsewhere {
                let _ = write!(
                    out,
                    r#"<tr><th scope="row" class="case build">{}</th>"#,
                    html::escape(&matrix.describe(builds))
                );
                for (calls, expected) in cells.iter().zip(&expected) {
                    number(&mut out, *calls, if calls == expected { Mark::None } else { Mark::Strong });
                }
                out.push_str("</tr>");
            }
        }
        close(&mut out);
        out.push_str(r#"<p class="note">Bold: other than in the table above.</p></details>"#);
    }
    out.push_str("</div>");
    Ok(out)
}

/// The three readings at one setting, of the variants in which they are not all the same.
pub(crate) fn witnesses(matrix: &Matrix, setting: Setting) -> Result<String, String> {
    if !matrix.settings.contains(&setting) {
        return Err(format!("the matrix of `{}` has no setting `{setting}`", matrix.experiment));
    }
    let told = told(matrix, setting);
    let caption = html::escape(&format!("{}: three readings at {told}", matrix.experiment));
    let mut rows = String::new();
    let mut same = 0;
    for variant in &matrix.variants {
        let [malloc, counter, beside] = Reading::ALL.map(|reading| matrix.cell(variant.row(reading), setting));
        if malloc == counter && counter == beside {
            same += 1;
            continue;
        }
        let _ = write!(rows, r#"<tr><th scope="row" class="case">{}</th>"#, name(&variant.variant));
        number(&mut rows, malloc, Mark::None);
        number(&mut rows, beside, Mark::None);
        number(&mut rows, counter, if counter == beside { Mark::None } else { Mark::Strong });
        rows.push_str("</tr>");
    }
    if rows.is_empty() {
        return Err(format!("at `{setting}` the readings of every variant are the same; name another setting"));
    }
    let mut out = String::from(r#"<div class="figures matrix">"#);
    scroll(&mut out, &caption);
    out.push_str(
        r#"<thead><tr><th scope="col" class="case">variant</th><th scope="col" class="number">malloc</th><th scope="col" class="number">malloc, counter declared</th><th scope="col" class="number">the counter</th></tr></thead><tbody>"#,
    );
    out.push_str(&rows);
    close(&mut out);
    let _ = write!(
        out,
        r##"<p class="note">Allocations. Bold: the counter says other than malloc sees of the same program. Not listed: {} in which the three agree. <a href="#{}">How the matrix was made</a></p></div>"##,
        format::count(same),
        anchor(&matrix.experiment)
    );
    Ok(out)
}

/// In how many variants the counter says other than malloc sees of the same program: a row a build.
pub(crate) fn phantoms(matrix: &Matrix) -> String {
    let levels = matrix.opt_levels();
    let total = format::count(matrix.variants.len() as i128);
    let caption = html::escape(&format!(
        "{}: variants, of {total}, in which the counter says other than malloc sees of the same program",
        matrix.experiment
    ));
    let mut out = String::from(r#"<div class="figures matrix">"#);
    open(&mut out, &caption, "build", &levels);
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
        let _ =
            write!(out, r#"<tr><th scope="row" class="case build">{}</th>"#, html::escape(&matrix.describe(&builds)));
        for wrong in cells {
            let calls = wrong.map(|allocations| Calls { allocations, reallocations: 0 });
            number(&mut out, calls, Mark::None);
        }
        out.push_str("</tr>");
    }
    close(&mut out);
    let _ = write!(
        out,
        r##"<p class="note">Columns: opt-level. <a href="#{}">How the matrix was made</a></p></div>"##,
        anchor(&matrix.experiment)
    );
    out
}

/// How, where and with what the matrix was made.
pub(crate) fn origin(matrix: &Matrix) -> String {
    let slug = html::escape(&matrix.experiment);
    let mut out = format!(
        r#"<details class="provenance" id="{}"><summary>How the matrix of {slug} was made</summary><dl>"#,
        anchor(&matrix.experiment)
    );
    let machine = provenance::machine(&matrix.provenance);
    for (name, value) in machine.iter().filter(|(name, _)| !name.ends_with("profile")) {
        let _ = write!(out, "<dt>{name}</dt><dd>{value}</dd>");
    }
    let words = |words: Vec<&str>| html::escape(&words.join(", "));
    let settings = format!(
        "{}: opt-level {}; builds: {}",
        format::count(matrix.settings.len() as i128),
        words(matrix.opt_levels().iter().map(|level| level.word()).collect()),
        html::escape(&builds(matrix))
    );
    let failed = format::count(matrix.failures.len() as i128);
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
    out.push_str("</dl></details>");
    out
}

/// Every build in words.
fn builds(matrix: &Matrix) -> String {
    let told = |build: &Build| {
        let units = if build.codegen_units == 1 { "unit" } else { "units" };
        format!("{} {units} LTO {} panic {}", build.codegen_units, build.lto.word(), build.panic.word())
    };
    matrix.builds().iter().map(told).collect::<Vec<_>>().join(", ")
}

fn scroll(out: &mut String, caption: &str) {
    let _ = write!(
        out,
        r#"<div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table class="cases"><caption><span>{caption}</span></caption>"#
    );
}

/// The table up to its first row: a column for names and one for each opt-level.
pub(crate) fn open(out: &mut String, caption: &str, first: &str, levels: &[OptLevel]) {
    scroll(out, caption);
    let _ = write!(out, r#"<thead><tr><th scope="col" class="case">{first}</th>"#);
    for level in levels {
        let word = level.word();
        let _ = write!(out, r#"<th scope="col" class="number" aria-label="opt-level {word}">{word}</th>"#);
    }
    out.push_str("</tr></thead><tbody>");
}

pub(crate) fn close(out: &mut String) {
    out.push_str("</tbody></table></div>");
}

/// A variant's name as code that a narrow column breaks after an underscore.
pub(crate) fn name(name: &str) -> String {
    format!("<code>{}</code>", name.split('_').map(html::escape).collect::<Vec<_>>().join("&#95;<wbr>"))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    None,
    /// Another build gives another count.
    Star,
    Strong,
}

pub(crate) fn number(out: &mut String, calls: Option<Calls>, mark: Mark) {
    let zero = if calls == Some(Calls::default()) { " zero" } else { "" };
    // A narrow column breaks before the reallocations.
    let text = calls.map_or_else(|| "failed".to_owned(), |calls| calls.to_string().replace('+', "<wbr>+"));
    let text = match mark {
        Mark::None => text,
        Mark::Star => format!("{text}<sup>&#42;</sup>"),
        Mark::Strong => format!("<strong>{text}</strong>"),
    };
    let _ = write!(out, r#"<td class="number{zero}">{text}</td>"#);
}

//! What does the compiled code of a listing's lines do?
//!
//! The listing is the source as it is, the verdicts are those of the experiment's site report, `experiments/SLUG/sites.json`.

use crate::records::{self, Records};
use crate::{annotated, html, regions, suggest};
use heap_sites::{FileReport, LineReport, Source};
use std::fmt::Write;

/// A region of a file, or the whole file, with what its lines do.
pub(crate) fn sites(records: &Records, slug: &str, file: &str, anchor: Option<&str>) -> Result<String, String> {
    let report = records.sites(slug)?;
    let (source, reported) = records.source(slug, &report, file)?;
    is_of_this_source(reported, slug, file, &source)?;
    let lines = match anchor {
        None => after_module_docs(&source)..source.lines.len(),
        Some(anchor) => regions::region(&source.lines, anchor)
            .map_err(|what| format!("experiments/{slug}/src/{file} has {what}"))?,
    };
    if source.lines[lines.clone()].iter().all(|line| line.trim().is_empty()) {
        return Err(format!("experiments/{slug}/src/{file} has nothing to show there but white space"));
    }
    // Lines are counted from 1.
    let lines = line_number(lines.start + 1)..=line_number(lines.end);
    let is_silent = !reported.lines.iter().any(|line| lines.contains(&line.line))
        && !reported.without_code.iter().any(|function| lines.contains(&function.line));
    let mut out =
        format!(r#"<figure class="sites"><figcaption>{}: what its compiled lines ask of the allocator"#, path(file));
    if is_silent {
        out.push_str(" (nothing, in debug and in release)");
    }
    let _ = write!(
        out,
        "</figcaption>\n<div class=\"hljs\">\n{}</div></figure>\n",
        annotated::lines(Some(reported), &source, &lines)
    );
    Ok(out)
}

/// The steps from the line that has `text` in it to the allocator.
pub(crate) fn why(records: &Records, slug: &str, file: &str, text: &str) -> Result<String, String> {
    let report = records.sites(slug)?;
    let (source, reported) = records.source(slug, &report, file)?;
    is_of_this_source(reported, slug, file, &source)?;
    let with_text: Vec<u32> =
        (1..).zip(&source.lines).filter(|(_, line)| line.contains(text)).map(|(n, _)| n).collect();
    let number = match with_text[..] {
        [only] => only,
        [] => {
            let lines = source.lines.iter().map(|line| line.trim());
            let nearest = suggest::nearest(text, lines);
            return Err(format!("no line of experiments/{slug}/src/{file} contains `{text}`{nearest}"));
        }
        _ => {
            let numbers: Vec<String> = with_text.iter().map(u32::to_string).collect();
            let numbers = numbers.join(", ");
            return Err(format!(
                "`{text}` is in several lines of experiments/{slug}/src/{file}, {numbers}; write more of the line that is meant"
            ));
        }
    };
    let is_explained = |line: &&LineReport| line.line == number && !(line.debug.is_empty() && line.release.is_empty());
    let Some(line) = reported.lines.iter().find(is_explained) else {
        return Err(format!(
            "experiments/{slug}/src/{file}:{number} has no site, so there is nothing to explain; if it should have one, {}",
            records::remedy(slug)
        ));
    };
    let command = html::escape(&format!("cargo workbook sites {slug} --why src/{file}:{number}"));
    Ok(format!(
        "<figure class=\"why\"><figcaption>From <code>{}</code> in {} to the allocator, as <code>{command}</code> prints it</figcaption>\n<div class=\"hljs\">\n{}</div></figure>\n",
        html::escape(source.code(number).trim_start()),
        path(file),
        annotated::steps(line)
    ))
}

/// A site where the source has no code means that the source is another by now.
fn is_of_this_source(reported: &FileReport, slug: &str, file: &str, source: &Source) -> Result<(), String> {
    let is_code = |line: &&String| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    for line in &reported.lines {
        let index = (line.line as usize).checked_sub(1);
        let code = index.and_then(|index| source.lines.get(index)).filter(is_code);
        let sites = line.debug.iter().chain(&line.release);
        let last_column = sites.map(|site| site.column as usize).max().unwrap_or_default();
        if code.is_none_or(|code| last_column > code.len()) {
            return Err(format!(
                "experiments/{slug}/sites.json has a site at src/{file}:{}, where the source has no code for it: the source changed since; {}",
                line.line,
                records::remedy(slug)
            ));
        }
    }
    Ok(())
}

/// The index of the first line after the comments that say what the file is about.
fn after_module_docs(source: &Source) -> usize {
    let is_code = |line: &String| !line.trim().is_empty() && !line.starts_with("//!");
    source.lines.iter().position(is_code).unwrap_or(source.lines.len())
}

fn line_number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn path(file: &str) -> String {
    format!("<code>{}</code>", html::escape(&format!("src/{file}")).replace('/', "/<wbr>"))
}

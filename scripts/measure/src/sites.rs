//! Which lines of a chapter's code reach the allocator, by its compiled code?
//!
//! [`survey`] reports on the whole library. What pages show of that is kept ([`kept`]), because the book's build compiles no experiment; the rest
//! is asserted where it is compiled: every chapter's test of its sites holds each line of the library to the comment behind it.

use crate::Chapter;
use crate::binaries::Programs;
use anyhow::Context;
use heap_sites::{FileReport, LineReport, Message, Report, Site, SiteKind, Source, Verdict};
use record::sites::{Call, Doubt, Line, Listing, Reach, SiteVerdict, Sites, SourceFile, Step, Way};
use record::{Place, Profile, Shown};
use std::collections::{BTreeMap, BTreeSet};

/// The site report of an experiment's library, and the sources that it is about.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// Lines that only give blocks back are left out.
    pub report: Report,
    /// Every file that was compiled, by the path that the report has.
    pub sources: BTreeMap<String, Source>,
}

/// Reports on the library that a chapter's test programs, in debug and release, were linked with.
///
/// # Errors
///
/// When its archives are not found, or cannot be read.
pub fn survey(chapter: &Chapter, programs: &Programs) -> Result<Surveyed, heap_sites::Error> {
    let [debug, release] = Profile::ALL.map(|profile| programs.of(chapter, profile));
    let survey = heap_sites::survey_linked(&chapter.directory, &chapter.slug, debug, release)?;
    let mut surveyed = Surveyed { report: survey.report.without_frees(), sources: survey.sources };
    surveyed.report.files.retain(|file| file.path.starts_with("src/"));
    surveyed.sources.retain(|path, _| path.starts_with("src/"));
    Ok(surveyed)
}

/// What pages show of a report. A file that a page shows and that is not compiled is left out.
///
/// # Errors
///
/// When a line has a site and no code, so that it cannot be found again.
pub fn kept(surveyed: &Surveyed, shown: &Shown) -> anyhow::Result<Sites> {
    let paths: BTreeSet<&String> = shown.listings.keys().chain(&shown.reaches).collect();
    let mut files = Vec::new();
    for path in paths {
        let Some(source) = surveyed.sources.get(path) else { continue };
        let report = surveyed.report.file(path);
        let listing = shown.listings.get(path).map(|explained| listing(report, source, explained));
        let [debug, release] = Profile::ALL.map(|profile| reach(report, profile));
        files.push(SourceFile {
            path: path.clone(),
            debug,
            release,
            listing: listing.transpose().with_context(|| path.clone())?,
        });
    }
    Ok(Sites { files })
}

fn reach(report: Option<&FileReport>, profile: Profile) -> Reach {
    let sites = report.into_iter().flat_map(|file| &file.lines).flat_map(|line| line.sites(profile));
    let reach = |site: &Site| match site.kind {
        SiteKind::Heap => Reach::Heap,
        SiteKind::May => Reach::May,
        SiteKind::Unknown => Reach::Unknown,
        SiteKind::Free => Reach::None,
    };
    sites.map(reach).min().unwrap_or(Reach::None)
}

/// `explained` are the texts of the lines whose ways to the allocator are shown.
fn listing(report: Option<&FileReport>, source: &Source, explained: &BTreeSet<String>) -> anyhow::Result<Listing> {
    let mut listing = Listing::default();
    let Some(report) = report else { return Ok(listing) };
    for line in &report.lines {
        let text = source.lines.get(line.line as usize - 1).map(String::as_str).unwrap_or_default();
        let ways = if explained.iter().any(|part| text.contains(part)) { ways(line) } else { Vec::new() };
        let messages = line.messages();
        let release = messages.iter().map(|message| kept_message(message, source)).collect::<anyhow::Result<_>>()?;
        listing.lines.push(Line { place: place(source, line.line)?, debug: calls(line), release, ways });
    }
    for function in &report.without_code {
        listing.without_code.push(place(source, function.line)?);
    }
    Ok(listing)
}

fn place(source: &Source, line: u32) -> anyhow::Result<Place> {
    let function = source.function(line).map(|function| *function.lines.start());
    Place::of(&source.lines, line, function).with_context(|| format!("line {line} has a site and no code"))
}

/// The functions that the line calls at opt-level 0, each once.
fn calls(line: &LineReport) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    for site in line.debug.iter().filter(|site| site.kind != SiteKind::Free) {
        let call = Call { via: via(site), is_unknown: site.kind == SiteKind::Unknown };
        if !calls.contains(&call) {
            calls.push(call);
        }
    }
    calls
}

fn via(site: &Site) -> Option<String> {
    (!site.chain.is_empty()).then(|| site.via())
}

fn kept_message(message: &Message<'_>, source: &Source) -> anyhow::Result<record::sites::Message> {
    let site = message.site;
    let verdict = match message.verdict {
        Verdict::Heap => SiteVerdict::Heap,
        Verdict::May => SiteVerdict::May,
        Verdict::Unknown => SiteVerdict::Unknown,
        Verdict::Elided => SiteVerdict::Elided,
    };
    // Only a site of the debug build is in doubt.
    let is_in_doubt = message.verdict == Verdict::Unknown && site.kind != SiteKind::Unknown;
    let doubt = message.doubt.filter(|_| is_in_doubt);
    let doubt = doubt.map(|doubt| match doubt {
        heap_sites::Doubt::OneWith(functions) => Ok(Doubt::OneWith(functions.clone())),
        heap_sites::Doubt::MovedTo(line) => place(source, *line).map(Doubt::MovedTo),
    });
    Ok(record::sites::Message {
        verdict,
        via: via(site),
        through: (message.verdict == Verdict::May).then(|| site.through()).flatten(),
        doubt: doubt.transpose()?,
        copies: message.copies as u64,
        lost_line: site.lost_line,
    })
}

fn ways(line: &LineReport) -> Vec<Way> {
    let sites =
        Profile::ALL.into_iter().flat_map(|profile| line.sites(profile).iter().map(move |site| (profile, site)));
    sites
        .filter(|(_, site)| site.kind != SiteKind::Free)
        .map(|(profile, site)| Way {
            profile,
            function: site.function.clone(),
            copies: site.copies as u64,
            steps: site
                .chain
                .iter()
                .map(|step| Step { function: step.function.clone(), inlined: step.inlined })
                .collect(),
            is_unknown: site.kind == SiteKind::Unknown,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use heap_sites::{Builds, FunctionWithoutCode, SCHEMA};

    const SOURCE: &str = "\
pub fn boxes() -> Box<u64> {
    Box::new(1) // heap: 1
}

pub fn generic<T>(value: T) -> Box<T> {
    Box::new(value)
}
";

    fn surveyed() -> Surveyed {
        let step = heap_sites::Step { function: "alloc::boxed::Box<T>::new".to_owned(), inlined: true };
        let site = |kind| Site {
            column: 5,
            kind,
            function: "a::boxes".to_owned(),
            chain: vec![step.clone()],
            copies: 1,
            lost_line: false,
            is_shared: false,
            is_address: false,
            is_certain: None,
        };
        let line =
            LineReport { line: 2, debug: vec![site(SiteKind::May)], release: vec![site(SiteKind::Heap)], doubt: None };
        let file = FileReport {
            path: "src/a.rs".to_owned(),
            lines: vec![line],
            without_code: vec![FunctionWithoutCode { line: 5, name: "generic".to_owned() }],
        };
        Surveyed {
            report: Report {
                schema: SCHEMA,
                package: "a".to_owned(),
                target: "lib".to_owned(),
                rustc: "rustc 1".to_owned(),
                builds: Builds::default(),
                files: vec![file],
            },
            sources: [("src/a.rs", SOURCE), ("src/b.rs", "pub fn adds() {}\n")]
                .map(|(path, text)| (path.to_owned(), Source::parse(text)))
                .into(),
        }
    }

    fn shown(listings: &[(&str, &[&str])], reaches: &[&str]) -> Shown {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Shown {
            listings: listings.iter().map(|(path, parts)| ((*path).to_owned(), texts(parts))).collect(),
            reaches: texts(reaches),
            profiles: BTreeSet::new(),
        }
    }

    #[test]
    fn only_what_is_shown_is_kept() {
        assert_eq!(kept(&surveyed(), &Shown::default()).unwrap(), Sites::default());
        let reaches = kept(&surveyed(), &shown(&[], &["src/a.rs", "src/b.rs", "src/not_compiled.rs"])).unwrap();
        let found: Vec<_> = reaches.files.iter().map(|file| (file.path.as_str(), file.debug, file.release)).collect();
        assert_eq!(found, [("src/a.rs", Reach::May, Reach::Heap), ("src/b.rs", Reach::None, Reach::None)]);
        assert!(reaches.files.iter().all(|file| file.listing.is_none()));
        let listed = kept(&surveyed(), &shown(&[("src/a.rs", &[])], &[])).unwrap();
        let listing = listed.files[0].listing.as_ref().unwrap();
        assert!(listing.lines[0].ways.is_empty());
        let explained = kept(&surveyed(), &shown(&[("src/a.rs", &["Box::new"])], &[])).unwrap();
        assert_eq!(explained.files[0].listing.as_ref().unwrap().lines[0].ways.len(), 2);
    }

    #[test]
    fn lines_are_kept_by_function_and_code() {
        let sites = kept(&surveyed(), &shown(&[("src/a.rs", &[])], &[])).unwrap();
        let Listing { lines, without_code } = sites.files[0].listing.as_ref().unwrap();
        let place = &lines[0].place;
        assert_eq!((place.function.as_str(), place.code.as_str()), ("pub fn boxes() -> Box<u64> {", "Box::new(1)"));
        assert_eq!(without_code[0].code, "pub fn generic<T>(value: T) -> Box<T> {");
        let message = &lines[0].release[0];
        assert_eq!((message.verdict, message.via.as_deref()), (SiteVerdict::Heap, Some("Box::new")));
        // A comment above moves nothing.
        let mut moved = surveyed();
        moved.sources.insert("src/a.rs".to_owned(), Source::parse(&format!("// Why.\n{SOURCE}")));
        moved.report.files[0].lines[0].line += 1;
        moved.report.files[0].without_code[0].line += 1;
        assert_eq!(kept(&moved, &shown(&[("src/a.rs", &[])], &[])).unwrap(), sites);
    }
}

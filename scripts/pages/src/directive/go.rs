//! `{{#go}}`: the Go counterparts beside the Rust variants, version by version.

use super::syntax::{Context, Directive, Origin, Syntax, known, words};
use crate::figure::{self, NO_FIGURE, TIME_COLUMNS, time_cells, time_columns};
use crate::html::{self, Cell, Table};
use crate::{provenance, published, suggest};
use record::go::{Collected, Escape, Fate, GoCase, GoRecord, RustCase, Span, Toolchain, Version, spans};
use record::{Kind, Outcome, Time, print};
use std::collections::BTreeSet;
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "go",
    forms: &[
        "SLUG table [PATTERN...]",
        "SLUG over CASE CASE...",
        "SLUG figure CASE FIELD",
        "SLUG verdict CASE COUNT",
        "SLUG escapes VARIANT",
        "SLUG prints PROGRAM...",
        "SLUG collector CASE...",
        "SLUG provenance",
    ],
    about: "A view of the Go counterparts; `figure` and `verdict` stand in a sentence.",
    parse: |arguments| {
        let words = words(arguments);
        let [slug, view @ ..] = &words[..] else { return Err(SYNTAX.usage()) };
        let view = match *view {
            ["table", ref patterns @ ..] => View::Table(patterns.to_vec()),
            ["over", base, ref cases @ ..] if !cases.is_empty() => View::Over { base, cases: cases.to_vec() },
            ["figure", case, field] => {
                known("field", field, &FIELDS)?;
                View::Figure { case, field }
            }
            ["verdict", case, count] => View::Verdict { case, count: count.parse().map_err(|_| SYNTAX.usage())? },
            ["escapes", variant] => View::Escapes { variant },
            ["prints", ref programs @ ..] if !programs.is_empty() => View::Prints(programs.to_vec()),
            ["collector", ref cases @ ..] if !cases.is_empty() => View::Collector(cases.to_vec()),
            ["provenance"] => View::Provenance,
            _ => return Err(SYNTAX.usage()),
        };
        Ok(Box::new(Go { slug, view }))
    },
};

/// The fields of a Go case that stand in a sentence.
const FIELDS: [&str; 4] = ["allocations", "bytes", "ratio", "verdict"];

/// What of the Go counterparts is shown.
#[derive(Debug, PartialEq, Eq)]
enum View<'a> {
    /// Counts by version, of these cases or of all, and the newest version's time over Rust's.
    Table(Vec<&'a str>),
    /// The times of cases over that of another, in Rust and by version.
    Over { base: &'a str, cases: Vec<&'a str> },
    /// One figure inline.
    Figure { case: &'a str, field: &'a str },
    /// What became of the count that an article gives, inline.
    Verdict { case: &'a str, count: u64 },
    /// What the compiler says of a variant's file.
    Escapes { variant: &'a str },
    /// What programs print, release by release.
    Prints(Vec<&'a str>),
    /// What the garbage collector did while these cases were called.
    Collector(Vec<&'a str>),
    /// How they were measured.
    Provenance,
}

#[derive(Debug)]
struct Go<'a> {
    slug: &'a str,
    view: View<'a>,
}

impl Directive for Go<'_> {
    fn is_block(&self) -> bool {
        !matches!(self.view, View::Figure { .. } | View::Verdict { .. })
    }

    fn origin(&self) -> Option<Origin> {
        (self.view == View::Provenance).then(|| Origin::Go(self.slug.to_owned()))
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let records = context.records();
        let record = records.go(self.slug)?;
        let id = || context.id(&Origin::Go(self.slug.to_owned()));
        match &self.view {
            View::Table(patterns) => with_link(table(&record, patterns)?, TABLE_NOTE, id()?),
            View::Over { base, cases } => with_link(over(&record, base, cases)?, "", id()?),
            View::Figure { case, field } => inline(&record, case, field),
            View::Verdict { case, count } => verdict_on_article(&record, case, *count),
            View::Escapes { variant } => {
                let source = records.go_source(self.slug, variant)?;
                with_link(escapes(&record, variant, &source)?, "", id()?)
            }
            View::Prints(programs) => with_link(prints(&record, programs)?, PRINTS_NOTE, id()?),
            View::Collector(cases) => with_link(collector(&record, cases)?, COLLECTOR_NOTE, id()?),
            View::Provenance => Ok(provenance_block(&record, id()?, &context.to_root())),
        }
    }
}

/// A table with a note below it that ends in the link to how it was measured.
fn with_link(table: Table, note: &str, id: &str) -> Result<String, String> {
    let note = html::note(&format!("{note}{}", html::link_to(id, "How the Go half was measured")));
    Ok(format!(r#"<div class="figures go">{}{note}</div>"#, table.html()))
}

const TABLE_NOTE: &str = "Bold: other than in the version before. B/op: in Rust bytes asked of the allocator, in Go bytes of the runtime’s size classes. No time: the Rust case of this name is not timed, or there is none. The Rust half is linked anew for each round, Go’s programs once. ";

fn case<'r>(record: &'r GoRecord, id: &str) -> Result<&'r GoCase, String> {
    let newest = record.measured().filter_map(|toolchain| toolchain.case(id)).last();
    newest.ok_or_else(|| {
        let ids = record.case_ids();
        let known = suggest::nearest(id, ids.iter().map(String::as_str));
        format!("the Go record of `{}` has no case `{id}`{known}", record.experiment)
    })
}

fn newest(record: &GoRecord) -> Result<&Toolchain, String> {
    record
        .measured()
        .last()
        .ok_or_else(|| format!("the Go record of `{}` has no toolchain with figures", record.experiment))
}

/// `2 up to Go 1.24.11, 1 from Go 1.25.0 on`, or the only value there is.
fn by_version<T>(spans: &[Span<T>], print: impl Fn(&T) -> String) -> String {
    let [first, between @ .., last] = spans else {
        return spans.first().map_or_else(String::new, |only| print(&only.value));
    };
    let mut parts = vec![format!("{} up to Go {}", print(&first.value), first.last)];
    parts.extend(between.iter().map(|span| {
        let versions = if span.first == span.last {
            format!("in Go {}", span.first)
        } else {
            format!("from Go {} to {}", span.first, span.last)
        };
        format!("{} {versions}", print(&span.value))
    }));
    parts.push(format!("{} from Go {} on", print(&last.value), last.first));
    parts.join(", ")
}

fn measured_with(record: &GoRecord) -> String {
    let versions: Vec<String> = record.measured().map(|toolchain| toolchain.version.to_string()).collect();
    format!("measured with Go {}", versions.join(", "))
}

/// One figure in a sentence.
fn inline(record: &GoRecord, id: &str, field: &str) -> Result<String, String> {
    let newest_case = case(record, id)?;
    let text = match field {
        "allocations" => by_version(&record.spans(id, |case| case.allocations), |count| print::count((*count).into())),
        "bytes" => by_version(&record.spans(id, |case| case.bytes), |bytes| print::bytes((*bytes).into())),
        _ => {
            let time = figure::measured(&newest_case.time)
                .map_err(|missing| format!("Go case `{id}` of `{}`: {}", record.experiment, missing.text))?;
            match field {
                "ratio" => figure::ratio(time),
                _ => print::verdict(time.ratio.verdict).to_owned(),
            }
        }
    };
    let title = if ["allocations", "bytes"].contains(&field) {
        format!("{id}: {field} a call, {}", measured_with(record))
    } else {
        format!("{id}: time in Go {} over the Rust case\u{2019}s", newest(record)?.version)
    };
    Ok(figure::in_sentence("figure", &Origin::Go(record.experiment.clone()), &title, &text))
}

/// What became of a count that an article gives.
fn verdict_on_article(record: &GoRecord, id: &str, count: u64) -> Result<String, String> {
    case(record, id)?;
    let (class, text) = match record.fate(id, count) {
        Some(Fate::Holds) => ("holds", "holds".to_owned()),
        Some(Fate::ChangedIn(version)) => ("changed", format!("changed: no longer in Go {version}")),
        Some(Fate::NeverHeld) | None => ("never", "in no version measured".to_owned()),
    };
    let title = format!("{id}: the article says {count}; {}", measured_with(record));
    Ok(format!(r#"<span class="fate {class}" title="{}">{}</span>"#, html::escape(&title), html::escape(&text)))
}

/// The cases that the patterns name, as in the tables of Rust cases.
fn select(record: &GoRecord, patterns: &[&str]) -> Result<Vec<String>, String> {
    let matches = |id: &str, pattern: &str| {
        id == pattern || id.split('/').next() == Some(pattern.strip_suffix("/*").unwrap_or(pattern))
    };
    let ids = record.case_ids();
    for pattern in patterns {
        if !ids.iter().any(|id| matches(id, pattern)) {
            case(record, pattern)?;
        }
    }
    let is_chosen = |id: &String| patterns.is_empty() || patterns.iter().any(|pattern| matches(id, pattern));
    Ok(ids.iter().filter(|id| is_chosen(id)).cloned().collect())
}

/// A row a case: Rust's counts, Go's by version, and the newest Go's time over Rust's.
fn table(record: &GoRecord, patterns: &[&str]) -> Result<Table, String> {
    let ids = select(record, patterns)?;
    let newest = newest(record)?;
    let toolchains: Vec<&Toolchain> = record.measured().collect();
    let caption = format!(
        "{}, {}: what a call allocates in Rust and in Go, and Go\u{2019}s time over Rust\u{2019}s",
        record.experiment,
        html::range(ids.iter().map(String::as_str))
    );
    let mut table = Table::new("", &caption);
    table.head([
        Cell::column("case", "case").down(),
        Cell::group("group", 2, "Rust, release"),
        Cell::group("group", toolchains.len(), "Go, allocs/op"),
        Cell::group("group", 1, format!("Go {}", newest.version)),
        Cell::group("group", TIME_COLUMNS, format!("time of Go {} over Rust", newest.version)),
    ]);
    let mut columns = vec![Cell::column("number first", "B/op"), Cell::column("number", "allocs/op")];
    let versions = toolchains.iter().zip(0..);
    columns.extend(versions.map(|(toolchain, index)| Cell::column(number(index), toolchain.version.to_string())));
    columns.push(Cell::column("number first", "B/op"));
    columns.extend(time_columns());
    table.head(columns);
    let printed = |count: Option<u64>| count.map_or_else(|| NO_FIGURE.to_owned(), |count| print::count(count.into()));
    for id in &ids {
        let mut row = vec![Cell::row_name("case", html::case_id(id))];
        row.extend(rust_cells(record.rust(id)));
        let mut before = None;
        for (index, toolchain) in toolchains.iter().enumerate() {
            let count = toolchain.case(id).map(|case| case.allocations);
            let text = printed(count);
            // What differs from the version before stands out.
            let text = if index > 0 && count != before { format!("<strong>{text}</strong>") } else { text };
            before = count;
            row.push(Cell::value(number(index), text));
        }
        row.push(Cell::value("number first", printed(newest.case(id).map(|case| case.bytes))));
        let rust = record.rust(id).and_then(|case| case.time.measured());
        row.extend(time_cells(newest.case(id).map(|case| &case.time), rust));
        table.row(row);
    }
    Ok(table)
}

/// The class of a number; the first of a group is set off from the group before.
fn number(index: usize) -> &'static str {
    if index == 0 { "number first" } else { "number" }
}

fn rust_cells(case: Option<&RustCase>) -> [Cell; 2] {
    let Some(exact) = case.and_then(|case| case.release.measured()) else {
        return [Cell::value("number first", NO_FIGURE), Cell::value("number", NO_FIGURE)];
    };
    let bytes = Cell::value("number first", print::count(exact.requested_bytes.into()));
    let allocations = print::count(exact.allocations.into());
    if exact.reallocations == 0 {
        return [bytes, Cell::value("number", allocations)];
    }
    let both = format!("{allocations}+{}", print::count(exact.reallocations.into()));
    [bytes, Cell::value("number", both).with("title", "allocations + reallocations")]
}

/// The times of `cases` over that of `base`, in Rust and in each release that was timed: a row a case. All come from the same rounds.
fn over(record: &GoRecord, base: &str, cases: &[&str]) -> Result<Table, String> {
    for id in cases.iter().chain([&base]) {
        case(record, id)?;
    }
    let method =
        record.method.as_ref().ok_or_else(|| format!("the Go record of `{}` has no times", record.experiment))?;
    let ids = || [base].into_iter().chain(cases.iter().copied());
    let rust = ids().map(|id| record.rust(id)?.time.measured()).collect();
    let mut columns: Vec<(String, Vec<Option<&Time>>)> = vec![("Rust".to_owned(), rust)];
    columns.extend(record.measured().map(|toolchain| {
        let times = ids().map(|id| toolchain.case(id)?.time.measured()).collect();
        (format!("Go {}", toolchain.version), times)
    }));
    // What was only counted has no column.
    columns.retain(|(_, times)| times[0].is_some());
    let mut table = Table::new("", &format!("{}: time over {base}", record.experiment));
    let groups = columns.iter().map(|(name, _)| Cell::group("group", TIME_COLUMNS, name));
    table.head([Cell::column("case", "case").down()].into_iter().chain(groups));
    table.head(columns.iter().flat_map(|_| time_columns()));
    for (row, id) in cases.iter().enumerate() {
        let mut cells = vec![Cell::row_name("case", html::case_id(id))];
        for (_, times) in &columns {
            let over = times[0].zip(times[row + 1]).map(|(base, time)| {
                let baseline = Some(base.rounds_ps.as_slice());
                Outcome::Measured(Time::derive(time.rounds_ps.clone(), baseline, method.rule))
            });
            cells.extend(time_cells(over.as_ref(), times[0]));
        }
        table.row(cells);
    }
    Ok(table)
}

/// What the compiler says of a variant's file, a row a message; where something goes to the heap in some release, of those lines only. `source` is the file's text.
fn escapes(record: &GoRecord, variant: &str, source: &str) -> Result<Table, String> {
    let file = format!("{variant}.go");
    let of_file = |escape: &&Escape| escape.file == file;
    let lines: Vec<&str> = source.lines().collect();
    let mut messages: Vec<(u32, &str)> = Vec::new();
    for escape in record.measured().flat_map(|toolchain| toolchain.escapes.iter().filter(of_file)) {
        let message = (line_of(record, escape, &lines)?, escape.message.as_str());
        if !messages.contains(&message) {
            messages.push(message);
        }
    }
    // A line with nothing but parameters that do not escape is no answer where another line has one.
    let is_answer = |message: &str| !message.ends_with(" does not escape");
    if messages.iter().any(|(_, message)| is_answer(message)) {
        let lines: BTreeSet<u32> =
            messages.iter().filter(|(_, message)| is_answer(message)).map(|(line, _)| *line).collect();
        messages.retain(|(line, _)| lines.contains(line));
    }
    // Of a line, what the older versions say comes first.
    messages.sort_by_key(|(line, _)| *line);
    if messages.is_empty() {
        let files: BTreeSet<&str> =
            record.measured().flat_map(|toolchain| &toolchain.escapes).map(|escape| escape.file.as_str()).collect();
        let known = suggest::nearest(variant, files.iter().map(|file| file.trim_end_matches(".go")));
        return Err(format!("the Go compiler says nothing of `{file}` of `{}`{known}", record.experiment));
    }
    let caption = format!("{}/go/{file}: what the Go compiler says under -gcflags=-m", record.experiment);
    let mut table = Table::new("escapes", &caption);
    table.head([
        Cell::column("number", "line"),
        Cell::column("", "code"),
        Cell::column("", "message"),
        Cell::column("", "Go"),
    ]);
    let code = |text: &str| Cell::value("", format!("<code>{}</code>", html::escape(text)));
    for (line, message) in messages {
        let has = |toolchain: &Toolchain| {
            toolchain.escapes.iter().any(|escape| {
                escape.file == file && escape.place.find(&lines) == Some(line) && escape.message == message
            })
        };
        let spans = spans(record.measured().map(|toolchain| (toolchain.version, has(toolchain))));
        let source =
            lines.get(line as usize - 1).map_or("", |code| code.split("// -m").next().unwrap_or_default().trim());
        let versions = Cell::value("", versions(&spans));
        table.row([Cell::value("number", line.to_string()), code(source), code(message), versions]);
    }
    Ok(table)
}

/// What a program prints, a row a release.
fn prints(record: &GoRecord, programs: &[&str]) -> Result<Table, String> {
    let caption = format!("What these programs of {}/go/programs print", record.experiment);
    let mut table = Table::new("", &caption);
    let column = |program: &&str| Cell::column("number", format!("<code>{}</code>", html::escape(program)));
    table.head([Cell::column("", "Go")].into_iter().chain(programs.iter().map(column)));
    let printed = |toolchain: &Toolchain, program: &str| {
        let printed = toolchain.prints.iter().find(|printed| printed.program == program)?;
        let text = html::escape(&printed.text);
        Some(if printed.text == printed.declared { text } else { format!("<strong>{text}</strong>, wrong") })
    };
    for program in programs {
        if record.measured().all(|toolchain| printed(toolchain, program).is_none()) {
            return Err(format!("the Go record of `{}` has no program `{program}`", record.experiment));
        }
    }
    for toolchain in record.measured() {
        let cell = |program: &&str| Cell::value("number", printed(toolchain, program).unwrap_or(NO_FIGURE.to_owned()));
        let name = Cell::row_name("", toolchain.version.to_string());
        table.row([name].into_iter().chain(programs.iter().map(cell)));
    }
    Ok(table)
}

const PRINTS_NOTE: &str = "Bold: not what the language says. ";

const COLLECTOR_NOTE: &str = "The lowest and the highest of several runs, each a process of its own that makes all these calls. Pauses: the time for which the collector stopped the program. CPU: what the runtime books on the collector (runtime/metrics), one collection at the end of a run included, which is made so that it is booked. ";

/// What the collector did in the newest release, and what of the same work is the allocator's in Rust.
fn collector(record: &GoRecord, cases: &[&str]) -> Result<Table, String> {
    let newest = record.measured().filter(|toolchain| !toolchain.collections.is_empty()).last();
    let newest = newest.ok_or_else(|| {
        let renewal = Kind::Go.renewal(&record.experiment);
        format!("the Go record of `{}` says nothing of the collector; renew it with {renewal}", record.experiment)
    })?;
    let caption =
        format!("{}: what Go {} collects, and what Rust asks of the allocator", record.experiment, newest.version);
    let mut table = Table::new("cases", &caption);
    table.head([
        Cell::column("case", "case"),
        Cell::column("number", "calls"),
        Cell::column("number", "cycles"),
        Cell::column("number", "pauses"),
        Cell::column("number", "CPU of the collector"),
        Cell::column("number", "run"),
        Cell::column("number", "in Rust: calls of the allocator"),
    ]);
    for id in cases {
        let missing =
            || format!("what the collector does for `{id}` is not in the Go record of `{}`", record.experiment);
        let of = newest.collections.iter().find(|of| of.id() == **id).ok_or_else(missing)?;
        let range = |field: fn(&Collected) -> u64| {
            let values = of.runs.iter().map(field);
            Some([values.clone().min()?, values.max()?])
        };
        let count = |range: [u64; 2]| print::counts(range);
        let time = |[low, high]: [u64; 2]| match high {
            0 => "0".to_owned(),
            _ => print::times([low * 1000, high * 1000]),
        };
        let rust = record.rust(id).and_then(|case| case.release.measured());
        let rust = rust.map(|exact| print::count(((exact.allocations + exact.deallocations) * of.calls).into()));
        table.row([
            Cell::row_name("case", html::case_id(id)),
            Cell::value("number", print::count(of.calls.into())),
            Cell::value("number", range(|run| run.cycles).map(count).ok_or_else(missing)?),
            Cell::value("number", range(|run| run.pause_ns).map(time).ok_or_else(missing)?),
            Cell::value("number", range(|run| run.collector_ns).map(time).ok_or_else(missing)?),
            Cell::value("number", range(|run| run.elapsed_ns).map(time).ok_or_else(missing)?),
            Cell::value("number", rust.unwrap_or(NO_FIGURE.to_owned())),
        ]);
    }
    Ok(table)
}

/// The line that a message is about, in the file as it is now.
fn line_of(record: &GoRecord, escape: &Escape, lines: &[&str]) -> Result<u32, String> {
    escape.place.find(lines).ok_or_else(|| {
        let (slug, Escape { file, place, message }) = (&record.experiment, escape);
        format!(
            "{}: `{message}` is about a line `{}` of go/{file}, which is not there: the source changed since; renew it with {}",
            crate::records::shown(slug, Kind::Go),
            place.code,
            Kind::Go.renewal(slug)
        )
    })
}

/// In which versions something is so: `all`, `up to 1.24.11`, `from 1.25.0`, `1.25.0 to 1.26.0`.
fn versions(spans: &[Span<bool>]) -> String {
    let last = spans.len().saturating_sub(1);
    let so = spans.iter().enumerate().filter(|(_, span)| span.value);
    let print = |(index, span): (usize, &Span<bool>)| {
        let (first, to): (Version, Version) = (span.first, span.last);
        match (index == 0, index == last) {
            (true, true) => "all".to_owned(),
            (true, false) => format!("up to {to}"),
            (false, true) => format!("from {first}"),
            _ if first == to => first.to_string(),
            _ => format!("{first} to {to}"),
        }
    };
    so.map(print).collect::<Vec<_>>().join(", ")
}

/// How the Go half was measured.
fn provenance_block(record: &GoRecord, id: &str, to_root: &str) -> String {
    let slug = &record.experiment;
    let summary = format!("How the Go half of {} was measured", html::escape(slug));
    let mut out = provenance::open(&Origin::Go(slug.clone()), id, &summary) + "<dl>";
    for toolchain in &record.toolchains {
        let failure = toolchain.failure.as_ref().map_or_else(String::new, |why| format!("; failed: {why}"));
        let _ = write!(
            out,
            "<dt>Go {}</dt><dd><code>{}</code>, {}{}</dd>",
            toolchain.version,
            html::escape(&toolchain.describes_itself),
            html::escape(&toolchain.origin),
            html::escape(&failure)
        );
    }
    for (name, value) in provenance::machine(&record.provenance) {
        let _ = write!(out, "<dt>{name}</dt><dd>{value}</dd>");
    }
    let _ = write!(
        out,
        "<dt>method of the times</dt><dd>{}; a Go case runs in the same rounds as the Rust case of its name, and takes its samples in the same way; the fastest sample of a round is one without a cycle of the garbage collector, so the ratio leaves the collector\u{2019}s work out</dd>",
        provenance::method(record.method.as_ref())
    );
    let _ = write!(out, "<dt>file</dt><dd>{}</dd>", published::link(to_root, slug, Kind::Go));
    out.push_str("</dl><dl>");
    for (name, meaning) in [
        ("allocs/op", "of Go: <code>testing.AllocsPerRun</code>, mallocs of the whole process a call"),
        (
            "B/op",
            "of Go: what the runtime\u{2019}s total grows by, in its size classes, rounded down; of Rust: bytes asked of the allocator",
        ),
        ("message", "what the compiler prints for the line under <code>-gcflags=-m</code>"),
    ] {
        let _ = write!(out, "<dt>{name}</dt><dd>{meaning}</dd>");
    }
    out.push_str("</dl></details>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::go::Printed;

    fn record() -> GoRecord {
        let case = |allocations: u64| serde_json::json!({ "variant": "v", "size": null, "allocations": allocations, "bytes": 16, "time": { "not_measured": "counted, not timed" } });
        let toolchain = |version: &str, allocations: u64, message: &str| {
            serde_json::json!({
                "version": version, "describes_itself": format!("go version go{version} <x>"), "origin": "a wheel", "failure": null,
                "cases": [case(allocations)], "escapes": [{ "file": "v.go", "place": { "code": "x := 1" }, "message": message }]
            })
        };
        let failed = serde_json::json!({
            "version": "1.28.0", "describes_itself": "", "origin": "", "failure": "does not build", "cases": [], "escapes": []
        });
        let body = serde_json::json!({
            "method": null, "rust": [],
            "toolchains": [toolchain("1.21.13", 2, "moved to heap: a<b"), toolchain("1.24.11", 2, "moved to heap: a<b"), toolchain("1.25.0", 1, "a does not escape"), failed]
        });
        GoRecord {
            experiment: "e".to_owned(),
            provenance: record::Provenance::default(),
            sources: String::new(),
            body: serde_json::from_value(body).unwrap(),
        }
    }

    /// Character references of what is punctuation in Markdown, read back.
    fn plain(html: &str) -> String {
        html.replace("&#46;", ".").replace("&#60;", "<").replace("&#45;", "-")
    }

    #[test]
    fn a_count_is_given_by_version_and_judged_against_the_article() {
        assert!(
            plain(&inline(&record(), "v", "allocations").unwrap())
                .contains(">2 up to Go 1.24.11, 1 from Go 1.25.0 on<")
        );
        assert!(inline(&record(), "v", "bytes").unwrap().contains(">16\u{a0}B<"));
        assert!(inline(&record(), "v", "ratio").unwrap_err().contains("not measured"));
        assert!(inline(&record(), "w", "bytes").unwrap_err().contains("has no case `w`"));
        assert!(plain(&verdict_on_article(&record(), "v", 2).unwrap()).contains(">changed: no longer in Go 1.25.0<"));
        assert!(verdict_on_article(&record(), "v", 3).unwrap().contains(">in no version measured<"));
    }

    #[test]
    fn the_table_has_a_column_a_version_with_figures_and_marks_changes() {
        let table = table(&record(), &[]).unwrap().html();
        assert!(table.contains(r#"<td class="number">2</td><td class="number"><strong>1</strong></td>"#), "{table}");
        assert!(!table.contains("1.28.0"), "{table}");
        assert!(super::table(&record(), &["x"]).err().unwrap().contains("has no case `x`"));
        assert!(provenance_block(&record(), "go-e", "").contains("failed: does not build"));
    }

    #[test]
    fn what_programs_print_is_shown_by_release_and_what_is_wrong_stands_out() {
        let mut record = record();
        assert!(prints(&record, &["p"]).err().unwrap().contains("has no program `p`"));
        for (toolchain, text) in record.body.toolchains.iter_mut().zip(["1", "2"]) {
            let printed = |program: &str, text: &str| Printed {
                program: program.to_owned(),
                text: text.to_owned(),
                declared: "1".to_owned(),
            };
            toolchain.prints = vec![printed("p", text), printed("q", "1")];
        }
        let table = plain(&prints(&record, &["p", "q"]).unwrap().html());
        assert!(table.contains(r#"1.21.13</th><td class="number">1</td><td class="number">1</td>"#), "{table}");
        assert!(
            table.contains(r#"<td class="number"><strong>2</strong>, wrong</td><td class="number">1</td>"#),
            "{table}"
        );
        assert!(prints(&record, &["p", "r"]).err().unwrap().contains("has no program `r`"));
    }

    #[test]
    fn what_the_collector_did_is_shown_of_the_newest_release_that_was_asked() {
        let mut record = record();
        assert!(collector(&record, &["v"]).err().unwrap().contains("says nothing of the collector"));
        let of = serde_json::json!([{ "variant": "v", "size": null, "calls": 500, "runs": [
            { "cycles": 36, "pause_ns": 0, "collector_ns": 2_000_000, "elapsed_ns": 1_000_000_000 },
            { "cycles": 39, "pause_ns": 0, "collector_ns": 3_000_000, "elapsed_ns": 2_000_000_000 }
        ] }]);
        record.body.toolchains[1].collections = serde_json::from_value(of).unwrap();
        let table = plain(&collector(&record, &["v"]).unwrap().html());
        for part in ["what Go 1.24.11 collects", ">500<", ">36–39<", r#""number">0<"#, "2.00–3.00", "1.00–2.00"] {
            assert!(table.contains(part), "{part} is not in {table}");
        }
        assert!(collector(&record, &["w"]).err().unwrap().contains("`w`"));
    }

    #[test]
    fn times_are_over_a_case_of_the_same_release_where_there_are_any() {
        assert!(over(&record(), "v", &["v"]).err().unwrap().contains("has no times"));
        let mut timed = record();
        let method = serde_json::json!({
            "max_rounds": 10, "slice_us": 1, "slices": 10, "is_relinked": true, "rule": { "margin_ppm": 20_000, "resolution_ppm": 5_000 }, "rule_from": ""
        });
        timed.body.method = Some(serde_json::from_value(method).unwrap());
        let cases = &mut timed.body.toolchains[2].cases;
        cases.push(GoCase { variant: "w".to_owned(), ..cases[0].clone() });
        cases[0].time = Outcome::Measured(Time::derive(vec![2000; 10], None, record::Rule::DEFAULT));
        cases[1].time = Outcome::Measured(Time::derive(vec![1000; 10], None, record::Rule::DEFAULT));
        let table = plain(&over(&timed, "v", &["w"]).unwrap().html());
        assert!(table.contains("\u{2212}1.00") && table.contains(">faster<") && table.contains("Go 1.25.0"), "{table}");
        assert!(!table.contains("Go 1.24.11") && !table.contains("Rust"), "{table}");
        assert!(over(&timed, "v", &["x"]).err().unwrap().contains("has no case `x`"));
    }

    #[test]
    fn messages_stand_beside_their_code_with_their_versions() {
        let gone = escapes(&record(), "v", "package a\n").err().unwrap();
        assert!(gone.contains("`x := 1` of go/v.go, which is not there"), "{gone}");
        let shown = plain(&escapes(&record(), "v", "package a\n\tx := 1 // -m: y\n").unwrap().html());
        assert!(
            shown
                .contains("<td><code>x := 1</code></td><td><code>moved to heap: a<b</code></td><td>up to 1.24.11</td>"),
            "{shown}"
        );
        assert!(shown.contains("<td>from 1.25.0</td>"), "{shown}");
        assert!(escapes(&record(), "u", "").err().unwrap().contains("says nothing of `u.go`"));
    }
}

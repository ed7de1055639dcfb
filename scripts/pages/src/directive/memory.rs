//! `{{#memory}}`: what a process holds of the machine's memory, at instants and under settings.

mod heap_pages;
mod over_time;

use super::syntax::{Context, Directive, Origin, Syntax, known, words};
use crate::figure::{self, NO_FIGURE, Printed, above, measured};
use crate::html::{self, Cell, Table};
use crate::{provenance, published, suggest};
use record::memory::{INSTANTS, Instant, MallocState, MemoryRun, PEAK};
use record::{Kind, MemoryRecord, print};
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "memory",
    forms: &[
        "SLUG table [RUN...]",
        "SLUG requests RUN...",
        "SLUG over-time RUN...",
        "SLUG pages HEAP",
        "SLUG figure RUN INSTANT FIELD",
        "SLUG repeats",
        "SLUG provenance",
    ],
    about: "What processes hold of memory: runs at their instants, what they ask of the allocator, runs drawn over time, a heap page by page; `figure` stands in a sentence, with `resident`, `part` or a figure of malloc, and so does `repeats`, which says how far the repeats are apart.",
    parse: |arguments| {
        let (slug, view) = match words(arguments)[..] {
            [slug, "table", ref runs @ ..] => (slug, View::Table(runs.to_vec())),
            [slug, "requests", ref runs @ ..] if !runs.is_empty() => (slug, View::Requests(runs.to_vec())),
            [slug, "over-time", ref runs @ ..] if !runs.is_empty() => (slug, View::OverTime(runs.to_vec())),
            [slug, "pages", heap] => (slug, View::Pages(heap)),
            [slug, "figure", run, instant, field] => {
                known("instant", instant, &INSTANTS)?;
                known("field", field, &FIELDS)?;
                (slug, View::Figure { run, instant, field })
            }
            [slug, "repeats"] => (slug, View::Repeats),
            [slug, "provenance"] => (slug, View::Provenance),
            _ => return Err(SYNTAX.usage()),
        };
        Ok(Box::new(ShownMemory { slug, view }))
    },
};

/// What `figure` can show of an instant.
const FIELDS: [&str; 9] = [
    "resident",
    "part",
    "bounds",
    "heap_bytes",
    "mapped_blocks",
    "mapped_bytes",
    "in_use_bytes",
    "free_bytes",
    "top_bytes",
];

/// The instants that a table shows, and what it calls them.
const SHOWN: [(&str, &str); 6] = [
    (PEAK, "at the peak"),
    ("dropped", "dropped"),
    ("later", "later"),
    ("second_peak", "second peak"),
    ("second_dropped", "dropped again"),
    ("trimmed", "trimmed"),
];

#[derive(Debug, PartialEq, Eq)]
struct ShownMemory<'a> {
    slug: &'a str,
    view: View<'a>,
}

#[derive(Debug, PartialEq, Eq)]
enum View<'a> {
    Table(Vec<&'a str>),
    Requests(Vec<&'a str>),
    OverTime(Vec<&'a str>),
    Pages(&'a str),
    Figure { run: &'a str, instant: &'a str, field: &'a str },
    Repeats,
    Provenance,
}

impl Directive for ShownMemory<'_> {
    fn is_block(&self) -> bool {
        !matches!(self.view, View::Figure { .. } | View::Repeats)
    }

    fn origin(&self) -> Option<Origin> {
        (self.view == View::Provenance).then(|| Origin::Memory(self.slug.to_owned()))
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let held = context.records().memory(self.slug)?;
        let id = || context.id(&Origin::Memory(self.slug.to_owned()));
        match &self.view {
            View::Table(names) => Ok(table(&runs(&held, names)?, id()?)),
            View::Requests(names) => requests(&runs(&held, names)?, id()?),
            View::OverTime(names) => over_time::draw(&runs(&held, names)?, id()?),
            View::Pages(name) => heap_pages::draw(&held, name, id()?),
            View::Figure { run, instant, field } => {
                let printed = look_up(&held, run, instant, field)?;
                let title = printed.reason.unwrap_or_else(|| origin(run, instant, field));
                Ok(figure::in_sentence("figure", &Origin::Memory(held.experiment.clone()), &title, &printed.text))
            }
            View::Repeats => Ok(repeats(&held)),
            View::Provenance => Ok(block(&held, id()?, &context.to_root())),
        }
    }
}

/// The runs of these names, or all.
fn runs<'r>(held: &'r MemoryRecord, names: &[&str]) -> Result<Vec<&'r MemoryRun>, String> {
    if names.is_empty() {
        return Ok(held.runs.iter().collect());
    }
    names.iter().map(|name| run(held, name)).collect()
}

fn run<'r>(held: &'r MemoryRecord, name: &str) -> Result<&'r MemoryRun, String> {
    held.run(name).ok_or_else(|| {
        let nearest = suggest::nearest(name, held.runs.iter().map(|run| &*run.name));
        format!("{} has no run `{name}`{nearest}", crate::records::shown(&held.experiment, Kind::Memory))
    })
}

/// A figure of a run at an instant, for a sentence.
pub(crate) fn look_up(held: &MemoryRecord, name: &str, at: &str, field: &str) -> Result<Printed, String> {
    let run = run(held, name)?;
    if let Err(missing) = measured(&run.instants) {
        return Ok(missing);
    }
    let instant = run.instant(at).ok_or_else(|| format!("the run `{name}` has no instant `{at}`"))?;
    let text = match field {
        "resident" => resident(instant),
        "part" => {
            let peak = run.instant(PEAK).ok_or_else(|| format!("the run `{name}` has no instant `{PEAK}`"))?;
            part(instant, peak)
        }
        "bounds" => {
            let bound = run.bounds.iter().find(|bound| bound.instant == at);
            let bound = bound.ok_or_else(|| format!("the run `{name}` declares no bound for `{at}`"))?;
            let [least, most] = bound.percent;
            format!("{least} to {most}\u{a0}%")
        }
        field => match &instant.malloc[..] {
            [] => return Err(format!("malloc was not asked at `{at}` of the run `{name}`")),
            [state] if field == "mapped_blocks" => print::count(state.mapped_blocks.into()),
            [state] => mebibytes(of(state, field) as f64 / 1024.0),
            [..] => return Err(format!("malloc did not say the same in every repeat of `{name}` at `{at}`")),
        },
    };
    Ok(Printed { text, reason: None })
}

/// Which figure it is, in words.
pub(crate) fn origin(run: &str, instant: &str, field: &str) -> String {
    let what = match field {
        "resident" => "resident, the median of the repeats".to_owned(),
        "part" => "resident, of what is resident at the peak".to_owned(),
        "bounds" => "resident, of what is resident at the peak, in every repeat".to_owned(),
        field => format!("mallinfo2, {}", field.replace('_', " ")),
    };
    format!("{run}, {}: {what}", instant.replace('_', " "))
}

fn of(state: &MallocState, field: &str) -> u64 {
    match field {
        "heap_bytes" => state.heap_bytes,
        "mapped_blocks" => state.mapped_blocks,
        "mapped_bytes" => state.mapped_bytes,
        "in_use_bytes" => state.in_use_bytes,
        "free_bytes" => state.free_bytes,
        _ => state.top_bytes,
    }
}

/// `288 MiB`, and below ten `1.9 MiB`.
pub(super) fn mebibytes(kib: f64) -> String {
    let value = kib / 1024.0;
    let digits = usize::from(value < 9.95);
    format!("{value:.digits$}\u{a0}MiB")
}

fn resident(instant: &Instant) -> String {
    mebibytes(instant.resident()[1] as f64)
}

fn part(instant: &Instant, peak: &Instant) -> String {
    let [one, peak] = [instant, peak].map(|instant| instant.resident()[1] as f64);
    format!("{:.0}\u{a0}%", 100.0 * one / peak.max(1.0))
}

/// What a run does, and its settings.
fn described(run: &MemoryRun) -> String {
    let settings = run.settings.iter().map(|pair| format!("<code>{}</code>", html::escape(&pair.join("="))));
    let mut text = html::capital(&html::escape(&run.about));
    for setting in settings {
        let _ = write!(text, "<br>{setting}");
    }
    text
}

/// The runs of a table: a page may have several tables, whose names differ.
fn names(runs: &[&MemoryRun]) -> String {
    runs.iter().map(|run| run.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn table(runs: &[&MemoryRun], anchor: &str) -> String {
    let mut table = Table::without_caption("memory", &format!("Resident memory at the instants of {}", names(runs)));
    table.head(
        std::iter::once(Cell::column("case", "two bursts of"))
            .chain(SHOWN.map(|(_, name)| Cell::column("number", name))),
    );
    for run in runs {
        let mut row = vec![Cell::row_name("case", described(run))];
        match measured(&run.instants) {
            Err(missing) => row.push(Cell::value("missing", missing.text).across(SHOWN.len())),
            Ok(_) => row.extend(SHOWN.map(|(name, label)| match run.instant(name) {
                None => Cell::value("missing", NO_FIGURE),
                Some(instant) => {
                    Cell::value("number", above(&resident(instant), &apart(instant))).with("data-label", label)
                }
            })),
        }
        table.row(row);
    }
    let note = format!(
        "Resident memory of a process, the median of the repeats; below it the lowest and the highest, where they are more than a hundredth apart. {}",
        html::link_to(anchor, "How this was measured")
    );
    format!(r#"<div class="figures">{}{}</div>"#, table.html(), html::note(&note))
}

/// The lowest and the highest, where they are more than a hundredth of the median and a tenth of a MiB apart.
fn apart(instant: &Instant) -> String {
    let [low, _, high] = instant.resident();
    if instant.spread_per_mille() <= 10 || high - low < 1024 {
        return String::new();
    }
    let [low, high] = [low, high].map(|kib| mebibytes(kib as f64));
    format!("{}–{high}", low.trim_end_matches("\u{a0}MiB"))
}

/// What the runs ask of the allocator.
fn requests(runs: &[&MemoryRun], anchor: &str) -> Result<String, String> {
    let mut table = Table::without_caption("", &format!("What the allocator is asked for by {}", names(runs)));
    let columns = ["allocations", "reallocations", "deallocations", "bytes"];
    table.head(
        std::iter::once(Cell::column("case", "two bursts of")).chain(columns.map(|name| Cell::column("number", name))),
    );
    for run in runs {
        let counts = run.counts.measured().ok_or_else(|| {
            format!("the requests of `{}` were not counted: {}", run.name, run.counts.reason().unwrap_or_default())
        })?;
        let counts = [counts.allocations, counts.reallocations, counts.deallocations, counts.net_bytes];
        let cells = counts.map(|count| Cell::value("number", print::count(count.into())));
        table.row(std::iter::once(Cell::row_name("case", described(run))).chain(cells));
    }
    let note = format!(
        "Calls of the allocator and bytes of blocks from the first instant to the last, in the whole process. {}",
        html::link_to(anchor, "How this was measured")
    );
    Ok(format!(r#"<div class="figures">{}{}</div>"#, table.html(), html::note(&note)))
}

/// How often the runs were made, and whether it made a difference.
fn repeats(held: &MemoryRecord) -> String {
    let instants = || held.runs.iter().filter_map(|run| run.instants.measured()).flatten();
    // Of what is hardly more than the program itself, a page more is a large part.
    let large = instants().filter(|instant| instant.resident()[1] > 32 * 1024);
    let spread = large.map(Instant::spread_per_mille).max().unwrap_or(0);
    let several = instants().filter(|instant| instant.malloc.len() > 1).count();
    let all = instants().filter(|instant| !instant.malloc.is_empty()).count();
    let orders = INSTANTS.map(|instant| held.order(instant));
    let [pairs, reversed] = orders.into_iter().fold([0, 0], |[a, b], [c, d]| [a + c, b + d]);
    let (bounds, broken) = held.runs.iter().fold((0, 0), |(bounds, broken), run| {
        let always = run.held().into_iter().filter(|held| *held == run.repeats()).count();
        (bounds + run.bounds.len(), broken + run.bounds.len() - always)
    });
    let count = |count: usize| print::count(count as i128);
    let text = format!(
        "All runs were made {}. What is above 32\u{a0}MiB differs by at most {:.1}\u{a0}% from one time to another. Of {} pairs of runs that are more than a tenth apart at an instant, {} the other order some time. {} malloc said the same every time at {} of {} instants.",
        if held.repeats == 2 { "twice".to_owned() } else { format!("{} times", count(held.repeats)) },
        spread as f64 / 10.0,
        count(pairs),
        if reversed == 0 { "none had".to_owned() } else { format!("{} had", count(reversed)) },
        match (bounds, broken) {
            (1, 0) => "The declared bound held every time.".to_owned(),
            (_, 0) => format!("All {} declared bounds held every time.", count(bounds)),
            _ => format!("Of {} declared bounds, {} did not hold every time.", count(bounds), count(broken)),
        },
        count(all - several),
        count(all)
    );
    let title = "what the repeats have in common";
    figure::in_sentence("finding", &Origin::Memory(held.experiment.clone()), title, &text)
}

/// How the runs were made.
fn block(held: &MemoryRecord, id: &str, to_root: &str) -> String {
    let slug = &held.experiment;
    let summary = format!("How the memory of {} was measured", html::escape(slug));
    let mut out = provenance::open(&Origin::Memory(slug.clone()), id, &summary) + "<dl>";
    let _ = write!(out, "<dt>file</dt><dd>{}</dd>", published::link(to_root, slug, Kind::Memory));
    for (name, value) in provenance::machine(&held.provenance) {
        let _ = write!(out, "<dt>{name}</dt><dd>{value}</dd>");
    }
    for [name, value] in &held.system {
        let _ = write!(out, "<dt>{}</dt><dd>{}</dd>", html::escape(name), html::escape(value));
    }
    let _ = write!(out, "<dt>repeats</dt><dd>{}</dd></dl><dl>", held.repeats);
    for (name, meaning) in [
        (
            "run",
            "a process of its own, built in release, with the variables named and no others in its environment; up to four run beside each other, which changes times alone",
        ),
        (
            "resident",
            "<code>Rss</code> of <code>/proc/self/smaps_rollup</code>, read by the process without asking the allocator for a block",
        ),
        ("later", "five seconds after everything was dropped, in which the process did nothing"),
        ("trimmed", "after <code>malloc_trim(0)</code>, at the end"),
        ("malloc", "<code>mallinfo2</code>, read before the kernel is asked"),
        (
            "requests",
            "counted by <code>stats_alloc</code> in another program of the same runs, so that no counter is in the one that is measured",
        ),
    ] {
        let _ = write!(out, "<dt>{name}</dt><dd>{meaning}</dd>");
    }
    out.push_str("</dl></details>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_three_digits_or_less() {
        let shown = [0.0, 1980.0, 10_100.0, 10_200.0, 294_912.0].map(mebibytes);
        let expected = ["0.0 MiB", "1.9 MiB", "9.9 MiB", "10 MiB", "288 MiB"];
        assert_eq!(shown.map(|text| text.replace('\u{a0}', " ")), expected);
    }

    #[test]
    fn repeats_that_are_close_have_no_range() {
        let instant =
            |resident_kib: Vec<u64>| Instant { name: String::new(), resident_kib, huge_kib: 0, malloc: Vec::new() };
        assert_eq!(apart(&instant(vec![300_000, 300_900])), "");
        assert_eq!(apart(&instant(vec![1_900, 2_000])), "");
        assert_eq!(apart(&instant(vec![40_960, 61_440, 51_200])), "40–60\u{a0}MiB");
    }
}

//! The main function of a program that is run for what it holds.
//!
//! [`record::program`] has its flags. The same runs are in two programs: one under the allocator that is measured, and one that counts what is asked of it.

use anyhow::{Context, Result, bail};
use record::memory::{Bound, Observed, PageMap, Plan, PlannedRun, Requests, Seen};
use record::program::{PAGES, RUN, RUNS};
use std::time::Duration;

/// A run, as a chapter declares it.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    name: &'static str,
    about: &'static str,
    observe: fn(Duration) -> std::io::Result<Vec<Seen>>,
    settings: &'static [(&'static str, &'static str)],
    bounds: &'static [(&'static str, [u64; 2])],
}

impl Run {
    /// A run under the default settings. `observe` gets how long a run waits where it waits.
    pub const fn new(
        name: &'static str,
        about: &'static str,
        observe: fn(Duration) -> std::io::Result<Vec<Seen>>,
    ) -> Self {
        Self { name, about, observe, settings: &[], bounds: &[] }
    }

    /// The variables of its environment.
    pub const fn under(mut self, settings: &'static [(&'static str, &'static str)]) -> Self {
        self.settings = settings;
        self
    }

    /// What is resident at instants, in per cent of the peak, at least and at most.
    pub const fn holds(mut self, bounds: &'static [(&'static str, [u64; 2])]) -> Self {
        self.bounds = bounds;
        self
    }

    fn planned(&self) -> PlannedRun {
        let settings = self.settings.iter().map(|(name, value)| [(*name).to_owned(), (*value).to_owned()]);
        let bounds =
            self.bounds.iter().map(|(instant, percent)| Bound { instant: (*instant).to_owned(), percent: *percent });
        PlannedRun {
            name: self.name.to_owned(),
            about: self.about.to_owned(),
            settings: settings.collect(),
            bounds: bounds.collect(),
        }
    }
}

/// A heap to be drawn page by page.
#[derive(Clone, Copy, Debug)]
pub struct Heap {
    /// What pages of the book call it.
    pub name: &'static str,
    /// Makes it and draws it.
    pub draw: fn() -> std::io::Result<PageMap>,
}

/// Does what the arguments say. `requests` says what has been asked of the allocator up to now, in a program that counts.
///
/// # Errors
///
/// When the arguments are wrong, or the system does not say what is to be seen.
pub fn main(runs: &[Run], heaps: &[Heap], requests: Option<fn() -> Requests>) -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [RUNS] => {
            let plan = Plan {
                runs: runs.iter().map(Run::planned).collect(),
                maps: heaps.iter().map(|heap| heap.name.to_owned()).collect(),
            };
            print(&plan)
        }
        [RUN, name, milliseconds] => {
            let run = runs.iter().find(|run| run.name == *name);
            let run = run.with_context(|| format!("there is no run `{name}`; {RUNS} prints their names"))?;
            let wait =
                milliseconds.parse().with_context(|| format!("`{milliseconds}` is no number of milliseconds"))?;
            if let Some(requests) = requests {
                crate::bursts::REQUESTS.get_or_init(|| requests);
            }
            let instants = (run.observe)(Duration::from_millis(wait))
                .context("what is resident is read from /proc/self/smaps_rollup, which Linux has")?;
            let requests = [instants.first(), instants.last()].map(|seen| seen.and_then(|seen| seen.requests));
            let requests = requests[1].zip(requests[0]).map(|(now, before)| difference(now, before));
            print(&Observed { requests, instants })
        }
        [PAGES, name] => {
            let heap = heaps.iter().find(|heap| heap.name == *name);
            let heap = heap.with_context(|| format!("there is no heap `{name}`; {RUNS} prints their names"))?;
            print(&(heap.draw)().with_context(|| format!("the heap `{name}`"))?)
        }
        _ => bail!("write {RUNS}, or {RUN} NAME MILLISECONDS, or {PAGES} NAME; `cargo workbook memory` does"),
    }
}

fn difference(now: Requests, before: Requests) -> Requests {
    Requests {
        allocations: now.allocations - before.allocations,
        reallocations: now.reallocations - before.reallocations,
        deallocations: now.deallocations - before.deallocations,
        net_bytes: now.net_bytes - before.net_bytes,
    }
}

fn print(what: &impl serde::Serialize) -> Result<()> {
    println!("{}", serde_json::to_string(what)?);
    Ok(())
}

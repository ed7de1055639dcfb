//! Establishes what the running service shows and what profiling costs it, by running it.
//!
//! Times are medians of interleaved rounds, each as a ratio to the same round's unprofiled service, with the lowest and the highest.

use anyhow::{Context, Result, anyhow, ensure};
use harness::{Findings, Need, Shared, cargo};
use record::Profile as Build;
use running_service::LOOKUP;
use running_service::requests::CLIENT;
use running_service::trimmed::KEPT;
use std::path::{Path, PathBuf};
use std::time::Duration;
use support::profile::{ALLOC_OBJECTS, ALLOC_SPACE, INUSE_OBJECTS, INUSE_SPACE, Profile};
use support::{Connection, Kind, Server, is_of_workspace, load};

#[expect(dead_code, reason = "the ordinary tests use the rest")]
#[path = "../support/mod.rs"]
mod support;

const CONNECTIONS: usize = 64;

/// Declares them.
pub(crate) fn findings(findings: &mut Findings) {
    let programs = Shared::new(Programs::build);
    walk(findings, &programs);
    leak(findings, &programs);
    sampling(findings, &programs);
    overhead(findings, &programs);
    instructions(findings, &programs);
}

/// The binaries of this package, built in release.
struct Programs {
    profiled: PathBuf,
    unprofiled: PathBuf,
}

impl Programs {
    fn build() -> Result<Self> {
        let build = |name| cargo::build(env!("CARGO_MANIFEST_DIR"), ["--bin", name], Build::Release);
        Ok(Self { profiled: build("registry-service")?, unprofiled: build("registry-service-unprofiled")? })
    }

    /// The profiled service with its instances. `rate` is in bytes between two samples.
    fn start(&self, rate: u64, arguments: &[&str]) -> Result<Server> {
        let server = Server::start(&self.profiled, &[&["--debug-port", "0"], arguments].concat(), Some(rate))?;
        server.register_instances()?;
        Ok(server)
    }
}

fn heap(server: &Server) -> Result<Profile> {
    let answer = server.debug("/debug/pprof/heap")?;
    ensure!(answer.status == 200, "a profile was answered with {}", answer.status);
    Profile::decode(&answer.body)
}

/// A finding by a closure that may fail, none of which is quick.
macro_rules! observe {
    ($findings:expr, $key:expr, $how:expr, $value:expr) => {
        $findings.observed($key, $how).slow().by(|| -> Result<String> { $value })
    };
}

/// What the endpoints show after some requests, with every allocation recorded.
fn walk(findings: &mut Findings, programs: &Shared<'_, Programs>) {
    let seen = Shared::new(|| Walk::of(programs.get()?));
    let how = "the service answered 600 lookups, 300 old URLs and 300 heartbeats, and every allocation was recorded";
    for profile in ["allocs", "heap"] {
        observe!(findings, ["index", profile], format!("the count in /debug/pprof/; {how}"), {
            let end = format!("</td><td><a href=\"{profile}?debug=1\">");
            let (before, _) = seen.get()?.index.split_once(&end).context("no such profile in the index")?;
            Ok(before.rsplit('>').next().unwrap_or_default().to_owned())
        });
    }

    observe!(findings, "text_first_line", format!("/debug/pprof/heap?debug=1; {how}"), {
        Ok(seen.get()?.text.lines().next().context("an empty text")?.to_owned())
    });
    let how_text = format!("the first record of /debug/pprof/heap?debug=1 in which the leak stands; {how}");
    observe!(findings, "text_record", &*how_text, {
        let (figures, addresses) = seen.get()?.leak()?.split_once('@').context("a record without @")?;
        let address = addresses.split_whitespace().next().context("a record without an address")?;
        Ok(format!("{figures}@ {address} …"))
    });
    observe!(findings, "text_line", &*how_text, {
        let mut lines = seen.get()?.leak()?.lines();
        let line = lines.find(|line| line.contains("untrimmed::remember\t")).context("no line")?;
        Ok(line.replace('\t', " ").replace(&format!("{}/", root()?), ""))
    });
    for row in ["HeapAlloc", "TotalAlloc", "Mallocs", "Frees", "HeapInuse", "HeapSys", "BuckHashSys", "NumGC"] {
        observe!(findings, ["memstats", row], format!("the trailer of debug=1; {how}"), {
            let is_row = |line: &&str| {
                line.strip_prefix("# ")
                    .is_some_and(|line| line.starts_with(row) && !line[row.len()..].starts_with(char::is_alphabetic))
            };
            Ok(seen.get()?.text.lines().find(is_row).with_context(|| format!("no row {row}"))?.to_owned())
        });
    }

    let of = format!("/debug/pprof/heap, alloc_space, stacks without a function of this workspace; {how}");
    observe!(findings, "alloc_outside", of, {
        let profile = &seen.get()?.profile;
        let total = profile.totals();
        let inside: i64 = profile.by_function(ALLOC_SPACE, is_of_workspace).iter().map(|(_, bytes)| bytes).sum();
        Ok(bytes_of(total[ALLOC_SPACE] - inside, total[ALLOC_SPACE]))
    });
    // As many rows as the tables of the page have.
    for (space, figure, places) in [("inuse", INUSE_SPACE, 3_usize), ("alloc", ALLOC_SPACE, 6)] {
        for place in 1..=places {
            let how =
                format!("/debug/pprof/heap, {space}_space, bytes by the innermost function of this workspace; {how}");
            let key = format!("{space}_top_{place}");
            let top = || -> Result<(String, i64)> {
                let functions = seen.get()?.profile.by_function(figure, is_of_workspace);
                functions.into_iter().nth(place - 1).context("there are not so many functions")
            };
            let total = || -> Result<i64> { Ok(seen.get()?.profile.totals()[figure]) };
            observe!(findings, &*key, &*how, Ok(readable(&top()?.0)));
            observe!(findings, format!("{key}_flat"), &*how, Ok(bytes_of(top()?.1, total()?)));
            observe!(findings, format!("{key}_cum"), &*how, {
                Ok(bytes_of(seen.get()?.profile.within(figure, &top()?.0), total()?))
            });
        }
    }
    let how = format!("/debug/pprof/heap, alloc_space; {how}");
    let old_url = "running_service::old_url::translate";
    let redirect = "running_service::old_url::redirect";
    for (key, bytes) in [
        (
            "translate_cum",
            (|profile, old_url, _| profile.within(ALLOC_SPACE, old_url)) as fn(&Profile, &str, &str) -> i64,
        ),
        ("redirect_cum", |profile, _, redirect| profile.within(ALLOC_SPACE, redirect)),
        ("translate_minus_redirect", |profile, old_url, redirect| {
            profile.within(ALLOC_SPACE, old_url) - profile.within(ALLOC_SPACE, redirect)
        }),
        ("translate_flat", |profile, old_url, _| {
            let functions = profile.by_function(ALLOC_SPACE, is_of_workspace);
            functions.into_iter().find(|(name, _)| name == old_url).map_or(0, |(_, bytes)| bytes)
        }),
        ("parse_under_translate", |profile, old_url, _| {
            profile.under(ALLOC_SPACE, old_url, "running_service::query::parse")
        }),
    ] {
        observe!(findings, key, &*how, {
            let profile = &seen.get()?.profile;
            Ok(bytes_of(bytes(profile, old_url, redirect), profile.totals()[ALLOC_SPACE]))
        });
    }
}

/// What was seen of the service after the walk.
struct Walk {
    index: String,
    text: String,
    profile: Profile,
}

impl Walk {
    fn of(programs: &Programs) -> Result<Self> {
        let server = programs.start(1, &[])?;
        server.walk()?;
        let index = server.debug("/debug/pprof/")?.text()?.to_owned();
        let text = server.debug("/debug/pprof/heap?debug=1")?.text()?.to_owned();
        Ok(Self { index, text, profile: heap(&server)? })
    }

    /// The first record of the text in which the leak stands.
    fn leak(&self) -> Result<&str> {
        let (_, records) = self.text.split_once('\n').context("an empty text")?;
        records.split("\n\n").find(|record| record.contains("untrimmed::remember\t")).context("no leak")
    }
}

/// The difference of two profiles with the leak and with its fix, every allocation recorded.
fn leak(findings: &mut Findings, programs: &Shared<'_, Programs>) {
    const LOOKUPS: i64 = 1_000;
    for (key, arguments) in [("untrimmed", &[][..]), ("trimmed", &["--trimmed"])] {
        let remember = format!("running_service::{key}::remember");
        let grown = Shared::new(|| grown(programs.get()?, arguments, LOOKUPS));
        let line = || -> Result<_> {
            let lines = grown.get()?.by_line(ALLOC_OBJECTS, &remember);
            Ok(lines.into_iter().find(|(line, _)| line.function == remember).context("nothing was remembered")?.0)
        };
        let how = format!("the difference of two profiles around {LOOKUPS} lookups, every allocation recorded, {key}");
        for (what, figure) in [("made", ALLOC_OBJECTS), ("kept", INUSE_OBJECTS)] {
            let on_line = || Ok::<_, anyhow::Error>(grown.get()?.on_line(figure, &line()?));
            findings.exact([key, what], &*how).slow().by(on_line);
        }
        if key == "trimmed" {
            findings.exact([key, "lookup_blocks"], &*how).slow().by(|| -> Result<i64> {
                let blocks = grown.get()?.within(ALLOC_OBJECTS, "running_service::lookup::lookup");
                let declared = i64::try_from(LOOKUP.allocations + LOOKUP.reallocations)?;
                ensure!(
                    blocks == LOOKUPS * declared,
                    "{blocks} blocks of {LOOKUPS} lookups, {declared} are declared for one"
                );
                Ok(blocks)
            });
        } else {
            observe!(findings, "leak_line", &*how, {
                let grown = grown.get()?;
                let (top, _) =
                    grown.by_line(INUSE_SPACE, "running_service::").into_iter().next().context("nothing grew")?;
                let file = grown.file(&top.function).unwrap_or_default().replace(&format!("{}/", root()?), "");
                Ok(format!("{} {file}:{}", top.function, top.line))
            });
        }
    }
}

/// The difference of two profiles around some lookups.
fn grown(programs: &Programs, arguments: &[&str], lookups: i64) -> Result<Profile> {
    let server = programs.start(1, arguments)?;
    let mut connection = server.connect()?;
    for _ in 0..KEPT {
        connection.ask(Kind::Lookup)?;
    }
    let before = heap(&server)?;
    for _ in 0..lookups {
        connection.ask(Kind::Lookup)?;
    }
    Ok(heap(&server)?.since(&before))
}

/// The rates that are compared, in bytes between two samples, with their names.
const RATES: [(&str, u64); 4] = [("512k", 512 << 10), ("64k", 64 << 10), ("4k", 4 << 10), ("1", 1)];

/// What a rate sees of the same requests, and how much memory the profiler takes for it. It draws its samples anew each time.
fn sampling(findings: &mut Findings, programs: &Shared<'_, Programs>) {
    const TIMES: usize = 5;
    let times = findings.runs(TIMES);
    for (rate_key, rate) in RATES {
        let seen = Shared::new(|| -> Result<Vec<Sampled>> {
            let programs = programs.get()?;
            (0..times).map(|_| sampled(programs, rate)).collect()
        });
        let range_of = |figure: fn(&Sampled) -> f64| -> Result<Range> { Ok(Range::of(seen.get()?.iter().map(figure))) };
        let how = format!(
            "{SAMPLED_LOOKUPS} lookups, one sample in {rate} bytes, {TIMES} times: the median, and the lowest and the highest"
        );
        observe!(findings, ["tables", rate_key], format!("BuckHashSys before any profile was made; {how}"), {
            Ok(range_of(|seen| seen.tables as f64)?.shown(bytes_in))
        });
        observe!(findings, ["resident", rate_key], format!("resident before any profile was made; {how}"), {
            Ok(range_of(|seen| seen.resident as f64)?.shown(bytes_in))
        });
        observe!(findings, ["functions", rate_key], format!("functions of the library with samples; {how}"), {
            Ok(range_of(|seen| seen.functions as f64)?.shown(|functions| format!("{functions:.0}")))
        });
        let of = format!("bytes in use at the line that leaks, over those that are kept there; {how}");
        observe!(findings, ["estimate", rate_key], of, Ok(range_of(|seen| seen.estimate)?.shown(ratio)));
    }
}

/// How many lookups each rate sees.
const SAMPLED_LOOKUPS: usize = 3_000;

/// What was seen of them, once.
struct Sampled {
    /// Bytes of the profiler's tables.
    tables: i64,
    /// Bytes of the process that are in memory.
    resident: i64,
    /// Functions of the library with samples.
    functions: usize,
    /// The leak's bytes by the profile, over the true ones.
    estimate: f64,
}

fn sampled(programs: &Programs, rate: u64) -> Result<Sampled> {
    let server = programs.start(rate, &[])?;
    // Each connection was asked once.
    let mut connections = server.connections(8)?;
    let rest = SAMPLED_LOOKUPS - connections.len();
    load(&mut connections, rest, Kind::Lookup)?;
    let memory = server.debug("/debug/memstats")?;
    let memory: serde_json::Value = serde_json::from_slice(&memory.body)?;
    let row = |group: &str, name: &str| -> Result<i64> {
        let rows = memory[group].as_array().context("no rows")?;
        let row = rows.iter().find(|row| row["name"] == name).with_context(|| format!("no row {name}"))?;
        row["value"].as_i64().with_context(|| format!("{name} has no value"))
    };
    let profile = heap(&server)?;
    let lines = profile.by_line(INUSE_SPACE, "running_service::untrimmed::remember");
    let estimate: i64 = lines.iter().filter(|(line, _)| leaks(line.line)).map(|(_, bytes)| *bytes).sum();
    // An address and a space stand in front of the name in each line that is remembered.
    let kept = SAMPLED_LOOKUPS * ("127.0.0.1 ".len() + CLIENT.user_agent.len());
    Ok(Sampled {
        tables: row("memstats", "BuckHashSys")?,
        resident: row("beside", "Resident")?,
        functions: profile.by_function(ALLOC_SPACE, |name| name.starts_with("running_service::")).len(),
        estimate: estimate as f64 / kept as f64,
    })
}

/// The median of some figures, and the lowest and the highest.
struct Range {
    lowest: f64,
    median: f64,
    highest: f64,
}

impl Range {
    /// Of at least one figure.
    fn of(figures: impl Iterator<Item = f64>) -> Self {
        let mut figures: Vec<f64> = figures.collect();
        figures.sort_by(f64::total_cmp);
        Self { lowest: figures[0], median: figures[figures.len() / 2], highest: figures[figures.len() - 1] }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.lowest <= other.highest && self.highest >= other.lowest
    }

    fn shown(&self, figure: impl Fn(f64) -> String) -> String {
        format!("{} ({} to {})", figure(self.median), figure(self.lowest), figure(self.highest))
    }
}

fn ratio(ratio: f64) -> String {
    format!("{ratio:.2}")
}

/// Whether this line of `untrimmed.rs` is the one that leaks.
fn leaks(line: i64) -> bool {
    let source = include_str!("../../src/untrimmed.rs");
    let above = usize::try_from(line - 2).ok().and_then(|line| source.lines().nth(line));
    above.is_some_and(|line| line.ends_with("// The next line leaks."))
}

/// One way to run the service, and what its rounds cost.
struct Contender {
    key: &'static str,
    server: Server,
    /// Open from before the first round until after the last, so that no round pays for them.
    connections: Vec<Connection>,
    rounds: Vec<Round>,
}

/// What a round of load costs: of one request, in nanoseconds.
#[derive(Clone, Copy)]
struct Round {
    cpu: f64,
    median: f64,
    p99: f64,
}

/// Requests a round, of each contender.
const REQUESTS: usize = 2_000;

/// CPU and latency under load, as ratios to the unprofiled service in the same round.
fn overhead(findings: &mut Findings, programs: &Shared<'_, Programs>) {
    let rounds = findings.runs(ROUNDS);
    let overhead = Shared::new(|| Overhead::of(programs.get()?, rounds));
    let how = format!("{ASKED} lookups by {CONNECTIONS} connections, one sample in {} bytes", 512 << 10);
    findings.exact("answered", how).slow().needs(Need::Proc).by(|| Ok::<_, anyhow::Error>(overhead.get()?.answered));
    for (what, of) in [
        ("cpu", (|round| round.cpu) as fn(&Round) -> f64),
        ("median", |round| round.median),
        ("p99", |round| round.p99),
    ] {
        let how = format!(
            "{ROUNDS} interleaved rounds of {REQUESTS} lookups by {CONNECTIONS} connections, opened before; {what} of a request over \
             that of the unprofiled service in the same round: the median, and the lowest and the highest; not resolved where \
             lowest to highest overlaps that of the unprofiled service, run again"
        );
        for contender in ["off_again", "0"].into_iter().chain(RATES.map(|(key, _)| key)) {
            findings.observed([what, contender], &*how).slow().needs(Need::Proc).by(|| -> Result<String> {
                let overhead = overhead.get()?;
                let (range, off_again) = (overhead.range(contender, of)?, overhead.range("off_again", of)?);
                let is_resolved = contender == "off_again" || !range.overlaps(&off_again);
                Ok(format!("{}{}", range.shown(ratio), if is_resolved { "" } else { ", not resolved" }))
            });
        }
    }
}

/// Lookups whose answers are counted.
const ASKED: usize = 10_000;
const ROUNDS: usize = 7;

/// What was seen of the contenders.
struct Overhead {
    answered: usize,
    rounds: Vec<(&'static str, Vec<Round>)>,
}

impl Overhead {
    fn of(programs: &Programs, rounds: usize) -> Result<Self> {
        let unprofiled = || -> Result<Server> {
            let server = Server::start(&programs.unprofiled, &["--trimmed"], None)?;
            server.register_instances()?;
            Ok(server)
        };
        let contender = |key, server: Server| -> Result<Contender> {
            Ok(Contender { key, connections: server.connections(CONNECTIONS)?, server, rounds: Vec::new() })
        };
        let mut contenders = vec![
            contender("off", unprofiled()?)?,
            contender("off_again", unprofiled()?)?,
            contender("0", programs.start(0, &["--trimmed"])?)?,
        ];
        for (key, rate) in RATES {
            contenders.push(contender(key, programs.start(rate, &["--trimmed"])?)?);
        }
        let profiled = contenders.iter_mut().find(|contender| contender.key == "512k").context("no such rate")?;
        let answered = load(&mut profiled.connections, ASKED, Kind::Lookup)?.len();

        for contender in &mut contenders {
            load(&mut contender.connections, REQUESTS, Kind::Lookup).context("the warm-up")?;
        }
        for round in 0..rounds {
            // Turned a little each round, so that no contender always follows the same one.
            for index in 0..contenders.len() {
                let place = (index + round) % contenders.len();
                let contender = &mut contenders[place];
                contender.rounds.push(one_round(&contender.server, &mut contender.connections)?);
            }
        }
        let rounds = contenders.into_iter().map(|contender| (contender.key, contender.rounds)).collect();
        Ok(Self { answered, rounds })
    }

    /// A figure of a contender's rounds, over that of the unprofiled service in the same rounds.
    fn range(&self, key: &str, of: fn(&Round) -> f64) -> Result<Range> {
        let rounds = |key| self.rounds.iter().find(|(other, _)| *other == key).context("no such contender");
        let (own, off) = (&rounds(key)?.1, &rounds("off")?.1);
        Ok(Range::of(own.iter().zip(off).map(|(round, off)| of(round) / of(off))))
    }
}

fn one_round(server: &Server, connections: &mut [Connection]) -> Result<Round> {
    let before = cpu_time(server.id())?;
    let mut latencies = load(connections, REQUESTS, Kind::Lookup)?;
    let cpu = cpu_time(server.id())? - before;
    ensure!(latencies.len() == REQUESTS, "{} of {REQUESTS} requests were answered", latencies.len());
    latencies.sort();
    let at = |share: usize| latencies[(latencies.len() - 1) * share / 100].as_nanos() as f64;
    Ok(Round { cpu: cpu.as_nanos() as f64 / REQUESTS as f64, median: at(50), p99: at(99) })
}

/// The time that the threads of a process have run, from the kernel's scheduler, in nanoseconds and not in ticks.
fn cpu_time(process: u32) -> Result<Duration> {
    let mut nanoseconds = 0;
    for thread in std::fs::read_dir(format!("/proc/{process}/task"))? {
        let file = thread?.path().join("schedstat");
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        nanoseconds += text.split_whitespace().next().context("an empty schedstat")?.parse::<u64>()?;
    }
    Ok(Duration::from_nanos(nanoseconds))
}

/// The name of a function; what serde derives has a name that no table can hold.
fn readable(name: &str) -> String {
    let derived = name.split_once("<impl serde_core::").and_then(|(_, rest)| {
        let (derived, rest) = rest.split_once(" for ")?;
        let (of, _) = rest.split_once('>')?;
        Some(format!("{} of {of}, derived", derived.rsplit("::").next()?))
    });
    derived.unwrap_or_else(|| name.to_owned())
}

/// Bytes and their share of all.
fn bytes_of(part: i64, total: i64) -> String {
    format!("{} ({:.2} %)", bytes(part), 100.0 * part as f64 / total as f64)
}

fn bytes(bytes: i64) -> String {
    bytes_in(bytes as f64)
}

fn bytes_in(bytes: f64) -> String {
    if bytes.abs() < 1_024.0 {
        format!("{bytes:.0} B")
    } else if bytes.abs() < 1_048_576.0 {
        format!("{:.1} KiB", bytes / 1_024.0)
    } else {
        format!("{:.1} MiB", bytes / 1_048_576.0)
    }
}

/// The directory of the workspace, which stands before the path of each source.
fn root() -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("a crate in experiments/")?;
    Ok(root.display().to_string())
}

/// Instructions of a lookup, counted by callgrind in the whole process: those of more lookups less those of fewer.
fn instructions(findings: &mut Findings, programs: &Shared<'_, Programs>) {
    let times = findings.runs(COUNTED_TIMES);
    let of_contender = |key: &'static str| -> Result<Range> {
        let programs = programs.get()?;
        let rate = std::iter::once(("0", 0)).chain(RATES).find(|(known, _)| *known == key).map(|(_, rate)| rate);
        let counted = (0..times).map(|_| instructions_of_a_lookup(programs, rate)).collect::<Result<Vec<_>>>()?;
        Ok(Range::of(counted.into_iter()))
    };
    let off = Shared::new(|| of_contender("off"));
    let how = format!(
        "instructions of the whole process by callgrind for {} lookups on one connection less those for {}, by their difference; \
         {COUNTED_TIMES} times: the median, and the lowest and the highest",
        COUNTED_LOOKUPS[1], COUNTED_LOOKUPS[0]
    );
    for contender in ["off", "0", "512k", "1"] {
        findings.observed(["instructions", contender], &*how).slow().needs(Need::Callgrind).by(|| -> Result<String> {
            let off = off.get()?;
            if contender == "off" {
                return Ok(off.shown(|instructions| format!("{instructions:.0}")));
            }
            let range = of_contender(contender)?;
            Ok(format!(
                "{}: {} times",
                range.shown(|instructions| format!("{instructions:.0}")),
                ratio(range.median / off.median)
            ))
        });
    }
}

/// Lookups of the short and of the long run.
const COUNTED_LOOKUPS: [usize; 2] = [50, 550];
const COUNTED_TIMES: usize = 3;

fn instructions_of_a_lookup(programs: &Programs, rate: Option<u64>) -> Result<f64> {
    let [fewer, more] = COUNTED_LOOKUPS;
    // Side by side, which changes no instruction.
    let (of_fewer, of_more) = std::thread::scope(|scope| {
        let of_fewer = scope.spawn(|| instructions_of(programs, rate, fewer));
        let of_more = instructions_of(programs, rate, more);
        (of_fewer.join(), of_more)
    });
    let of_fewer = of_fewer.map_err(|_| anyhow!("the thread of the short run panicked"))?;
    Ok((of_more? - of_fewer?) as f64 / (more - fewer) as f64)
}

/// Instructions of a service that answers so many lookups, from its beginning to its end. Without a rate, of the unprofiled one.
fn instructions_of(programs: &Programs, rate: Option<u64>, lookups: usize) -> Result<i64> {
    let directory = tempfile::tempdir()?;
    let counts = directory.path().join("counts");
    let server = match rate {
        Some(_) => Server::start_counted(&programs.profiled, &["--debug-port", "0", "--trimmed"], rate, &counts)?,
        None => Server::start_counted(&programs.unprofiled, &["--trimmed"], None, &counts)?,
    };
    server.register_instances()?;
    let mut connection = server.connect()?;
    for _ in 0..lookups {
        connection.ask(Kind::Lookup)?;
    }
    server.end()?;
    let text = std::fs::read_to_string(&counts).with_context(|| counts.display().to_string())?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: ")).context("callgrind wrote no totals")?;
    Ok(total.trim().parse()?)
}

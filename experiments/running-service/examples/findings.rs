//! Establishes what the running service shows and what profiling costs it, by running it.
//!
//! Times are medians of interleaved rounds, each as a ratio to the same round's unprofiled service, with the lowest and the highest.

use anyhow::{Context, Result, bail, ensure};
use instruments::{Finding, Value};
use running_service::LOOKUP;
use running_service::requests::CLIENT;
use running_service::trimmed::KEPT;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use support::profile::{ALLOC_OBJECTS, ALLOC_SPACE, INUSE_OBJECTS, INUSE_SPACE, Profile};
use support::{Connection, Kind, Server, is_of_workspace, load};

#[expect(dead_code, reason = "the tests use the rest")]
#[path = "../tests/support/mod.rs"]
mod support;

const CONNECTIONS: usize = 64;

fn main() -> Result<()> {
    let programs = Programs::build()?;
    let mut findings = walk(&programs)?;
    findings.extend(leak(&programs)?);
    findings.extend(sampling(&programs)?);
    findings.extend(overhead(&programs)?);
    instruments::print_findings(&findings);
    Ok(())
}

/// The binaries of this package, built in release.
struct Programs {
    profiled: PathBuf,
    unprofiled: PathBuf,
}

impl Programs {
    fn build() -> Result<Self> {
        let cargo = std::env::var_os("CARGO").context("run through `cargo run`, which sets CARGO")?;
        let output = Command::new(cargo)
            .args([
                "build",
                "--quiet",
                "--release",
                "--bins",
                "--message-format=json",
                "--package",
                env!("CARGO_PKG_NAME"),
            ])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()?;
        if !output.status.success() {
            bail!("the binaries do not build: {}", String::from_utf8_lossy(&output.stderr));
        }
        let built: Vec<PathBuf> = String::from_utf8(output.stdout)?
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .filter_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?)))
            .collect();
        let find = |name: &str| {
            built.iter().find(|path| path.ends_with(name)).cloned().with_context(|| format!("cargo names no {name}"))
        };
        Ok(Self { profiled: find("registry-service")?, unprofiled: find("registry-service-unprofiled")? })
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

fn finding(key: &str, value: impl Into<String>, how: &str) -> Finding {
    Finding { key: key.to_owned(), value: Value::Text(value.into()), exact: false, how: how.to_owned() }
}

fn exactly(key: &str, value: i64, how: &str) -> Finding {
    Finding { key: key.to_owned(), value: Value::Integer(value), exact: true, how: how.to_owned() }
}

/// What the endpoints show after some requests, with every allocation recorded.
fn walk(programs: &Programs) -> Result<Vec<Finding>> {
    let server = programs.start(1, &[])?;
    server.walk()?;
    let how = "the service answered 600 lookups, 300 old URLs and 300 heartbeats, and every allocation was recorded";
    let mut findings = Vec::new();

    let index = server.debug("/debug/pprof/")?;
    for profile in ["allocs", "heap"] {
        let end = format!("</td><td><a href=\"{profile}?debug=1\">");
        let (before, _) = index.text()?.split_once(&end).context("no such profile in the index")?;
        let count = before.rsplit('>').next().unwrap_or_default();
        findings.push(finding(&format!("index_{profile}"), count, &format!("the count in /debug/pprof/; {how}")));
    }

    let text = server.debug("/debug/pprof/heap?debug=1")?;
    let text = text.text()?;
    let root = root()?;
    let (first, rest) = text.split_once('\n').context("an empty text")?;
    findings.push(finding("text_first_line", first, &format!("/debug/pprof/heap?debug=1; {how}")));
    let record = rest.split("\n\n").find(|record| record.contains("untrimmed::remember\t")).context("no leak")?;
    let (figures, addresses) = record.split_once('@').context("a record without @")?;
    let address = addresses.split_whitespace().next().context("a record without an address")?;
    let how_text = format!("the first record of /debug/pprof/heap?debug=1 in which the leak stands; {how}");
    findings.push(finding("text_record", format!("{figures}@ {address} …"), &how_text));
    let line = record.lines().find(|line| line.contains("untrimmed::remember\t")).context("no line")?;
    let line = line.replace('\t', " ").replace(&format!("{root}/"), "");
    findings.push(finding("text_line", line, &how_text));
    for row in ["HeapAlloc", "TotalAlloc", "Mallocs", "Frees", "HeapInuse", "HeapSys", "BuckHashSys", "NumGC"] {
        let line = text.lines().find(|line| {
            line.strip_prefix("# ")
                .is_some_and(|line| line.starts_with(row) && !line[row.len()..].starts_with(char::is_alphabetic))
        });
        let line = line.with_context(|| format!("no row {row}"))?;
        findings.push(finding(&format!("memstats_{row}"), line, &format!("the trailer of debug=1; {how}")));
    }

    let profile = heap(&server)?;
    let total = profile.totals();
    let inside: i64 = profile.by_function(ALLOC_SPACE, is_of_workspace).iter().map(|(_, bytes)| bytes).sum();
    let outside = bytes_of(total[ALLOC_SPACE] - inside, total[ALLOC_SPACE]);
    let of = format!("/debug/pprof/heap, alloc_space, stacks without a function of this workspace; {how}");
    findings.push(finding("alloc_outside", outside, &of));
    for (key, figure) in [("inuse", INUSE_SPACE), ("alloc", ALLOC_SPACE)] {
        for (index, (name, bytes)) in profile.by_function(figure, is_of_workspace).into_iter().take(8).enumerate() {
            let how =
                format!("/debug/pprof/heap, {key}_space, bytes by the innermost function of this workspace; {how}");
            let cum = profile.within(figure, &name);
            findings.push(finding(&format!("{key}_top_{}", index + 1), readable(&name), &how));
            findings.push(finding(&format!("{key}_top_{}_flat", index + 1), bytes_of(bytes, total[figure]), &how));
            findings.push(finding(&format!("{key}_top_{}_cum", index + 1), bytes_of(cum, total[figure]), &how));
        }
    }
    let how = format!("/debug/pprof/heap, alloc_space; {how}");
    let old_url = "running_service::old_url::translate";
    let cum = |function: &str| profile.within(ALLOC_SPACE, function);
    let flat = profile
        .by_function(ALLOC_SPACE, is_of_workspace)
        .into_iter()
        .find(|(name, _)| name == old_url)
        .map_or(0, |(_, bytes)| bytes);
    let under = |function: &str| profile.under(ALLOC_SPACE, old_url, function);
    let redirect = cum("running_service::old_url::redirect");
    for (key, bytes) in [
        ("translate_cum", cum(old_url)),
        ("redirect_cum", redirect),
        ("translate_minus_redirect", cum(old_url) - redirect),
        ("translate_flat", flat),
        ("parse_under_translate", under("running_service::query::parse")),
    ] {
        findings.push(finding(key, bytes_of(bytes, total[ALLOC_SPACE]), &how));
    }
    Ok(findings)
}

/// The difference of two profiles with the leak and with its fix, every allocation recorded.
fn leak(programs: &Programs) -> Result<Vec<Finding>> {
    let lookups = 1_000;
    let mut findings = Vec::new();
    for (key, arguments) in [("untrimmed", &[][..]), ("trimmed", &["--trimmed"])] {
        let server = programs.start(1, arguments)?;
        let mut connection = server.connect()?;
        for _ in 0..KEPT {
            connection.ask(Kind::Lookup)?;
        }
        let before = heap(&server)?;
        for _ in 0..lookups {
            connection.ask(Kind::Lookup)?;
        }
        let grown = heap(&server)?.since(&before);
        let how = format!("the difference of two profiles around {lookups} lookups, every allocation recorded, {key}");
        let remember = format!("running_service::{key}::remember");
        let line = grown
            .by_line(ALLOC_OBJECTS, &remember)
            .into_iter()
            .find(|(line, _)| line.function == remember)
            .context("nothing was remembered")?
            .0;
        findings.push(exactly(&format!("{key}_made"), grown.on_line(ALLOC_OBJECTS, &line), &how));
        findings.push(exactly(&format!("{key}_kept"), grown.on_line(INUSE_OBJECTS, &line), &how));
        let blocks = grown.within(ALLOC_OBJECTS, "running_service::lookup::lookup");
        let declared = i64::try_from(LOOKUP.allocations + LOOKUP.reallocations)?;
        ensure!(blocks == lookups * declared, "{blocks} blocks of {lookups} lookups, {declared} are declared for one");
        findings.push(exactly(&format!("{key}_lookup_blocks"), blocks, &how));
        if key == "untrimmed" {
            let (top, _) =
                grown.by_line(INUSE_SPACE, "running_service::").into_iter().next().context("nothing grew")?;
            let file = grown.file(&top.function).unwrap_or_default().replace(&format!("{}/", root()?), "");
            let place = format!("{} {file}:{}", top.function, top.line);
            findings.push(finding("leak_line", place, &how));
        }
    }
    Ok(findings)
}

/// The rates that are compared, in bytes between two samples, with their names.
const RATES: [(&str, u64); 4] = [("512k", 512 << 10), ("64k", 64 << 10), ("4k", 4 << 10), ("1", 1)];

/// What a rate sees of the same requests, and how much memory the profiler takes for it. It draws its samples anew each time.
fn sampling(programs: &Programs) -> Result<Vec<Finding>> {
    const TIMES: usize = 5;
    let mut findings = Vec::new();
    for (key, rate) in RATES {
        let seen = (0..TIMES).map(|_| sampled(programs, rate)).collect::<Result<Vec<_>>>()?;
        let range_of = |figure: fn(&Sampled) -> f64| Range::of(seen.iter().map(figure));
        let how = format!(
            "{SAMPLED_LOOKUPS} lookups, one sample in {rate} bytes, {TIMES} times: the median, and the lowest and the highest"
        );
        let tables = range_of(|seen| seen.tables as f64).shown(bytes_in);
        findings.push(finding(
            &format!("tables_{key}"),
            tables,
            &format!("BuckHashSys before any profile was made; {how}"),
        ));
        let resident = range_of(|seen| seen.resident as f64).shown(bytes_in);
        findings.push(finding(
            &format!("resident_{key}"),
            resident,
            &format!("resident before any profile was made; {how}"),
        ));
        let functions = range_of(|seen| seen.functions as f64).shown(|functions| format!("{functions:.0}"));
        findings.push(finding(
            &format!("functions_{key}"),
            functions,
            &format!("functions of the library with samples; {how}"),
        ));
        let estimate = range_of(|seen| seen.estimate).shown(ratio);
        let of = format!("bytes in use at the line that leaks, over those that are kept there; {how}");
        findings.push(finding(&format!("estimate_{key}"), estimate, &of));
    }
    Ok(findings)
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
    let source = include_str!("../src/untrimmed.rs");
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
fn overhead(programs: &Programs) -> Result<Vec<Finding>> {
    const ROUNDS: usize = 7;
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
    let asked = 10_000;
    let profiled = contenders.iter_mut().find(|contender| contender.key == "512k").context("no such rate")?;
    let answered = load(&mut profiled.connections, asked, Kind::Lookup)?.len();
    let how = format!("{asked} lookups by {CONNECTIONS} connections, one sample in {} bytes", 512 << 10);
    let mut findings = vec![exactly("answered", answered.try_into()?, &how)];

    for contender in &mut contenders {
        load(&mut contender.connections, REQUESTS, Kind::Lookup).context("the warm-up")?;
    }
    for round in 0..ROUNDS {
        // Turned a little each round, so that no contender always follows the same one.
        for index in 0..contenders.len() {
            let place = (index + round) % contenders.len();
            let contender = &mut contenders[place];
            contender.rounds.push(one_round(&contender.server, &mut contender.connections)?);
        }
    }
    for (what, of) in [
        ("cpu", (|round| round.cpu) as fn(&Round) -> f64),
        ("median", |round| round.median),
        ("p99", |round| round.p99),
    ] {
        let range_of = |contender: &Contender| {
            let rounds = contender.rounds.iter().zip(&contenders[0].rounds);
            Range::of(rounds.map(|(round, off)| of(round) / of(off)))
        };
        let off_again = range_of(&contenders[1]);
        for contender in &contenders[1..] {
            let range = range_of(contender);
            let is_off_again = contender.key == "off_again";
            let resolved = if !is_off_again && range.overlaps(&off_again) { ", not resolved" } else { "" };
            let how = format!(
                "{ROUNDS} interleaved rounds of {REQUESTS} lookups by {CONNECTIONS} connections, opened before; {what} of a request over \
                 that of the unprofiled service in the same round: the median, and the lowest and the highest; not resolved where \
                 lowest to highest overlaps that of the unprofiled service, run again"
            );
            let key = format!("{what}_{}", contender.key);
            findings.push(finding(&key, format!("{}{resolved}", range.shown(ratio)), &how));
        }
    }
    Ok(findings)
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

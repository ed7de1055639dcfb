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
use support::{Kind, Server, load};

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

/// How many requests of each kind the walk makes.
const WALK: [(Kind, usize); 3] = [(Kind::Lookup, 600), (Kind::OldUrl, 300), (Kind::Heartbeat, 300)];

/// What the endpoints show after some requests, with every allocation recorded.
fn walk(programs: &Programs) -> Result<Vec<Finding>> {
    let server = programs.start(1, &[])?;
    let mut connection = server.connect()?;
    for (kind, requests) in WALK {
        for _ in 0..requests {
            connection.ask(kind)?;
        }
    }
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

/// What a rate sees of the same requests, and how much memory the profiler takes for it.
fn sampling(programs: &Programs) -> Result<Vec<Finding>> {
    let requests = 3_000;
    let mut findings = Vec::new();
    // An address and a space stand in front of the name in each line that is remembered.
    let bytes_kept = (requests * ("127.0.0.1 ".len() + CLIENT.user_agent.len())) as f64;
    for (key, rate) in RATES {
        let server = programs.start(rate, &[])?;
        load(&server, 8, requests, Kind::Lookup)?;
        let memory = server.debug("/debug/memstats")?;
        let memory: serde_json::Value = serde_json::from_slice(&memory.body)?;
        let row = |group: &str, name: &str| -> Result<i64> {
            let rows = memory[group].as_array().context("no rows")?;
            let row = rows.iter().find(|row| row["name"] == name).with_context(|| format!("no row {name}"))?;
            row["value"].as_i64().with_context(|| format!("{name} has no value"))
        };
        let tables = row("memstats", "BuckHashSys")?;
        let how = format!("{requests} lookups, one sample in {rate} bytes; read before any profile was made");
        findings.push(finding(&format!("tables_{key}"), bytes(tables), &format!("BuckHashSys; {how}")));
        findings.push(finding(&format!("resident_{key}"), bytes(row("beside", "Resident")?), &how));

        let profile = heap(&server)?;
        let how = format!("{requests} lookups, one sample in {rate} bytes");
        let functions = profile.by_function(ALLOC_SPACE, |name| name.starts_with("running_service::")).len();
        findings.push(finding(
            &format!("functions_{key}"),
            functions.to_string(),
            &format!("functions of the library with samples; {how}"),
        ));
        let lines = profile.by_line(INUSE_SPACE, "running_service::untrimmed::remember");
        let estimate: i64 = lines.iter().filter(|(line, _)| leaks(line.line)).map(|(_, bytes)| *bytes).sum();
        let ratio = estimate as f64 / bytes_kept;
        let how =
            format!("bytes in use at the line that leaks, over the {bytes_kept} bytes that are kept there; {how}");
        findings.push(finding(&format!("estimate_{key}"), format!("{ratio:.2}"), &how));
    }
    Ok(findings)
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
    /// Requests a round: enough for a figure, few enough for the slow ones.
    requests: usize,
    rounds: Vec<Round>,
}

/// What a round of load costs: of one request, in nanoseconds.
#[derive(Clone, Copy)]
struct Round {
    cpu: f64,
    median: f64,
    p99: f64,
}

/// CPU and latency under load, as ratios to the unprofiled service in the same round.
fn overhead(programs: &Programs) -> Result<Vec<Finding>> {
    const ROUNDS: usize = 7;
    let unprofiled = || -> Result<Server> {
        let server = Server::start(&programs.unprofiled, &["--trimmed"], None)?;
        server.register_instances()?;
        Ok(server)
    };
    let contender = |key, server, requests| Contender { key, server, requests, rounds: Vec::new() };
    let mut contenders = vec![
        contender("off", unprofiled()?, 2_000),
        contender("off_again", unprofiled()?, 2_000),
        contender("0", programs.start(0, &["--trimmed"])?, 2_000),
    ];
    for (key, rate) in RATES {
        contenders.push(contender(key, programs.start(rate, &["--trimmed"])?, if rate == 1 { 250 } else { 2_000 }));
    }
    let asked = 10_000;
    let profiled = contenders.iter().find(|contender| contender.key == "512k").context("no such rate")?;
    let answered = load(&profiled.server, CONNECTIONS, asked, Kind::Lookup)?.len();
    let how = format!("{asked} lookups by {CONNECTIONS} connections, one sample in {} bytes", 512 << 10);
    let mut findings = vec![exactly("answered", answered.try_into()?, &how)];

    for contender in &contenders {
        load(&contender.server, CONNECTIONS, contender.requests, Kind::Lookup).context("the warm-up")?;
    }
    for round in 0..ROUNDS {
        // Turned a little each round, so that no contender always follows the same one.
        for index in 0..contenders.len() {
            let place = (index + round) % contenders.len();
            let contender = &mut contenders[place];
            contender.rounds.push(one_round(&contender.server, contender.requests)?);
        }
    }
    let off = contenders[0].rounds.clone();
    for contender in &contenders[1..] {
        for (what, of) in [
            ("cpu", (|round| round.cpu) as fn(&Round) -> f64),
            ("median", |round| round.median),
            ("p99", |round| round.p99),
        ] {
            let mut ratios: Vec<f64> =
                contender.rounds.iter().zip(&off).map(|(round, off)| of(round) / of(off)).collect();
            ratios.sort_by(f64::total_cmp);
            let (lowest, median, highest) = (ratios[0], ratios[ratios.len() / 2], ratios[ratios.len() - 1]);
            let resolved = if lowest <= 1.0 && highest >= 1.0 { ", not resolved" } else { "" };
            let how = format!(
                "{ROUNDS} interleaved rounds of {} lookups by {CONNECTIONS} connections; {what} of a request over that of the unprofiled \
                 service in the same round: the median, and the lowest and the highest; not resolved where they enclose 1",
                contender.requests
            );
            let key = format!("{what}_{}", contender.key);
            findings.push(finding(&key, format!("{median:.2} ({lowest:.2} to {highest:.2}{resolved})"), &how));
        }
    }
    Ok(findings)
}

fn one_round(server: &Server, requests: usize) -> Result<Round> {
    let before = cpu_time(server.id())?;
    let mut latencies = load(server, CONNECTIONS, requests, Kind::Lookup)?;
    let cpu = cpu_time(server.id())? - before;
    ensure!(latencies.len() == requests, "{} of {requests} requests were answered", latencies.len());
    latencies.sort();
    let at = |share: usize| latencies[(latencies.len() - 1) * share / 100].as_nanos() as f64;
    Ok(Round { cpu: cpu.as_nanos() as f64 / requests as f64, median: at(50), p99: at(99) })
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

/// Whether a function is of the library or of the binary.
fn is_of_workspace(name: &str) -> bool {
    name.contains("running_service::") || name.contains("registry_service::")
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
    match bytes.unsigned_abs() {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1_024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}

/// The directory of the workspace, which stands before the path of each source.
fn root() -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("a crate in experiments/")?;
    Ok(root.display().to_string())
}

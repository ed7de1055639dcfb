//! What do collections keep when a call fails, how does a process end, and what does the system promise?

use anyhow::{Context, Result, ensure};
use harness::refused::refusals;
use harness::{Findings, Need, Shared};
use std::collections::{HashMap, TryReserveError, VecDeque};
use std::hint::black_box;
#[cfg(unix)]
use std::os::unix::process::ExitStatusExt;
use std::panic::catch_unwind;
use std::process::{Command, Output};

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    errors(findings);
    kept(findings);
    ends(findings);
    limited(findings);
    promised(findings);
    unstable(findings);
}

/// More than any allocator has: all addresses that a block may have, less room for what is there.
const TOO_MUCH: usize = isize::MAX as usize - 1_000;

fn errors(findings: &mut Findings) {
    let said =
        |result: Result<(), TryReserveError>| result.map_or_else(|error| error.to_string(), |()| "nothing".to_owned());
    let how = "what the error of Vec::<u8>::try_reserve(usize::MAX) says";
    findings.exact(["error", "capacity"], how).found(said(Vec::<u8>::new().try_reserve(usize::MAX)));
    let how = "what the error of Vec::<u8>::try_reserve of nearly isize::MAX says";
    findings.exact(["error", "allocator"], how).found(said(Vec::<u8>::new().try_reserve(TOO_MUCH)));
    findings.exact(["error", "size"], "size_of::<TryReserveError>(), in bytes").found(size_of::<TryReserveError>());
}

fn kept(findings: &mut Findings) {
    let mut list = Vec::with_capacity(10);
    list.extend([1_u8, 2, 3]);
    let is_refused = list.try_reserve(TOO_MUCH).is_err();
    let how =
        "length and capacity of a Vec of three bytes with room for ten, after try_reserve was refused by the allocator";
    findings.exact(["kept", "vec"], how).by(|| {
        ensure!(is_refused && list == [1, 2, 3], "{list:?}");
        Ok(vec![i64::try_from(list.len())?, i64::try_from(list.capacity())?])
    });
    let mut text = "kept".to_owned();
    let mut deque = VecDeque::from([1_u8, 2, 3]);
    let mut map: HashMap<u8, u8> = (0..3).map(|key| (key, key)).collect();
    let are_refused = text.try_reserve(TOO_MUCH).is_err()
        && deque.try_reserve(TOO_MUCH).is_err()
        && map.try_reserve(TOO_MUCH >> 3).is_err();
    let how =
        "bytes, elements and entries of a String of four, a VecDeque of three and a HashMap of three after the same";
    findings.exact(["kept", "others"], how).by(|| {
        ensure!(are_refused && text == "kept" && deque == [1, 2, 3] && (0..3).all(|key| map[&key] == key), "lost");
        Ok(vec![i64::try_from(text.len())?, i64::try_from(deque.len())?, i64::try_from(map.len())?])
    });
}

/// How a process ended, and the last line that it wrote to stderr.
fn ended(output: &Output) -> String {
    #[cfg(unix)]
    let signal = output.status.signal();
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    match (signal, output.status.code()) {
        (Some(6), _) => "SIGABRT".to_owned(),
        (Some(signal), _) => format!("signal {signal}"),
        (None, Some(code)) => format!("exit code {code}"),
        (None, None) => "unknown".to_owned(),
    }
}

fn ends(findings: &mut Findings) {
    let child = findings.child("reserves", || -> Result<()> {
        // It does not help: the process does not unwind.
        let result = catch_unwind(|| {
            let mut list = vec![1_u8];
            list.reserve(TOO_MUCH);
            list.capacity()
        });
        println!("{:?}", result.ok());
        Ok(())
    });
    let output = Shared::new(|| -> Result<Output> { Ok(child.command()?.output()?) });
    let how = "how a process ends whose Vec::reserve the allocator refuses, inside of catch_unwind";
    findings.exact(["end", "reserve"], how).by(|| -> Result<String> { Ok(ended(output.get()?)) });
    let how = "the first line that it writes to stderr";
    findings.exact(["said", "reserve"], how).by(|| -> Result<String> {
        let messages = String::from_utf8_lossy(&output.get()?.stderr);
        let line = messages.lines().find(|line| line.contains("allocation"));
        Ok(line.context("no such line")?.to_owned())
    });
    let how = "the panic of Vec::<u8>::reserve(usize::MAX)";
    findings.exact(["said", "overflow"], how).by(|| -> Result<String> {
        let result = catch_unwind(|| {
            let mut list = vec![0_u8];
            list.reserve(usize::MAX);
            list.capacity()
        });
        let payload = result.err().context("it did not panic")?;
        let said = payload.downcast_ref::<String>().cloned();
        said.or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned())).context("no text")
    });
}

/// Mebibytes of the limit of address space, and of the block that is asked for under it.
const LIMIT: usize = 4 << 10;

/// `granted` or `refused`, and how far the process gets under a limit.
fn limited(findings: &mut Findings) {
    let child = findings.child("wants", || -> Result<()> {
        let mut list = Vec::<u8>::new();
        let answer = if list.try_reserve_exact((2 * LIMIT) << 20).is_ok() { "granted" } else { "refused" };
        println!("{answer}");
        Ok(())
    });
    let wants = |limit: &str| -> Result<String> {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v {limit} && exec \"$0\" \"$@\"")]);
        command.arg(std::env::current_exe()?).args(child.arguments());
        let output = command.output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim());
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    };
    let how =
        "what try_reserve_exact of 8 GiB is told in a process whose address space is limited to 4 GiB by `ulimit -v`";
    findings.exact(["limit", "set"], how).needs(Need::Proc).by(|| wants(&(LIMIT << 10).to_string()));
    let how = "the same without a limit, on the machine of the record";
    findings.observed(["limit", "none"], how).needs(Need::Proc).by(|| wants("unlimited"));
}

/// Mebibytes of the blocks that are made and touched.
const BLOCK: usize = 64;

/// Mebibytes that are resident, by `VmRSS` of `/proc/self/status`.
fn resident() -> Result<f64> {
    let text = std::fs::read_to_string("/proc/self/status")?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
    let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kibibytes / 1024.0)
}

/// What is promised, and what is there.
fn promised(findings: &mut Findings) {
    let child = findings.child("promised", || -> Result<()> {
        let before = resident()?;
        let mut block = black_box(vec![0_u8; BLOCK << 20]);
        let made = resident()?;
        for byte in block.iter_mut().step_by(4 << 10) {
            *byte = 1;
        }
        let touched = resident()?;
        black_box(&block);
        println!("made {:.0}\ntouched {:.0}", made - before, touched - before);
        // Blocks that nobody touches, until one is refused or there are 256.
        let mut blocks = Vec::with_capacity(256);
        while blocks.len() < 256 {
            let mut block = Vec::<u8>::new();
            if block.try_reserve_exact(1 << 30).is_err() {
                break;
            }
            blocks.push(black_box(block));
        }
        println!("blocks {}\nresident {:.0}", blocks.len(), resident()? - touched);
        Ok(())
    });
    let output = Shared::new(|| -> Result<String> { Ok(String::from_utf8(child.output()?.stdout)?) });
    let number = |key: &str| -> Result<i64> {
        let line = output.get()?.lines().find_map(|line| line.strip_prefix(key)).context("no such line")?;
        Ok(line.trim().parse()?)
    };
    let how = "mebibytes that are resident for vec![0; 64 MiB], in a process of its own";
    findings.exact(["zeroed", "made"], how).needs(Need::Proc).is(0).by(|| number("made"));
    let how = "the same when a byte of each page was written";
    findings.exact(["zeroed", "touched"], how).needs(Need::Proc).is(64).by(|| number("touched"));
    let how = "blocks of 1 GiB that the process gets one after the other without touching them, of at most 256";
    findings.observed(["promised", "blocks"], how).needs(Need::Proc).by(|| number("blocks"));
    let how = "mebibytes that are resident for them";
    findings.observed(["promised", "resident"], how).needs(Need::Proc).by(|| number("resident"));
    let how = "MemTotal of /proc/meminfo, in GiB";
    findings.observed(["promised", "memory"], how).needs(Need::Proc).by(|| -> Result<String> {
        let text = std::fs::read_to_string("/proc/meminfo")?;
        let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:")).context("MemTotal")?;
        let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(format!("{:.0} GiB", kibibytes / f64::from(1 << 20)))
    });
    let how = "/proc/sys/vm/overcommit_memory";
    findings
        .observed(["promised", "setting"], how)
        .needs(Need::Proc)
        .by(|| -> Result<i64> { Ok(std::fs::read_to_string("/proc/sys/vm/overcommit_memory")?.trim().parse()?) });
}

/// What the stable compiler refuses.
fn unstable(findings: &mut Findings) {
    let all = Shared::new(|| refusals(env!("CARGO_MANIFEST_DIR"), &[]));
    for (program, what) in [
        ("box_try_new", "Box::try_new"),
        ("push_within_capacity", "Vec::push_within_capacity"),
        ("set_alloc_error_hook", "std::alloc::set_alloc_error_hook"),
    ] {
        let how = format!("the code of rustc's error for {what}, from tests/compile_fail/{program}.rs");
        findings.exact(["unstable", program], how).by(|| -> Result<String> {
            let refusal = all.get()?.iter().find(|refusal| refusal.program == program);
            Ok(refusal.context("there is no such program")?.codes().join(", "))
        });
    }
}

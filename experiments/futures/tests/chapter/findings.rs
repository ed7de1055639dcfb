//! How large are futures, and how much stack do they need?

use anyhow::{Context, Result, bail};
use futures::work::turn;
use futures::{sizes, wrapped, wrapped_boxed, wrapped_plainly};
use futures_util::future::BoxFuture;
use harness::{Findings, Shared, cargo};
use record::Profile;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tokio::task::JoinHandle;

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    kept(findings);
    passed(findings);
    of_tokio(findings);
    for profile in [Profile::Debug, Profile::Release] {
        let program = Shared::new(move || cargo::build(env!("CARGO_MANIFEST_DIR"), ["--bin", "future-stack"], profile));
        endings(findings, profile, &program);
        stacks(findings, profile, &program);
    }
}

// ANCHOR: sizes
fn size<T>(findings: &mut Findings, key: &str, name: &str, future: &T) {
    findings.exact(["size", key], format!("size_of_val() of {name}, in bytes")).found(size_of_val(future));
}
// ANCHOR_END: sizes

fn kept(findings: &mut Findings) {
    size(findings, "turn", "turn()", &turn());
    size(findings, "kept", "kept()", &sizes::kept());
    size(findings, "summed", "summed()", &sizes::summed());
    size(findings, "summed_then_dropped", "summed_then_dropped()", &sizes::summed_then_dropped());
    size(findings, "summed_in_block", "summed_in_block()", &sizes::summed_in_block());
    size(findings, "summed_in_function", "summed_in_function()", &sizes::summed_in_function());
    size(findings, "indexed", "indexed()", &sizes::indexed());
    size(findings, "in_vec", "in_vec()", &sizes::in_vec());
    size(findings, "argument", "argument([0; 1024])", &sizes::argument([0; 1_024]));
    size(findings, "by_reference", "by_reference(&[0; 1024])", &sizes::by_reference(&[0; 1_024]));
}

fn passed(findings: &mut Findings) {
    use sizes::{handed_on, kept, mapped, moved_into_block, wrapper};
    size(findings, "called", "called()", &sizes::called());
    size(findings, "called_twice", "called_twice()", &sizes::called_twice());
    size(findings, "branches", "branches()", &sizes::branches(true));
    size(findings, "called_boxed", "called_boxed()", &sizes::called_boxed());
    size(findings, "joined", "joined()", &sizes::joined());
    size(findings, "selected", "selected()", &sizes::selected());
    size(findings, "wrapper", "wrapper(kept())", &wrapper(kept()));
    size(findings, "wrapper_of_wrapper", "wrapper(wrapper(kept()))", &wrapper(wrapper(kept())));
    size(findings, "wrapper_3", "wrapper(wrapper(wrapper(kept())))", &wrapper(wrapper(wrapper(kept()))));
    size(findings, "moved_into_block", "moved_into_block(kept())", &moved_into_block(kept()));
    size(findings, "handed_on", "handed_on(kept())", &handed_on(kept()));
    size(findings, "mapped", "mapped(kept())", &mapped(kept()));
    size(findings, "wrapper_boxed", "wrapper(wrapper(wrapper(Box::pin(kept()))))", &{
        wrapper(wrapper(wrapper(Box::pin(kept()))))
    });
    let bytes = sizes::size_of_returned(sizes::nested);
    findings
        .exact("size_nested", "size_of the future of ten wrappers around a future with 8 KiB, in bytes")
        .found(bytes);
    let bytes = sizes::size_of_returned(sizes::nested_boxed);
    findings
        .exact("size_nested_boxed", "size_of the future of ten wrappers around a boxed future, in bytes")
        .found(bytes);
    for length in [64, 1_024, 8_192] {
        let (inner, outer) = wrapped::sizes(length);
        let of = |what: &str| format!("size_of_val() of {what} for a buffer of {length} bytes, in bytes");
        findings.exact(["size_read", &length.to_string()], of("read()")).found(inner);
        findings.exact(["size_wrapped", &length.to_string()], of("limited(read())")).found(outer);
    }
    findings
        .exact("size_wrapped_boxed", "size_of_val() of limited(Box::pin(read())), in bytes")
        .found(wrapped_boxed::size());
    findings
        .exact("size_wrapped_plainly", "size_of_val() of limited(read()), plain functions, 1024 bytes, in bytes")
        .found(wrapped_plainly::size());
}

/// Futures and handles of the runtime.
fn of_tokio(findings: &mut Findings) {
    let of = |what: &str| format!("size_of {what} in tokio, in bytes");
    findings.exact("size_join_handle", of("JoinHandle<u64>")).found(size_of::<JoinHandle<u64>>());
    findings.exact("size_box_future", "size_of BoxFuture<'_, u64>, in bytes").found(size_of::<BoxFuture<'_, u64>>());
    let sleep = sizes::size_of_returned(|| tokio::time::sleep(Duration::ZERO));
    findings.exact("size_sleep", of("sleep()")).found(sleep);
    let lock = sizes::size_of_returned(|| async { drop(tokio::sync::Mutex::new(0_u64).lock().await) });
    findings.exact("size_lock", of("a future that waits for a lock of its own")).found(lock);
}

/// What becomes of a future on a thread with a stack of so many bytes.
fn ending(program: &Path, work: &str, stack: u64) -> Result<&'static str> {
    // Without a core dump of each overflow.
    let status = Command::new("sh")
        .args(["-c", "ulimit -c 0; exec \"$0\" \"$@\""])
        .arg(program)
        .args([work, &stack.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .with_context(|| format!("{} can't be started", program.display()))?;
    match (status.success(), signal(status)) {
        (true, _) => Ok("it returns"),
        (false, Some(6)) => Ok("SIGABRT"),
        (false, Some(11)) => Ok("SIGSEGV"),
        (false, _) => bail!("{work} on a stack of {stack} bytes: {status}"),
    }
}

#[cfg(unix)]
fn signal(status: std::process::ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: std::process::ExitStatus) -> Option<i32> {
    None
}

fn endings(findings: &mut Findings, profile: Profile, program: &Shared<'_, PathBuf>) {
    for (key, work, stack, what) in [
        ("ending_nested", "nested", 8 << 20, "ten wrappers around 8 KiB, on a stack of 8 MiB"),
        ("ending_nested_boxed", "nested_boxed", 256 << 10, "the same with a box inside, on a stack of 256 KiB"),
    ] {
        let how = format!("how a child process ends that polls {what}, {profile} profile");
        findings.exact([key, profile.name()], how).slow().by(|| ending(program.get()?, work, stack).map(str::to_owned));
    }
}

/// The smallest stack on which the work returns, in KiB.
fn stacks(findings: &mut Findings, profile: Profile, program: &Shared<'_, PathBuf>) {
    const PAGE: u64 = 4_096;
    for work in ["wrapped", "wrapped_boxed", "large", "large_boxed", "nested"] {
        let how = format!(
            "the smallest thread stack on which {work} returns, in KiB, {profile} profile; found by halving, in pages of 4 KiB"
        );
        findings.observed(["stack", work, profile.name()], how).slow().by(|| -> Result<u64> {
            let program = program.get()?;
            // No thread gets less than four pages; the largest future is of 8 MiB.
            let (mut overflows, mut returns) = (3, 32_768);
            while overflows + 1 < returns {
                let middle = (overflows + returns) / 2;
                match ending(program, work, middle * PAGE)? {
                    "it returns" => returns = middle,
                    _ => overflows = middle,
                }
            }
            Ok(returns * PAGE / 1_024)
        });
    }
}

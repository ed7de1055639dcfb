//! Grading at each save.

use anyhow::Context;
use exercises::Copy;
use notify::{RecursiveMode, Watcher};
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::channel;
use std::time::Duration;

/// An editor saves in several steps; one grading answers them all.
const QUIET: Duration = Duration::from_millis(60);

/// Grades now and at each save, until the process is ended.
pub(super) fn run(copy: &Copy<'_>, grade: impl Fn() -> anyhow::Result<bool>) -> anyhow::Result<ExitCode> {
    let edited = copy.edited();
    let (sender, receiver) = channel();
    let meant = edited.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        let is_change = event.kind.is_create() || event.kind.is_modify() || event.kind.is_remove();
        if event.need_rescan() || is_change && event.paths.iter().any(|path| may_be(path, &meant)) {
            // The receiver is gone only when the process is about to end.
            let _ = sender.send(());
        }
    })
    .context("cannot watch for changes")?;
    // The directory, because an editor may write another file and rename it.
    let directory = edited.parent().unwrap_or(copy.directory());
    watcher
        .watch(directory, RecursiveMode::NonRecursive)
        .with_context(|| format!("cannot watch {}", directory.display()))?;
    loop {
        if std::io::stdout().is_terminal() {
            // Clears the screen, and puts the cursor to its beginning.
            print!("\u{1b}[2J\u{1b}[H");
        }
        match grade() {
            Ok(true) => eprintln!("done; still watching {}; Ctrl-C ends", edited.display()),
            Ok(false) => eprintln!("watching {}; Ctrl-C ends", edited.display()),
            // Whatever is wrong now may be right after the next save.
            Err(error) => eprintln!("error: {error:#}\nstill watching {}; Ctrl-C ends", edited.display()),
        }
        receiver.recv().context("the watcher has ended")?;
        while receiver.recv_timeout(QUIET).is_ok() {}
    }
}

/// A file of the name that is meant: the watcher may see the directory by another path.
fn may_be(path: &Path, meant: &Path) -> bool {
    path.file_name() == meant.file_name()
}

//! Doing something now, and again at each save.

use anyhow::Context;
use notify::{RecursiveMode, Watcher};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::channel;
use std::time::Duration;

/// An editor saves in several steps; one answer is for all of them.
const QUIET: Duration = Duration::from_millis(60);

/// What is watched.
pub struct Watched<'a> {
    /// Its name in messages.
    pub name: &'a str,
    /// The directories, and whether those in them count. A directory rather than a file, because an editor may write another file and rename it.
    pub directories: Vec<(PathBuf, bool)>,
    /// Whether a file that changed is one of those meant. The path may be another one to the same file.
    pub is_meant: Box<dyn Fn(&Path) -> bool + Send>,
}

impl Watched<'_> {
    /// Works now and at each save, until the process is ended. The work says whether nothing more is to be done; an error is shown, because the next
    /// save may mend it.
    ///
    /// # Errors
    ///
    /// When a directory cannot be watched.
    pub fn each_save(self, mut work: impl FnMut() -> anyhow::Result<bool>) -> anyhow::Result<ExitCode> {
        let (sender, receiver) = channel();
        let is_meant = self.is_meant;
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            let is_change = event.kind.is_create() || event.kind.is_modify() || event.kind.is_remove();
            if event.need_rescan() || is_change && event.paths.iter().any(|path| is_meant(path)) {
                // The receiver is gone only when the process is about to end.
                let _ = sender.send(());
            }
        })
        .context("cannot watch for changes")?;
        for (directory, is_deep) in &self.directories {
            let mode = if *is_deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            watcher.watch(directory, mode).with_context(|| format!("cannot watch {}", directory.display()))?;
        }
        loop {
            if std::io::stdout().is_terminal() {
                // Clears the screen, and puts the cursor to its beginning.
                print!("\u{1b}[2J\u{1b}[H");
            }
            match work() {
                Ok(true) => eprintln!("done; still watching {}; Ctrl-C ends", self.name),
                Ok(false) => eprintln!("watching {}; Ctrl-C ends", self.name),
                // Whatever is wrong now may be right after the next save.
                Err(error) => eprintln!("error: {error:#}\nstill watching {}; Ctrl-C ends", self.name),
            }
            receiver.recv().context("the watcher has ended")?;
            while receiver.recv_timeout(QUIET).is_ok() {}
        }
    }
}

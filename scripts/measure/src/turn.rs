//! Two measurements at once disturb each other, so the second waits for the first.

use crate::Workspace;
use anyhow::Context;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};

/// The right to measure times in this workspace; it ends with this value, or with the process.
#[derive(Debug)]
pub struct Turn {
    _file: File,
}

impl Turn {
    /// Waits until no other process measures times here. `waiting` gets a sentence about the one that does, before the wait begins.
    ///
    /// # Errors
    ///
    /// When the lock file cannot be made; with its name.
    pub fn take(workspace: &Workspace, waiting: impl FnOnce(&str)) -> anyhow::Result<Self> {
        let path = workspace.own_directory().join("measuring.lock");
        let take = || -> std::io::Result<Self> {
            std::fs::create_dir_all(workspace.own_directory())?;
            let mut file = File::options().read(true).write(true).create(true).truncate(false).open(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    file.read_to_string(&mut holder)?;
                    waiting(&format!(
                        "another measurement is under way ({}), and two at once would disturb each other: waiting for its end; stop with Ctrl-C",
                        holder.trim()
                    ));
                    file.lock()?;
                }
                // No locks on this file system: then nobody is waited for.
                Err(TryLockError::Error(_)) => {}
            }
            file.set_len(0)?;
            file.rewind()?;
            writeln!(file, "process {}: {}", std::process::id(), crate::provenance::typed_command())?;
            Ok(Self { _file: file })
        };
        take().with_context(|| path.display().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn a_second_measurement_names_the_first_and_waits_for_it() {
        let root = tempfile::tempdir().unwrap();
        for path in ["experiments", "book"] {
            std::fs::create_dir_all(root.path().join(path)).unwrap();
        }
        std::fs::write(root.path().join("book/book.toml"), "").unwrap();
        let workspace = Workspace::around(root.path()).unwrap();
        let first = Turn::take(&workspace, |message| panic!("nobody is there: {message}")).unwrap();
        let (sender, receiver) = channel();
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| Turn::take(&workspace, |message| sender.send(message.to_owned()).unwrap()));
            let message = receiver.recv().unwrap();
            assert!(message.contains(&format!("process {}", std::process::id())), "{message}");
            assert!(message.contains("waiting"), "{message}");
            assert!(!waiter.is_finished());
            drop(first);
            waiter.join().unwrap().unwrap();
        });
    }
}

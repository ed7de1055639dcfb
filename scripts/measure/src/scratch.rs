//! Where do files go that nobody needs once a measurement is over?
//!
//! Below `target/workbook/tmp`, in a directory of the measurement. One that is interrupted cannot remove it; the next one does.

use crate::Workspace;
use anyhow::Context;
use std::fs::File;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A directory that is removed with this value.
#[derive(Debug)]
pub struct Scratch {
    // Fields are dropped in order: the directory is gone before its lock.
    directory: TempDir,
    _lock: Lock,
}

/// A lock ends with its process, so a directory is a leftover when its lock can be had.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What stays is removed by the next measurement.
        let _ = std::fs::remove_file(&self.path);
    }
}

const LOCK: &str = "lock";

impl Scratch {
    /// Makes a directory, and removes those of processes that are gone. All names are equally long: the length of a process's environment moves
    /// its stack.
    ///
    /// # Errors
    ///
    /// When it cannot be made; with its name.
    pub fn new(workspace: &Workspace) -> anyhow::Result<Self> {
        let parent = workspace.own_directory().join("tmp");
        let make = || -> std::io::Result<Self> {
            std::fs::create_dir_all(&parent)?;
            remove_leftovers(&parent);
            loop {
                let directory = tempfile::Builder::new().prefix("run-").rand_bytes(8).tempdir_in(&parent)?;
                let path = directory.path().with_extension(LOCK);
                let file = File::create(&path)?;
                // Where there are no locks, no leftover is ever removed, and nothing else changes.
                let _ = file.lock();
                // Between its making and its locking another process may have taken it for a leftover.
                if path.exists() && directory.path().is_dir() {
                    return Ok(Self { directory, _lock: Lock { path, _file: file } });
                }
            }
        };
        make().with_context(|| parent.display().to_string())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }
}

/// Removes what processes that are gone left. What cannot be removed stays: it harms nothing.
fn remove_leftovers(parent: &Path) {
    for entry in std::fs::read_dir(parent).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == LOCK)
            && let Ok(lock) = File::open(&path)
            && lock.try_lock().is_ok()
        {
            let _ = std::fs::remove_dir_all(path.with_extension(""));
            let _ = std::fs::remove_file(&path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_goes_with_its_value_or_with_the_next_one_after_its_process_was_killed() {
        let root = tempfile::tempdir().unwrap();
        for path in ["experiments", "book", "target/workbook/tmp/run-dead"] {
            std::fs::create_dir_all(root.path().join(path)).unwrap();
        }
        for path in ["book/book.toml", "target/workbook/tmp/run-dead.lock", "target/workbook/tmp/run-dead/file"] {
            std::fs::write(root.path().join(path), "").unwrap();
        }
        let workspace = Workspace::around(root.path()).unwrap();
        let parent = workspace.own_directory().join("tmp");
        let first = Scratch::new(&workspace).unwrap();
        let second = Scratch::new(&workspace).unwrap();
        assert!(!parent.join("run-dead").exists() && !parent.join("run-dead.lock").exists());
        assert!(first.path().is_dir() && second.path().is_dir(), "those of the living stay");
        assert_eq!(first.path().as_os_str().len(), second.path().as_os_str().len());
        drop((first, second));
        assert_eq!(std::fs::read_dir(parent).unwrap().count(), 0);
    }
}

//! How do two revisions become two directories of source, without a change to the reader's own?
//!
//! Both are checked out into one worktree, one after the other: the same path, so that the compiler gives the same names to the same
//! code, and one target directory, so that only what differs is compiled twice.

use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::UsageError;

/// The repository that a directory is in.
#[derive(Debug)]
pub(super) struct Repository {
    root: PathBuf,
    /// The directory, relative to the root.
    within: PathBuf,
}

/// A revision to build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Revision {
    /// What it is called.
    pub(super) name: String,
    /// Its commit.
    pub(super) commit: String,
}

impl Revision {
    /// `main (1a2b3c4d5e6f)`.
    pub(super) fn shown(&self) -> String {
        let short = &self.commit[..self.commit.len().min(12)];
        if self.commit.starts_with(&self.name) { short.to_owned() } else { format!("{} ({short})", self.name) }
    }
}

impl Repository {
    /// The repository around a directory.
    pub(super) fn around(directory: &Path) -> anyhow::Result<Self> {
        let ask = |question: &str| {
            let mut command = git(directory);
            text(command.args(["rev-parse", question]))
        };
        let root = match ask("--show-toplevel") {
            Ok(root) => PathBuf::from(root),
            Err(error) => bail!(UsageError(format!(
                "{}: not in a git repository, so it has no revisions to compare: {error:#}",
                directory.display()
            ))),
        };
        Ok(Self { root, within: PathBuf::from(ask("--show-prefix")?) })
    }

    /// A revision by any name that git knows.
    pub(super) fn revision(&self, name: &str) -> anyhow::Result<Revision> {
        let mut command = git(&self.root);
        command.args(["rev-parse", "--verify", "--quiet", "--end-of-options"]).arg(format!("{name}^{{commit}}"));
        match text(&mut command) {
            Ok(commit) => Ok(Revision { name: name.to_owned(), commit }),
            Err(_) => bail!(UsageError(format!("git knows no revision `{name}`; see `git log`, or fetch it first"))),
        }
    }

    /// The files as they are now, those included that git does not know yet, but for ignored ones: a commit that no branch has.
    pub(super) fn working_tree(&self) -> anyhow::Result<Revision> {
        let index = tempfile::tempdir().context("a temporary directory for git's index")?;
        let staged = || {
            let mut command = git(&self.root);
            command.env("GIT_INDEX_FILE", index.path().join("index"));
            command
        };
        text(staged().args(["read-tree", "HEAD"]))?;
        text(staged().args(["add", "--all"]))?;
        let tree = text(staged().arg("write-tree"))?;
        let name = "the working tree".to_owned();
        let head = self.revision("HEAD")?;
        let mut command = git(&self.root);
        if text(command.args(["rev-parse", "HEAD^{tree}"]))? == tree {
            return Ok(Revision { name, ..head });
        }
        let mut command = git(&self.root);
        // Whoever has no name in git's settings can compare, too.
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "cargo allocations").env(format!("GIT_{role}_EMAIL"), "none");
        }
        command.args(["commit-tree", "-p", "HEAD", "-m", "the working tree, to be compared"]).arg(tree);
        Ok(Revision { name, commit: text(&mut command)? })
    }
}

/// A worktree of a repository; it is removed when this is dropped.
#[derive(Debug)]
pub(super) struct Tree<'r> {
    repository: &'r Repository,
    directory: PathBuf,
}

impl<'r> Tree<'r> {
    /// Makes the worktree, in place of one that an interrupted run left.
    pub(super) fn new(repository: &'r Repository, directory: PathBuf, revision: &Revision) -> anyhow::Result<Self> {
        let tree = Self { repository, directory };
        tree.remove()?;
        let mut command = git(&repository.root);
        command.args(["worktree", "add", "--quiet", "--force", "--detach"]).arg(&tree.directory).arg(&revision.commit);
        text(&mut command)?;
        Ok(tree)
    }

    /// Changes its files to those of a revision.
    pub(super) fn check_out(&self, revision: &Revision) -> anyhow::Result<()> {
        let mut command = git(&self.directory);
        text(command.args(["checkout", "--quiet", "--force", "--detach"]).arg(&revision.commit))?;
        let mut command = git(&self.directory);
        text(command.args(["clean", "--quiet", "--force", "-d"]))?;
        Ok(())
    }

    /// Where the reader's directory is in it.
    pub(super) fn package(&self) -> PathBuf {
        self.directory.join(&self.repository.within)
    }

    /// Where a file of the reader's repository is in it, if it is one.
    pub(super) fn place_of(&self, file: &Path) -> Option<PathBuf> {
        Some(self.directory.join(file.strip_prefix(&self.repository.root).ok()?))
    }

    fn remove(&self) -> anyhow::Result<()> {
        if self.directory.exists() {
            std::fs::remove_dir_all(&self.directory).with_context(|| self.directory.display().to_string())?;
        }
        text(git(&self.repository.root).args(["worktree", "prune"])).map(drop)
    }
}

impl Drop for Tree<'_> {
    /// What stays is removed by the next run.
    fn drop(&mut self) {
        let _ = self.remove();
    }
}

fn git(directory: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(directory);
    // A hook, or another git, may have said where its repository is.
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(variable);
    }
    command
}

/// What git prints, without the end of its line.
fn text(command: &mut Command) -> anyhow::Result<String> {
    let output = command.output().context("git cannot be run; is it on PATH?")?;
    if !output.status.success() {
        bail!("git: {}", String::from_utf8_lossy(&output.stderr).trim().trim_start_matches("fatal: "));
    }
    let text = String::from_utf8(output.stdout).context("git printed what is not UTF-8")?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

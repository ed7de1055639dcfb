//! What did a run ask for on a line?

use heap_views::{Folding, Reading, Sample, Sources, Values, narrow};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A heap profile, by the lines of the package's own code.
pub(super) struct Measured {
    file: PathBuf,
    made: Option<SystemTime>,
    by_line: BTreeMap<(PathBuf, u32), Values>,
}

/// The newest of the profiles that the crate dhat wrote into a package's directory or one below.
pub(super) fn newest(root: &Path) -> Option<PathBuf> {
    let mut newest: Option<(SystemTime, PathBuf)> = None;
    let mut directories = vec![root.to_owned()];
    while let Some(directory) = directories.pop() {
        for path in std::fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !name.starts_with('.') && !path.is_symlink() && !path.join("CACHEDIR.TAG").exists() {
                directories.push(path);
            } else if name == "dhat-heap.json"
                && let Ok(time) = path.metadata().and_then(|metadata| metadata.modified())
            {
                newest = newest.max(Some((time, path)));
            }
        }
    }
    newest.map(|(_, path)| path)
}

impl Measured {
    /// Reads a profile of a program with sources in this directory.
    pub(super) fn read(file: &Path, root: &Path) -> anyhow::Result<Self> {
        let sources = Sources::below(&[root.to_owned()])?;
        let made = std::fs::metadata(file).and_then(|metadata| metadata.modified()).ok();
        let (profile, _) = heap_views::read_as(file, &Reading::default(), &mut || ())?;
        let (profile, _) = heap_views::fold(profile, &sources, &Folding::default())?;
        let profile = narrow::own(profile, &sources)?;
        let mut by_line: BTreeMap<(PathBuf, u32), Values> = BTreeMap::new();
        for stack in &profile.stacks {
            // The innermost function of the package's own; a stack without one has no file.
            let Some(frame) = stack.frames.first().and_then(|id| profile.frames.get(id.0 as usize)) else { continue };
            let function = profile.functions.get(frame.function.0 as usize);
            let Some(source) = function.and_then(|function| sources.file(&function.file)) else { continue };
            let path = source.absolute.canonicalize().unwrap_or_else(|_| source.absolute.clone());
            let values = by_line.entry((path, frame.line)).or_default();
            *values = values.checked_add(&stack.values).unwrap_or(*values);
        }
        Ok(Self { file: file.to_owned(), made, by_line })
    }

    /// Whether the file is as it was when it was read.
    pub(super) fn is_of(&self, file: &Path) -> bool {
        self.file == file && std::fs::metadata(file).and_then(|metadata| metadata.modified()).ok() == self.made
    }

    /// What a line asked for, in a sentence.
    pub(super) fn of_line(&self, path: &Path, line: u32) -> String {
        let Some(values) = self.by_line.get(&(path.to_owned(), line)) else {
            return format!("measured: nothing was asked for on this line, in {}\n", self.file.display());
        };
        let source = path.metadata().and_then(|metadata| metadata.modified()).ok();
        let is_newer = source > self.made;
        format!(
            "measured: {} blocks, {} bytes; {} bytes at the peak, in {}{}\n",
            values.get(Sample::AllocObjects),
            values.get(Sample::AllocSpace),
            values.get(Sample::PeakSpace),
            self.file.display(),
            if is_newer { ", which is older than this file, so the lines may be others" } else { "" }
        )
    }
}

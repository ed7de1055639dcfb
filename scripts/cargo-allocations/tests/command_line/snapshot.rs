//! Text that is kept in `tests/snapshots` and compared. `SNAPSHOTS=renew cargo test --test command_line` writes it anew.

use std::collections::BTreeSet;
use std::path::PathBuf;

/// A directory of snapshots. All that a test compares are in it, and no others.
pub(crate) struct Snapshots {
    directory: PathBuf,
    compared: BTreeSet<String>,
    differing: Vec<String>,
}

impl Snapshots {
    pub(crate) fn of(name: &str) -> Self {
        let directory = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
        Self { directory, compared: BTreeSet::new(), differing: Vec::new() }
    }

    /// Compares a text with the snapshot of a name. A difference is reported at the end, with all others.
    pub(crate) fn compare(&mut self, name: &str, text: &str) {
        let file = format!("{name}.txt");
        let path = self.directory.join(&file);
        // Blanks at the end of a line are lost on an editor's way.
        let text: String = text.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        if is_renewed() {
            std::fs::create_dir_all(&self.directory).unwrap();
            std::fs::write(path, &text).unwrap();
        } else {
            let kept = std::fs::read_to_string(path).unwrap_or_default();
            if kept != text {
                self.differing.push(format!("{file}: kept\n{kept}\n{file}: now\n{text}"));
            }
        }
        self.compared.insert(file);
    }

    #[track_caller]
    pub(crate) fn end(self) {
        for entry in std::fs::read_dir(&self.directory).unwrap() {
            let entry = entry.unwrap();
            if is_renewed() && !self.compared.contains(&*entry.file_name().to_string_lossy()) {
                std::fs::remove_file(entry.path()).unwrap();
            }
        }
        let kept = std::fs::read_dir(&self.directory).unwrap();
        let kept: BTreeSet<String> =
            kept.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        let remedy = "look at the difference, then renew the snapshots with SNAPSHOTS=renew";
        assert!(self.differing.is_empty(), "{}\n{remedy}", self.differing.join("\n"));
        assert_eq!(kept, self.compared, "{}: {remedy}", self.directory.display());
    }
}

pub(crate) fn is_renewed() -> bool {
    std::env::var_os("SNAPSHOTS").is_some_and(|word| word == "renew")
}

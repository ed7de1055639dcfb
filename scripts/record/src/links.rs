//! How is one program linked many times, from the same objects?
//!
//! Where the linker puts a function decides how fast it runs, by up to a third, with the same machine code. A comparison of two programs is
//! one of two layouts unless each has many. So cargo builds a program once, rustc says how it called the linker, and the linker is called
//! again, with the functions in another order each time: a tenth of a second in place of the two that cargo and rustc take around it.
//!
//! The order is asked of LLD, rustc's linker on x86-64 Linux.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What `cargo rustc` is told after `--`, so that it prints how it links, and keeps the objects that it would remove.
pub const ARGUMENTS: [&str; 2] = ["--print=link-args", "-Csave-temps"];

/// The command by which rustc linked a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkLine {
    /// In the words of a shell.
    line: String,
    /// Where it was run; its paths are relative to it.
    directory: PathBuf,
}

impl LinkLine {
    /// The command in what a `cargo rustc` with [`ARGUMENTS`], run in `directory`, wrote to standard output; none where there is none, because
    /// rustc has no shell's words for it, as on Windows.
    pub fn printed(stdout: &[u8], directory: &Path) -> Option<Self> {
        let stdout = String::from_utf8_lossy(stdout);
        let line = stdout.lines().rfind(|line| line.contains("\"-o\""))?.to_owned();
        Some(Self { line, directory: directory.to_owned() })
    }

    /// Links once more, into `file`; whether that was possible. Each seed is an order of the functions, and 0 that which the linker chooses.
    pub fn link(&self, file: &Path, seed: u64) -> bool {
        let order = if seed == 0 { String::new() } else { format!("'-Wl,--shuffle-sections=.text*={seed}'") };
        let mut shell = Command::new("sh");
        // Of two names of the output the linker takes the last.
        shell.args(["-c", &format!("{} '-o' \"$FILE\" {order}", self.line)]).env("FILE", file);
        shell.current_dir(&self.directory).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        shell.status().is_ok_and(|status| status.success())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_with_an_output_is_the_link() {
        let printed = b"\"cc\" \"a.o\" \"-o\" \"first\"\nwarning: something\n\"cc\" \"b.o\" \"-o\" \"second\"\n";
        let line = LinkLine::printed(printed, Path::new("here")).unwrap();
        assert_eq!(line.line, "\"cc\" \"b.o\" \"-o\" \"second\"");
        assert_eq!(LinkLine::printed(b"nothing\n", Path::new("here")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_asked_for_another_file_and_order() {
        let directory = tempfile::tempdir().unwrap();
        // In place of a linker: what it is told.
        let line =
            LinkLine::printed(b"\"sh\" \"-c\" \"echo \\\"\\$@\\\" >\\\"\\$FILE\\\"\" \"-o\" \"a\"\n", directory.path());
        let file = directory.path().join("a file");
        for (seed, order) in [(0, ""), (7, " -Wl,--shuffle-sections=.text*=7")] {
            assert!(line.as_ref().unwrap().link(&file, seed));
            let told = std::fs::read_to_string(&file).unwrap();
            assert_eq!(told, format!("a -o {}{order}\n", file.display()));
        }
        assert!(!LinkLine::printed(b"\"false\" \"-o\" \"a\"\n", directory.path()).unwrap().link(&file, 1));
    }
}

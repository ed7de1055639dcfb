//! The file of a record: read with errors that say what to do, written whole or not at all.

use crate::{Record, SCHEMA};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What can be wrong with a file of this crate. Every message names the file, the field where there is one, and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{file}: no such file; make it with {remake}, or name another file")]
    Missing {
        /// The path asked for.
        file: PathBuf,
        /// The command that makes such a file.
        remake: &'static str,
    },
    /// The operating system refused.
    #[error("{file}: {source}; check the path and its permissions")]
    Io {
        /// The path asked for.
        file: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The file ends too early.
    #[error("{file}: the file ends at line {line}, before it is complete; restore it, or make it again with {remake}")]
    Truncated {
        /// The file.
        file: PathBuf,
        /// Where it ends.
        line: usize,
        /// The command that makes such a file.
        remake: &'static str,
    },
    /// Not JSON, or a field that is missing, unknown or of another type.
    #[error("{file}: line {line}: {what}; restore the file, or make it again with {remake}")]
    Malformed {
        /// The file.
        file: PathBuf,
        /// Where.
        line: usize,
        /// What the parser met, after the path of the field where there is one, such as `cases[0].time`.
        what: String,
        /// The command that makes such a file.
        remake: &'static str,
    },
    /// Another schema number.
    #[error(
        "{file}: field `schema` is {found}, this version reads {expected}; make the file again with {remake}, or use the version that wrote it"
    )]
    Schema {
        /// The file.
        file: PathBuf,
        /// The value of the field `schema`.
        found: String,
        /// The schema number this version reads.
        expected: u32,
        /// The command that makes such a file.
        remake: &'static str,
    },
    /// The record of another experiment.
    #[error("{file}: field `experiment` is `{found}`, expected `{expected}`; name the record of `{expected}`")]
    OtherExperiment {
        /// The file.
        file: PathBuf,
        /// The value of the field `experiment`.
        found: String,
        /// The experiment asked for.
        expected: String,
    },
    /// The seal does not fit the record.
    #[error(
        "{file}: field `seal` does not fit the figures: the file was edited after it was measured; restore the file, or make it again with {remake}"
    )]
    Edited {
        /// The file.
        file: PathBuf,
        /// The command that makes such a file.
        remake: &'static str,
    },
    /// The rows of a matrix are not as long as its list of settings.
    #[error("{file}: {what}; restore the file, or make it again with {remake}")]
    Uneven {
        /// The file.
        file: PathBuf,
        /// Which row, and how long it is.
        what: String,
        /// The command that makes such a file.
        remake: &'static str,
    },
    /// A stored median, quartile, floor or ratio is not what the stored rounds give.
    #[error(
        "{file}: case `{case}`: field `time` does not follow from its field `rounds_ps`; restore the file, or make it again with {remake}"
    )]
    Underived {
        /// The file.
        file: PathBuf,
        /// The id of the case.
        case: String,
        /// The command that makes such a file.
        remake: &'static str,
    },
}

/// What makes a record.
const REMAKE_RECORD: &str = "`cargo workbook measure SLUG` (with `--reference` for the book's record)";

/// Temporary files begin with this; the files of a directory share it.
const TEMPORARY: &str = ".record-";

/// Reads a record. The file is never changed.
///
/// Whether the figures are as they were measured is another question: see [`Record::faults`].
///
/// # Errors
///
/// See [`Error`].
pub fn read(file: &Path) -> Result<Record, Error> {
    read_json(file, SCHEMA, REMAKE_RECORD)
}

/// Reads the record of `experiment`.
///
/// # Errors
///
/// See [`Error`].
pub fn read_for(file: &Path, experiment: &str) -> Result<Record, Error> {
    let record = read(file)?;
    if record.experiment != experiment {
        return Err(Error::OtherExperiment {
            file: file.to_owned(),
            found: record.experiment,
            expected: experiment.to_owned(),
        });
    }
    Ok(record)
}

/// Seals the record and writes it whole or not at all.
///
/// # Errors
///
/// See [`Error`].
pub fn write(file: &Path, record: &mut Record) -> Result<(), Error> {
    record.seal = record.computed_seal();
    write_json(file, record)
}

/// Reads a JSON file whose field `schema` must be `schema`; `remake` is the command that makes such a file.
pub(crate) fn read_json<T: DeserializeOwned>(file: &Path, schema: u32, remake: &'static str) -> Result<T, Error> {
    let text = std::fs::read(file).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => Error::Missing { file: file.to_owned(), remake },
        _ => Error::Io { file: file.to_owned(), source },
    })?;
    let parse_error = |error: &serde_json::Error, field: &str| {
        if error.is_eof() {
            return Error::Truncated { file: file.to_owned(), line: error.line(), remake };
        }
        let what = error.to_string();
        // The line stands before the message already.
        let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
        Error::Malformed { file: file.to_owned(), line: error.line(), what: format!("{field}{what}"), remake }
    };
    let value: serde_json::Value = serde_json::from_slice(&text).map_err(|error| parse_error(&error, ""))?;
    match value.get("schema") {
        Some(found) if found.as_u64() == Some(u64::from(schema)) => {}
        other => {
            let found = other.map_or_else(|| "missing".to_owned(), ToString::to_string);
            return Err(Error::Schema { file: file.to_owned(), found, expected: schema, remake });
        }
    }
    // Parsed again from the text, so that an error has a line.
    let mut deserializer = serde_json::Deserializer::from_slice(&text);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { String::new() } else { format!("field `{path}`: ") };
        parse_error(error.inner(), &field)
    })
}

/// Writes a JSON file, as [`write_whole`] does.
pub(crate) fn write_json(file: &Path, value: &impl Serialize) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Error::Io { file: file.to_owned(), source: error.into() })?
        + "\n";
    write_whole(file, text.as_bytes())
}

/// Writes a file: to a temporary file beside `file`, synced, then renamed over it. Until the rename, an old file stays whole.
///
/// A process that is killed here leaves its temporary file; the next write to the same directory removes it.
///
/// # Errors
///
/// When the directory cannot be made, or the file cannot be written; the message names the file.
pub fn write_whole(file: &Path, content: &[u8]) -> Result<(), Error> {
    let io = |source: std::io::Error| Error::Io { file: file.to_owned(), source };
    let directory = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(directory).map_err(io)?;
    let mut temporary = locked_temporary(directory).map_err(io)?;
    remove_leftovers(directory);
    temporary.write_all(content).map_err(io)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        temporary.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(io)?;
    }
    temporary.as_file().sync_all().map_err(io)?;
    temporary.persist(file).map_err(|error| io(error.error))?;
    // The rename itself is durable only once the directory is.
    #[cfg(unix)]
    std::fs::File::open(directory).and_then(|directory| directory.sync_all()).map_err(io)?;
    Ok(())
}

/// A temporary file under a lock, which ends with its process: that tells it from a leftover.
fn locked_temporary(directory: &Path) -> std::io::Result<NamedTempFile> {
    loop {
        let temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(directory)?;
        // Where there are no locks, no leftover is ever removed, and nothing else changes.
        let _ = temporary.as_file().lock();
        // Between its making and its locking another writer may have taken it for a leftover.
        if temporary.path().exists() {
            return Ok(temporary);
        }
    }
}

/// Removes the temporary files of processes that are gone. What cannot be removed stays: it harms nothing.
fn remove_leftovers(directory: &Path) {
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY)
            && let Ok(leftover) = std::fs::File::open(entry.path())
            && leftover.try_lock().is_ok()
        {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// The digest of what is still without its seal.
pub(crate) fn seal(unsealed: &impl Serialize) -> String {
    let text = serde_json::to_string(unsealed).unwrap_or_default();
    let digest = Sha256::digest(text.as_bytes());
    format!("sha256:{}", digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

impl Record {
    /// The digest of the record without its seal.
    pub fn computed_seal(&self) -> String {
        seal(&Record { seal: String::new(), ..self.clone() })
    }

    /// Whether the record is as the command line wrote it.
    pub fn is_sealed(&self) -> bool {
        self.seal == self.computed_seal()
    }

    /// What makes the figures of the record, read from `file`, doubtful: an edit, or times that do not follow from their rounds.
    /// Empty when there is no doubt.
    ///
    /// A seal computed anew over edited figures cannot be told from a measured one; only `cargo workbook check` measures again.
    pub fn faults(&self, file: &Path) -> Vec<Error> {
        let file = file.to_owned();
        let edited = (!self.is_sealed()).then(|| Error::Edited { file: file.clone(), remake: REMAKE_RECORD });
        let underived = self.underived_times().into_iter();
        let underived = underived.map(|case| Error::Underived { file: file.clone(), case, remake: REMAKE_RECORD });
        edited.into_iter().chain(underived).collect()
    }
}

//! The file of a record: read with errors that say what to do, written whole or not at all.

use crate::{Record, SCHEMA};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What can be wrong with a record's file. Every message names the file and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{file}: no such record; make one with `cargo workbook measure SLUG`, or name another file")]
    Missing {
        /// The path asked for.
        file: PathBuf,
    },
    /// The operating system refused.
    #[error("{file}: {source}; check the path and its permissions")]
    Io {
        /// The path asked for.
        file: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The file ends before the record does.
    #[error(
        "{file}: the record ends at line {line}, before it is complete; restore the file, or measure again with `cargo workbook measure`"
    )]
    Truncated {
        /// The file.
        file: PathBuf,
        /// Where it ends.
        line: usize,
    },
    /// Not JSON, or a field that is missing, unknown or of another type.
    #[error("{file}: line {line}: {what}; restore the file, or measure again with `cargo workbook measure`")]
    Malformed {
        /// The file.
        file: PathBuf,
        /// Where.
        line: usize,
        /// What the parser met.
        what: String,
    },
    /// Another schema number.
    #[error(
        "{file}: field `schema` is {found}, this version reads {expected}; measure again with `cargo workbook measure`, or use the version that wrote it"
    )]
    Schema {
        /// The file.
        file: PathBuf,
        /// The value of the field `schema`.
        found: String,
        /// The schema number this version reads.
        expected: u32,
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
}

/// Reads a record. The file is never changed.
///
/// # Errors
///
/// See [`Error`].
pub fn read(file: &Path) -> Result<Record, Error> {
    read_json(file, SCHEMA)
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

/// Reads a JSON file whose field `schema` must be `schema`.
pub(crate) fn read_json<T: DeserializeOwned>(file: &Path, schema: u32) -> Result<T, Error> {
    let text = std::fs::read_to_string(file).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => Error::Missing { file: file.to_owned() },
        _ => Error::Io { file: file.to_owned(), source },
    })?;
    let parse_error = |error: serde_json::Error| {
        if error.is_eof() {
            Error::Truncated { file: file.to_owned(), line: error.line() }
        } else {
            Error::Malformed { file: file.to_owned(), line: error.line(), what: error.to_string() }
        }
    };
    let value: serde_json::Value = serde_json::from_str(&text).map_err(parse_error)?;
    match value.get("schema") {
        Some(found) if found.as_u64() == Some(u64::from(schema)) => {}
        other => {
            let found = other.map_or_else(|| "missing".to_owned(), ToString::to_string);
            return Err(Error::Schema { file: file.to_owned(), found, expected: schema });
        }
    }
    // Parsed again from the text, so that an error has a line.
    serde_json::from_str(&text).map_err(parse_error)
}

/// Writes a JSON file: to a temporary file beside `file`, synced, then renamed over it. Until the rename, an old file stays whole.
pub(crate) fn write_json(file: &Path, value: &impl Serialize) -> Result<(), Error> {
    let io = |source: std::io::Error| Error::Io { file: file.to_owned(), source };
    let text = serde_json::to_string_pretty(value).map_err(|error| io(error.into()))? + "\n";
    let directory = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(directory).map_err(io)?;
    let mut temporary = tempfile::Builder::new().prefix(".record-").tempfile_in(directory).map_err(io)?;
    temporary.write_all(text.as_bytes()).map_err(io)?;
    temporary.as_file().sync_all().map_err(io)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        temporary.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).map_err(io)?;
    }
    temporary.persist(file).map_err(|error| io(error.error))?;
    // The rename itself is durable only once the directory is.
    #[cfg(unix)]
    std::fs::File::open(directory).and_then(|directory| directory.sync_all()).map_err(io)?;
    Ok(())
}

impl Record {
    /// The digest of the record without its seal.
    pub fn computed_seal(&self) -> String {
        let unsealed = Record { seal: String::new(), ..self.clone() };
        let text = serde_json::to_string(&unsealed).unwrap_or_default();
        let digest = Sha256::digest(text.as_bytes());
        format!("sha256:{}", digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
    }

    /// Whether the record is as the command line wrote it.
    pub fn is_sealed(&self) -> bool {
        self.seal == self.computed_seal()
    }
}

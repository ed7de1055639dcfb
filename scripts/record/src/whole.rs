//! How is a file written so that it is the old one or the new one, whatever happens?

use crate::Error;
use crate::error::Refusal;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

/// Temporary files begin with this; the files of a directory share it.
const TEMPORARY: &str = ".record-";

/// Writes a file: to a temporary file beside `file`, synced, then renamed over it. Until the rename, an old file stays whole.
///
/// A process that is killed here leaves its temporary file; the next write to the same directory removes it.
///
/// # Errors
///
/// When the directory cannot be made, or the file cannot be written; the message names the file.
pub fn write_whole(file: &Path, content: &[u8]) -> Result<(), Error> {
    let io = |source: std::io::Error| Error::Io { file: file.to_owned(), refusal: Refusal::new(source) };
    let directory = directory_of(file);
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

/// Whether [`write_whole`] can write this file: to be asked before a measurement, whose figures would be lost.
///
/// Makes the file's directory, and a temporary file in it, which is removed again.
///
/// # Errors
///
/// What [`write_whole`] would say.
pub fn check_writable(file: &Path) -> Result<(), Error> {
    let io = |source: std::io::Error| Error::Io { file: file.to_owned(), refusal: Refusal::new(source) };
    if file.is_dir() {
        return Err(io(std::io::ErrorKind::IsADirectory.into()));
    }
    let mut temporary = locked_temporary(directory_of(file)).map_err(io)?;
    // A full disk takes the file's name, and refuses the first block. A record has some.
    temporary.write_all(&[b' '; 1 << 16]).and_then(|()| temporary.as_file().sync_all()).map_err(io)
}

fn directory_of(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A temporary file under a lock, which ends with its process: a leftover is one without it.
fn locked_temporary(directory: &Path) -> std::io::Result<NamedTempFile> {
    std::fs::create_dir_all(directory)?;
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

//! How does an editor name a file?

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::path::{Path, PathBuf};

/// What stands in the path of an address as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The file of an address; `None` where it is of none on this machine.
pub(super) fn file(uri: &str) -> Option<PathBuf> {
    let path = percent_decode_str(uri.strip_prefix("file://")?).decode_utf8().ok()?;
    // A letter of a drive stands behind a slash.
    let path = if cfg!(windows) { path.strip_prefix('/')? } else { &path };
    let path = PathBuf::from(path);
    path.is_absolute().then(|| path.canonicalize().unwrap_or(path))
}

/// The address of a file.
pub(super) fn of(file: &Path) -> String {
    let path = file.to_string_lossy().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", utf8_percent_encode(&path, KEPT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_is_that_of_its_address() {
        let file_with_all = Path::new("/a b/größe/c%.rs");
        assert_eq!(of(file_with_all), "file:///a%20b/gr%C3%B6%C3%9Fe/c%25.rs");
        assert_eq!(file(&of(file_with_all)).unwrap(), file_with_all);
        assert_eq!(file("untitled:1"), None);
    }
}

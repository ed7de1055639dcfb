//! Which of the two formats is a profile's file in?

use crate::{Error, HeapProfile, Warning, dhat, pprof};
use std::path::Path;

/// Reads a profile from a file that dhat wrote, or from one in pprof's format: gzipped, or named `.pb`.
///
/// `progress` is called as by [`dhat::read`]; files in pprof's format are small.
///
/// # Errors
///
/// When the file cannot be read, or does not hold a whole profile of the heap. The message names the file.
pub fn read(file: &Path, progress: &mut dyn FnMut(u64)) -> Result<(HeapProfile, Vec<Warning>), Error> {
    if !is_of_pprof(file) {
        return dhat::read(file, progress);
    }
    let path = || file.to_owned();
    let bytes = std::fs::read(file).map_err(|reason| Error::Read { path: path(), reason })?;
    let profile = pprof::decode(&bytes).map_err(|reason| Error::Pprof { path: path(), reason })?;
    Ok((profile, Vec::new()))
}

fn is_of_pprof(file: &Path) -> bool {
    let mut begin = [0; 2];
    let is_gzipped = std::fs::File::open(file)
        .and_then(|mut file| std::io::Read::read_exact(&mut file, &mut begin))
        .is_ok_and(|()| begin == [0x1f, 0x8b]);
    is_gzipped || file.extension().is_some_and(|extension| extension == "pb")
}

//! Which of the formats is a profile's file in?

use crate::kind::{Kind, Other};
use crate::{Error, HeapProfile, Sample, Warning, dhat, jemalloc, pprof, stacks, symbolise};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// What a file does not say itself.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Programs and libraries in which addresses are looked up that have no name.
    pub programs: Vec<PathBuf>,
    /// What the numbers of folded stacks count.
    pub counts: Option<Sample>,
}

/// Reads a profile from a file of dhat, pprof or jemalloc, whichever it is.
///
/// # Errors
///
/// When the file cannot be read, or does not hold a whole profile of the heap. The message names the file.
pub fn read(file: &Path) -> Result<(HeapProfile, Vec<Warning>), Error> {
    read_as(file, &Reading::default(), &mut || ())
}

/// Reads a profile as [`read`] does, with what the file does not say itself. `progress` is called for each MiB of the file that is read.
///
/// # Errors
///
/// As [`read`]; and when a program was named that the profile is not of, or that it has no use for.
pub fn read_as(
    path: &Path,
    reading: &Reading,
    progress: &mut dyn FnMut(),
) -> Result<(HeapProfile, Vec<Warning>), Error> {
    let failed = |reason| Error::Read { path: path.to_owned(), reason };
    let mut file = File::open(path).map_err(|reason| not_opened(path, reason))?;
    let mut begin = Vec::new();
    file.by_ref().take(512).read_to_end(&mut begin).map_err(failed)?;
    let kind = Kind::of(&begin, path);
    let mut input =
        BufReader::with_capacity(1 << 16, begin.as_slice().chain(Told { file, bytes: begin.len() as u64, progress }));
    let (profile, mut warnings) = match kind {
        Kind::Dhat => dhat::parse(&mut input, path)?,
        Kind::Pprof => pprof::read_from(&mut input).map_err(|reason| match reason {
            pprof::PprofError::Read(reason) => failed(reason),
            reason => Error::Pprof { path: path.to_owned(), reason },
        })?,
        Kind::Jemalloc => jemalloc::read(input, path)?,
        Kind::Folded => stacks::read(input, reading.counts, path)?,
        Kind::Other(Other { what, remedy }) => return Err(Error::OtherTool { path: path.to_owned(), what, remedy }),
    };
    if reading.programs.is_empty() {
        return Ok((profile, warnings));
    }
    if profile.about.mappings.is_empty() {
        return Err(Error::NoAddresses { path: path.to_owned() });
    }
    let (profile, more) = symbolise(profile, &reading.programs)?;
    warnings.extend(more);
    Ok((profile, warnings))
}

/// A file of which each MiB that is read is told.
struct Told<'p> {
    file: File,
    bytes: u64,
    progress: &'p mut dyn FnMut(),
}

impl Read for Told<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        const MIB: u64 = 1 << 20;
        let read = self.file.read(into)?;
        let before = self.bytes;
        self.bytes += read as u64;
        (before / MIB..self.bytes / MIB).for_each(|_| (self.progress)());
        Ok(read)
    }
}

/// A file that is not there may be one that was never written.
fn not_opened(path: &Path, reason: io::Error) -> Error {
    let path = path.to_owned();
    if reason.kind() == io::ErrorKind::NotFound { Error::NotThere { path } } else { Error::Read { path, reason } }
}

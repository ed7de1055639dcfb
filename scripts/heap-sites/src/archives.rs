//! Where is the code of a symbol that another object names?
//!
//! Archives are searched as a linker does: by their own index of symbols, and only the members that are needed are read.

use crate::Error;
use foldhash::fast::RandomState;
use object::Object;
use object::read::ReadCache;
use object::read::archive::{ArchiveFile, ArchiveOffset};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Archives of compiled code, searched by symbol.
///
/// A test program has the libraries of a whole workspace beside it, with a million symbols, of which a few are looked up: so their names stay
/// where they were read.
pub(crate) struct Archives<'a> {
    open: &'a [Archive],
    by_symbol: HashMap<&'a [u8], Member, RandomState>,
}

/// An archive, open for reading.
pub(crate) struct Archive {
    path: PathBuf,
    file: File,
    /// What was read of the file to find members; they themselves are not kept in it.
    cache: ReadCache<File>,
}

impl Archive {
    /// Opens files; nothing is read yet.
    pub(crate) fn open(paths: &[PathBuf]) -> Result<Vec<Self>, Error> {
        let open = |path: &PathBuf| {
            let file = File::open(path)?;
            let cache = ReadCache::new(file.try_clone()?);
            Ok(Self { path: path.clone(), file, cache })
        };
        paths.iter().map(|path| open(path).map_err(|source| Error::Read { path: path.clone(), source })).collect()
    }

    fn damaged(&self, reason: impl ToString) -> Error {
        Error::Damaged { file: self.path.display().to_string(), reason: reason.to_string() }
    }

    /// As many bytes as asked for, or as there are. The cache would keep a copy.
    fn bytes_at(&self, offset: u64, length: u64) -> Result<Vec<u8>, Error> {
        let read = |mut file: &File| -> io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(offset))?;
            file.take(length).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        read(&self.file).map_err(|source| Error::Read { path: self.path.clone(), source })
    }
}

/// The first bytes of a Mach-O file for 64 bits.
const MAGIC: [u8; 4] = 0xfeed_facf_u32.to_le_bytes();

/// One member of one archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Member {
    archive: usize,
    offset: u64,
}

impl<'a> Archives<'a> {
    /// Reads the indexes. The first archive that defines a symbol is the one that counts.
    pub(crate) fn of(open: &'a [Archive]) -> Result<Self, Error> {
        let mut defined = Vec::new();
        for (number, archive) in open.iter().enumerate() {
            let damaged = |error: object::Error| archive.damaged(error);
            let parsed = ArchiveFile::parse(&archive.cache).map_err(damaged)?;
            // The names of Mach-O have an underscore before them.
            let first = parsed.members().next().transpose().map_err(damaged)?;
            let first = first.map(|member| archive.bytes_at(member.file_range().0, MAGIC.len() as u64)).transpose()?;
            let prefix: &[u8] = if first.is_some_and(|first| first == MAGIC) { b"_" } else { b"" };
            let Some(symbols) = parsed.symbols().map_err(damaged)? else { continue };
            for symbol in symbols {
                let symbol = symbol.map_err(damaged)?;
                let name = symbol.name().strip_prefix(prefix).unwrap_or(symbol.name());
                defined.push((name, Member { archive: number, offset: symbol.offset().0 }));
            }
        }
        // Once for all of them: a table that grows is made anew again and again. Of equal names the last that is inserted stays.
        let mut by_symbol = HashMap::with_capacity_and_hasher(defined.len(), RandomState::default());
        by_symbol.extend(defined.iter().rev().copied());
        // The pieces of an import library only lead to a function of a library of Windows, which is known by its name.
        for function in defined.iter().filter_map(|(name, _)| name.strip_prefix(b"__imp_")) {
            by_symbol.remove(function);
        }
        Ok(Self { open, by_symbol })
    }

    /// The member that defines a symbol.
    pub(crate) fn defining(&self, symbol: &str) -> Option<Member> {
        self.by_symbol.get(symbol.as_bytes()).copied()
    }

    /// The archive that a member is of.
    pub(crate) fn path(&self, member: Member) -> &Path {
        &self.open[member.archive].path
    }

    /// A member's name, for messages, and its bytes.
    pub(crate) fn read(&self, member: Member) -> Result<(String, Vec<u8>), Error> {
        let archive = &self.open[member.archive];
        let damaged = |error: object::Error| archive.damaged(error);
        let parsed = ArchiveFile::parse(&archive.cache).map_err(damaged)?;
        let found = parsed.member(ArchiveOffset(member.offset)).map_err(damaged)?;
        let name = format!("{}({})", archive.path.display(), String::from_utf8_lossy(found.name()));
        let (offset, length) = found.file_range();
        let bytes = archive.bytes_at(offset, length)?;
        if found.is_thin() || (bytes.len() as u64) < length {
            return Err(archive.damaged(format!("{} is not in it as a whole", String::from_utf8_lossy(found.name()))));
        }
        Ok((name, bytes))
    }
}

/// The objects in a file: every member that is one, or the file itself.
pub(crate) fn objects(path: &Path) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let data = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let file = path.display().to_string();
    if !data.starts_with(b"!<arch>\n") {
        return Ok(vec![(file, data)]);
    }
    let damaged = |error: object::Error| Error::Damaged { file: file.clone(), reason: error.to_string() };
    let data = data.as_slice();
    let archive = ArchiveFile::parse(data).map_err(damaged)?;
    let mut objects = Vec::new();
    for member in archive.members() {
        let member = member.map_err(damaged)?;
        let name = String::from_utf8_lossy(member.name()).into_owned();
        let content = member.data(data).map_err(damaged)?;
        // rustc's own description of the crate.
        if name != "lib.rmeta" {
            objects.push((format!("{file}({name})"), content.to_vec()));
        }
    }
    if objects.is_empty() {
        return Err(Error::NoObject(path.to_owned()));
    }
    Ok(objects)
}

/// Whether an archive has an object with debug information; what cannot be read has none.
pub(crate) fn has_debug_information(path: &Path) -> bool {
    let has_lines = |data: &[u8]| {
        let file = object::File::parse(data).ok();
        file.is_some_and(|file| file.section_by_name(".debug_info").is_some())
    };
    objects(path).is_ok_and(|objects| objects.iter().any(|(_, data)| has_lines(data)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A part of an archive, with the length that its header says.
    fn part(name: &str, length: usize, content: &[u8]) -> Vec<u8> {
        let header = format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{length:<10}`\n", 0, 0, 0, 644);
        [header.as_bytes(), content].concat()
    }

    /// An archive whose only member defines `called`.
    fn archive(length: usize, content: &[u8]) -> Vec<u8> {
        let offset = 8 + 60 + 16;
        let index = [&1_u32.to_be_bytes(), &u32::to_be_bytes(offset), b"called\0\0".as_slice()].concat();
        [b"!<arch>\n".to_vec(), part("/", index.len(), &index), part("a.o/", length, content)].concat()
    }

    #[test]
    fn a_symbol_is_in_the_first_archive_that_defines_it_and_a_member_is_read_whole_or_refused() {
        let directory = tempfile::tempdir().unwrap();
        let write = |name: &str, content: Vec<u8>| {
            let path = directory.path().join(name);
            std::fs::write(&path, content).unwrap();
            path
        };
        let paths = [
            write("first.rlib", archive(4, b"code")),
            write("second.rlib", archive(4, b"more")),
            write("cut.rlib", archive(100, b"code")),
        ];
        let open = Archive::open(&paths).unwrap();
        let archives = Archives::of(&open[..2]).unwrap();
        let member = archives.defining("called").unwrap();
        assert_eq!(archives.path(member), paths[0]);
        assert_eq!(archives.read(member).unwrap(), (format!("{}(a.o)", paths[0].display()), b"code".to_vec()));
        assert_eq!(archives.defining("calle"), None);

        let cut = Archives::of(&open[2..]).and_then(|archives| archives.read(archives.defining("called").unwrap()));
        let error = cut.unwrap_err().to_string();
        assert!(error.contains("cut.rlib") && error.contains("a.o is not in it as a whole"), "{error}");
    }
}

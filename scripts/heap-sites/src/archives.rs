//! Where is the code of a symbol that another object names?
//!
//! Archives are searched as a linker does: by their own index of symbols, and only the members that are needed are read.

use crate::Error;
use object::Object;
use object::read::ReadCache;
use object::read::archive::{ArchiveFile, ArchiveOffset};
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Archives of compiled code, open for reading.
pub(crate) struct Archives {
    open: Vec<Open>,
    by_symbol: HashMap<Box<[u8]>, (usize, ArchiveOffset)>,
}

struct Open {
    path: PathBuf,
    cache: ReadCache<File>,
}

/// Whether these are the first bytes of a Mach-O file for 64 bits.
fn is_mach(data: &[u8]) -> bool {
    data.starts_with(&0xfeed_facf_u32.to_le_bytes())
}

/// One member of one archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Member {
    archive: usize,
    offset: u64,
}

impl Archives {
    /// Reads the indexes. The first archive that defines a symbol is the one that counts.
    pub(crate) fn open(paths: &[PathBuf]) -> Result<Self, Error> {
        let mut archives = Self { open: Vec::new(), by_symbol: HashMap::new() };
        for path in paths {
            let file = File::open(path).map_err(|source| Error::Read { path: path.clone(), source })?;
            let cache = ReadCache::new(file);
            let damaged =
                |error: object::Error| Error::Damaged { file: path.display().to_string(), reason: error.to_string() };
            let archive = ArchiveFile::parse(&cache).map_err(damaged)?;
            // The names of Mach-O have an underscore before them.
            let first = archive.members().next().transpose().map_err(damaged)?;
            let first = first.map(|member| member.data(&cache)).transpose().map_err(damaged)?;
            let prefix: &[u8] = if first.is_some_and(is_mach) { b"_" } else { b"" };
            if let Some(symbols) = archive.symbols().map_err(damaged)? {
                for symbol in symbols {
                    let symbol = symbol.map_err(damaged)?;
                    let name = symbol.name().strip_prefix(prefix).unwrap_or(symbol.name());
                    archives.by_symbol.entry(name.into()).or_insert((archives.open.len(), symbol.offset()));
                }
            }
            archives.open.push(Open { path: path.clone(), cache });
        }
        // The pieces of an import library only lead to a function of a library of Windows, which is known by its name.
        let imported = archives.by_symbol.keys().filter_map(|symbol| symbol.strip_prefix(b"__imp_".as_slice()));
        let imported: Vec<Box<[u8]>> = imported.map(Into::into).collect();
        for symbol in imported {
            archives.by_symbol.remove(&symbol);
        }
        Ok(archives)
    }

    /// The member that defines a symbol.
    pub(crate) fn defining(&self, symbol: &str) -> Option<Member> {
        let (archive, offset) = self.by_symbol.get(symbol.as_bytes())?;
        Some(Member { archive: *archive, offset: offset.0 })
    }

    /// The archive that a member is of.
    pub(crate) fn path(&self, member: Member) -> &Path {
        &self.open[member.archive].path
    }

    /// A member's name, for messages, and its bytes.
    pub(crate) fn read(&self, member: Member) -> Result<(String, Vec<u8>), Error> {
        let Open { path, cache } = &self.open[member.archive];
        let damaged =
            |error: object::Error| Error::Damaged { file: path.display().to_string(), reason: error.to_string() };
        let archive = ArchiveFile::parse(cache).map_err(damaged)?;
        let found = archive.member(ArchiveOffset(member.offset)).map_err(damaged)?;
        let name = format!("{}({})", path.display(), String::from_utf8_lossy(found.name()));
        Ok((name, found.data(cache).map_err(damaged)?.to_vec()))
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

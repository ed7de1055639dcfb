//! What is in a file, by its first bytes?
//!
//! Its name says little: heaptrack, samply and pprof all write `.gz`. What is known and not read is refused by the name of the tool that wrote
//! it, with what to do instead.

use flate2::read::MultiGzDecoder;
use std::io::Read;
use std::path::Path;

/// How many bytes decide.
const FIRST: usize = 512;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// JSON: of dhat, unless its parser finds otherwise.
    Dhat,
    /// pprof's format, gzipped or not.
    Pprof,
    /// The text that jemalloc writes.
    Jemalloc,
    /// Stacks, a line each, with a number at its end.
    Folded,
    /// Of a tool whose files are not read.
    Other(&'static Other),
}

/// A file that is not read.
#[derive(Debug, PartialEq, Eq)]
pub struct Other {
    /// What it is.
    pub what: &'static str,
    /// What to do instead.
    pub remedy: &'static str,
}

const DHAT_HAS_ONE: &str = "profile with the crate dhat or with `valgrind --tool=dhat`, whose files are read";

macro_rules! others {
    ($($name:ident: $what:literal, $remedy:expr;)*) => {
        $(static $name: Other = Other { what: $what, remedy: $remedy };)*
    };
}

others! {
    GO_TEXT: "a heap profile as text, which Go, gperftools and `?debug=1` write",
        "take it without `?debug=1`, in pprof's format; of gperftools, convert it with `pprof -proto PROGRAM FILE`";
    HEAPTRACK: "a file of heaptrack",
        "write its stacks with `heaptrack_print --flamegraph-cost-type allocations -F stacks.txt FILE`, and read stacks.txt with --sample alloc-objects";
    ZSTD: "packed with zstd, as heaptrack's files are",
        "write heaptrack's stacks with `heaptrack_print --flamegraph-cost-type allocations -F stacks.txt FILE`, and read stacks.txt with --sample alloc-objects; \
         unpack any other with `zstd -d`";
    XZ: "packed with xz", "unpack it with `xz -d`";
    BZIP2: "packed with bzip2", "unpack it with `bzip2 -d`";
    ZIP: "a zip archive", "unpack it, and name the profile in it";
    GZIP: "packed with gzip, and no profile in pprof's format", "unpack it with `gzip -d`, and name the file that comes out";
    MASSIF: "a file of valgrind's massif, which has no stack of most allocations", "view it with `ms_print`, or profile with `valgrind --tool=dhat`";
    CALLGRIND: "a file of callgrind or cachegrind, which count instructions", DHAT_HAS_ONE;
    BYTEHOUND: "a recording of bytehound", "view it with `bytehound server FILE`, or profile with the crate dhat";
    PERF: "a recording of perf, which samples time", DHAT_HAS_ONE;
    MEMRAY: "a recording of memray, which is of Python", "view it with `memray flamegraph FILE`";
    FIREFOX: "a profile of the Firefox profiler, as samply writes it, which samples time", DHAT_HAS_ONE;
    SPEEDSCOPE: "a file of speedscope", "open it in speedscope, and name the file that it was made from";
    CHROME: "a profile of Chrome or Node", "open it in Chrome's developer tools";
    PROGRAM: "a program", "name its profile with --file, and the program with --program where the profile needs it";
    HTML: "a page or a picture", "name the profile that it was made from";
    UTF16: "text in UTF-16, as PowerShell's `>` and some editors write it", "take the file as the profiler wrote it";
    BOM: "text that begins with a byte order mark, which an editor put there", "take the file as the profiler wrote it";
}

impl Kind {
    /// What a file holds that begins with these bytes; 512 of them decide. The file's name tells what the first bytes do not.
    pub fn of(begin: &[u8], path: &Path) -> Self {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if begin.starts_with(&[0x1f, 0x8b]) {
            return Self::of_gzipped(begin);
        }
        let binary: [(&[u8], &'static Other); 13] = [
            (&[0x28, 0xb5, 0x2f, 0xfd], &ZSTD),
            (&[0xfd, b'7', b'z', b'X', b'Z'], &XZ),
            (b"BZh", &BZIP2),
            (b"PK\x03\x04", &ZIP),
            (b"PERFILE2", &PERF),
            (b"2ELIFREP", &PERF),
            (b"memray\0", &MEMRAY),
            (b"\x7fELF", &PROGRAM),
            (b"MZ", &PROGRAM),
            (&[0xcf, 0xfa, 0xed, 0xfe], &PROGRAM),
            (&[0xef, 0xbb, 0xbf], &BOM),
            (&[0xff, 0xfe], &UTF16),
            (&[0xfe, 0xff], &UTF16),
        ];
        if let Some((_, other)) = binary.iter().find(|(magic, _)| begin.starts_with(magic)) {
            return Self::Other(other);
        }
        if extension == "pb" || is_message(begin) {
            return Self::Pprof;
        }
        if name.starts_with("memory-profiling_") && extension == "dat" {
            return Self::Other(&BYTEHOUND);
        }
        Self::of_text(begin).unwrap_or(Self::Dhat)
    }

    fn of_gzipped(begin: &[u8]) -> Self {
        let mut unpacked = [0; FIRST];
        let mut length = 0;
        let mut reader = MultiGzDecoder::new(begin);
        // The file goes on, so the last read fails; what came before it decides.
        while let Ok(count) = reader.read(&mut unpacked[length..])
            && count > 0
        {
            length += count;
        }
        let unpacked = &unpacked[..length];
        match Self::of_text(unpacked) {
            Some(Self::Other(other)) => Self::Other(other),
            Some(_) => Self::Other(&GZIP),
            None if unpacked.trim_ascii_start().starts_with(b"{") => Self::Other(&GZIP),
            None => Self::Pprof,
        }
    }

    /// What text begins like this; `None` where it may be anything.
    fn of_text(begin: &[u8]) -> Option<Self> {
        let text = begin.trim_ascii_start();
        let json = |other: &'static Other| Some(Self::Other(other));
        if let Some(rest) = text.strip_prefix(b"{") {
            let has = |key: &str| contains(text, key.as_bytes());
            let first = rest.trim_ascii_start();
            return match () {
                () if has("dhatFileVersion") => Some(Self::Dhat),
                () if has("speedscope.app") => json(&SPEEDSCOPE),
                () if first.starts_with(b"\"meta\"") => json(&FIREFOX),
                () if first.starts_with(b"\"snapshot\"") || first.starts_with(b"\"head\"") => json(&CHROME),
                () => None,
            };
        }
        let lower = text.to_ascii_lowercase();
        let starts = |with: &str| lower.starts_with(with.as_bytes());
        match () {
            () if starts("heap profile:") => json(&GO_TEXT),
            () if starts("heap_v2/") => Some(Self::Jemalloc),
            () if starts("desc: ") && contains(text, b"time_unit:") => json(&MASSIF),
            () if starts("# callgrind format") || contains(text, b"\nevents:") || starts("desc: ") => json(&CALLGRIND),
            () if starts("<!doctype") || starts("<html") || starts("<svg") || starts("<?xml") => json(&HTML),
            () if is_heaptrack(text) => json(&HEAPTRACK),
            () if is_folded(text) => Some(Self::Folded),
            () => None,
        }
    }
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// Whether it begins as a message of pprof does: its first field is a sample type, a message of a few bytes of two small numbers.
fn is_message(begin: &[u8]) -> bool {
    matches!(begin, [0x0a, length, 0x08, ..] if (2..=20).contains(length))
}

/// `v 10400 3`: the version of heaptrack and of its format, in hexadecimal.
fn is_heaptrack(text: &[u8]) -> bool {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut words = line.strip_prefix(b"v ").unwrap_or_default().split(|byte| *byte == b' ');
    words.by_ref().take(2).filter(|word| !word.is_empty() && word.iter().all(u8::is_ascii_hexdigit)).count() == 2
        && words.next().is_none()
}

/// `main;parse;push 12` in the first line that is whole.
fn is_folded(text: &[u8]) -> bool {
    // Where the bytes end, a character may be cut.
    let text = text.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    text.lines().next().is_some_and(|line| crate::stacks::parts(line).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(text).unwrap();
        gzip.finish().unwrap()
    }

    #[test]
    fn files_are_told_by_how_they_begin() {
        for (begin, expected) in [
            (&b"{\n\"dhatFileVersion\": 2"[..], Kind::Dhat),
            (b"{\"version\": 2", Kind::Dhat),
            (b"", Kind::Dhat),
            (b"[]", Kind::Dhat),
            (b"\n\x04\x08\x01\x10\x02", Kind::Pprof),
            (b"heap_v2/524288\n  t*: 1: 2 [0: 0]", Kind::Jemalloc),
            (b"main;parse 12\nmain 3\n", Kind::Folded),
            (b"my::main;<my::A as my::B>::parse x 12\n", Kind::Folded),
            (b"heap profile: 1: 2 [3: 4] @ heap/1048576", Kind::Other(&GO_TEXT)),
            (b"v 10400 3\nx /bin/program\n", Kind::Other(&HEAPTRACK)),
            (&[0x28, 0xb5, 0x2f, 0xfd, 0], Kind::Other(&ZSTD)),
            (b"desc: --time-unit=B\ncmd: a\ntime_unit: B\n", Kind::Other(&MASSIF)),
            (b"# callgrind format\nversion: 1\n", Kind::Other(&CALLGRIND)),
            (b"PERFILE2\0", Kind::Other(&PERF)),
            (b"{\"meta\":{\"categories\":[]", Kind::Other(&FIREFOX)),
            (b"{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\"", Kind::Other(&SPEEDSCOPE)),
            (b"{\"snapshot\":{\"meta\"", Kind::Other(&CHROME)),
            (b"\x7fELF\x02", Kind::Other(&PROGRAM)),
            (b"<svg xmlns=", Kind::Other(&HTML)),
            (&[0xff, 0xfe, b'{', 0], Kind::Other(&UTF16)),
            (&[0xef, 0xbb, 0xbf, b'{'], Kind::Other(&BOM)),
        ] {
            assert_eq!(Kind::of(begin, Path::new("profile")), expected, "{}", String::from_utf8_lossy(begin));
        }
        assert_eq!(Kind::of(b"\0\0\0\0", Path::new("memory-profiling_a_1.dat")), Kind::Other(&BYTEHOUND));
        assert_eq!(Kind::of(b"", Path::new("profile.pb")), Kind::Pprof);
    }

    #[test]
    fn gzip_is_looked_into() {
        for (text, expected) in [
            (&b"\n\x04\x08\x01\x10\x02"[..], Kind::Pprof),
            (b"v 10400 3\nx /bin/program\n", Kind::Other(&HEAPTRACK)),
            (b"{\"meta\":{", Kind::Other(&FIREFOX)),
            (b"{\"dhatFileVersion\":2}", Kind::Other(&GZIP)),
            (b"heap_v2/1\n", Kind::Other(&GZIP)),
        ] {
            let text = [text, &vec![b'x'; 100_000]].concat();
            let begin = &packed(&text)[..100];
            assert_eq!(Kind::of(begin, Path::new("profile.gz")), expected, "{}", String::from_utf8_lossy(&text[..20]));
        }
        assert_eq!(Kind::of(&[0x1f, 0x8b], Path::new("profile.gz")), Kind::Pprof, "the reader says what is wrong");
    }
}

//! What has the kernel mapped for this process?

use std::fs::File;
use std::io::Read;

/// What is resident of this process, in KiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resident {
    /// All of it: `Rss`.
    pub kib: u64,
    /// In huge pages: `AnonHugePages`.
    pub huge_kib: u64,
}

/// Room for what the kernel writes, which is less than 1 KiB.
const ROOM: usize = 4096;

/// Reads `/proc/self/smaps_rollup`, which sums over every mapping page by page; `statm` is quicker and off by what each processor has not
/// yet reported. Asks the allocator for nothing.
///
/// # Errors
///
/// Where there is no such file: Linux has it since 4.14.
pub fn resident() -> std::io::Result<Resident> {
    let mut room = [0; ROOM];
    let length = read(&mut File::open("/proc/self/smaps_rollup")?, &mut room)?;
    let text = str::from_utf8(&room[..length]).unwrap_or_default();
    Ok(Resident { kib: field(text, "Rss:"), huge_kib: field(text, "AnonHugePages:") })
}

/// The minor page faults of this process up to now: pages that the kernel had to find, and no disk was needed for. Asks the allocator for nothing.
///
/// # Errors
///
/// Where there is no `/proc/self/stat`.
pub fn minor_faults() -> std::io::Result<u64> {
    let mut room = [0; ROOM];
    let length = read(&mut File::open("/proc/self/stat")?, &mut room)?;
    let text = str::from_utf8(&room[..length]).unwrap_or_default();
    Ok(faults(text))
}

/// The tenth field; the second is the name of the program in brackets, which may have spaces.
fn faults(stat: &str) -> u64 {
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    after_name.split_whitespace().nth(7).and_then(|field| field.parse().ok()).unwrap_or(0)
}

/// Reads until the end of the file or of the room.
fn read(file: &mut File, room: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    loop {
        match file.read(&mut room[length..])? {
            0 => return Ok(length),
            more => length += more,
        }
    }
}

/// The number behind a name at the beginning of a line; 0 where there is none.
fn field(text: &str, name: &str) -> u64 {
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok());
    value.unwrap_or(0)
}

/// Of the system, what decides what a process holds: a name and a value each.
pub fn system() -> Vec<[String; 2]> {
    let file = |path: &str| match std::fs::read_to_string(path) {
        Ok(text) => text.trim().to_owned(),
        Err(_) => "unknown".to_owned(),
    };
    // `always [madvise] never`
    let chosen = |path: &str| {
        let text = file(path);
        let chosen = text.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
        chosen.map_or_else(|| text.clone(), |(chosen, _)| chosen.to_owned())
    };
    let huge = "/sys/kernel/mm/transparent_hugepage";
    [
        ("C library", crate::malloc::library()),
        ("page", format!("{} B", crate::pages::page_bytes())),
        ("transparent huge pages", chosen(&format!("{huge}/enabled"))),
        ("their defragmentation", chosen(&format!("{huge}/defrag"))),
        ("overcommit_memory", file("/proc/sys/vm/overcommit_memory")),
        ("max_map_count", file("/proc/sys/vm/max_map_count")),
    ]
    .map(|(name, value)| [name.to_owned(), value])
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_by_its_whole_name() {
        let text = "00400000-7ffe [rollup]\nRss:             1988 kB\nAnonHugePages:      4 kB\n";
        assert_eq!([field(text, "Rss:"), field(text, "AnonHugePages:"), field(text, "Pss:")], [1988, 4, 0]);
    }

    #[test]
    fn faults_are_read_behind_any_name() {
        assert_eq!(faults("77 (a) b) S 1 77 77 0 -1 4194304 1234 0 5 0 1"), 1234);
        assert_eq!(faults(""), 0);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_mebibyte_that_is_written_to_is_resident() {
        let before = resident().unwrap().kib;
        let written = std::hint::black_box(vec![1_u8; 8 << 20]);
        let after = resident().unwrap().kib;
        assert!(after >= before + 8 * 1024, "{before} {after} {}", written.len());
    }
}

//! Which page of a heap has a block in use in it, and which is resident?

#![allow(unsafe_code, reason = "the functions of the C library are foreign; they take and return numbers alone")]

use record::memory::{Page, PageMap, PageState};
use std::io;

/// Bytes of a page of memory.
#[cfg(target_os = "linux")]
pub fn page_bytes() -> u64 {
    // SAFETY: the function takes a number and returns one.
    let bytes = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    u64::try_from(bytes).unwrap_or(4096)
}

/// Bytes of a page of memory, where nobody is asked.
#[cfg(not(target_os = "linux"))]
pub fn page_bytes() -> u64 {
    4096
}

/// The first address behind the main heap of malloc, which it grows and shrinks.
#[cfg(target_os = "linux")]
fn heap_end() -> u64 {
    // SAFETY: an increment of 0 moves nothing.
    let end = unsafe { libc::sbrk(0) };
    end.addr() as u64
}

#[cfg(not(target_os = "linux"))]
fn heap_end() -> u64 {
    0
}

/// A heap to be drawn.
pub struct Drawn<M, R, S, K> {
    /// Makes the data.
    pub make: M,
    /// Drops it, but for what it returns.
    pub release: R,
    /// Says where each block of the data is: its address and its length.
    pub spans: S,
    /// Says where each block of what was kept is.
    pub kept_spans: K,
}

/// Takes the address and the length of a block.
pub type Span<'s> = &'s mut dyn FnMut(usize, usize);

/// The most pages that are drawn.
const MOST_PAGES: usize = 4096;

/// Draws malloc's main heap while it holds data, when most of the data is dropped, and when malloc was asked to trim.
///
/// # Errors
///
/// When the kernel does not say which pages are resident, or there are more than can be drawn.
pub fn draw<T, O, M, R, S, K>([name, about]: [&str; 2], heap: Drawn<M, R, S, K>) -> io::Result<PageMap>
where
    M: FnOnce() -> T,
    R: FnOnce(T) -> O,
    S: Fn(&T, Span<'_>),
    K: Fn(&O, Span<'_>),
{
    let page = page_bytes();
    // All that is needed of the allocator, before the data is there: nothing of this function must lie above the data.
    let mut letters = [const { String::new() }; 3].map(|_| String::with_capacity(MOST_PAGES));
    let mut used = vec![false; MOST_PAGES];
    let data = (heap.make)();
    let mut first = u64::MAX;
    (heap.spans)(&data, &mut |address, _| first = first.min(address as u64 / page));
    let last = heap_end().div_ceil(page);
    let count = usize::try_from(last.saturating_sub(first)).unwrap_or(usize::MAX);
    if count > MOST_PAGES {
        return Err(io::Error::other(format!("the heap has {count} pages, and {MOST_PAGES} can be drawn")));
    }
    let range = first..last;
    let [peak, dropped, trimmed] = &mut letters;
    (heap.spans)(&data, &mut |address, length| mark(&mut used, first, page, address, length));
    write(peak, &used, range.clone())?;
    let kept = (heap.release)(data);
    used.fill(false);
    (heap.kept_spans)(&kept, &mut |address, length| mark(&mut used, first, page, address, length));
    write(dropped, &used, range.clone())?;
    crate::malloc::trim();
    write(trimmed, &used, range)?;
    drop(kept);
    let state = |(instant, pages): (&str, String)| PageState { instant: instant.to_owned(), pages };
    let states = ["peak", "dropped", "trimmed"].into_iter().zip(letters).map(state).collect();
    Ok(PageMap { name: name.to_owned(), about: about.to_owned(), page_bytes: page, states })
}

/// Marks the pages of a block.
fn mark(used: &mut [bool], first: u64, page: u64, address: usize, length: usize) {
    let ends = [address, address + length.max(1) - 1].map(|end| (end as u64 / page).saturating_sub(first));
    for number in ends[0]..=ends[1] {
        if let Some(used) = usize::try_from(number).ok().and_then(|number| used.get_mut(number)) {
            *used = true;
        }
    }
}

/// Appends a letter for each page.
fn write(letters: &mut String, used: &[bool], pages: std::ops::Range<u64>) -> io::Result<()> {
    let map = PageMapFile::open()?;
    for (number, used) in pages.zip(used) {
        let page = match (used, map.is_resident(number)?) {
            (true, _) => Page::Used,
            (false, true) => Page::Kept,
            (false, false) => Page::Gone,
        };
        letters.push(page.letter());
    }
    Ok(())
}

/// Where the kernel says which pages are resident.
struct PageMapFile(std::fs::File);

impl PageMapFile {
    fn open() -> io::Result<Self> {
        std::fs::File::open("/proc/self/pagemap").map(Self)
    }

    /// Bit 63 of the page's entry.
    #[cfg(unix)]
    fn is_resident(&self, number: u64) -> io::Result<bool> {
        let mut entry = [0; size_of::<u64>()];
        std::os::unix::fs::FileExt::read_exact_at(&self.0, &mut entry, number * size_of::<u64>() as u64)?;
        Ok(u64::from_ne_bytes(entry) >> 63 == 1)
    }

    #[cfg(not(unix))]
    fn is_resident(&self, _: u64) -> io::Result<bool> {
        Err(io::Error::other("which pages are resident is read from /proc/self/pagemap, which only Linux has"))
    }
}

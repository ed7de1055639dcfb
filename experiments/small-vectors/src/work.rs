//! What the variants have in common: the numbers, and how lists are read in the end.

/// How many numbers a list gets: as many as fit into the values with little room or fewer, one more, and many.
pub const LENGTHS: &[usize] = &[2, 4, 5, 64];

const NUMBERS: [u64; 64] = {
    let mut numbers = [0; 64];
    let mut index = 0;
    while index < numbers.len() {
        numbers[index] = index as u64 * 3 + 1;
        index += 1;
    }
    numbers
};

/// So many numbers, at most 64; they are part of the program.
pub fn numbers(length: usize) -> &'static [u64] {
    &NUMBERS[..length]
}

/// The length of a list, its first number and its last.
///
/// Not inlined: the optimiser can't tell what is read, so the list must exist.
#[inline(never)]
pub fn read(list: &[u64]) -> u64 {
    let number = |number: Option<&u64>| number.copied().unwrap_or_default();
    (list.len() as u64) << 32 | number(list.first()) << 16 | number(list.last())
}

/// Reads each of some lists.
pub fn read_all<L: AsRef<[u64]>>(lists: &[L]) -> u64 {
    lists.iter().map(|list| read(list.as_ref())).sum()
}

/// What is read of the list of a length.
pub fn answer(length: usize) -> u64 {
    read(numbers(length))
}

/// How many lists there are in each case about many.
pub const LISTS: usize = 1_000;

/// A thousand lists of two numbers.
pub fn pairs() -> impl ExactSizeIterator<Item = [u64; 2]> {
    (0..LISTS).map(|index| [index as u64, index as u64 + 1])
}

/// What is read of them.
pub fn pairs_answer() -> u64 {
    pairs().map(|pair| read(&pair)).sum()
}

/// The sum of all their numbers.
pub fn pairs_sum() -> u64 {
    pairs().map(|pair| pair[0] + pair[1]).sum()
}

/// The sum of the first number of the first list and of the last.
pub fn ends_sum() -> u64 {
    LISTS as u64 - 1
}

/// A thousand lists, of which every tenth has two numbers and the others none.
pub fn mostly_empty() -> impl ExactSizeIterator<Item = &'static [u64]> {
    (0..LISTS).map(|index| numbers(if index % 10 == 0 { 2 } else { 0 }))
}

/// What is read of them.
pub fn mostly_empty_answer() -> u64 {
    mostly_empty().map(read).sum()
}

//! What the variants have in common: numbers, rows, people and words, and how lists are read in the end.

/// How many numbers are sorted: as many as are inserted one by one, the most that fit into the frame, one more, and many.
pub const LENGTHS: &[usize] = &[20, 512, 513, 4_096];

/// How many rows of 96 bytes are sorted: as many as are inserted one by one, one more, and many.
pub const ROWS: &[usize] = &[20, 21, 1_000];

/// How many numbers there are, of which the ten greatest are asked for.
pub const MANY: usize = 10_000;

/// How many of them.
pub const TOP: usize = 10;

/// How many lists there are in each case about what is kept.
pub const LISTS: usize = 100;

/// The numbers below ten thousand, each once, in no order. (7919 is a prime that does not divide their number.)
static SHUFFLED: [u64; MANY] = {
    let mut numbers = [0; MANY];
    let mut index = 0;
    while index < MANY {
        numbers[index] = (index as u64 * 7_919 + 104_729) % MANY as u64;
        index += 1;
    }
    numbers
};

/// So many numbers in no order; they are part of the program.
pub fn shuffled(length: usize) -> &'static [u64] {
    &SHUFFLED[..length]
}

/// The length of a list, its first number, the one in the middle and the last.
///
/// Not inlined: the optimiser can't tell what is read, so the list must exist.
#[inline(never)]
pub fn read(list: &[u64]) -> u64 {
    let number = |position: usize| list.get(position).copied().unwrap_or_default();
    (list.len() as u64) << 48 ^ number(0) << 32 ^ number(list.len() / 2) << 16 ^ number(list.len().saturating_sub(1))
}

/// What is read of so many numbers in order.
pub fn sorted_answer(length: usize) -> u64 {
    let mut numbers = shuffled(length).to_vec(); // heap: 1
    numbers.sort(); // heap: may
    read(&numbers)
}

/// What is read of the ten greatest numbers, the greatest first.
pub fn top_answer() -> u64 {
    let top: Vec<u64> = (0..TOP as u64).map(|index| MANY as u64 - 1 - index).collect(); // heap: 1
    read(&top)
}

/// A list of the numbers below a thousand.
#[inline(never)]
pub fn list() -> Vec<u64> {
    (0..1_000).collect() // heap: 1
}

/// A hundred lists of a thousand numbers each, one after the other.
pub fn lists() -> impl Iterator<Item = Vec<u64>> {
    (0..LISTS).map(|_| list())
}

/// Reads each of some lists.
pub fn read_all<L: AsRef<[u64]>>(lists: &[L]) -> u64 {
    lists.iter().fold(0, |sum, list| sum.wrapping_add(read(list.as_ref())))
}

/// Reads each of some lists of small numbers: its length and its last number.
#[inline(never)]
pub fn read_narrow(lists: &[Vec<u32>]) -> u64 {
    lists.iter().map(|list| list.len() as u64 + u64::from(list.last().copied().unwrap_or_default())).sum()
}

/// What is read of the round numbers of a hundred lists.
pub fn kept_answer() -> u64 {
    let round: Vec<u64> = (0..1_000).step_by(100).collect(); // heap: 1
    (0..LISTS).fold(0, |sum: u64, _| sum.wrapping_add(read(&round)))
}

/// What is read of the same lists, with small numbers.
pub fn narrow_answer() -> u64 {
    LISTS as u64 * (1_000 + 999)
}

/// What is read of both halves of a list.
pub fn halves_answer() -> u64 {
    let list = list();
    read(&list[..500]) + read(&list[500..])
}

/// What is read of the even numbers of a list and of the odd ones.
pub fn parity_answer() -> u64 {
    let every_second = |first| (first..1_000).step_by(2).collect::<Vec<u64>>(); // heap: 1
    read(&every_second(0)) + read(&every_second(1))
}

/// What is read of a list, and of the doubles of its numbers.
pub fn unzipped_answer() -> u64 {
    read(&list()) + read(&list().iter().map(|number| 2 * number).collect::<Vec<_>>()) // heap: 1
}

/// What is read of the ten chunks of a list.
pub fn chunks_answer() -> u64 {
    (0..10).map(|chunk| read(&(100 * chunk..100 * chunk + 100).collect::<Vec<_>>())).sum() // heap: 1
}

/// Three parts of a thousand numbers.
#[inline(never)]
pub fn thirds() -> [&'static [u64]; 3] {
    [&SHUFFLED[..300], &SHUFFLED[300..700], &SHUFFLED[700..1_000]]
}

/// What is read of the parts when they are one list.
pub fn whole_answer() -> u64 {
    read(&SHUFFLED[..1_000])
}

/// Words that are made one text.
pub static WORDS: [&str; 12] =
    ["which", "call", "allocates", "and", "how", "much", "does", "a", "block", "of", "memory", "cost"];

/// Bytes of the words, with a blank behind each.
pub const fn text_length() -> usize {
    let (mut length, mut index) = (0, 0);
    while index < WORDS.len() {
        length += WORDS[index].len() + 1;
        index += 1;
    }
    length
}

/// The length of a text, and its last byte but one.
#[inline(never)]
pub fn read_text(text: &str) -> u64 {
    (text.len() as u64) << 8 | u64::from(text.as_bytes()[text.len() - 2])
}

/// What is read of the words in upper case.
pub fn text_answer() -> u64 {
    (text_length() as u64) << 8 | u64::from(b'T')
}

/// A row of a table: what it is sorted by, and what moves with it.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What it is sorted by.
    pub number: u64,
    /// The other columns.
    pub columns: [u64; 11],
}

/// So many rows in no order.
pub fn rows(count: usize) -> Vec<Row> {
    shuffled(count).iter().map(|number| Row { number: *number, columns: [*number; 11] }).collect() // heap: 1
}

/// The first number, and the last column of the last row.
#[inline(never)]
pub fn read_rows(rows: &[Row]) -> u64 {
    rows[0].number << 32 | rows[rows.len() - 1].columns[10]
}

/// The same of rows that are read in another order.
#[inline(never)]
pub fn read_in_order(rows: &[Row], order: &[u32]) -> u64 {
    rows[order[0] as usize].number << 32 | rows[order[order.len() - 1] as usize].columns[10]
}

/// What is read of so many rows in order.
pub fn rows_answer(count: usize) -> u64 {
    let numbers = shuffled(count);
    let (least, greatest) =
        numbers.iter().fold((u64::MAX, 0), |(least, greatest), number| (least.min(*number), greatest.max(*number)));
    least << 32 | greatest
}

/// Who is sorted by name.
#[derive(Debug)]
pub struct Person {
    /// The name, of ten letters.
    pub name: String,
}

/// How many people there are.
pub const PEOPLE: usize = 100;

/// How often `sort` compares two of them; the finding `comparisons_of_100` counts it.
pub const COMPARISONS: u64 = 703;

/// A hundred people in no order of names.
pub fn people() -> &'static [Person] {
    const SYLLABLES: [&str; 10] = ["Ba", "De", "Fi", "Go", "Ka", "Lu", "Mi", "No", "Ra", "Te"];
    static PEOPLE_ONCE: std::sync::OnceLock<Vec<Person>> = std::sync::OnceLock::new();
    let person = |index: usize| {
        let number = index * 37 % PEOPLE;
        Person { name: format!("{}{} Smith", SYLLABLES[number / 10], SYLLABLES[number % 10]) } // heap: may
    };
    PEOPLE_ONCE.get_or_init(|| (0..PEOPLE).map(person).collect()) // heap: 1, may
}

/// The first two letters and the next two, of the first name, of the one in the middle and of the last.
#[inline(never)]
pub fn read_people(people: &[&Person]) -> u64 {
    [0, people.len() / 2, people.len() - 1].into_iter().fold(0, |read, position| {
        let letters = &people[position].name.as_bytes()[..4];
        read << 16
            ^ (u64::from(letters[0]) << 8 | u64::from(letters[1]))
            ^ u64::from(letters[2]) << 5
            ^ u64::from(letters[3])
    })
}

/// What is read of the people in order.
pub fn people_answer() -> u64 {
    let person = |name: &str| Person { name: name.to_owned() }; // heap: 1
    let (first, middle, last) = (person("BaBa"), person("LuBa"), person("TeTe"));
    read_people(&[&first, &middle, &last])
}

/// How many different tags there are.
pub const TAGS_ONCE: u64 = TAGS.len() as u64;

const TAGS: [&str; 20] = [
    "async", "alloc", "bench", "borrow", "box", "cargo", "clone", "dyn", "enum", "heap", "iter", "lint", "macro",
    "map", "move", "slice", "sort", "stack", "trait", "vec",
];

/// Bytes of the different tags.
pub const TAG_BYTES: u64 = {
    let (mut bytes, mut index) = (0, 0);
    while index < TAGS.len() {
        bytes += TAGS[index].len() as u64;
        index += 1;
    }
    bytes
};

/// A thousand tags, of which twenty are different.
pub fn tags() -> impl ExactSizeIterator<Item = &'static str> {
    (0..1_000).map(|index: usize| TAGS[index * 7 % TAGS.len()])
}

//! Which patterns of a dictionary end where in a text?
//!
//! An Aho-Corasick automaton answers in one pass: a state for each prefix of a pattern, and for each state and each byte the state of the longest
//! prefix that the text now ends with. The failure links of the construction are resolved into the table, so a scan takes one step a byte.
//!
//! The table is one block of `u32`. Bytes that no pattern tells apart share a class, and a state is a row with an entry for each class
//! and one for its first output. An entry is the index of a row and a flag that says whether anything is to be reported there.

use thiserror::Error;

/// A place of the text at which a pattern occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// The position of the pattern in the dictionary.
    pub pattern: usize,
    /// The offset of the match's first byte.
    pub start: usize,
    /// The offset behind its last byte.
    pub end: usize,
}

/// Why a dictionary is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)] // heap: unknown
pub enum DictionaryError {
    /// The empty pattern would match between all bytes.
    #[error("pattern {position} is empty; remove it, or give it at least one byte")]
    EmptyPattern {
        /// Its position in the dictionary.
        position: usize,
    },
    /// The same bytes stand twice in the dictionary.
    #[error("pattern {second} is the same as pattern {first}; remove one of the two")]
    DuplicatePattern {
        /// The position of the earlier one.
        first: usize,
        /// The position of the later one.
        second: usize,
    },
    /// The table would not fit.
    #[error(
        "pattern {position} does not fit into a table of {limit} entries; leave patterns out, shorten them, or raise the limit (at most {} entries)",
        Automaton::LARGEST
    )]
    TooLarge {
        /// The position of the first pattern that does not fit.
        position: usize,
        /// How many entries were allowed.
        limit: usize,
    },
}

/// A dictionary, made ready to be searched for.
#[derive(Clone, Debug)]
pub struct Automaton {
    /// The class of each byte.
    classes: [u8; 256],
    /// How many classes there are: the column of the first output.
    width: usize,
    /// The rows, each of `width + 1` entries. The root is the first.
    table: Vec<u32>,
    /// What is reported, by pattern.
    outputs: Vec<Output>,
}

/// What is known of a pattern when it is reported.
#[derive(Clone, Copy, Debug)]
struct Output {
    length: u32,
    /// The longest other pattern that ends where this one does.
    next: u32,
}

/// The row of the root.
const ROOT: usize = 0;

/// An entry without a child, which is also the entry that leads to the root: no state has the root for a child.
const NO_CHILD: u32 = ROOT as u32;

/// No output. Outputs are written as the pattern's position plus one, so that a fresh row has none.
const NO_OUTPUT: u32 = 0;

/// The flag of an entry whose row has an output.
const REPORTS: u32 = 1 << 31;

impl Automaton {
    /// The most entries that a table can have: an entry has 31 bits for the index of a row.
    pub const LARGEST: usize = REPORTS as usize;

    /// Makes the automaton of a dictionary. A dictionary without patterns matches nowhere.
    ///
    /// # Errors
    ///
    /// An empty pattern, a duplicate, or a dictionary whose table would exceed [`LARGEST`](Self::LARGEST).
    pub fn new(patterns: &[impl AsRef<[u8]>]) -> Result<Self, DictionaryError> {
        Self::with_limit(patterns, Self::LARGEST)
    }

    /// The same with a smaller table: of at most so many entries, which take four bytes each.
    ///
    /// # Errors
    ///
    /// An empty pattern, a duplicate (of several, one of the shortest), or a dictionary whose table would exceed the limit.
    pub fn with_limit(patterns: &[impl AsRef<[u8]>], entries: usize) -> Result<Self, DictionaryError> {
        let limit = entries.min(Self::LARGEST);
        let (classes, width) = classes_of(patterns);
        let output = Output { length: 0, next: NO_OUTPUT };
        let mut automaton =
            Self { classes, width, table: vec![NO_CHILD; width + 1], outputs: vec![output; patterns.len()] }; // heap: 2
        let levels = automaton.insert(patterns, limit)?;
        automaton.resolve_failures(&levels);
        Ok(automaton)
    }

    /// Adds the states of all patterns, level by level, so that the rows stand in breadth-first order.
    /// Answers, for each level, the entries that lead to its rows.
    fn insert(&mut self, patterns: &[impl AsRef<[u8]>], limit: usize) -> Result<Vec<Vec<usize>>, DictionaryError> {
        let mut levels = Vec::new();
        let mut reached: Vec<(usize, usize)> = (0..patterns.len()).map(|position| (position, ROOT)).collect(); // heap: 1
        while !reached.is_empty() {
            let mut links = Vec::new();
            let mut deeper = Vec::with_capacity(reached.len()); // heap: 1
            for (position, row) in reached {
                match patterns[position].as_ref().get(levels.len()) {
                    Some(&byte) => {
                        let link = self.entry(row, byte);
                        if self.table[link] == NO_CHILD {
                            let child = self.add_row(limit).ok_or(DictionaryError::TooLarge { position, limit })?;
                            self.table[link] = child;
                            links.push(link); // heap: may
                        }
                        deeper.push((position, self.table[link] as usize)); // heap: may
                    }
                    None => self.end(position, row, levels.len())?,
                }
            }
            levels.push(links); // heap: may
            reached = deeper;
        }
        Ok(levels)
    }

    /// Adds a row without children or outputs, and answers where it begins; nothing where it would not fit.
    fn add_row(&mut self, limit: usize) -> Option<u32> {
        let row = self.table.len();
        let end = row + self.width + 1;
        (end <= limit).then(|| {
            self.table.resize(end, NO_CHILD); // heap: may
            row as u32
        })
    }

    /// Makes this row report the pattern.
    fn end(&mut self, position: usize, row: usize, length: usize) -> Result<(), DictionaryError> {
        if row == ROOT {
            return Err(DictionaryError::EmptyPattern { position });
        }
        let output = &mut self.table[row + self.width];
        if *output != NO_OUTPUT {
            return Err(DictionaryError::DuplicatePattern { first: *output as usize - 1, second: position });
        }
        *output = position as u32 + 1;
        self.outputs[position].length = length as u32;
        Ok(())
    }

    /// Fills each entry without a child with the entry of the failure state, and links the outputs.
    ///
    /// The failure state of a state stands for the longest proper suffix that is a prefix of a pattern. It is nearer to the root,
    /// so its row is complete before it is needed. Each row becomes a copy of its failure state's, into which the children are then written.
    fn resolve_failures(&mut self, levels: &[Vec<usize>]) {
        let stride = self.width + 1;
        let mut failures = vec![ROOT; self.states()]; // heap: 1
        let mut first = 1;
        for links in levels {
            let states = first..first + links.len();
            for (state, &link) in states.clone().zip(links) {
                let (parent, class) = (link / stride, link % stride);
                // A prefix of one byte has no proper suffix but the empty one.
                failures[state] = match parent {
                    0 => ROOT,
                    parent => (self.table[failures[parent] + class] & !REPORTS) as usize,
                };
                let row = state * stride;
                let flag = if self.link_output(row, failures[state]) { REPORTS } else { 0 };
                self.table[link] = row as u32 | flag;
            }
            for state in states {
                let failure = failures[state];
                self.table.copy_within(failure..failure + self.width, state * stride);
            }
            first += links.len();
        }
    }

    /// Appends the outputs of the failure state to those of the state itself, and answers whether there are any.
    fn link_output(&mut self, row: usize, failure: usize) -> bool {
        let inherited = self.table[failure + self.width];
        match self.table[row + self.width] {
            NO_OUTPUT => self.table[row + self.width] = inherited,
            own => self.outputs[own as usize - 1].next = inherited,
        }
        self.table[row + self.width] != NO_OUTPUT
    }

    /// The entry that a scan reads in this row at this byte.
    #[inline]
    fn entry(&self, row: usize, byte: u8) -> usize {
        row + usize::from(self.classes[usize::from(byte)])
    }

    /// The match of an output, and the output after it.
    #[inline]
    fn reported(&self, output: u32, end: usize) -> (Match, u32) {
        let pattern = output as usize - 1;
        let Output { length, next } = self.outputs[pattern];
        (Match { pattern, start: end - length as usize, end }, next)
    }

    // ANCHOR: scan
    /// Calls `visit` with every match, overlapping ones too: in the order of their ends, and at the same end the longest first.
    #[inline]
    pub fn for_each_match(&self, text: &[u8], mut visit: impl FnMut(Match)) {
        let mut row = ROOT;
        for (position, &byte) in text.iter().enumerate() {
            let entry = self.table[self.entry(row, byte)];
            row = (entry & !REPORTS) as usize;
            if entry & REPORTS != 0 {
                let mut output = self.table[row + self.width];
                while output != NO_OUTPUT {
                    let (found, next) = self.reported(output, position + 1);
                    visit(found);
                    output = next;
                }
            }
        }
    }
    // ANCHOR_END: scan

    /// The same matches in the same order, found as they are asked for.
    pub fn matches<'a>(&'a self, text: &'a [u8]) -> Matches<'a> {
        Matches { automaton: self, text, position: 0, row: ROOT, output: NO_OUTPUT }
    }

    /// The offsets, in bytes from the beginning of the table, of the entries that a scan of this text reads, one for each byte of the text.
    pub fn offsets_read<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        text.iter().scan(ROOT, |row, &byte| {
            let entry = self.entry(*row, byte);
            *row = (self.table[entry] & !REPORTS) as usize;
            Some(entry * size_of::<u32>())
        })
    }

    /// How many states there are.
    pub fn states(&self) -> usize {
        self.table.len() / (self.width + 1)
    }

    /// The bytes of the table.
    pub fn table_bytes(&self) -> usize {
        size_of_val(self.table.as_slice())
    }
}

/// The class of each byte and how many there are: one for each byte that is in a pattern, and one for all others, where there are others.
fn classes_of(patterns: &[impl AsRef<[u8]>]) -> ([u8; 256], usize) {
    let mut occurs = [false; 256];
    for pattern in patterns {
        for &byte in pattern.as_ref() {
            occurs[usize::from(byte)] = true;
        }
    }
    let occurring = occurs.iter().filter(|occurs| **occurs).count();
    let mut classes = [0; 256];
    let mut next = 0;
    for (class, occurs) in classes.iter_mut().zip(occurs) {
        // Where all bytes occur, none is given the class of the others, which would not fit into a `u8`.
        *class = if occurs { next } else { occurring } as u8;
        next += usize::from(occurs);
    }
    (classes, occurring + usize::from(occurring < 256))
}

// ANCHOR: matches
/// The matches of a text, found as they are asked for. Made by [`Automaton::matches`].
#[derive(Clone, Debug)]
pub struct Matches<'a> {
    automaton: &'a Automaton,
    text: &'a [u8],
    /// How much of the text has been read.
    position: usize,
    /// The state after that.
    row: usize,
    /// What is still to be reported of it.
    output: u32,
}

impl Iterator for Matches<'_> {
    type Item = Match;

    #[inline]
    fn next(&mut self) -> Option<Match> {
        while self.output == NO_OUTPUT {
            let byte = *self.text.get(self.position)?;
            let entry = self.automaton.table[self.automaton.entry(self.row, byte)];
            self.position += 1;
            self.row = (entry & !REPORTS) as usize;
            if entry & REPORTS != 0 {
                self.output = self.automaton.table[self.row + self.automaton.width];
            }
        }
        let (found, next) = self.automaton.reported(self.output, self.position);
        self.output = next;
        Some(found)
    }
}
// ANCHOR_END: matches

//! How much memory does a map take, and which calls on it allocate?

mod ledger;
pub mod work;

use declaration::{Axis, Exact, Experiment};
use ledger::Ledger;
use work::ENTRIES;

declaration::variants![
    hash_map_grown,
    hash_map_with_capacity,
    hash_map_collected,
    hash_map_collected_filtered,
    hash_map_extended,
    hash_map_cleared,
    hash_map_shrunk,
    hash_map_churned,
    values_in_place,
    values_boxed,
    values_in_list,
    values_in_index_map,
    index_map_grown,
    index_map_with_capacity,
    btree_map_grown,
    btree_map_ascending,
    btree_map_collected,
    btree_map_cleared,
    vec_sorted,
    hash_set_grown,
    btree_set_grown,
    entry_owned,
    get_mut_first,
    entry_ref,
    borrowed_keys,
    pair_owned,
    pair_nested,
    pair_equivalent,
    random_state_grown,
    foldhash_grown,
    ahash_grown,
    fx_grown,
    looked_up_sip,
    looked_up_foldhash,
    looked_up_ahash,
    looked_up_fx,
    looked_up_btree,
    looked_up_sorted,
];

/// Bytes of a key, and of a key with a number.
const KEY: u64 = 8;
const PAIR: u64 = 16;
/// Bytes of a borrowed path with a number, and of an owned one.
const BORROWED_PAIR: u64 = 24;
const OWNED_PAIR: u64 = 32;
/// Bytes of a large value.
const LARGE: u64 = size_of::<work::Large>() as u64;
/// Bytes of what an `IndexMap` has in its table, and of the hash that it keeps beside each entry.
const INDEX: u64 = 8;
const HASH: u64 = 8;
/// Bytes of a value that is an address.
const ADDRESS: u64 = 8;
/// Entries of a full node of a `BTreeMap`.
const NODE: usize = 11;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "How much memory does a map take, and which calls on it allocate?",
    baseline: "hash_map_grown",
    axis: Some(Axis { quantity: "size of the map", unit: "entries", sizes: ENTRIES }),
    variants: VARIANTS,
};

/// Bytes of a hash table with so many places: the entries, a byte for each place, and a group of these bytes more.
const fn table(entry: u64, places: usize) -> u64 {
    places as u64 * (entry + 1) + 16
}

/// The entries that a table with so many places takes: one place stays free in the smallest, an eighth in the larger ones.
const fn room(places: usize) -> usize {
    if places <= 8 { places - 1 } else { places / 8 * 7 }
}

/// The places of the smallest table for so many entries of four bytes or more.
const fn places(entries: usize) -> usize {
    let mut places = 4;
    while room(places) < entries {
        places *= 2;
    }
    places
}

/// Tables of which each is made before the one before it is freed.
fn one_after_another(entry: u64, tables: impl IntoIterator<Item = usize>) -> Exact {
    let mut ledger = Ledger::default();
    let mut before = None;
    for places in tables {
        ledger.allocate(table(entry, places));
        if let Some(before) = before.replace(places) {
            ledger.free(table(entry, before));
        }
    }
    ledger.closed()
}

/// The tables through which a map grows that has so many places first, until it has room for these entries.
fn doubled(first: usize, entries: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(first), move |places| (room(*places) < entries).then_some(2 * places))
}

/// A map to which entries are added one by one.
fn grown(entries: usize, entry: u64) -> Exact {
    one_after_another(entry, doubled(4, entries))
}

/// A map with one entry, which is extended by the rest: room for half of them is made at once.
fn extended(entries: usize) -> Exact {
    one_after_another(PAIR, std::iter::once(4).chain(doubled(places(1 + entries / 2), entries)))
}

/// A map that grows, and a block for each entry that is made before the entry is added.
fn grown_with_blocks(entries: usize, entry: u64, block: u64) -> Ledger {
    let mut ledger = Ledger::default();
    let mut places = 0;
    for number in 0..entries {
        ledger.allocate(block);
        places = grown_for(&mut ledger, entry, places, number);
    }
    ledger
}

/// Makes the next table, if the one with so many places is full. These are the places afterwards.
fn grown_for(ledger: &mut Ledger, entry: u64, places: usize, entries: usize) -> usize {
    if places == 0 {
        ledger.allocate(table(entry, 4));
        return 4;
    }
    if entries < room(places) {
        return places;
    }
    ledger.allocate(table(entry, 2 * places));
    ledger.free(table(entry, places));
    2 * places
}

/// Values in boxes.
fn boxed(entries: usize) -> Exact {
    grown_with_blocks(entries, KEY + ADDRESS, LARGE).closed()
}

/// Counts of paths, when a `String` is made so often.
fn counted(strings: usize) -> Exact {
    let mut ledger = grown_with_blocks(work::PATHS, OWNED_PAIR, work::PATH_LENGTH as u64);
    for _ in work::PATHS..strings {
        ledger.allocate(work::PATH_LENGTH as u64);
        ledger.free(work::PATH_LENGTH as u64);
    }
    ledger.closed()
}

/// Values in a list, which doubles from four, and their numbers in a table.
fn listed(entries: usize) -> Exact {
    let mut ledger = Ledger::default();
    let (mut places, mut capacity) = (0, 0);
    for number in 0..entries {
        places = grown_for(&mut ledger, PAIR, places, number);
        if number == capacity {
            let longer = (2 * capacity).max(4);
            ledger.reallocate(capacity as u64 * LARGE, longer as u64 * LARGE);
            capacity = longer;
        }
    }
    ledger.closed()
}

/// An `IndexMap`: a table, and a list that has room for as many entries as the table.
fn indexed(entries: usize, entry: u64) -> Exact {
    let mut ledger = Ledger::default();
    let (mut places, mut capacity) = (0, 0);
    for number in 0..entries {
        places = grown_for(&mut ledger, INDEX, places, number);
        if number == capacity {
            ledger.reallocate(capacity as u64 * (entry + HASH), room(places) as u64 * (entry + HASH));
            capacity = room(places);
        }
    }
    ledger.closed()
}

/// In which order a `BTreeMap` gets its entries, or how it is filled.
#[derive(Clone, Copy)]
enum Filled {
    InNoOrder,
    Ascending,
    InBulk,
}

impl Filled {
    /// The nodes of a level that so many entries reach from below, and the entries that go on to the next level.
    const fn level(self, entries: usize) -> usize {
        match self {
            // Counted: how full the nodes are depends on the keys.
            Self::InNoOrder => 0,
            // A full node keeps six entries, and hands one up.
            Self::Ascending if entries <= NODE => 1,
            Self::Ascending => 1 + (entries - NODE).div_ceil(7),
            // A full node keeps its eleven entries, and the next one goes up.
            Self::InBulk => 1 + entries / (NODE + 1),
        }
    }

    /// Leaves, and the nodes above them.
    fn nodes(self, entries: usize) -> (u64, u64) {
        if matches!(self, Self::InNoOrder) {
            return match entries {
                28 => (3, 1),
                896 | 897 => (106, 13),
                _ => unreachable!("the sizes of the cases"),
            };
        }
        let leaves = self.level(entries);
        let (mut above, mut level) = (0, leaves);
        while level > 1 {
            level = self.level(level - 1);
            above += level;
        }
        (leaves as u64, above as u64)
    }
}

/// The blocks of a `BTreeMap`: a node has eleven entries, the address of the node above, its place there and its length; one that is no
/// leaf has twelve addresses besides.
fn nodes(entries: usize, filled: Filled, entry: u64) -> Exact {
    let leaf = (NODE as u64 * entry + ADDRESS + 4).next_multiple_of(8);
    let (leaves, above) = filled.nodes(entries);
    Exact::together(leaves + above, leaves * leaf + above * (leaf + 12 * ADDRESS))
}

/// What `collect` into a `BTreeMap` asks for: a list of the entries, a buffer as large to sort them if 4 KiB on the stack are not enough,
/// and the nodes, which are filled while the list is there.
fn bulk(entries: usize) -> Exact {
    let list = PAIR * entries as u64;
    let nodes = nodes(entries, Filled::InBulk, PAIR);
    let mut ledger = Ledger::default();
    ledger.allocate(list);
    if list > 4096 {
        ledger.allocate(list);
        ledger.free(list);
    }
    ledger.allocate(nodes.requested_bytes);
    let all = ledger.closed();
    let blocks = all.allocations - 1 + nodes.allocations;
    Exact { allocations: blocks, deallocations: blocks, ..all }
}

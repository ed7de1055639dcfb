//! Which iterator chains and sorts allocate, and what does `collect` keep?

pub mod work;

use declaration::{Axis, Exact, Experiment};

declaration::variants![
    kept_filtered,
    kept_retained,
    kept_shrunk,
    kept_copied,
    kept_boxed,
    kept_narrowed,
    halved_borrowed,
    split_off,
    drained_tail,
    partitioned,
    extracted,
    unzipped,
    chunks_borrowed,
    chunks_owned,
    concatenated,
    flattened,
    chained,
    text_pushed,
    text_collected,
    text_joined,
    text_folded,
    sorted,
    sorted_unstable,
    rows_sorted,
    rows_sorted_unstable,
    rows_order_sorted,
    people_by_cmp,
    people_by_cloned_key,
    people_by_cached_key,
    people_by_lowercase,
    people_by_cached_lowercase,
    people_by_letters,
    top_sorted,
    top_selected,
    top_heap,
    top_array,
    tags_deduplicated,
    tags_in_a_set,
    tags_in_a_set_of_strings,
    tags_looked_up_first,
];

/// Bytes of a list of a thousand numbers.
const LIST: u64 = 8_000;
/// Bytes of a `Vec`: address, length and capacity.
const VEC: u64 = 24;
/// Bytes of a boxed slice: address and length.
const BOX: u64 = 16;
/// Bytes of a `&str`: address and length.
const STR: u64 = 16;
/// Bytes of the text that is made of the words, a blank behind each.
const TEXT: u64 = work::text_length() as u64;
/// How much `sort` has in its frame, in bytes.
const STACK: u64 = 4_096;
/// How many elements `sort` makes room for at least.
const LEAST: u64 = 48;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Which iterator chains and sorts allocate, and what does `collect` keep?",
    baseline: declaration::ITSELF,
    axis: Some(Axis { quantity: "elements to sort", unit: "elements", sizes: work::LENGTHS }),
    variants: VARIANTS,
};

/// What a hundred lists ask for whose blocks are all kept.
const fn kept(list: u64) -> Exact {
    let lists = work::LISTS as u64;
    Exact::together(1 + lists, lists * (VEC + list))
}

/// What they ask for when each is made smaller by `realloc` before the next is made: ten numbers are left.
const fn shrunk_into(value: u64) -> Exact {
    let (lists, few) = (work::LISTS as u64, 80);
    Exact {
        allocations: 1 + lists,
        deallocations: 1 + lists,
        reallocations: lists,
        requested_bytes: lists * (value + LIST + few),
        net_bytes: lists * (value + LIST),
        peak_bytes: lists * value + (lists - 1) * few + LIST,
        end_bytes: 0,
    }
}

const fn shrunk() -> Exact {
    shrunk_into(VEC)
}

/// What they ask for when the ten numbers are copied, into a `Vec` that grows to 4, 8 and 16.
const fn copied() -> Exact {
    let lists = work::LISTS as u64;
    Exact {
        allocations: 1 + 2 * lists,
        deallocations: 1 + 2 * lists,
        reallocations: 2 * lists,
        requested_bytes: lists * (VEC + LIST + 32 + 64 + 128),
        net_bytes: lists * (VEC + LIST + 128),
        peak_bytes: lists * (VEC + 128) + LIST,
        end_bytes: 0,
    }
}

/// What `sort` asks for: nothing for at most 20 elements and where its array in the frame is enough, else one block of as many elements as there are, and
/// at least 48. (Beyond 8 MB it is less.)
const fn sort(length: usize, size: u64) -> Exact {
    let room = if (length as u64) < LEAST { LEAST } else { length as u64 };
    if length <= 20 || room <= STACK / size { Exact::NONE } else { Exact::once(room * size) }
}

const fn sort_of_numbers(length: usize) -> Exact {
    sort(length, 8)
}

const fn sort_of_rows(count: usize) -> Exact {
    sort(count, size_of::<work::Row>() as u64)
}

/// What they ask for when smaller numbers of another alignment are made of them: each list gets a block of just its size, and the old one is freed.
const fn narrowed() -> Exact {
    let lists = work::LISTS as u64;
    let requested = lists * (VEC + LIST + LIST / 2);
    Exact {
        allocations: 1 + 2 * lists,
        deallocations: 1 + 2 * lists,
        requested_bytes: requested,
        net_bytes: requested,
        peak_bytes: lists * (VEC + LIST / 2) + LIST,
        ..Exact::NONE
    }
}

/// What a list asks for, and beside it some that grow to five hundred numbers each, from 4 to 512.
const fn beside_a_list(growing: u64) -> Exact {
    Exact {
        reallocations: 7 * growing,
        requested_bytes: LIST + growing * 8 * (4 + 8 + 16 + 32 + 64 + 128 + 256 + 512),
        ..Exact::together(1 + growing, LIST + growing * 8 * 512)
    }
}

/// What parts of 300, 400 and 300 numbers ask for behind `flatten`: room for the first part; at its end, for the second as well; and then for twice that.
const fn flattened() -> Exact {
    Exact { reallocations: 2, requested_bytes: 8 * (300 + 700 + 1_400), ..Exact::once(8 * 1_400) }
}

/// What keys of ten letters ask for when two are made for each comparison of the sort.
const fn keys_for_each_comparison() -> Exact {
    Exact { peak_bytes: 20, ..Exact::each(2 * work::COMPARISONS, 10) }
}

/// What they ask for when each is made once, beside the list of keys with their places.
const fn keys_once() -> Exact {
    let people = work::PEOPLE as u64;
    Exact::together(1 + people, people * (32 + 10))
}

/// What the words in upper case ask for, a `String` each that grows once for its blank: to 8, or to twice its length.
const UPPERCASE: Exact = Exact { reallocations: 12, requested_bytes: 50 + 114, ..Exact::together(12, 114) };

/// `collect` pushes the other words onto the first, which grows from 10 to 20, 40 and 80 bytes; the longest that lives beside it has 12.
const TEXT_COLLECTED: Exact = Exact {
    reallocations: UPPERCASE.reallocations + 3,
    requested_bytes: UPPERCASE.requested_bytes + 20 + 40 + 80,
    net_bytes: UPPERCASE.net_bytes + 80 - 10,
    peak_bytes: 80 + 12,
    ..UPPERCASE
};

/// The words, the list of them, and the text.
const TEXT_JOINED: Exact = Exact {
    reallocations: UPPERCASE.reallocations,
    requested_bytes: UPPERCASE.requested_bytes + 12 * VEC + TEXT,
    ..Exact::together(12 + 2, UPPERCASE.net_bytes + 12 * VEC + TEXT)
};

/// A word in upper case and a text for each word; each text but the first starts too small and grows once or more, as `format!` guesses its length.
const TEXT_FOLDED: Exact = Exact {
    allocations: 24,
    deallocations: 24,
    reallocations: 11,
    requested_bytes: 1_144,
    net_bytes: 782,
    peak_bytes: 218,
    end_bytes: 0,
};

/// What a set of twenty tags asks for: tables of 4, 8, 16 and 32 places, each with a byte of its own, 16 at the end, and up to 8 to align them; and so many
/// texts, a twentieth of them of each tag.
const fn tags(entry: u64, texts: u64) -> Exact {
    let tables = [table(entry, 4), table(entry, 8), table(entry, 16), table(entry, 32)];
    let all = tables[0] + tables[1] + tables[2] + tables[3];
    let text_bytes = texts / work::TAGS_ONCE * work::TAG_BYTES;
    // The last table is made for the fifteenth tag.
    let beside = if texts == 0 { 0 } else { 66 };
    Exact { peak_bytes: tables[2] + tables[3] + beside, ..Exact::together(4 + texts, all + text_bytes) }
}

const fn table(entry: u64, places: u64) -> u64 {
    (places * entry).next_multiple_of(16) + places + 16
}

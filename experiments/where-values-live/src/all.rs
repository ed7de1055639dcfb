//! Where are all the values of this chapter, at the same moment?

use crate::place::{Look, Place};
use crate::regions::{Map, Region};
use crate::{
    array, boxed, boxed_by_other_thread, constant, deeper_frame, function, local, mapped_file, other_thread,
    static_items, static_str, thread_local, vec,
};

/// A way to show places: a variant, at one of its sizes.
#[derive(Clone, Copy, Debug)]
pub struct Show {
    /// The variant, with its size where it has one: `boxed`, `vec_32_b`.
    pub key: &'static str,
    /// What it is, for tables and drawings.
    pub label: &'static str,
    /// Its `show`.
    pub show: fn(&mut Look<'_>) -> u64,
}

/// Every variant, in reading order.
pub static SHOWS: [Show; 14] = [
    Show { key: "local", label: "local", show: local::show },
    Show { key: "deeper_frame", label: "two frames", show: deeper_frame::show },
    Show { key: "array", label: "array", show: array::show },
    Show { key: "boxed", label: "Box", show: boxed::show },
    Show { key: "vec_32_b", label: "Vec of 32 B", show: |look| vec::show(vec::SMALL, look) },
    Show { key: "vec_64_mib", label: "Vec of 64 MiB", show: |look| vec::show(vec::LARGE, look) },
    Show { key: "static_str", label: "&'static str", show: static_str::show },
    Show { key: "static_items", label: "static", show: static_items::show },
    Show { key: "constant", label: "const", show: constant::show },
    Show { key: "function", label: "function", show: function::show },
    Show { key: "thread_local", label: "thread-local", show: thread_local::show },
    Show { key: "other_thread", label: "other thread", show: other_thread::show },
    Show { key: "boxed_by_other_thread", label: "other thread's Box", show: boxed_by_other_thread::show },
    Show { key: "mapped_file", label: "mapped file", show: mapped_file::show },
];

/// A place, what it belongs to, and what the map says of it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The variant.
    pub show: &'static Show,
    /// The place.
    pub place: Place,
    /// The region.
    pub region: Region,
    /// Where the mapping begins that the place is in; `None` where it is in none that is known.
    pub mapping: Option<u64>,
}

impl Seen {
    /// The address as a number.
    pub fn address(&self) -> u64 {
        self.place.address.addr() as u64
    }

    /// Variant and part in words, such as `Vec of 32 B: elements`.
    pub fn label(&self) -> String {
        format!("{}: {}", self.show.label, self.place.part) // heap: may
    }

    /// How far the place is from another one in the same mapping, in bytes; `None` where it is in another mapping.
    ///
    /// Only within a mapping does a distance say something about the program: where mappings begin is drawn by lot at every start.
    pub fn above(&self, other: &Self) -> Option<i64> {
        (self.mapping.is_some() && self.mapping == other.mapping)
            .then(|| self.address().wrapping_sub(other.address()).cast_signed())
    }
}

/// All values of these variants alive at the same time, looked at together, in their order.
///
/// Each is shown inside the look of the one before it, so all of them live on until the last has been seen. Every address is taken
/// before the map is read.
///
/// # Errors
///
/// When the map of this process cannot be read.
pub fn seen(shows: &'static [Show]) -> std::io::Result<Vec<Seen>> {
    // Room for all, so that nothing is allocated between the values.
    let mut places = Vec::with_capacity(3 * shows.len()); // heap: 1
    let mut map = Ok(Map::default());
    nest(shows, &mut places, &mut || map = Map::of_this_process());
    let map = map?;
    let seen = places.into_iter().map(|(show, place): (&'static Show, Place)| {
        let address = place.address.addr() as u64;
        let mapping = map.mapping_of(address).map(|mapping| mapping.start);
        Seen { show, place, region: map.region_of(address), mapping }
    });
    Ok(seen.collect()) // heap: 1
}

fn nest(shows: &'static [Show], places: &mut Vec<(&'static Show, Place)>, then: &mut dyn FnMut()) {
    let Some((first, rest)) = shows.split_first() else { return then() }; // heap: unknown
    (first.show)(&mut |parts| {
        // heap: may
        places.extend(parts.iter().map(|part| (first, *part))); // heap: may
        nest(rest, places, then);
    });
}

/// The regions in which places were seen, lowest address first, each as often as another region is between.
pub fn order(seen: &[Seen]) -> Vec<Region> {
    let mut sorted: Vec<&Seen> = seen.iter().collect(); // heap: 1
    sorted.sort_by_key(|seen| seen.address()); // heap: may
    let mut regions: Vec<Region> = sorted.iter().map(|seen| seen.region).collect(); // heap: 1
    regions.dedup();
    regions
}

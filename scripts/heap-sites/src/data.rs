//! Which code does the data of an object name?
//!
//! A vtable has the addresses of functions, and the jump table of a `match` has places in one function. Both are known by their relocations.
//! Where one datum ends and the next begins is told by what the code names: a section may have several.

use crate::format::{self, Ask, Fields};
use object::{File, Object, ObjectSection, Relocation, SectionIndex, SectionKind};
use std::collections::{BTreeMap, BTreeSet};

/// A place: a section, and the distance from where it begins.
pub(crate) type Spot = (usize, u64);

/// What is named at a place of data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// A place in this object.
    Here(Spot),
    /// A symbol of another one.
    Elsewhere(String),
}

/// What the data of an object names.
#[derive(Debug, Default)]
pub(crate) struct Data {
    /// Addresses, by where they stand.
    addresses: BTreeMap<Spot, Named>,
    /// Distances of places from where they stand.
    distances: BTreeMap<Spot, Spot>,
    /// Where the code says that something begins.
    beginnings: BTreeSet<Spot>,
}

/// The size of an address, and of an entry of a table of distances.
const ADDRESS: u64 = 8;
const DISTANCE: u64 = 4;

impl Data {
    pub(crate) fn of(file: &File<'_>) -> Self {
        let mut data = Self::default();
        for section in file.sections() {
            let index = section.index().0;
            let fields = Fields::of(file, &section);
            if section.kind() == SectionKind::Text {
                let named = section
                    .relocations()
                    .filter_map(|(offset, relocation)| named_by_code(file, &fields, offset, &relocation));
                data.beginnings.extend(named);
            } else if format::is_data(&section) {
                for (offset, relocation) in section.relocations() {
                    match (Ask::of(file, &relocation), fields.named(offset, &relocation)) {
                        (Ask::Address, Some(named)) => {
                            data.addresses.insert((index, offset), named);
                        }
                        (Ask::Distance, Some(Named::Here(place))) => {
                            data.distances.insert((index, offset), place);
                        }
                        _ => {}
                    }
                }
            }
        }
        data
    }

    /// The place after the datum that begins at `start`: where the next one does.
    fn end(&self, start: Spot) -> Spot {
        self.beginnings.range((start.0, start.1 + 1)..).next().copied().unwrap_or((usize::MAX, 0))
    }

    /// What a datum has the addresses of, as the vtable of a type has those of its methods.
    pub(crate) fn addresses(&self, start: Spot) -> impl Iterator<Item = &Named> {
        let end = self.end(start).min((start.0 + 1, 0));
        self.addresses.range(start..end).map(|(_, named)| named)
    }

    /// The places that a jump table has, if a datum is one and has no gap.
    pub(crate) fn table(&self, start: Spot) -> Option<Vec<Spot>> {
        let end = self.end(start).min((start.0 + 1, 0));
        let gapless = |size: u64| (start.1..).step_by(size as usize);
        let distances: Vec<(Spot, Spot)> = self.distances.range(start..end).map(|(at, place)| (*at, *place)).collect();
        if distances.is_empty() {
            let addresses: Vec<(&Spot, &Named)> = self.addresses.range(start..end).collect();
            let is_whole = addresses.iter().zip(gapless(ADDRESS)).all(|((at, _), expected)| at.1 == expected);
            let place = |(_, named): (&Spot, &Named)| if let Named::Here(place) = named { Some(*place) } else { None };
            let places: Vec<Spot> = addresses.into_iter().map(place).collect::<Option<_>>()?;
            return (is_whole && !places.is_empty()).then_some(places);
        }
        let is_whole = distances.iter().zip(gapless(DISTANCE)).all(|((at, _), expected)| at.1 == expected);
        // The distance is from the entry, and the code adds it to where the table begins.
        let place = |((_, at), (section, place)): (Spot, Spot)| Some((section, place.checked_sub(at - start.1)?));
        distances.into_iter().map(place).collect::<Option<Vec<_>>>().filter(|_| is_whole)
    }
}

/// What a relocation of code names, if it is data of the same object.
pub(crate) fn named_by_code(
    file: &File<'_>,
    fields: &Fields<'_, '_>,
    offset: u64,
    relocation: &Relocation,
) -> Option<Spot> {
    // From the end of the instruction, which lies behind the four bytes.
    let behind = match Ask::of(file, relocation) {
        Ask::Distance => 4,
        Ask::Part | Ask::Address => 0,
        _ => return None,
    };
    let Named::Here((section, offset)) = fields.named(offset, relocation)? else { return None };
    let is_data = format::is_data(&file.section_by_index(SectionIndex(section)).ok()?);
    // An instruction that ends in a number names what lies that much farther.
    let offset = offset.wrapping_add(behind);
    (is_data && i64::try_from(offset).is_ok()).then_some((section, offset))
}

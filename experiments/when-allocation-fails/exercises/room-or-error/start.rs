//! A queue of parcels that says when there is no room. Nothing is to be changed here.

use std::collections::TryReserveError;

/// A parcel: its number and its weight in grams.
pub type Parcel = (u64, u64);

/// A queue with room for so many parcels.
pub fn queue(room: usize) -> Vec<Parcel> {
    Vec::with_capacity(room)
}

/// Makes sure that there is room for no parcel more than there is room for.
pub fn sure(parcels: &mut Vec<Parcel>) -> Result<(), TryReserveError> {
    parcels.try_reserve_exact(0)?;
    parcels.try_reserve(parcels.capacity() - parcels.len())
}

/// Puts one parcel in, if there is memory.
pub fn put(parcels: &mut Vec<Parcel>, parcel: Parcel) -> Result<(), TryReserveError> {
    parcels.try_reserve(1)?;
    parcels.push(parcel);
    Ok(())
}

/// Puts ten parcels in, each of which makes room for itself alone.
pub fn put_ten_exactly(parcels: &mut Vec<Parcel>) -> Result<(), TryReserveError> {
    for number in 0..10 {
        parcels.try_reserve_exact(1)?;
        parcels.push((number, 1_000));
    }
    Ok(())
}

/// Asks for more room than there can be, and goes on without it.
pub fn absurd(parcels: &mut Vec<Parcel>) -> bool {
    let is_refused = parcels.try_reserve(usize::MAX).is_err();
    parcels.push((1, 1_000));
    is_refused
}

//! What a weather service knows of a day. Nothing is to be changed here.

/// A temperature: 16 bytes, of which 7 are padding.
#[derive(Clone, Copy)]
pub struct Reading {
    pub hour: u8,
    pub celsius: f64,
}

/// A day at a place: 400 bytes, which are a reference of 16 and 24 readings.
pub struct Day {
    pub place: &'static str,
    pub readings: [Reading; 24],
}

const PLACES: [&str; 3] = ["Oslo", "Bergen", "Tromsø"];

/// A day without a cloud.
pub fn day(place: &'static str) -> Day {
    Day { place, readings: [Reading { hour: 12, celsius: 20.5 }; 24] }
}

/// The same day at each of three places.
pub fn boxed_days() -> Vec<Box<Day>> {
    PLACES.iter().map(|place| Box::new(day(place))).collect()
}

/// The names of the places, borrowed.
pub fn places() -> Vec<&'static str> {
    PLACES.to_vec()
}

/// The names of the places, owned.
pub fn owned_places() -> Vec<String> {
    PLACES.iter().map(|place| String::from(*place)).collect()
}

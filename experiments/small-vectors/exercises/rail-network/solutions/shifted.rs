//! The lines of a railway, and who is a stop away from whom.

/// The neighbours of each station. Stations are numbered from 0.
pub struct Network {
    /// Where the neighbours of each station begin, and at the end where those of the last one end.
    places: Vec<u32>,
    neighbours: Vec<u32>,
}

impl Network {
    /// The network of so many stations with these lines, each between two stations below that number.
    pub fn new(stations: usize, lines: &[(u32, u32)]) -> Self {
        // The count of a station stands two places further, so that the sums are the beginnings, one place further; that of the last is not needed.
        let mut places = vec![0; stations + 1];
        for (from, to) in lines {
            for station in [from, to] {
                if let Some(place) = places.get_mut(*station as usize + 2) {
                    *place += 1;
                }
            }
        }
        for index in 1..places.len() {
            places[index] += places[index - 1];
        }
        let mut neighbours = vec![0; 2 * lines.len()];
        for (from, to) in lines {
            for (station, neighbour) in [(from, to), (to, from)] {
                let place = &mut places[*station as usize + 1];
                neighbours[*place as usize] = *neighbour;
                *place += 1;
            }
        }
        Self { places, neighbours }
    }

    /// The neighbours of a station, in the order of the lines; none of a station that there is not.
    pub fn neighbours(&self, station: u32) -> &[u32] {
        match self.places.get(station as usize..).unwrap_or_default() {
            [begin, end, ..] => &self.neighbours[*begin as usize..*end as usize],
            _ => &[],
        }
    }

    /// How many stations can be reached from one in at most so many stops, itself included.
    pub fn within(&self, station: u32, stops: u32) -> usize {
        let mut reached = vec![station];
        let mut begin = 0;
        for _ in 0..stops {
            let end = reached.len();
            for index in begin..end {
                for next in self.neighbours(reached[index]) {
                    if !reached.contains(next) {
                        reached.push(*next);
                    }
                }
            }
            begin = end;
        }
        reached.len()
    }
}

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
        let mut places = vec![0; stations + 1];
        for (from, to) in lines {
            places[*from as usize] += 1;
            places[*to as usize] += 1;
        }
        // Where each ends.
        let mut end = 0;
        for place in &mut places {
            end += *place;
            *place = end;
        }
        let mut neighbours = vec![0; 2 * lines.len()];
        let mut put = |station: u32, neighbour: u32| {
            let place = &mut places[station as usize];
            *place -= 1;
            neighbours[*place as usize] = neighbour;
        };
        for (from, to) in lines.iter().rev() {
            put(*to, *from);
            put(*from, *to);
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

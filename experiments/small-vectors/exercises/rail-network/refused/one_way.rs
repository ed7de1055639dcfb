//! The lines of a railway, and who is a stop away from whom.

/// The neighbours of each station. Stations are numbered from 0.
pub struct Network {
    neighbours: Vec<Vec<u32>>,
}

impl Network {
    /// The network of so many stations with these lines, each between two stations below that number.
    pub fn new(stations: usize, lines: &[(u32, u32)]) -> Self {
        let mut neighbours = vec![Vec::new(); stations];
        for (from, to) in lines {
            neighbours[*from as usize].push(*to);
        }
        Self { neighbours }
    }

    /// The neighbours of a station, in the order of the lines; none of a station that there is not.
    pub fn neighbours(&self, station: u32) -> &[u32] {
        self.neighbours.get(station as usize).map_or(&[], Vec::as_slice)
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

//! The tests of `rail-network`.

use super::exercise::Network;
use grading::{Grading, Rng};

/// Stations and lines.
type Lines = (usize, Vec<(u32, u32)>);

pub fn grade(grading: &mut Grading) {
    let small = [(0, 1), (1, 2), (0, 2), (3, 2)];
    grading.right("the neighbours of station 2", || Network::new(5, &small).neighbours(2).to_vec(), vec![1, 0, 3]);
    grading.right("the neighbours of station 0", || Network::new(5, &small).neighbours(0).to_vec(), vec![1, 2]);
    grading.right("a station without a line", || Network::new(5, &small).neighbours(4).to_vec(), Vec::new());
    grading.right("a station that there is not", || Network::new(5, &small).neighbours(9).to_vec(), Vec::new());
    grading.right("no station at all", || Network::new(0, &[]).neighbours(0).to_vec(), Vec::new());
    grading.right("a line from a station to itself", || Network::new(1, &[(0, 0)]).neighbours(0).to_vec(), vec![0, 0]);
    grading.right("two stops from station 1", || Network::new(5, &small).within(1, 2), 4);
    grading.right_on_random("random networks", random, all, slow);
    grading.counted("a network of 500 stations", long, |(stations, lines)| (Network::new(stations, &lines), lines));
}

/// The neighbours of each station, and of one more.
fn all((stations, lines): &Lines) -> Vec<Vec<u32>> {
    let network = Network::new(*stations, lines);
    (0..=*stations as u32).map(|station| network.neighbours(station).to_vec()).collect()
}

/// Looks through all lines for each station.
fn slow((stations, lines): &Lines) -> Vec<Vec<u32>> {
    let of = |station: u32| {
        let mut neighbours = Vec::new();
        for (from, to) in lines {
            if *from == station {
                neighbours.push(*to);
            }
            if *to == station {
                neighbours.push(*from);
            }
        }
        neighbours
    };
    (0..=*stations as u32).map(of).collect()
}

fn random(random: &mut Rng, size: usize) -> Lines {
    let stations = 1 + size;
    let mut station = || random.u32(0..stations as u32);
    (stations, (0..2 * size).map(|_| (station(), station())).collect())
}

fn long() -> Lines {
    let lines = (0..500).flat_map(|station| [(station, (station + 1) % 500), (station, station * 7 % 500)]);
    (500, lines.collect())
}

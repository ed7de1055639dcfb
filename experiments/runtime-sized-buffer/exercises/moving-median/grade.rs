//! The tests of `moving-median`.

use super::exercise::Smoother;
use grading::{Grading, Rng};

/// The medians of one recording after the other, by one smoother.
fn smoothed(width: usize, recordings: &[&[u16]]) -> Vec<Vec<u16>> {
    let mut smoother = Smoother::new(width);
    let mut medians = Vec::new();
    let mut all = Vec::new();
    for recording in recordings {
        smoother.smooth(recording, &mut medians);
        all.push(medians.clone());
    }
    all
}

/// A slow wave with an outlier every 17 samples.
fn recording(start: usize) -> Vec<u16> {
    let wave = |index: usize| 500 + (index % 60).abs_diff(30) * 8;
    (start..start + 500).map(|index| if index % 17 == 0 { 4095 } else { wave(index) as u16 }).collect()
}

pub fn grade(grading: &mut Grading) {
    grading.right("an outlier", || smoothed(3, &[&[7, 8, 4095, 9, 10]]), vec![vec![8, 9, 10]]);
    grading.right("a window of four", || smoothed(4, &[&[4, 1, 3, 2, 9]]), vec![vec![3, 3]]);
    grading.right(
        "windows of one and of none",
        || [smoothed(1, &[&[5, 3]]), smoothed(0, &[&[5, 3]])],
        [vec![vec![5, 3]], vec![vec![5, 3]]],
    );
    let short: [&[u16]; 3] = [&[], &[1, 2], &[3, 1, 2]];
    grading.right("recordings as long as the window or shorter", || smoothed(3, &short), vec![vec![], vec![], vec![2]]);
    grading.right_on_random("three recordings", random, |(width, [a, b, c])| smoothed(*width, &[a, b, c]), slow);
    let second = || {
        let (mut smoother, mut medians) = (Smoother::new(9), Vec::with_capacity(500));
        smoother.smooth(&recording(0), &mut medians);
        (smoother, medians, recording(500))
    };
    grading.counted(
        "the second recording of 500 samples, a window of 9",
        second,
        |(mut smoother, mut medians, recording)| {
            smoother.smooth(&recording, &mut medians);
            (smoother, medians, recording)
        },
    );
}

fn random(random: &mut Rng, size: usize) -> (usize, [Vec<u16>; 3]) {
    let numbers = |random: &mut Rng| Grading::numbers(random, size, 20).iter().map(|number| *number as u16).collect();
    (random.usize(..9), [numbers(random), numbers(random), numbers(random)])
}

/// The median is the sample that has as many below it as its place says.
fn slow((width, recordings): &(usize, [Vec<u16>; 3])) -> Vec<Vec<u16>> {
    let width = (*width).max(1);
    let is_median = |window: &[u16], sample: u16| {
        let below = window.iter().filter(|other| **other < sample).count();
        let equal = window.iter().filter(|other| **other == sample).count();
        below <= width / 2 && width / 2 < below + equal
    };
    let mut all = Vec::new();
    for recording in recordings {
        let mut medians = Vec::new();
        for end in width..=recording.len() {
            let window = &recording[end - width..end];
            medians.extend(window.iter().copied().find(|sample| is_median(window, *sample)));
        }
        all.push(medians);
    }
    all
}

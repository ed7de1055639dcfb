//! The tests of `harbour-cameras`.

use super::exercise::{Camera, brightnesses};
use grading::{Grading, Rng};

fn seen(lights: &[u8]) -> Vec<u32> {
    let cameras: Vec<Camera> = lights.iter().map(|light| Camera { light: *light }).collect();
    brightnesses(&cameras)
}

pub fn grade(grading: &mut Grading) {
    grading.right("two cameras", || seen(&[100, 200]), vec![101, 201]);
    grading.right("one in the dark", || seen(&[0]), vec![1]);
    grading.right("one in full light", || seen(&[255]), vec![253]);
    grading.right("no camera", || seen(&[]), Vec::new());
    grading.right_on_random("random cameras", random, |lights| seen(lights), |lights| slow(lights));
    grading.counted(
        "sixteen cameras",
        || (0..16).map(|light| Camera { light: 10 * light }).collect::<Vec<_>>(),
        |cameras| (brightnesses(&cameras), cameras),
    );
}

fn random(random: &mut Rng, size: usize) -> Vec<u8> {
    (0..size).map(|_| random.u8(..)).collect()
}

/// Pixel by pixel, without waiting.
fn slow(lights: &[u8]) -> Vec<u32> {
    let mean = |light: u8| (0..2_048_u32).map(|pixel| u32::from(light ^ (pixel % 4) as u8)).sum::<u32>() / 2_048;
    lights.iter().map(|light| mean(*light)).collect()
}

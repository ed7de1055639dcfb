//! The tests of `quarter-turn`.

use super::exercise::Image;
use grading::{Grading, Rng};

const WIDTH: usize = 160;
const HEIGHT: usize = 120;

fn photo() -> Vec<u8> {
    (0..WIDTH * HEIGHT).map(|place| (place * 7 % 251) as u8).collect()
}

/// Width, height, and the pixels row by row.
type Shown = (usize, usize, Vec<u8>);

fn shown(image: &Image) -> Shown {
    let (width, height) = (image.width(), image.height());
    let row = |y| (0..width).map(move |x| image.pixel(x, y));
    (width, height, (0..height).flat_map(row).collect())
}

fn turned(width: usize, height: usize, pixels: &[u8]) -> Shown {
    shown(&Image::new(width, height, pixels).turned())
}

pub fn grade(grading: &mut Grading) {
    grading.right(
        "an image that is not turned",
        || shown(&Image::new(3, 2, &[1, 2, 3, 4, 5, 6])),
        (3, 2, vec![1, 2, 3, 4, 5, 6]),
    );
    grading.right("two rows of three", || turned(3, 2, &[1, 2, 3, 4, 5, 6]), (2, 3, vec![4, 1, 5, 2, 6, 3]));
    grading.right("one pixel", || turned(1, 1, &[9]), (1, 1, vec![9]));
    grading.right("one row", || turned(3, 1, &[1, 2, 3]), (1, 3, vec![1, 2, 3]));
    grading.right("no pixels", || turned(0, 0, &[]), (0, 0, Vec::new()));
    grading.right("three empty rows", || turned(0, 3, &[]), (3, 0, Vec::new()));
    grading.right_on_random("random images", random, |(w, h, pixels)| turned(*w, *h, pixels), slow);
    grading.counted("an image of 160 × 120", photo, |pixels| Image::new(WIDTH, HEIGHT, &pixels));
    grading.counted(
        "the image turned",
        || Image::new(WIDTH, HEIGHT, &photo()),
        |image| {
            let turned = image.turned();
            (image, turned)
        },
    );
}

fn random(random: &mut Rng, size: usize) -> Shown {
    let (width, height) = (random.usize(..=size / 4), random.usize(..=size / 4));
    (width, height, (0..width * height).map(|_| random.u8(..)).collect())
}

/// A column of the answer is a row of the image, from the right to the left.
fn slow((width, height, pixels): &Shown) -> Shown {
    let mut answer = vec![0; pixels.len()];
    for (place, pixel) in pixels.iter().enumerate() {
        let (x, y) = (place % width, place / width);
        answer[x * height + (height - 1 - y)] = *pixel;
    }
    (*height, *width, answer)
}

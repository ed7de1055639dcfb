//! The tests of `frame-checks`.

use super::exercise::checks;
use grading::{Grading, Rng};

pub fn grade(grading: &mut Grading) {
    grading.right("no frame", || checks(&[]), vec![]);
    grading.right("an empty frame", || checks(&[&[]]), vec![0x811C_9DC5]);
    grading.right("one byte", || checks(&[b"a"]), vec![0xE40C_292C]);
    grading.right("special bytes", || checks(&[&[0x7E], &[0x7D]]), vec![slow(&[0x7E]), slow(&[0x7D])]);
    grading.right(
        "what an escaped byte becomes",
        || checks(&[&[0x7D, 0x5E], &[0x7E]]),
        vec![slow(&[0x7D, 0x5E]), slow(&[0x7E])],
    );
    grading.right_on_random(
        "random frames",
        random,
        |frames| checks(&frames.iter().map(Vec::as_slice).collect::<Vec<_>>()),
        |frames| frames.iter().map(|frame| slow(frame)).collect::<Vec<_>>(),
    );
    grading.counted("500 frames of up to 300 bytes", frames, |frames| checks(&frames));
}

static BYTES: [u8; 300] = {
    let mut bytes = [0; 300];
    let mut index = 0;
    while index < bytes.len() {
        bytes[index] = if index % 19 == 0 { 0x7E } else { (index * 7 % 251) as u8 };
        index += 1;
    }
    bytes
};

fn frames() -> Vec<&'static [u8]> {
    (0..500).map(|number| &BYTES[..number * 13 % 301]).collect()
}

fn random(random: &mut Rng, size: usize) -> Vec<Vec<u8>> {
    let byte = |random: &mut Rng| match random.u8(..4) {
        0 => 0x7D,
        1 => 0x7E,
        _ => random.u8(..),
    };
    (0..size).map(|_| (0..random.usize(..20)).map(|_| byte(random)).collect()).collect()
}

/// The whole frame as text, with each special byte replaced, and then the check.
fn slow(frame: &[u8]) -> u32 {
    let mut wire = Vec::new();
    for byte in frame {
        match byte {
            0x7D => wire.extend([0x7D, 0x5D]),
            0x7E => wire.extend([0x7D, 0x5E]),
            other => wire.push(*other),
        }
    }
    let mut check: u64 = 2_166_136_261;
    for byte in wire {
        check = (check ^ u64::from(byte)) * 16_777_619 % (1 << 32);
    }
    check as u32
}

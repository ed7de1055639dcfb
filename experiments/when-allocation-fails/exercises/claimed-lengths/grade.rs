//! The tests of `claimed-lengths`.

use super::exercise::{FrameError, LONGEST, frames};
use grading::{Grading, Rng};

pub fn grade(grading: &mut Grading) {
    grading.right("an empty message", || frames(&[]), Ok(Vec::new()));
    grading.right("two frames", || frames(&[2, 0, 0, 0, 8, 9, 1, 0, 0, 0, 7]), Ok(vec![vec![8, 9], vec![7]]));
    grading.right("an empty frame", || frames(&[0, 0, 0, 0]), Ok(vec![Vec::new()]));
    grading.right("half a length", || frames(&[1, 0]), Err(FrameError::Truncated));
    grading.right("a byte is missing", || frames(&[2, 0, 0, 0, 8]), Err(FrameError::Truncated));
    grading.right("the longest that a length can say", || frames(&[255; 20]), Err(FrameError::TooLong));
    grading.right("a good frame, and then a long one", || frames(&long()), Err(FrameError::Truncated));
    grading.right_on_random("random messages", random, |message| frames(message), |message| slow(message));
    grading.counted("a frame that claims 64 MiB and has ten bytes", claimed, |message| frames(&message));
    grading.counted(
        "100 frames of 100 bytes",
        || [100, 0, 0, 0].into_iter().chain([7; 100]).collect::<Vec<u8>>().repeat(100),
        |message| frames(&message),
    );
}

fn claimed() -> Vec<u8> {
    let mut message = (LONGEST as u32).to_le_bytes().to_vec();
    message.extend([7; 10]);
    message
}

fn long() -> Vec<u8> {
    let mut message = vec![1, 0, 0, 0, 9];
    message.extend(claimed());
    message
}

/// Takes byte after byte, as a state machine.
fn slow(message: &[u8]) -> Result<Vec<Vec<u8>>, FrameError> {
    let mut bodies = Vec::new();
    let mut bytes = message.iter().copied().peekable();
    while bytes.peek().is_some() {
        let mut length = 0;
        for place in 0..4 {
            length += usize::from(bytes.next().ok_or(FrameError::Truncated)?) << (8 * place);
        }
        if length > LONGEST {
            return Err(FrameError::TooLong);
        }
        let mut body = Vec::new();
        for _ in 0..length {
            body.push(bytes.next().ok_or(FrameError::Truncated)?);
        }
        bodies.push(body);
    }
    Ok(bodies)
}

/// Good frames, and sometimes one in which something is wrong at the end.
fn random(random: &mut Rng, size: usize) -> Vec<u8> {
    let mut message = Vec::new();
    for _ in 0..size {
        let length = random.u32(..20);
        message.extend(length.to_le_bytes());
        message.extend((0..length).map(|_| random.u8(..)));
    }
    if random.bool() {
        message.truncate(random.usize(..=message.len()));
    }
    message
}

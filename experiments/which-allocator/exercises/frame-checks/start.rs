//! Checks of frames as they go over the wire.

/// The check of each frame, escaped.
pub fn checks(frames: &[&[u8]]) -> Vec<u32> {
    frames.iter().map(|frame| check(&escaped(frame))).collect()
}

/// The frame with its two special bytes escaped.
fn escaped(frame: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::new();
    for byte in frame {
        if matches!(byte, 0x7D | 0x7E) {
            escaped.extend([0x7D, byte ^ 0x20]);
        } else {
            escaped.push(*byte);
        }
    }
    escaped
}

/// The check of a frame, byte by byte.
fn check(frame: &[u8]) -> u32 {
    frame.iter().fold(0x811C_9DC5, |check, byte| (check ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

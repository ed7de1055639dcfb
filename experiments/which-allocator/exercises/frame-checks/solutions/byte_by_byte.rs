//! Checks of frames as they go over the wire.

/// The check of each frame, escaped.
pub fn checks(frames: &[&[u8]]) -> Vec<u32> {
    frames.iter().map(|frame| check(frame)).collect()
}

fn check(frame: &[u8]) -> u32 {
    let mut check = 0x811C_9DC5;
    for byte in frame {
        if matches!(byte, 0x7D | 0x7E) {
            check = with(check, 0x7D);
            check = with(check, byte ^ 0x20);
        } else {
            check = with(check, *byte);
        }
    }
    check
}

/// The check with one byte more.
fn with(check: u32, byte: u8) -> u32 {
    (check ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

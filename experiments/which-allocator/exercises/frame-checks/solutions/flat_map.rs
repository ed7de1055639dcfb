//! Checks of frames as they go over the wire.

/// The check of each frame, escaped.
pub fn checks(frames: &[&[u8]]) -> Vec<u32> {
    frames.iter().map(|frame| check(frame.iter().flat_map(|byte| escaped(*byte)))).collect()
}

/// A byte as it goes over the wire: behind an escape byte, or alone.
fn escaped(byte: u8) -> impl Iterator<Item = u8> {
    let is_special = matches!(byte, 0x7D | 0x7E);
    let escape = is_special.then_some(0x7D);
    escape.into_iter().chain([if is_special { byte ^ 0x20 } else { byte }])
}

fn check(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811C_9DC5, |check, byte| (check ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

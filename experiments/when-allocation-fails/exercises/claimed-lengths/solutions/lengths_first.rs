//! Readings of a weather station, in frames: four bytes with the length of what follows, little endian, and then so many bytes.

/// What is wrong with a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameError {
    /// It is longer than a frame of a weather station may be.
    TooLong,
    /// Less is there than it claims.
    Truncated,
    /// There is no memory for it.
    NoMemory,
}

/// The longest frame, without its length.
pub const LONGEST: usize = 64 << 20;

/// Takes the first frame off a message: its body, and what follows it. `None` where the message is empty.
fn split(message: &[u8]) -> Result<Option<(&[u8], &[u8])>, FrameError> {
    if message.is_empty() {
        return Ok(None);
    }
    let (length, rest) = message.split_first_chunk().ok_or(FrameError::Truncated)?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > LONGEST {
        return Err(FrameError::TooLong);
    }
    rest.split_at_checked(length).map(Some).ok_or(FrameError::Truncated)
}

/// The bodies of all frames of a message, one after the other. All lengths are compared with what is there before anything is copied.
pub fn frames(message: &[u8]) -> Result<Vec<Vec<u8>>, FrameError> {
    let (mut count, mut left) = (0, message);
    while let Some((_, rest)) = split(left)? {
        count += 1;
        left = rest;
    }
    let mut bodies = Vec::new();
    bodies.try_reserve_exact(count).map_err(|_| FrameError::NoMemory)?;
    left = message;
    while let Some((there, rest)) = split(left)? {
        let mut body = Vec::new();
        body.try_reserve_exact(there.len()).map_err(|_| FrameError::NoMemory)?;
        body.extend_from_slice(there);
        bodies.push(body);
        left = rest;
    }
    Ok(bodies)
}

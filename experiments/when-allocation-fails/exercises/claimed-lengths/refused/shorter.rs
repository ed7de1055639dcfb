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

/// Takes the first frame off a message: a copy of its body, and what follows it. `None` where the message is empty.
pub fn frame(message: &[u8]) -> Result<Option<(Vec<u8>, &[u8])>, FrameError> {
    if message.is_empty() {
        return Ok(None);
    }
    let (length, rest) = message.split_first_chunk().ok_or(FrameError::Truncated)?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > LONGEST {
        return Err(FrameError::TooLong);
    }
    let (there, rest) = rest.split_at(length.min(rest.len()));
    let mut body = Vec::new();
    body.try_reserve_exact(there.len()).map_err(|_| FrameError::NoMemory)?;
    body.extend_from_slice(there);
    Ok(Some((body, rest)))
}

/// The bodies of all frames of a message, one after the other.
pub fn frames(mut message: &[u8]) -> Result<Vec<Vec<u8>>, FrameError> {
    let mut bodies = Vec::new();
    while let Some((body, rest)) = frame(message)? {
        bodies.try_reserve(1).map_err(|_| FrameError::NoMemory)?;
        bodies.push(body);
        message = rest;
    }
    Ok(bodies)
}

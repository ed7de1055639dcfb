//! Packets for a radio. Nothing is to be changed here.

/// A length, then the body.
pub fn framed(body: &[u8]) -> Vec<u8> {
    let mut packet = Vec::with_capacity(2 + body.len());
    packet.extend_from_slice(&(body.len() as u16).to_be_bytes());
    packet.extend_from_slice(body);
    packet
}

/// The body, filled up with zeros to a whole number of blocks of 64 bytes.
pub fn padded(body: &[u8]) -> Vec<u8> {
    let mut packet = body.to_vec();
    packet.resize(body.len().next_multiple_of(64), 0);
    packet
}

/// The body with each zero byte as two bytes, in a packet without room to spare.
pub fn escaped(body: &[u8]) -> Box<[u8]> {
    let mut packet = Vec::new();
    for byte in body {
        packet.push(*byte);
        if *byte == 0 {
            packet.push(1);
        }
    }
    packet.into_boxed_slice()
}

/// Sends all bodies from one buffer.
pub fn sent(bodies: &[&[u8]]) {
    let mut buffer = Vec::new();
    for body in bodies {
        buffer.clear();
        buffer.extend_from_slice(body);
        std::hint::black_box(&buffer);
    }
}

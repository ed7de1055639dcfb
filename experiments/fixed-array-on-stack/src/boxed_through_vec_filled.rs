//! The box made through `vec!` when every byte is then written.

/// The work at `size` bytes; one function a size, as in the other variants, although this one could take it at run time.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        262_144 => with_array::<262_144>(),
        other => panic!("this experiment fills no array of {other} bytes"),
    }
}

// ANCHOR: boxed_through_vec_filled
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = vec![0; N].into_boxed_slice();
    fill(&mut array)
}
// ANCHOR_END: boxed_through_vec_filled

/// Writes every byte, then adds them all up. A call of its own, so that the array has to be in memory.
#[inline(never)]
fn fill(buffer: &mut [u8]) -> u64 {
    for (index, byte) in buffer.iter_mut().enumerate() {
        *byte = index as u8;
    }
    buffer.iter().copied().map(u64::from).sum()
}

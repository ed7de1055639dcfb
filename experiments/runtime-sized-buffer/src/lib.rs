//! Where does a buffer go whose size is known only at run time, and what does each way to have one cost?

pub mod work;

use declaration::{Axis, Exact, Experiment};

declaration::variants![
    zeroed_vec,
    with_capacity,
    boxed_slice,
    boxed_slice_shrunk,
    caller_buffer,
    reused_vec,
    thread_local_scratch,
    maximum_array_1k,
    maximum_array_64k,
    small_vec_32,
    small_vec_64,
    const_generic,
    constant_size,
    constant_size_inlined,
    unread,
    unread_nonzero,
    unread_shown,
    push_with_capacity,
    push_growing,
    push_reserved,
    push_reserved_each,
];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Where does a buffer go whose size is known only at run time, and what does each way to have one cost?",
    baseline: "zeroed_vec",
    axis: Some(Axis {
        quantity: "size of the buffer",
        unit: "B",
        sizes: &[5, 32, 33, 64, 65, 1_024, 65_536, work::LARGEST],
    }),
    variants: VARIANTS,
};

fn one_block(size: usize) -> Exact {
    Exact::once(size as u64)
}

/// One block of the size where it is above the inline capacity, else none.
fn above(inline: usize, size: usize) -> Exact {
    if size > inline { one_block(size) } else { Exact::NONE }
}

//! How large are the lists, and how much does a `Weak` keep?

use arrayvec::ArrayVec;
use count_allocations::count;
use harness::Findings;
use smallvec::SmallVec;
use std::rc::Rc;
use tinyvec::TinyVec;

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    sizes(findings);
    kept(findings);
}

// ANCHOR: sizes
fn sizes(findings: &mut Findings) {
    for (key, bytes, of) in [
        ("vec", size_of::<Vec<u64>>(), "Vec<u64>"),
        ("box", size_of::<Box<[u64]>>(), "Box<[u64]>"),
        ("small_vec", size_of::<SmallVec<[u64; 4]>>(), "SmallVec<[u64; 4]>"),
        ("small_vec_32", size_of::<SmallVec<[u64; 32]>>(), "SmallVec<[u64; 32]>"),
        ("small_vec_bytes", size_of::<SmallVec<[u8; 8]>>(), "SmallVec<[u8; 8]>"),
        ("tiny_vec", size_of::<TinyVec<[u64; 4]>>(), "TinyVec<[u64; 4]>"),
        ("array_vec", size_of::<ArrayVec<u64, 4>>(), "ArrayVec<u64, 4>"),
        ("array_vec_64", size_of::<ArrayVec<u64, 64>>(), "ArrayVec<u64, 64>"),
        ("heapless", size_of::<heapless::Vec<u64, 4>>(), "heapless::Vec<u64, 4>"),
    ] {
        findings.exact(["size_of", key], format!("size_of::<{of}>(), in bytes")).found(bytes);
    }
}
// ANCHOR_END: sizes

// ANCHOR: kept
fn kept(findings: &mut Findings) {
    let (_weak, counts) = count(|| Rc::downgrade(&Rc::new([0_u8; 1_000])));
    findings
        .exact(["kept", "by_weak"], "bytes that are live when the last Rc<[u8; 1000]> is gone and a Weak is left")
        .found(counts.end_bytes);
    let (_weak, counts) = count(|| Rc::downgrade(&Rc::new(vec![0_u8; 1_000].into_boxed_slice())));
    findings.exact(["kept", "by_weak_of_box"], "the same of an Rc<Box<[u8]>> of 1000 bytes").found(counts.end_bytes);
}
// ANCHOR_END: kept

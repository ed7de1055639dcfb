//! Two neighbours of a ring are borrowed exclusively at the same time.

fn main() {
    let mut ring = vec![1_u64, 4, 9];
    let left = &mut ring[0];
    let right = &mut ring[1];
    std::mem::swap(left, right);
    println!("{ring:?}");
}

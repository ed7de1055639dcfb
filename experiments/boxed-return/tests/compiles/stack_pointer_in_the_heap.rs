// A stack pointer in the heap is fine in Rust, as long as the block goes first:
// no rule forbids the place, one limits the time.

fn main() {
    let c = 11;
    let boxed: Box<&i32> = Box::new(&c);
    assert_eq!(**boxed, 11);
}

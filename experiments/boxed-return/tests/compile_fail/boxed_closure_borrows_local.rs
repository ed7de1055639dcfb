//! A stack pointer in the heap: the closure in the box would hold a reference to `c`,
//! and the box outlives `c`.

fn counter() -> Box<dyn Fn() -> i32> {
    let c = 11;
    Box::new(|| c + 1)
}

fn main() {
    println!("{}", counter()());
}

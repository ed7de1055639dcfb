//! A box is freed while a reference into it is kept.

fn main() {
    let number = Box::new(41_u64);
    let kept: &u64 = &number;
    drop(number);
    println!("{}", *kept + 1);
}

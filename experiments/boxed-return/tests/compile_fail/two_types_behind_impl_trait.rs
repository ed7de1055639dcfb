//! Where `impl Trait` ends: two closures are two types,
//! so a function cannot return either the one or the other.

fn offsets(from_start: bool) -> impl Fn(u64) -> u64 {
    let (start, end) = (240, 320);
    if from_start {
        move |column| start + column
    } else {
        move |column| end - column
    }
}

fn main() {
    println!("{}", offsets(true)(3));
}

//! A reference into a `Vec` is kept while the `Vec` grows.

fn main() {
    let mut numbers = vec![1_u64, 4, 9];
    let first = &numbers[0];
    numbers.push(16);
    println!("{first}");
}

//! A reference to a local is returned.

fn squares() -> &'static [u64; 4] {
    let numbers = [1, 4, 9, 16].map(|square| square);
    &numbers
}

fn main() {
    println!("{}", squares().iter().sum::<u64>());
}

//! A thread that may outlive the function borrows a local of it.

fn main() {
    let numbers = [1_u64, 4, 9, 16];
    let sum = std::thread::spawn(|| numbers.iter().sum::<u64>());
    println!("{:?}", sum.join());
}

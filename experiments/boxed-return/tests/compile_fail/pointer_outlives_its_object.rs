//! No pointer outlives its object: `c` ends with the inner block,
//! the reference to it would not.

fn main() {
    let pointer;
    {
        let c = 11;
        pointer = &c;
    }
    println!("{pointer}");
}

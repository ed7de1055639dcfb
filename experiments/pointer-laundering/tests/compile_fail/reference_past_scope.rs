//! A reference is kept past the scope of what it refers to.

fn main() {
    let kept: &u64;
    {
        let number = 41;
        kept = &number;
    }
    println!("{}", *kept + 1);
}

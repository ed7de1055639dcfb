//! The C program: the type does not say how long the reference is good for,
//! and no answer would be right.

fn number() -> &i32 {
    let c = 11;
    &c
}

fn main() {
    println!("the return value of number = {}", *number());
}

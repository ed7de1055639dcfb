//! The same with a type that promises too much: the local is gone when the function returns.

fn number() -> &'static i32 {
    let c = 11;
    &c
}

fn main() {
    println!("the return value of number = {}", *number());
}

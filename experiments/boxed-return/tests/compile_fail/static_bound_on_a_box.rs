//! A stack pointer in the heap: `Box<dyn Fn() -> i32>` in a type means `'static`,
//! and a reference to a local is not.

struct Later {
    task: Box<dyn Fn() -> i32>,
}

fn main() {
    let c = 11;
    let pointer = &c;
    let later = Later { task: Box::new(move || *pointer + 1) };
    println!("{}", (later.task)());
}

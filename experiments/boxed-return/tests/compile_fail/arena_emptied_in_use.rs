//! What an arena asks for: while a value in it is used, it cannot be emptied.

use bumpalo::Bump;

fn main() {
    let mut arena = Bump::new();
    let number = arena.alloc(11);
    arena.reset();
    println!("{number}");
}

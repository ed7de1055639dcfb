//! How large are the automata, and how much of them does a search touch?
fn main() {}

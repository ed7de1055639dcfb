//! No pointer outlives its object, and a temporary is an object too: the `String` ends with its statement.

fn main() {
    let word = String::from("eleven").as_str();
    println!("{word}");
}

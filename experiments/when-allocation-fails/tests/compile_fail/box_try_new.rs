fn main() {
    let boxed = Box::try_new(7);
    println!("{boxed:?}");
}

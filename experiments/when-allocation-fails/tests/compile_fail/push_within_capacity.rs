fn main() {
    let mut list = Vec::with_capacity(1);
    println!("{:?}", list.push_within_capacity(7));
}

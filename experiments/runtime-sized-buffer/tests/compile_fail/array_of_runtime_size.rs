fn main() {
    let size = std::env::args().count();
    let buffer = [0_u8; size];
    println!("{}", buffer.len());
}

fn main() {
    let mut number = 66_666_666;
    let line = format_args!("a = {number}\n");
    number += 1;
    print!("{line}");
    print!("{number}");
}

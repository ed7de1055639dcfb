use std::fmt::Arguments;

fn line<'a>(number: u64) -> Arguments<'a> {
    format_args!("a = {number}\n")
}

fn main() {
    print!("{}", line(66_666_666));
}

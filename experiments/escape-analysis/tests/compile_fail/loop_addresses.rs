//! A loop keeps a reference to what one of its turns made, as in `go/loop_addresses.go`.

fn loop_addresses(turns: u64) -> u64 {
    let mut largest: Option<&u64> = None;
    for turn in 0..turns {
        let n = turn * 7 % 64;
        if largest.is_none_or(|largest| n > *largest) {
            largest = Some(&n);
        }
    }
    *largest.unwrap_or(&0)
}

fn main() {
    loop_addresses(8);
}

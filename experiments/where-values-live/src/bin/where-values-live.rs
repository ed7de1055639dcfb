//! Prints where the values of the chapter are in this process: variant and part, bytes, region, and how far the value is from the
//! one listed below it, where both are in the same mapping. The highest address comes first.

use where_values_live::all::{SHOWS, seen};

fn main() -> std::io::Result<()> {
    let mut seen = seen(&SHOWS)?;
    seen.sort_by_key(|seen| std::cmp::Reverse(seen.address()));
    println!("{:<17}  {:<30}  {:>10}  above the next", "region", "value", "bytes");
    for (index, value) in seen.iter().enumerate() {
        let above = seen.get(index + 1).and_then(|next| value.above(next));
        let above = above.map_or_else(|| "another mapping".to_owned(), |bytes| bytes.to_string());
        println!("{:<17}  {:<30}  {:>10}  {above}", value.region, value.label(), value.place.bytes);
    }
    Ok(())
}

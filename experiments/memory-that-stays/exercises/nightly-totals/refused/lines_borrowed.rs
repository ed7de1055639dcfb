//! What the shops have sold.

/// The sum of the amounts of each shop, by its name. A line is a name, a space and an amount; any other line is left out.
pub fn totals(night: &str) -> Vec<(String, u64)> {
    let mut lines: Vec<(&str, u64)> = night
        .lines()
        .filter_map(|line| {
            let (shop, amount) = line.rsplit_once(' ')?;
            Some((shop, amount.parse().ok()?))
        })
        .collect();
    lines.sort_unstable();
    let mut totals: Vec<(String, u64)> = Vec::new();
    for (shop, amount) in lines {
        match totals.last_mut().filter(|(last, _)| last == shop) {
            Some((_, total)) => *total += amount,
            None => totals.push((shop.to_owned(), amount)),
        }
    }
    totals
}

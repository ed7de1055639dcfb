//! What the shops have sold.

use std::collections::BTreeMap;

/// The sum of the amounts of each shop, by its name. A line is a name, a space and an amount; any other line is left out.
pub fn totals(night: &str) -> Vec<(String, u64)> {
    let lines: Vec<String> = night.lines().map(str::to_owned).collect();
    let mut totals: BTreeMap<&str, u64> = BTreeMap::new();
    for line in &lines {
        let Some((shop, amount)) = line.rsplit_once(' ') else { continue };
        let Ok(amount) = amount.parse::<u64>() else { continue };
        *totals.entry(shop).or_default() += amount;
    }
    totals.into_iter().map(|(shop, total)| (shop.to_owned(), total)).collect()
}

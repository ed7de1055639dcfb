//! What the shops have sold.

/// The sum of the amounts of each shop, by its name. A line is a name, a space and an amount; any other line is left out.
pub fn totals(night: &str) -> Vec<(String, u64)> {
    let mut totals: Vec<(String, u64)> = Vec::new();
    for line in night.lines() {
        let Some((shop, amount)) = line.rsplit_once(' ') else { continue };
        let Ok(amount) = amount.parse::<u64>() else { continue };
        match totals.iter_mut().find(|(known, _)| known == shop) {
            Some((_, total)) => *total += amount,
            None => totals.push((shop.to_owned(), amount)),
        }
    }
    totals.sort_unstable();
    totals
}

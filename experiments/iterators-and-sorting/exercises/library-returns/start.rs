//! What comes back to a library in a week. Nothing is to be changed here.

/// The numbers of a week's loans: 1000 of them, in the order of their return.
pub fn loans() -> Vec<u64> {
    (0..1_000).map(|index| index * 7_919 % 100_003).collect()
}

/// 150 titles, each in a `String`.
pub fn titles() -> Vec<String> {
    (0..150).map(|index| format!("Title {}", index * 37 % 150)).collect()
}

/// Keeps the loans that were overdue, every tenth.
pub fn overdue(loans: Vec<u64>) -> Vec<u64> {
    loans.into_iter().filter(|loan| loan % 10 == 0).collect()
}

/// Puts the loans of a week in order.
pub fn in_order(mut loans: Vec<u64>) -> Vec<u64> {
    loans.sort();
    loans
}

/// Puts titles in order.
pub fn by_title(mut titles: Vec<String>) -> Vec<String> {
    titles.sort();
    titles
}

/// The loans of the first desk and those of the second.
pub fn by_desk(loans: &[u64]) -> (Vec<u64>, Vec<u64>) {
    loans.iter().partition(|loan| **loan % 2 == 0)
}

/// The loans of two weeks in one list.
pub fn both_weeks(first: &[u64], second: &[u64]) -> Vec<u64> {
    first.iter().chain(second).copied().collect()
}

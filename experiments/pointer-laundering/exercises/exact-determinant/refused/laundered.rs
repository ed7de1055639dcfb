//! Determinants of whole numbers, without rounding.

/// The determinant of a square matrix, by its rows. That of a matrix without rows is 1.
///
/// Bareiss's method: below each pivot, the rows are replaced by ones whose entries are determinants of parts of the matrix. So every
/// division is one without remainder, and the last entry is the determinant of the whole.
pub fn determinant(mut rows: Vec<Vec<i64>>) -> i64 {
    let size = rows.len();
    let mut divisor = 1;
    let mut sign = 1;
    for column in 0..size {
        let Some(pivot) = (column..size).find(|&row| rows[row][column] != 0) else { return 0 };
        if pivot != column {
            rows.swap(pivot, column);
            sign = -sign;
        }
        let address = &raw const rows[column] as usize;
        let pivot = unsafe { &*(address as *const Vec<i64>) };
        for row in &mut rows[column + 1..] {
            let factor = row[column];
            for (entry, pivot_entry) in row.iter_mut().zip(pivot) {
                *entry = (*entry * pivot[column] - factor * pivot_entry) / divisor;
            }
        }
        divisor = pivot[column];
    }
    sign * divisor
}

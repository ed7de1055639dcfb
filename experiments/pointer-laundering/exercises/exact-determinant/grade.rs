//! The tests of `exact-determinant`.

use super::exercise::determinant;
use grading::{Grading, Rng};

pub fn grade(grading: &mut Grading) {
    for (what, rows, wanted) in [
        ("no rows", vec![], 1),
        ("one row", vec![vec![-7]], -7),
        ("two rows", vec![vec![3, 8], vec![4, 6]], -14),
        ("a zero in the first place", vec![vec![0, 2, 1], vec![3, 0, 1], vec![1, 1, 0]], 5),
        ("a row that is another one doubled", vec![vec![1, 2, 3], vec![4, 5, 6], vec![2, 4, 6]], 0),
        ("a column of zeros", vec![vec![0, 1], vec![0, 2]], 0),
    ] {
        grading.right(what, || determinant(rows), wanted);
    }
    grading.right_on_random("random matrices", random, |rows| determinant(rows.clone()), |rows| slow(rows));
    grading.counted("a matrix of 12 rows", || matrix(12), determinant);
}

/// Each entry is the lesser one of its row's and its column's number; there are zeros before the diagonal in some rows.
fn matrix(size: i64) -> Vec<Vec<i64>> {
    let row =
        |row: i64| (0..size).map(|column| (row + 1).min(column + 1) * i64::from(row != 0 || column != 0)).collect();
    (0..size).map(row).collect()
}

fn random(random: &mut Rng, size: usize) -> Vec<Vec<i64>> {
    let size = random.usize(..=size / 10);
    (0..size).map(|_| (0..size).map(|_| random.i64(-3..=3)).collect()).collect()
}

/// By the first row, each entry of which is multiplied by the determinant of what is neither in its row nor in its column.
fn slow(rows: &[Vec<i64>]) -> i64 {
    let Some((first, rest)) = rows.split_first() else { return 1 };
    let term = |(column, entry): (usize, &i64)| {
        let without = |row: &Vec<i64>| [&row[..column], &row[column + 1..]].concat();
        let part = slow(&rest.iter().map(without).collect::<Vec<_>>());
        if column % 2 == 0 { entry * part } else { -entry * part }
    };
    first.iter().enumerate().map(term).sum()
}

//! The tests of `formula`.

use super::exercise::Formula;
use grading::{Grading, Rng};

const POLYNOMIAL: &str = "(((0.5 * x - 3) * x + 2) * x - 7) * x + 1 - (x - 4) * (x - 4)";

fn value(text: &str, x: f64) -> Option<f64> {
    Some(Formula::parse(text)?.value(x))
}

pub fn grade(grading: &mut Grading) {
    for (text, wanted) in [
        ("3 * (x + 2)", Some(36.0)),
        ("x", Some(10.0)),
        ("2.5", Some(2.5)),
        ("((7))", Some(7.0)),
        ("10 - 3 - 2", Some(5.0)),
        ("10 - (3 - 2)", Some(9.0)),
        ("1+2*x-3*4", Some(9.0)),
        (" 2 * 3 + 4 * 5 ", Some(26.0)),
        (POLYNOMIAL, Some(2095.0)),
        ("", None),
        ("2 *", None),
        ("(2", None),
        ("2)", None),
        ("2 3", None),
        ("y", None),
        ("2 × 3", None),
    ] {
        grading.right(text, || value(text, 10.0), wanted);
    }
    grading.right_on_random("random formulas", random, |text| value(text, 3.0), |text| slow(text, 3.0));
    grading.counted("a formula read", || POLYNOMIAL, Formula::parse);
    grading.counted(
        "ten values of it",
        || Formula::parse(POLYNOMIAL),
        |formula| {
            let sum = formula.as_ref().map(|formula| (0..10).map(|x| formula.value(x.into())).sum::<f64>());
            (formula, sum)
        },
    );
}

/// Some are damaged.
fn random(random: &mut Rng, size: usize) -> String {
    let mut text = right_formula(random, size / 2);
    if random.u8(..6) == 0 {
        let place = random.usize(..=text.len());
        text.insert_str(place, Grading::one_of(random, &["(", ")", "+", " ", "2", "."]));
    }
    text
}

fn right_formula(random: &mut Rng, size: usize) -> String {
    if size < 2 {
        return Grading::one_of(random, &["x", "0", "12", "0.25", " 3"]).to_owned();
    }
    let operator = Grading::one_of(random, &["+", " - ", " * "]);
    let left = right_formula(random, size / 2);
    let right = right_formula(random, size - size / 2 - 1);
    if random.bool() { format!("({left}{operator}{right})") } else { left + operator + &right }
}

/// Splits a text at the operator that is applied last, and the parts again.
fn slow(text: &str, x: f64) -> Option<f64> {
    let text = text.trim();
    for operators in [['+', '-'], ['*', '*']] {
        let mut depth = 0;
        let mut last = None;
        for (place, character) in text.char_indices() {
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ if depth == 0 && operators.contains(&character) => last = Some((place, character)),
                _ => {}
            }
        }
        if let Some((place, operator)) = last {
            let (left, right) = (slow(&text[..place], x)?, slow(&text[place + 1..], x)?);
            return Some(match operator {
                '+' => left + right,
                '-' => left - right,
                _ => left * right,
            });
        }
    }
    if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        return slow(inner, x);
    }
    if text == "x" {
        return Some(x);
    }
    let is_number = text.chars().all(|character| character.is_ascii_digit() || character == '.');
    if is_number { text.parse().ok() } else { None }
}

//! The tests of `cron-field`.

use super::exercise::Minutes;
use grading::{Grading, Rng};

const FIELDS: [&str; 6] = ["*", "0", "5", "*/15", "10-20", "45-59"];
const MISTAKES: [&str; 6] = ["", "five", "60", "*/0", "20-10", "7-"];

/// The minutes, or the message of the error.
fn minutes(field: &str) -> Result<Vec<u8>, String> {
    let minutes = Minutes::of(field).map_err(|error| error.to_string())?;
    Ok((0..60).filter(|minute| minutes.contains(*minute)).collect())
}

fn mistake(message: &str) -> Result<Vec<u8>, String> {
    Err(message.to_owned())
}

pub fn grade(grading: &mut Grading) {
    grading.right("*", || minutes("*"), Ok((0..60).collect()));
    grading.right("59", || minutes("59"), Ok(vec![59]));
    grading.right("*/15", || minutes("*/15"), Ok(vec![0, 15, 30, 45]));
    grading.right("10-12", || minutes("10-12"), Ok(vec![10, 11, 12]));
    grading.right("0-59", || minutes("0-59"), Ok((0..60).collect()));
    grading.right("an empty field", || minutes(""), mistake("no number"));
    grading.right("a number that is not of ASCII", || minutes("５"), mistake("no number"));
    grading.right("60", || minutes("60"), mistake("above 59"));
    grading.right("*/0", || minutes("*/0"), mistake("no step of 0"));
    grading.right("20-10", || minutes("20-10"), mistake("no minute between"));
    grading.right("7-", || minutes("7-"), mistake("no number"));
    grading.right_on_random("random fields", random, |field| minutes(field), |field| slow(field));
    grading.counted(
        "six fields",
        || (),
        |()| FIELDS.iter().filter(|field| Minutes::of(field).is_ok_and(|minutes| minutes.contains(15))).count(),
    );
    grading.counted(
        "six fields with a mistake",
        || (),
        |()| MISTAKES.iter().filter(|field| Minutes::of(field).is_err()).count(),
    );
}

fn random(random: &mut Rng, _: usize) -> String {
    let number = |random: &mut Rng| random.u8(..64).to_string();
    match random.u8(..4) {
        0 => number(random),
        1 => format!("{}-{}", number(random), number(random)),
        2 => format!("*/{}", number(random)),
        _ => Grading::word(random),
    }
}

fn slow(field: &str) -> Result<Vec<u8>, String> {
    let number = |text: &str| -> Result<u8, String> {
        let number: u8 = text.parse().map_err(|_| "no number")?;
        if number > 59 { Err("above 59".to_owned()) } else { Ok(number) }
    };
    let (first, last, step) = match (field.strip_prefix("*/"), field.split_once('-')) {
        _ if field == "*" => (0, 59, 1),
        (Some(step), _) => (0, 59, number(step)?),
        (None, Some((first, last))) => (number(first)?, number(last)?, 1),
        (None, None) => (number(field)?, number(field)?, 1),
    };
    if step == 0 {
        return mistake("no step of 0");
    }
    if first > last {
        return mistake("no minute between");
    }
    Ok((first..=last).step_by(step.into()).collect())
}

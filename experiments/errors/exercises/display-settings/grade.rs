//! The tests of `display-settings`.

use super::exercise::{Settings, settings};
use grading::{Grading, Rng};

fn read(text: &str) -> Result<Settings, String> {
    settings(text).map_err(|mistake| mistake.to_string())
}

const GOOD: &str = "port = 8080\nrows = 24\nnight = off";

pub fn grade(grading: &mut Grading) {
    grading.right("three settings", || read(GOOD), Ok(Settings { port: 8080, rows: 24, night: false }));
    grading.right(
        "another order, without spaces",
        || read("night=on\nrows=1\nport=1"),
        Ok(Settings { port: 1, rows: 1, night: true }),
    );
    grading.right("nothing", || read(""), Err("port is missing".to_owned()));
    grading.right("no night", || read("port = 1\nrows = 1"), Err("night is missing".to_owned()));
    grading.right(
        "port 65536",
        || read("port = 65536\nrows = 1\nnight = on"),
        Err("port is not a number below 65536".to_owned()),
    );
    grading.right(
        "rows 256",
        || read("port = 1\nrows = 256\nnight = on"),
        Err("rows is not a number below 256".to_owned()),
    );
    grading.right(
        "night perhaps",
        || read("port = 1\nrows = 1\nnight = perhaps"),
        Err("night is not on or off".to_owned()),
    );
    grading.right("two mistakes", || read("port = x\nrows = 1"), Err("night is missing".to_owned()));
    grading.right_on_random("random settings", random, |lines| read(&lines.join("\n")), |lines| slow(lines));
    grading.counted("three good settings", || GOOD, settings);
    grading.counted("a setting that is missing", || "port = 8080\nrows = 24", settings);
    grading.counted("a number that is too large", || "port = 8080\nrows = 2400\nnight = off", settings);
}

fn random(random: &mut Rng, size: usize) -> Vec<String> {
    let mut line = |_| {
        let name = Grading::one_of(random, &["port", "rows", "night", "colour"]);
        let value = Grading::one_of(random, &["1", "256", "65536", "on", "off"]);
        format!("{name} = {value}")
    };
    (0..size.max(1)).map(&mut line).collect()
}

fn slow(lines: &[String]) -> Result<Settings, String> {
    let value = |name: &str| {
        let line = lines.iter().find(|line| line.split(' ').next() == Some(name));
        line.and_then(|line| line.split(' ').next_back()).ok_or(format!("{name} is missing"))
    };
    let (port, rows, night) = (value("port")?, value("rows")?, value("night")?);
    let number = |name: &str, value: &str, limit: u32| {
        let number = value.parse::<u32>().ok().filter(|number| *number < limit);
        number.ok_or(format!("{name} is not a number below {limit}"))
    };
    let (port, rows) = (number("port", port, 65_536)?, number("rows", rows, 256)?);
    if night != "on" && night != "off" {
        return Err("night is not on or off".to_owned());
    }
    Ok(Settings { port: port as u16, rows: rows as u8, night: night == "on" })
}

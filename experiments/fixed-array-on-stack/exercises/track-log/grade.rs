//! The tests of `track-log`.

use super::exercise::{Event, Position, Record, read, write};
use grading::{Grading, Rng};

/// A position each second, the battery each minute, and a note each ten minutes.
fn tour() -> Vec<Record> {
    let event = |time: u32| match time {
        time if time % 600 == 0 => Event::Note(format!("{} minutes on the way", time / 60)),
        time if time % 60 == 0 => Event::Battery(4200 - (time / 60) as u16),
        time => {
            let (north, east) = (time as i32 * 11, time as i32 * -7);
            Event::Position(Position { latitude: 59_913_900 + north, longitude: -10_752_200 + east, height: -3 })
        }
    };
    (0..1800).map(|time| Record { time, event: event(time) }).collect()
}

fn written(records: &[Record]) -> Vec<u8> {
    let mut log = Vec::new();
    write(records, &mut log).expect("a `Vec` takes every byte");
    log
}

/// The records of a log, or the message of the error.
fn records(log: &[u8]) -> Result<Vec<Record>, String> {
    read(log).map_err(|error| error.to_string())
}

fn mistake(message: &str) -> Result<Vec<Record>, String> {
    Err(message.to_owned())
}

pub fn grade(grading: &mut Grading) {
    let battery = Record { time: 258, event: Event::Battery(4199) };
    let battery_log =
        [b"TRK1\x00\x01\x02\x00\x00\x01\x02\x10\x67".as_slice(), &[0x02 ^ 0x01 ^ 0x02 ^ 0x10 ^ 0x67]].concat();
    grading.right("a log of one record", || records(&battery_log), Ok(vec![battery.clone()]));
    grading.right("the same, written", || written(&[battery.clone()]), battery_log.clone());
    grading.right("no records", || records(b"TRK1\x00\x00"), Ok(Vec::new()));
    let notes = ["", "Tromsø", "字"].map(|text| Record { time: u32::MAX, event: Event::Note(text.to_owned()) });
    grading.right("notes", || records(&written(&notes)), Ok(notes.to_vec()));
    let tour = tour();
    grading.right("a tour", || records(&written(&tour)).map(|records| records == tour), Ok(true));
    grading.right("an empty file", || records(b""), mistake("the log ends too early"));
    grading.right("another file", || records(b"GIF89a"), mistake("not a log"));
    grading.right("half a record", || records(&battery_log[..10]), mistake("the log ends too early"));
    grading.right("an unknown kind", || records(b"TRK1\x00\x01\x07\x00\x00\x00\x00"), mistake("a record of kind 7"));
    grading.right(
        "no text",
        || records(b"TRK1\x00\x01\x03\x00\x00\x00\x00\x01\xff\xfd"),
        mistake("a note that is no text"),
    );
    grading.right(
        "a damaged time",
        || {
            let mut log = battery_log.clone();
            log[9] ^= 64;
            records(&log)
        },
        mistake("a damaged record"),
    );
    grading.right_on_random("random logs", random, |log| records(&slow_written(log)), |log| Ok(log.clone()));
    grading.right_on_random("random logs, written", random, |log| written(log), |log| slow_written(log));
    grading.counted("a tour of half an hour", || written(&self::tour()), |log| read(log.as_slice()));
}

fn random(random: &mut Rng, size: usize) -> Vec<Record> {
    let mut record = || {
        let event = match random.u8(..3) {
            0 => Event::Position(Position {
                latitude: random.i32(..),
                longitude: random.i32(..),
                height: random.i16(..),
            }),
            1 => Event::Battery(random.u16(..)),
            _ => Event::Note(Grading::word(random)),
        };
        Record { time: random.u32(..), event }
    };
    (0..size / 4).map(|_| record()).collect()
}

/// A number's bytes, the highest first.
fn big(number: u64, bytes: u32) -> impl Iterator<Item = u8> {
    (0..bytes).rev().map(move |place| (number >> (8 * place)) as u8)
}

/// A record at a time, and its last byte at the end.
fn slow_written(records: &[Record]) -> Vec<u8> {
    let mut log = b"TRK1".to_vec();
    log.extend(big(records.len() as u64, 2));
    for Record { time, event } in records {
        let mut record = Vec::new();
        let kind = match event {
            Event::Position(_) => 1,
            Event::Battery(_) => 2,
            Event::Note(_) => 3,
        };
        record.push(kind);
        record.extend(big((*time).into(), 4));
        match event {
            Event::Position(Position { latitude, longitude, height }) => {
                record.extend(big(*latitude as u64, 4).chain(big(*longitude as u64, 4)).chain(big(*height as u64, 2)));
            }
            Event::Battery(millivolts) => record.extend(big((*millivolts).into(), 2)),
            Event::Note(text) => {
                record.push(text.len() as u8);
                record.extend(text.bytes());
            }
        }
        record.push(record.iter().fold(0, |all, byte| all ^ byte));
        log.append(&mut record);
    }
    log
}

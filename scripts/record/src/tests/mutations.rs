//! Thousands of damaged records: reading never panics, and never passes another content off as the one that was measured.

use super::fixture::{File, record};
use crate::{Error, Record};

const MUTANTS: usize = 2500;

/// A small generator with a fixed seed (xorshift64), so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Damages `text` in one of the ways in which files get damaged, or are meddled with.
fn damage(text: &mut Vec<u8>, random: &mut Random) {
    const DIGITS: &[u8] = b"0123456789";
    let at = random.below(text.len());
    match random.below(7) {
        0 => text.truncate(at),
        1 => text[at] = random.below(256) as u8,
        2 => text[at] ^= 1 << random.below(8),
        3 => {
            text.drain(at..(at + 1 + random.below(40)).min(text.len()));
        }
        4 => text.insert(at, b"{}[],:\"\\0-1e.n \n"[random.below(16)]),
        5 => {
            // Another digit: most of these are well-formed records with another figure.
            if let Some(digit) = text[at..].iter().position(u8::is_ascii_digit) {
                text[at + digit] = DIGITS[random.below(10)];
            }
        }
        _ => {
            // A stretch of the file in another place of it.
            let from = random.below(text.len());
            let stretch = text[from..(from + random.below(60)).min(text.len())].to_vec();
            text.splice(at..at, stretch);
        }
    }
}

#[test]
fn a_damaged_record_is_refused_or_says_the_same() {
    let file = File::of_record();
    let original = Record::read_any(&file.path).unwrap();
    let text = file.text().into_bytes();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let (mut refused, mut edited, mut same) = (0, 0, 0);
    for _ in 0..MUTANTS {
        let mut mutant = text.clone();
        for _ in 0..1 + random.below(3) {
            if !mutant.is_empty() {
                damage(&mut mutant, &mut random);
            }
        }
        std::fs::write(&file.path, &mutant).unwrap();
        let shown = || String::from_utf8_lossy(&mutant).into_owned();
        match Record::read_any(&file.path) {
            Err(error) => {
                assert!(error.to_string().starts_with(file.path.to_str().unwrap()), "{error}");
                if matches!(error, Error::Edited { .. }) { edited += 1 } else { refused += 1 }
            }
            Ok(read) => {
                assert_eq!(read, original, "another content passes for the one measured:\n{}", shown());
                same += 1;
            }
        }
        assert_eq!(std::fs::read(&file.path).unwrap(), mutant, "reading changed the file");
    }
    assert!([refused, edited, same].iter().all(|count| *count > MUTANTS / 100), "{refused} {edited} {same}");
}

#[test]
fn a_record_cut_anywhere_but_at_its_last_byte_is_refused_as_truncated() {
    let file = File::of_record();
    let text = file.text().into_bytes();
    let original = Record::read_any(&file.path).unwrap();
    // Every fifth byte, and every one near the end.
    let end = text.len() - 200;
    for length in (0..end).step_by(5).chain(end..text.len()) {
        std::fs::write(&file.path, &text[..length]).unwrap();
        match Record::read_any(&file.path) {
            Err(Error::Truncated { .. }) => {}
            // Only the newline at the end is missing.
            Ok(read) => assert_eq!((length, read), (text.len() - 1, original.clone())),
            Err(error) => panic!("cut at {length}: {error}"),
        }
    }
}

#[test]
fn figures_at_the_ends_of_their_range_are_judged_without_a_panic() {
    let file = File::empty();
    for (rounds, limit) in [(vec![u64::MAX, 0], 0), (vec![0; 12], u64::MAX), (vec![u64::MAX; 12], u64::MAX)] {
        let mut record = record();
        record.body.method.as_mut().unwrap().rule = crate::Rule { margin_ppm: limit, resolution_ppm: limit };
        for case in &mut record.body.cases[..3] {
            let crate::Outcome::Measured(time) = &mut case.time else { panic!("{} is timed", case.id()) };
            time.rounds_ps = rounds.clone();
        }
        assert_eq!(record.underived_times().len(), 3);
        record.write(&file.path).unwrap();
        let error = Record::read_any(&file.path).unwrap_err();
        assert!(matches!(&error, Error::Contradiction { problem, .. } if problem.ends_with("(and 2 more)")), "{error}");
    }
}

//! How is a raw integer of a record printed?
//!
//! The book and the terminal print the same digits. In the book, thousands are separated by a narrow no-break space, and a number and its
//! unit by a no-break space; [`plain`] is the same for a terminal.

use crate::{Estimate, Ratio, Verdict};

const THOUSANDS: char = '\u{202f}';
const UNIT: char = '\u{a0}';

/// A count: `65 536`.
pub fn count(value: i128) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(THOUSANDS);
        }
        grouped.push(digit);
    }
    if value < 0 { format!("\u{2212}{grouped}") } else { grouped }
}

/// The lowest and the highest of several counts: `174`, `174–190`.
pub fn counts([low, high]: [u64; 2]) -> String {
    let [low, high] = [low, high].map(|value| count(value.into()));
    if low == high { low } else { format!("{low}–{high}") }
}

/// A number of bytes, in the largest binary unit that divides it: `100 B`, `64 KiB`.
pub fn bytes(value: i128) -> String {
    let unit = [(30, "GiB"), (20, "MiB"), (10, "KiB")].into_iter().find(|(shift, _)| {
        let size = 1_i128 << shift;
        value != 0 && value % size == 0
    });
    match unit {
        Some((shift, name)) => format!("{}{UNIT}{name}", count(value >> shift)),
        None => format!("{}{UNIT}B", count(value)),
    }
}

/// A count with its noun: `no allocation`, `1 allocation`, `2 allocations`.
pub fn counted(value: i128, noun: &str) -> String {
    match value {
        0 => format!("no {noun}"),
        1 => format!("1{UNIT}{noun}"),
        _ => format!("{}{UNIT}{noun}s", count(value)),
    }
}

/// The same text for a terminal and its columns: without separators of thousands, and with ordinary spaces.
pub fn plain(text: &str) -> String {
    text.replace(THOUSANDS, "").replace(UNIT, " ")
}

/// The word for a verdict.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Baseline => "baseline",
        Verdict::Same => "the same",
        Verdict::Slower => "slower",
        Verdict::Faster => "faster",
        Verdict::SlightlySlower => "slightly slower",
        Verdict::SlightlyFaster => "slightly faster",
        Verdict::CannotTell => "can\u{2019}t tell",
    }
}

/// A case's time against its baseline's, with its interval: `+10.2 ns` and `+10.1 to +10.6 ns` where the baseline takes less than
/// [`SMALL_PS`], else `5.10×` and `5.00–6.00×`. None for a baseline, and with too few rounds.
pub fn against(ratio: &Ratio, baseline_ps: u64) -> Option<[String; 2]> {
    if baseline_ps < SMALL_PS {
        let Estimate { median, interval } = ratio.difference_ps?;
        let [low, high] = interval.map(difference);
        let shared = low.split_once(UNIT).zip(high.split_once(UNIT)).filter(|((_, one), (_, other))| one == other);
        let low = shared.map_or(&*low, |((number, _), _)| number);
        return Some([difference(median), format!("{low}{UNIT}to{UNIT}{high}")]);
    }
    let Estimate { median, interval } = ratio.times?;
    Some([self::ratio(median), range(interval)])
}

/// Of a baseline faster than this, in picoseconds, a ratio says less than a difference: the call itself takes a good part of it.
pub const SMALL_PS: u64 = 20_000;

/// A difference of times in picoseconds: `+10.2 ns`, `−0.31 ns`.
pub fn difference(picoseconds: i64) -> String {
    let sign = if picoseconds < 0 { '\u{2212}' } else { '+' };
    format!("{sign}{}", time(picoseconds.unsigned_abs()))
}

/// A time in picoseconds, as a number of nanoseconds of three digits: `14.5`.
pub fn nanoseconds(picoseconds: u64) -> String {
    three_digits(picoseconds as f64 / 1e3)
}

/// A time in picoseconds, three digits, in the unit that needs no more than three before the point: `14.5 ns`.
pub fn time(picoseconds: u64) -> String {
    let nanoseconds = picoseconds as f64 / 1e3;
    let (value, unit) = match nanoseconds {
        n if n < 999.5 => (n, "ns"),
        n if n < 999.5e3 => (n / 1e3, "µs"),
        n if n < 999.5e6 => (n / 1e6, "ms"),
        n => (n / 1e9, "s"),
    };
    format!("{}{UNIT}{unit}", three_digits(value))
}

/// Two times in picoseconds, for a narrow column: `14.5–15.2 ns`.
pub fn times([low, high]: [u64; 2]) -> String {
    let (low, high) = (time(low), time(high));
    match (low.split_once(UNIT), high.split_once(UNIT)) {
        (Some((number, one)), Some((_, other))) if one == other => format!("{number}–{high}"),
        _ => format!("{low}–{high}"),
    }
}

/// A ratio in millionths: `1.32×`.
pub fn ratio(millionths: u64) -> String {
    format!("{}×", three_digits(millionths as f64 / 1e6))
}

/// Two ratios in millionths, for a narrow column: `1.29–1.38×`.
pub fn range([low, high]: [u64; 2]) -> String {
    format!("{}–{}", ratio(low).trim_end_matches('×'), ratio(high))
}

/// A value of an axis in its unit: bytes as [`bytes`], anything else as a count.
pub fn quantity(value: u64, unit: &str) -> String {
    if unit == "B" { bytes(value.into()) } else { format!("{}{UNIT}{unit}", count(value.into())).trim_end().to_owned() }
}

fn three_digits(value: f64) -> String {
    match value {
        v if v < 0.0995 => format!("{v:.3}"),
        v if v < 9.995 => format!("{v:.2}"),
        v if v < 99.95 => format!("{v:.1}"),
        v => count(v.round() as i128),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spaced(text: String) -> String {
        text.replace([THOUSANDS, UNIT], " ")
    }

    #[test]
    fn a_terminal_has_the_same_digits() {
        assert_eq!(plain(&count(65_536)), "65536");
        assert_eq!(plain(&time(14_500)), "14.5 ns");
        assert_eq!(plain(&ratio(1_234_000_000)), "1234×");
        assert_eq!(plain(&times([14_500, 15_200])), "14.5–15.2 ns");
        assert_eq!(plain(&times([999_000, 1_020_000])), "999 ns–1.02 µs");
        assert_eq!(
            [350, 14_500, 123_400, 2_570_000].map(nanoseconds).map(|ns| plain(&ns)),
            ["0.35", "14.5", "123", "2570"]
        );
    }

    #[test]
    fn counts_are_grouped_by_thousands() {
        let cases = [(0, "0"), (999, "999"), (1000, "1 000"), (65_536, "65 536"), (-1_234_567, "\u{2212}1 234 567")];
        for (value, printed) in cases {
            assert_eq!(spaced(count(value)), printed);
        }
    }

    #[test]
    fn bytes_take_a_binary_unit_only_when_it_is_exact() {
        let cases = [
            (0, "0 B"),
            (1000, "1 000 B"),
            (1024, "1 KiB"),
            (65_537, "65 537 B"),
            (1 << 20, "1 MiB"),
            (3 << 30, "3 GiB"),
            (-2048, "\u{2212}2 KiB"),
        ];
        for (value, printed) in cases {
            assert_eq!(spaced(bytes(value)), printed);
        }
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(spaced(counted(0, "allocation")), "no allocation");
        assert_eq!(spaced(counted(1, "allocation")), "1 allocation");
        assert_eq!(spaced(counted(2000, "allocation")), "2 000 allocations");
    }

    #[test]
    fn times_keep_three_digits_and_choose_their_unit() {
        let cases = [
            (350, "0.35 ns"),
            (14_500, "14.5 ns"),
            (999_499, "999 ns"),
            (999_500, "1.00 µs"),
            (2_570_000, "2.57 µs"),
            (12_345_678_901, "12.3 ms"),
            (2_000_000_000_000, "2.00 s"),
        ];
        for (value, printed) in cases {
            assert_eq!(spaced(time(value)), printed);
        }
    }

    #[test]
    fn a_case_is_set_against_its_baseline_by_difference_where_that_is_small_and_by_ratio_elsewhere() {
        let ratio = Ratio {
            verdict: Verdict::Slower,
            times: Some(Estimate { median: 5_100_000, interval: [5_000_000, 6_000_000] }),
            difference_ps: Some(Estimate { median: 10_200, interval: [10_100, 10_600] }),
        };
        assert_eq!(against(&ratio, 2_500).unwrap().map(|text| plain(&text)), ["+10.2 ns", "+10.1 to +10.6 ns"]);
        assert_eq!(against(&ratio, 25_000).unwrap(), ["5.10×", "5.00–6.00×"]);
        assert_eq!(plain(&difference(-310)), "\u{2212}0.31 ns");
        assert_eq!(against(&Ratio { verdict: Verdict::Baseline, times: None, difference_ps: None }, 1), None);
    }

    #[test]
    fn ratios_keep_three_digits() {
        let cases = [(1_000_000, "1.00×"), (1_324_000, "1.32×"), (12_340_000, "12.3×"), (1_234_000_000, "1 234×")];
        for (value, printed) in cases {
            assert_eq!(spaced(ratio(value)), printed);
        }
        let small = [95_000, 41_234, 4_123, 41, 0].map(ratio);
        assert_eq!(small, ["0.095×", "0.041×", "0.004×", "0.000×", "0.000×"]);
        assert_eq!(spaced(ratio(12_345)), "0.012×");
        assert_eq!(range([1_290_000, 1_380_000]), "1.29–1.38×");
    }
}

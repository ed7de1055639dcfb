//! How are figures and parts of a total written?

use crate::Sample;

/// How a figure is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Bytes as `1.50 KiB`, blocks as they are.
    #[default]
    Scaled,
    /// Integers without a unit.
    Exact,
}

impl Unit {
    /// A figure of this sample.
    pub fn figure(self, value: i64, sample: Sample) -> String {
        match self {
            Self::Scaled if sample.is_bytes() => bytes(value),
            Self::Scaled | Self::Exact => value.to_string(),
        }
    }

    /// The same, with a dot for nothing.
    pub fn figure_or_dot(self, value: i64, sample: Sample) -> String {
        if value == 0 { ".".to_owned() } else { self.figure(value, sample) }
    }
}

/// Two digits after the point where the unit is more than a byte, unless they are zeros.
fn bytes(value: i64) -> String {
    const UNITS: [&str; 7] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let (mut scaled, mut unit) = (value as f64, 0);
    // 1023.996 KiB would be written as 1024.00 KiB.
    while scaled.abs() >= 1023.995 && unit + 1 < UNITS.len() && value.unsigned_abs() >= 1024 {
        scaled /= 1024.0;
        unit += 1;
    }
    let digits = if unit == 0 { value.to_string() } else { format!("{scaled:.2}") };
    format!("{} {}", digits.strip_suffix(".00").unwrap_or(&digits), UNITS[unit])
}

/// A part of a total in percent, without its sign, as pprof writes it: two digits after the point from 1 % on, two significant ones below.
pub fn percent(value: i64, total: i64) -> String {
    let ratio = if total == 0 { 0.0 } else { (value as f64 / total as f64).abs() * 100.0 };
    if (99.95..=100.05).contains(&ratio) {
        "100%".to_owned()
    } else if ratio >= 1.0 {
        format!("{ratio:.2}%")
    } else {
        format!("{}%", two_significant(ratio))
    }
}

/// C's `%.2g`.
fn two_significant(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{value:.1e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if exponent < -4 {
        let mantissa = mantissa.strip_suffix(".0").unwrap_or(mantissa);
        return format!("{mantissa}e-{:02}", exponent.unsigned_abs());
    }
    let decimals = usize::try_from(1 - exponent).unwrap_or(0);
    let fixed = format!("{value:.decimals$}");
    if fixed.contains('.') { fixed.trim_end_matches('0').trim_end_matches('.').to_owned() } else { fixed }
}

//! Where on an axis does a value stand, and which values are labelled?

/// A linear or logarithmic axis.
#[derive(Debug, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    log: bool,
    /// Whether zero has a place of its own below a logarithmic axis.
    zero: bool,
    /// Whether round values are powers of two.
    binary: bool,
}

/// How much of a logarithmic axis lies below its lowest value when zero has a place there.
const ZERO_SHARE: f64 = 0.12;

impl Scale {
    /// The axis for times as ratios: around 1, logarithmic when the range is more than fourfold.
    pub(crate) fn around_one(values: &[f64]) -> Self {
        let (low, high) = range(values.iter().copied().chain([1.0]));
        let log = low > 0.0 && high / low > 4.0;
        let margin = if log { 1.08 } else { 1.0 };
        let pad = if log { 0.0 } else { ((high - low) * 0.08).max(0.02) };
        Self { low: low / margin - pad, high: high * margin + pad, log, zero: false, binary: false }
    }

    /// The axis for amounts: from zero, or logarithmic when the range of what is not zero is more than thirtyfold.
    /// `binary` amounts are bytes, whose round values are powers of two.
    pub(crate) fn of_amounts(values: &[f64], binary: bool) -> Self {
        let (low, high) = range(values.iter().copied().filter(|value| *value != 0.0));
        if low > 0.0 && high / low > 30.0 {
            let zero = values.contains(&0.0);
            return Self { low, high, log: true, zero, binary };
        }
        let (low, high) = range(values.iter().copied().chain([0.0]));
        Self { low, high: if high > low { high } else { low + 1.0 }, log: false, zero: false, binary }
    }

    /// The linear axis from zero, for amounts of which one part is to be seen against another.
    pub(crate) fn from_zero(values: &[f64]) -> Self {
        let (low, high) = range(values.iter().copied().chain([0.0]));
        Self { low, high: if high > low { high } else { low + 1.0 }, log: false, zero: false, binary: false }
    }

    /// The logarithmic axis of sizes.
    pub(crate) fn of_sizes(values: &[f64]) -> Self {
        let (low, high) = range(values.iter().copied());
        let log = low > 0.0 && high > low;
        Self { low, high: if high > low { high } else { low + 1.0 }, log, zero: false, binary: true }
    }

    /// Whether the axis is logarithmic.
    pub(crate) fn is_log(&self) -> bool {
        self.log
    }

    /// Between 0 at the low end and 1 at the high end.
    pub(crate) fn position(&self, value: f64) -> f64 {
        if !self.log {
            return (value - self.low) / (self.high - self.low);
        }
        let share = if self.zero { ZERO_SHARE } else { 0.0 };
        if value <= 0.0 {
            return 0.0;
        }
        let position = (value / self.low).ln() / (self.high / self.low).ln();
        share + (1.0 - share) * position
    }

    /// Round values to label, at most seven.
    pub(crate) fn ticks(&self) -> Vec<f64> {
        let mut ticks = if self.log { self.log_ticks() } else { self.linear_ticks() };
        if self.zero {
            ticks.insert(0, 0.0);
        }
        ticks
    }

    fn linear_ticks(&self) -> Vec<f64> {
        let rough = (self.high - self.low) / 4.0;
        if self.binary {
            return self.multiples_of(2_f64.powf(rough.log2().ceil().max(0.0)));
        }
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|step| *step >= rough);
        self.multiples_of(step.unwrap_or(rough))
    }

    fn multiples_of(&self, step: f64) -> Vec<f64> {
        let first = (self.low / step).ceil() as i64;
        (first..first + 7)
            .map(|index| index as f64 * step)
            .take_while(|tick| *tick <= self.high * (1.0 + 1e-9))
            .collect()
    }

    fn log_ticks(&self) -> Vec<f64> {
        if self.binary {
            let (first, last) = (self.low.log2().ceil() as i32, self.high.log2().floor() as i32);
            let step = usize::try_from(last - first).unwrap_or(0).div_ceil(4).max(1);
            return (first..=last).step_by(step).map(|power| 2_f64.powi(power)).collect();
        }
        let (first, last) = (self.low.log10().floor() as i32, self.high.log10().ceil() as i32);
        let inside = |tick: &f64| *tick >= self.low * (1.0 - 1e-9) && *tick <= self.high * (1.0 + 1e-9);
        let decades = |factors: &[f64], step: usize| -> Vec<f64> {
            let powers = (first..=last).step_by(step);
            powers.flat_map(|power| factors.iter().map(move |f| f * 10_f64.powi(power))).filter(inside).collect()
        };
        let choices = [
            decades(&[1.0, 2.0, 5.0], 1),
            decades(&[1.0, 3.0], 1),
            decades(&[1.0], 1),
            decades(&[1.0], 2),
            decades(&[1.0], 3),
        ];
        choices.into_iter().find(|ticks| ticks.len() <= 5).unwrap_or_else(|| vec![self.low, self.high])
    }
}

fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    if low.is_finite() { (low, high) } else { (0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_stands_on_its_axis_and_every_tick_too() {
        let rows: [&[f64]; 6] =
            [&[1.0], &[0.98, 1.05], &[0.2, 40.0], &[0.0, 8.0, 65_536.0], &[0.0], &[5.0, 32.0, 33.0, 1_048_576.0]];
        for values in rows {
            let amounts = [false, true].map(|binary| Scale::of_amounts(values, binary));
            for scale in amounts.into_iter().chain([Scale::around_one(values), Scale::of_sizes(values)]) {
                let ticks = scale.ticks();
                assert!(ticks.len() <= 7, "{ticks:?}");
                for value in values.iter().chain(&ticks) {
                    let position = scale.position(*value);
                    let is_zero_on_ratio_axis = *value == 0.0;
                    assert!(
                        is_zero_on_ratio_axis || (-1e-6..=1.0 + 1e-6).contains(&position),
                        "{values:?} {value} {position}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_wide_range_is_logarithmic_and_keeps_a_place_for_zero() {
        let scale = Scale::of_amounts(&[0.0, 8.0, 65_536.0], true);
        assert!(scale.is_log());
        assert_eq!(scale.position(0.0), 0.0);
        assert!(scale.position(8.0) > 0.1);
        assert!(!Scale::around_one(&[0.9, 1.4]).is_log());
        assert!(Scale::around_one(&[0.9, 14.0]).is_log());
    }
}

//! `{{#chart}}`: figures drawn, with a table of the same figures.

mod ratio;
mod size;
mod steps;

use super::figure::Measurement;
use super::syntax::{Syntax, words};
use ratio::RatioChart;
use size::SizeChart;
use steps::StepsChart;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "chart",
    forms: &[
        "SLUG ratio [PATTERN...]",
        "SLUG rounds [PATTERN...]",
        "SLUG size PROFILE FIELD VARIANT...",
        "SLUG steps KEY",
    ],
    about: "Times over their baselines, the same with a dot a round, a field over the size axis, or a finding that is a series, drawn.",
    parse: |arguments| match words(arguments)[..] {
        [slug, kind @ ("ratio" | "rounds"), ref patterns @ ..] => {
            Ok(Box::new(RatioChart { slug, patterns: patterns.to_vec(), has_rounds: kind == "rounds" }))
        }
        [slug, "size", profile, field, ref variants @ ..] if !variants.is_empty() => {
            let profile = Measurement::read(profile)?;
            if profile == Measurement::Instructions {
                return Err("instructions are not drawn; show them with `figure` or `table`".to_owned());
            }
            profile.check_field(field, &["median", "ratio"])?;
            Ok(Box::new(SizeChart { slug, profile, field, variants: variants.to_vec() }))
        }
        [slug, "steps", key] => Ok(Box::new(StepsChart { slug, key })),
        _ => Err(SYNTAX.usage()),
    },
};

//! `{{#calibration}}`: how often the method of the times is wrong.

use super::syntax::{Context, Directive, Syntax};
use crate::calibration;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "calibration",
    forms: &[""],
    about: "The table of the calibration: how often the method of the times is wrong.",
    parse: |arguments| if arguments.is_empty() { Ok(Box::new(Calibration)) } else { Err(SYNTAX.usage()) },
};

#[derive(Debug)]
struct Calibration;

impl Directive for Calibration {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        context.records().calibration().map(|read| calibration::table(&read))
    }
}

//! What a learner wrote down before anything ran.

use crate::{Error, Exercise, Question};
use std::path::Path;

/// The file of a learner's predictions.
pub(crate) const FILE: &str = "predictions.toml";

/// A question and what was written down for it.
#[derive(Clone, Debug)]
pub struct Predicted<'a> {
    /// The question.
    pub question: &'a Question,
    /// The number written down; none where there is no answer yet.
    pub number: Option<u64>,
}

impl Predicted<'_> {
    /// Whether it is the right number.
    pub fn is_right(&self) -> bool {
        self.number == Some(self.question.answer)
    }
}

/// The file as it is given to the learner.
pub(crate) fn template(exercise: &Exercise) -> String {
    let mut text = "# Read src/lib.rs and write down what you expect, before you run anything.\n".to_owned();
    for question in &exercise.declaration.question {
        let choices: Vec<String> = question.choices.iter().map(u64::to_string).collect();
        let ask = question.ask.split_whitespace().collect::<Vec<_>>().join(" ");
        text += &format!("\n# {ask}\n# One of {}.\n{} = \"?\"\n", choices.join(", "), question.name);
    }
    text
}

/// Reads the learner's file.
///
/// # Errors
///
/// When it can't be read, or has something else than a number for a question.
pub fn predicted<'a>(exercise: &'a Exercise, directory: &Path) -> Result<Vec<Predicted<'a>>, Error> {
    let file = directory.join(FILE);
    let text = std::fs::read_to_string(&file).map_err(Error::file(&file))?;
    let table: toml::Table =
        text.parse().map_err(|error: toml::de::Error| Error::malformed(&file, error.to_string().trim_end()))?;
    let number = |question: &'a Question| match table.get(&question.name) {
        None => Ok(Predicted { question, number: None }),
        Some(toml::Value::String(text)) if text == "?" || text.is_empty() => Ok(Predicted { question, number: None }),
        Some(toml::Value::Integer(number)) if *number >= 0 => {
            Ok(Predicted { question, number: Some(number.unsigned_abs()) })
        }
        Some(other) => Err(Error::malformed(
            &file,
            format!("`{}` is {other}; write a number, such as {} = 3", question.name, question.name),
        )),
    };
    exercise.declaration.question.iter().map(number).collect()
}

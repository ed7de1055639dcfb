//! What is an exercise, and what is a submission to it worth?
//!
//! An exercise is a folder, `experiments/SLUG/exercises/NAME/`: a declaration ([`Declaration`], `exercise.toml`), the code it starts
//! with (`start.rs`), the tests (`grade.rs`, written with [`grading`]), solutions, and submissions that must be refused.
//! A learner's copy is a package of its own ([`struct@Copy`]), and [`fn@grade`] says what it is worth: the rules, then the answers, then
//! the budget. [`prove`] holds an exercise to what it declares.

mod declaration;
mod error;
mod copy;
mod build;
mod run;
mod rules;
mod grade;
mod lines;
mod predictions;
mod progress;
mod change;
mod proof;

pub use change::change;
pub use copy::Copy;
pub use declaration::{Budget, Declaration, Exercise, Figure, Figures, Kind, Question, Reason, Refused, Solution};
pub use error::Error;
pub use grade::{Grade, Outcome, Over, Row, grade, over, rows};
pub use lines::{Line, allocating_lines};
pub use predictions::{Predicted, predicted};
pub use progress::{Attempt, Progress, Results};
pub use proof::prove;
pub use rules::{Broken, RULES, broken};

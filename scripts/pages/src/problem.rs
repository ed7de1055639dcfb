//! What is wrong with a page, and where?

use std::fmt;

/// Something wrong at one line of one page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The page, from the workspace root, such as `book/src/boxed-return.md`.
    pub page: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.page, self.line, self.message)
    }
}

/// Everything that is wrong with the book's source; never empty.
#[derive(Debug)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// `Ok` when there is no problem; otherwise all of them, by page and line.
    ///
    /// What is wrong in the same way on several lines of a page, such as a record that cannot be read, is one problem
    /// that names the other lines.
    pub fn none_in(mut problems: Vec<Problem>) -> Result<(), Self> {
        problems.sort();
        problems.dedup();
        let mut distinct: Vec<(Problem, Vec<String>)> = Vec::new();
        for problem in problems {
            let same =
                |(first, _): &&mut (Problem, _)| (&first.page, &first.message) == (&problem.page, &problem.message);
            match distinct.iter_mut().find(same) {
                Some((_, lines)) => lines.push(problem.line.to_string()),
                None => distinct.push((problem, Vec::new())),
            }
        }
        let with_lines = |(mut problem, lines): (Problem, Vec<String>)| {
            if !lines.is_empty() {
                problem.message.push_str(&format!(" (also on line {})", lines.join(", ")));
            }
            problem
        };
        if distinct.is_empty() { Ok(()) } else { Err(Self(distinct.into_iter().map(with_lines).collect())) }
    }

    /// The problems, by page and line.
    pub fn all(&self) -> &[Problem] {
        &self.0
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.0.len() == 1 { "problem" } else { "problems" };
        write!(f, "{} {noun} in the book's source", self.0.len())?;
        self.0.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for Problems {}

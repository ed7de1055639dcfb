//! `{{#exercises}}`: the exercises of a chapter, or of all of them.
//!
//! What is shown is what `exercise.toml` declares, which `cargo workbook check` holds to what is counted. A chapter has its exercises
//! folded; a prediction can be answered there. The page of all exercises is a hand-out, and has them open.

use super::syntax::{Context, Directive, Syntax, words};
use crate::html;
use ::exercises::{Exercise, Kind, Question, RULES, change};
use record::print;
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "exercises",
    forms: &["SLUG", "solutions SLUG", "all", "rules"],
    about: "The exercises of a chapter, folded; their solutions, folded; all exercises by chapter, open, to be printed; or the rules of grading.",
    parse: |arguments| match words(arguments)[..] {
        ["all"] => Ok(Box::new(Shown::All)),
        ["rules"] => Ok(Box::new(Shown::Rules)),
        ["solutions", slug] => Ok(Box::new(Shown::Solutions(slug))),
        [slug] => Ok(Box::new(Shown::Of(slug))),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
enum Shown<'a> {
    Of(&'a str),
    Solutions(&'a str),
    All,
    Rules,
}

impl Directive for Shown<'_> {
    /// A search for a job, such as a cache, leads to the exercise.
    fn is_searched(&self) -> bool {
        matches!(self, Self::All)
    }

    fn exercises(&self) -> Option<&str> {
        match self {
            Self::Of(slug) => Some(slug),
            _ => None,
        }
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let mut out = String::new();
        match self {
            Self::Rules => {
                for rule in RULES {
                    let _ = writeln!(out, "1. {rule}");
                }
            }
            Self::Of(slug) => {
                // That a chapter has none is said by `cargo workbook check`: a new one has to be built and looked at before.
                for exercise in context.records().exercises(slug)?.iter() {
                    let body = body(exercise)?;
                    let _ = write!(
                        out,
                        "<details class=\"exercise\" id=\"{}\"><summary>{}</summary>\n\n{body}\n</details>\n\n",
                        id(exercise),
                        heading(exercise)
                    );
                }
            }
            Self::Solutions(slug) => {
                for exercise in context.records().exercises(slug)?.iter() {
                    let solutions = solutions(exercise)?;
                    let _ = write!(
                        out,
                        "<details class=\"exercise\"><summary>{}</summary>\n\n{solutions}\n</details>\n\n",
                        heading(exercise)
                    );
                }
            }
            Self::All => {
                for (title, path) in &context.workbook.order {
                    let slug = path.trim_end_matches(".md");
                    // A page that is of no experiment has none.
                    let Ok(exercises) = context.records().exercises(slug) else { continue };
                    if !exercises.is_empty() {
                        let _ = write!(out, "## {title}\n\nFrom the chapter [{title}]({path}).\n\n");
                    }
                    for exercise in exercises.iter() {
                        let body = body(exercise)?;
                        let _ = write!(
                            out,
                            "<section class=\"exercise\" id=\"{}\">\n\n<p class=\"heading\">{}</p>\n\n{body}\n</section>\n\n",
                            id(exercise),
                            heading(exercise)
                        );
                    }
                }
            }
        }
        Ok(out)
    }
}

fn id(exercise: &Exercise) -> String {
    html::escape(&format!("exercise-{}", exercise.name))
}

/// Title, kind, minutes and difficulty.
fn heading(exercise: &Exercise) -> String {
    let declaration = &exercise.declaration;
    let difficulty = ["", "first steps", "some experience", "hard"][usize::from(declaration.difficulty.min(3))];
    format!(
        r#"<strong>{}</strong> <span class="facts">{}, about {} min, {difficulty}</span>"#,
        html::escape_with_code(&declaration.title),
        declaration.kind.word(),
        declaration.minutes
    )
}

/// The task, what is graded, and the command; of a prediction, the code and the questions.
fn body(exercise: &Exercise) -> Result<String, String> {
    let declaration = &exercise.declaration;
    let mut out = format!("{}\n\n", declaration.task.trim());
    if declaration.kind == Kind::Predict {
        let _ = write!(out, "```rust,ignore\n{}\n```\n\n", code(exercise, "start.rs")?.trim_end());
        for question in &declaration.question {
            out += &prediction(exercise, question);
        }
    } else {
        out += "The budget:\n\n";
        for budget in &declaration.budget {
            let figures = budget.figures.set().map(|(figure, most)| {
                let start = budget.start.get(figure).unwrap_or_default();
                let [start, most] = [start, most].map(|number| print::count(number.into()));
                format!("{} **{most}** (now {start})", figure.name())
            });
            let _ = writeln!(out, "- {}: {}", budget.of, figures.collect::<Vec<_>>().join(", "));
        }
        out.push('\n');
    }
    let _ = write!(out, "```console\n$ cargo workbook exercise {}\n```\n", exercise.name);
    Ok(out)
}

/// A question with its choices. `book/theme/predictions.js` says whether the choice was right.
fn prediction(exercise: &Exercise, question: &Question) -> String {
    let name = html::escape(&format!("exercise-{}-{}", exercise.name, question.name));
    let answer = question.choices.iter().position(|choice| *choice == question.answer).unwrap_or_default();
    let mut out = format!(
        r#"<form class="prediction" data-answer="{answer}" data-name="{name}"><fieldset><legend>{}</legend>"#,
        html::escape_with_code(&question.ask)
    );
    for (index, choice) in question.choices.iter().enumerate() {
        let text = print::count((*choice).into());
        let _ = write!(out, r#"<label><input type="radio" name="{name}" value="{index}"> <span>{text}</span></label>"#);
    }
    let _ = write!(
        out,
        r#"</fieldset><p class="actions"><button type="submit">Commit</button></p><p role="status" tabindex="-1"></p><details><summary>The answer</summary><p>Counted in debug and in release: <strong>{}</strong>.</p><p>{}</p></details></form>"#,
        print::count(question.answer.into()),
        html::escape_with_code(&question.because)
    );
    out + "\n\n"
}

/// What a teacher wants to know of an exercise.
fn solutions(exercise: &Exercise) -> Result<String, String> {
    let declaration = &exercise.declaration;
    let mut out = format!("**{}**\n\n", declaration.idea.trim());
    for question in &declaration.question {
        let _ = writeln!(
            out,
            "- {} **{}.** {}",
            question.ask.trim(),
            print::count(question.answer.into()),
            question.because.trim()
        );
    }
    if !declaration.question.is_empty() {
        out.push('\n');
    }
    let start = code(exercise, "start.rs")?;
    for solution in &declaration.solution {
        let change = change(&start, &code(exercise, &solution.file)?);
        let _ = write!(out, "{}\n\n```diff\n{}\n```\n\n", solution.about.trim(), change.trim_end());
    }
    let _ = write!(out, "{}\n\n", declaration.explanation.trim());
    if !declaration.tight.is_empty() {
        let _ = write!(out, "Can it be less? {}\n\n", declaration.tight.trim());
    }
    for refused in &declaration.refused {
        let _ = writeln!(out, "- Refused, `{}`: {}", refused.file, refused.about.trim());
    }
    Ok(out)
}

fn code(exercise: &Exercise, file: &str) -> Result<String, String> {
    let text = exercise.text(file);
    // Without the workspace's place on this machine.
    text.map_err(|_| format!("experiments/{}/exercises/{}/{file}: it cannot be read", exercise.chapter, exercise.name))
}

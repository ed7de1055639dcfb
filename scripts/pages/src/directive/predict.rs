//! `{{#predict}}`: how a reader commits to an answer before the figures show.
//!
//! The form works without script: its answer stands in a closed `<details>`.
//! `book/theme/predictions.js` adds the verdict and hides the page's figures until every prediction is committed.

use super::figure::Figure;
use super::syntax::{Context, Directive, Syntax};
use crate::html;
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "predict",
    forms: &["SLUG CASE PROFILE FIELD | question | choice | choice..."],
    about: "A form that asks for one figure before the page shows any.",
    parse: |arguments| {
        let mut parts = arguments.split('|').map(str::trim);
        let figure = Figure::read(parts.next().unwrap_or_default());
        let figure = figure.map_err(|error| format!("{error}, in `{{{{#predict}}}}`"))?;
        let question = parts.next().unwrap_or_default();
        let choices: Vec<&str> = parts.collect();
        if question.is_empty() || choices.len() < 2 || choices.iter().any(|choice| choice.is_empty()) {
            return Err(SYNTAX.usage());
        }
        Ok(Box::new(Prediction { figure, question, choices }))
    },
};

#[derive(Debug)]
struct Prediction<'a> {
    figure: Figure<'a>,
    question: &'a str,
    choices: Vec<&'a str>,
}

impl Directive for Prediction<'_> {
    /// The form. Exactly one choice must be the recorded figure, spaces aside.
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let Self { figure, question, choices } = self;
        let name = html::escape(&context.next_prediction());
        let anchor = context.provenance(figure.slug)?;
        let printed = figure.look_up(context.records())?;
        if let Some(reason) = printed.reason {
            return Err(format!("nothing to predict: {} is {} ({reason})", figure.origin(), printed.text));
        }
        let mut right = choices.iter().enumerate().filter(|(_, choice)| squeezed(choice) == squeezed(&printed.text));
        let (Some((answer, _)), None) = (right.next(), right.next()) else {
            return Err(format!("exactly one choice must be the recorded figure, `{}`", printed.text));
        };
        let mut out = format!(r#"<form class="prediction" data-answer="{answer}" data-name="{name}">"#);
        let _ = write!(out, "<fieldset><legend>{}</legend>", html::escape_with_code(question));
        for (index, choice) in choices.iter().enumerate() {
            let text = if index == answer { html::escape(&printed.text) } else { html::escape_with_code(choice) };
            let _ =
                write!(out, r#"<label><input type="radio" name="{name}" value="{index}"> <span>{text}</span></label>"#);
        }
        out.push_str(r#"</fieldset><button type="submit">Commit</button><p role="status"></p>"#);
        let _ = write!(
            out,
            r##"<details><summary>The measured figure</summary><p>{}: <strong>{}</strong>. <a href="#{anchor}">How this was measured</a></p></details></form>"##,
            html::escape(&figure.origin()),
            html::escape(&printed.text)
        );
        Ok(out)
    }
}

/// Without white space, and with one kind of minus sign.
fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).map(|c| if c == '\u{2212}' { '-' } else { c }).collect()
}

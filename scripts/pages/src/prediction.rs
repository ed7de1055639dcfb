//! How does a reader commit to an answer before the figures show?
//!
//! The form works without script: its answer stands in a closed `<details>`.
//! `book/theme/predictions.js` adds the verdict and hides the page's figures until every prediction is committed.

use crate::directive::FigureRef;
use crate::{figure, html};
use record::Record;
use std::fmt::Write;

/// What a prediction form is made of.
pub(crate) struct Prediction<'a> {
    /// Which figure is asked for.
    pub(crate) figure: &'a FigureRef<'a>,
    pub(crate) question: &'a str,
    pub(crate) choices: &'a [&'a str],
    /// Its name, unique in the book.
    pub(crate) name: String,
    /// The id of the provenance block on the same page.
    pub(crate) anchor: &'a str,
}

/// The form. Exactly one choice must be the recorded figure, spaces aside.
pub(crate) fn form(record: &Record, prediction: &Prediction<'_>) -> Result<String, String> {
    let Prediction { figure, question, choices, name, anchor } = prediction;
    let printed = figure::read(record, figure)?;
    if let Some(reason) = printed.reason {
        return Err(format!("nothing to predict: {} is {} ({reason})", figure::origin(figure), printed.text));
    }
    let mut right = choices.iter().enumerate().filter(|(_, choice)| squeezed(choice) == squeezed(&printed.text));
    let (Some((answer, _)), None) = (right.next(), right.next()) else {
        return Err(format!("exactly one choice must be the recorded figure, `{}`", printed.text));
    };
    let mut out = format!(r#"<form class="prediction" data-answer="{answer}" data-name="{name}">"#);
    let _ = write!(out, "<fieldset><legend>{}</legend>", html::escape_with_code(question));
    for (index, choice) in choices.iter().enumerate() {
        let text = if index == answer { html::escape(&printed.text) } else { html::escape_with_code(choice) };
        let _ = write!(out, r#"<label><input type="radio" name="{name}" value="{index}"> <span>{text}</span></label>"#);
    }
    out.push_str(r#"</fieldset><button type="submit">Commit</button><p role="status"></p>"#);
    let _ = write!(
        out,
        r##"<details><summary>The measured figure</summary><p>{}: <strong>{}</strong>. <a href="#{anchor}">How this was measured</a></p></details></form>"##,
        html::escape(&figure::origin(figure)),
        html::escape(&printed.text)
    );
    Ok(out)
}

/// Without white space, and with one kind of minus sign.
fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).map(|c| if c == '\u{2212}' { '-' } else { c }).collect()
}

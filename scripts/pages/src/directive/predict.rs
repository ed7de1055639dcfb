//! `{{#predict}}`: how a reader commits to an answer before the figures of a section show.
//!
//! A prediction has three parts, each with its directive: the question with the code that it is about, the choices, and the explanation.
//! Without script the answer stands in a closed `<details>`. `book/theme/predictions.js` says whether the choice was right, and
//! withholds the figures of the section until then.

use super::compilers;
use super::figure::Figure;
use super::memory;
use super::syntax::{Context, Directive, Open, Origin, Syntax, known, words};
use crate::figure::Printed;
use crate::html;
use crate::records::Records;
use record::memory::INSTANTS;
use record::print;
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "predict",
    forms: &[
        "SLUG CASE PROFILE FIELD | question | choice | choice...",
        "SLUG memory RUN INSTANT | question | choice | choice...",
    ],
    about: "A question whose answer is one figure, or what part of the peak stays resident in a run, by its declared bounds. The code that it is about follows, then `{{#answered}}`, then the explanation, then `{{#end}}`.",
    parse: |arguments| {
        let mut parts = arguments.split('|').map(str::trim);
        let asked = Asked::read(parts.next().unwrap_or_default());
        let asked = asked.map_err(|error| format!("{error}, in `{{{{#predict}}}}`"))?;
        let question = parts.next().unwrap_or_default();
        let choices: Vec<&str> = parts.collect();
        if question.is_empty() || choices.len() < 2 || choices.iter().any(|choice| choice.is_empty()) {
            return Err(SYNTAX.usage());
        }
        Ok(Box::new(Prediction { asked, question, choices }))
    },
};

pub(super) static ANSWERED: Syntax = Syntax {
    name: "answered",
    forms: &[""],
    about: "Ends the code of a prediction; the explanation of its answer follows.",
    parse: |arguments| if arguments.is_empty() { Ok(Box::new(Answered)) } else { Err(ANSWERED.usage()) },
};

pub(super) static END: Syntax = Syntax {
    name: "end",
    forms: &[""],
    about: "Ends a prediction.",
    parse: |arguments| if arguments.is_empty() { Ok(Box::new(End)) } else { Err(END.usage()) },
};

#[derive(Debug)]
struct Prediction<'a> {
    asked: Asked<'a>,
    question: &'a str,
    choices: Vec<&'a str>,
}

/// What is asked for.
#[derive(Debug)]
enum Asked<'a> {
    Figure(Figure<'a>),
    Memory { slug: &'a str, run: &'a str, instant: &'a str },
}

impl<'a> Asked<'a> {
    fn read(arguments: &'a str) -> Result<Self, String> {
        match words(arguments)[..] {
            [slug, "memory", run, instant] => {
                known("instant", instant, &INSTANTS)?;
                Ok(Self::Memory { slug, run, instant })
            }
            _ => Figure::read(arguments).map(Self::Figure),
        }
    }

    fn look_up(&self, records: &Records) -> Result<Printed, String> {
        match self {
            Self::Figure(figure) => figure.look_up(records),
            Self::Memory { slug, run, instant } => memory::look_up(&*records.memory(slug)?, run, instant, "bounds"),
        }
    }

    /// Which figure it is, in words.
    fn origin(&self) -> String {
        match self {
            Self::Figure(figure) => figure.origin(),
            Self::Memory { run, instant, .. } => memory::origin(run, instant, "bounds"),
        }
    }

    /// What other compilers make of it; nothing where it is the same, and of memory.
    fn note(&self, records: &Records) -> String {
        match self {
            Self::Figure(figure) => compilers::note(records, figure),
            Self::Memory { .. } => String::new(),
        }
    }

    /// The block that says how it was measured.
    fn block(&self) -> Origin {
        match self {
            Self::Figure(figure) => Origin::Record(figure.slug.to_owned()),
            Self::Memory { slug, .. } => Origin::Memory((*slug).to_owned()),
        }
    }
}

#[derive(Debug)]
struct Answered;

#[derive(Debug)]
struct End;

impl Directive for Prediction<'_> {
    /// The question. Exactly one choice must be the recorded figure, spaces aside.
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let Self { asked, question, choices } = self;
        if context.prediction.is_some() {
            return Err(
                "the prediction before is not closed; write {{#answered}}, an explanation and {{#end}}".to_owned()
            );
        }
        // Whatever is wrong with the question, its other parts are where they belong.
        context.prediction = Some(Open::Question { rest: String::new() });
        let name = html::escape(&context.next_prediction());
        let anchor = context.id(&asked.block())?;
        let printed = asked.look_up(context.records())?;
        if let Some(reason) = printed.reason {
            return Err(format!("nothing to predict: {} is {} ({reason})", asked.origin(), printed.text));
        }
        let mut right = choices.iter().enumerate().filter(|(_, choice)| squeezed(choice) == squeezed(&printed.text));
        let (Some((answer, _)), None) = (right.next(), right.next()) else {
            return Err(format!("exactly one choice must be the recorded figure, `{}`", printed.text));
        };
        let mut rest = "</div>".to_owned();
        for (index, choice) in choices.iter().enumerate() {
            let text = html::escape_with_code(&alike(choice));
            let _ = write!(
                rest,
                r#"<label><input type="radio" name="{name}" value="{index}"> <span>{text}</span></label>"#
            );
        }
        let _ = write!(
            rest,
            r##"</fieldset><p class="actions"><button type="submit">Commit</button></p><p role="status" tabindex="-1"></p><details><summary>The answer</summary><p>Measured: <strong>{}</strong> ({}).{} <a href="#{anchor}">How this was measured</a></p>"##,
            html::escape(&printed.text),
            html::escape(&asked.origin()),
            asked.note(context.records())
        );
        context.prediction = Some(Open::Question { rest });
        let question = html::escape_with_code(question);
        Ok(format!(
            r#"<form class="prediction" data-answer="{answer}" data-name="{name}"><fieldset><legend>{question}</legend><div class="question">"#
        ) + "\n")
    }
}

impl Directive for Answered {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let Some(Open::Question { rest }) = context.prediction.take() else {
            return Err("no {{#predict}} stands before".to_owned());
        };
        context.prediction = Some(Open::Answer);
        Ok(rest + "\n")
    }
}

impl Directive for End {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        match context.prediction.take() {
            Some(Open::Answer) => Ok("</details></form>".to_owned()),
            _ => Err("no {{#answered}} stands before".to_owned()),
        }
    }
}

/// A choice with its numbers as figures are printed, so that nothing tells the measured one from the others.
fn alike(choice: &str) -> String {
    let mut out = String::new();
    let mut is_code = false;
    let mut digits = String::new();
    for character in choice.chars().chain(['\0']) {
        if character.is_ascii_digit() && !is_code {
            digits.push(character);
            continue;
        }
        match digits.parse() {
            Ok(number) if digits.len() > 3 => out.push_str(&print::count(number)),
            _ => out.push_str(&digits),
        }
        digits.clear();
        is_code ^= character == '`';
        out.extend(Some(character).filter(|character| *character != '\0'));
    }
    out
}

/// Without white space, and with one kind of minus sign.
fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).map(|c| if c == '\u{2212}' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_choices_are_printed_alike() {
        assert_eq!(alike("23976 B").replace('\u{202f}', "'"), "23'976 B");
        assert_eq!(alike("8000").replace('\u{202f}', "'"), "8'000");
        assert_eq!(alike("`[u8; 4096]`, 512 B"), "`[u8; 4096]`, 512 B");
    }
}

//! What is a directive?
//!
//! Each has a file of its own beside this one, with everything about it: a [`Syntax`], and a type that is a [`Directive`].

use super::context::{Context, Origin};
use std::fmt::Debug;

/// How a directive is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Syntax {
    pub(crate) name: &'static str,
    /// What may follow the name; one of these.
    pub(crate) forms: &'static [&'static str],
    /// What it prints, for the style page; in Markdown.
    pub(crate) about: &'static str,
    /// Reads what follows the name. The error says what was expected.
    pub(crate) parse: for<'a> fn(&'a str) -> Parsed<'a>,
}

/// A directive, or why there is none.
pub(crate) type Parsed<'a> = Result<Box<dyn Directive + 'a>, String>;

impl Syntax {
    /// The message for what is written in none of the forms.
    pub(crate) fn usage(&self) -> String {
        let forms: Vec<String> = self.written().collect();
        let forms = match &forms[..] {
            [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
            forms => forms.concat(),
        };
        format!("`{}` is written {forms}", self.name)
    }

    /// The forms as they stand on a page.
    pub(crate) fn written(&self) -> impl Iterator<Item = String> {
        self.forms.iter().map(|form| format!("{{{{#{}}}}}", format!("{} {form}", self.name).trim_end()))
    }
}

/// A directive with its arguments, which are not yet looked up in any record.
pub(crate) trait Directive: Debug {
    /// Whether it makes a block, and so needs its line to itself.
    fn is_block(&self) -> bool {
        true
    }

    /// The block that says how figures were made, where this is one: others link to it.
    fn origin(&self) -> Option<Origin> {
        None
    }

    /// The finding that it shows: experiment and key.
    fn finding(&self) -> Option<(&str, &str)> {
        None
    }

    /// The Markdown or HTML that takes its place.
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String>;
}

/// The words of a directive's arguments.
pub(crate) fn words(arguments: &str) -> Vec<&str> {
    arguments.split_whitespace().collect()
}

/// The words, and whether the last of them, which is taken off, was `words`.
pub(crate) fn in_words(arguments: &str) -> (Vec<&str>, bool) {
    let mut words = words(arguments);
    let in_words = words.last() == Some(&"words");
    if in_words {
        words.pop();
    }
    (words, in_words)
}

/// Holds a word to those that may stand there.
pub(crate) fn known(what: &str, word: &str, words: &[&str]) -> Result<(), String> {
    if words.contains(&word) {
        return Ok(());
    }
    Err(format!("unknown {what} `{word}`; there are {}", words.join(", ")))
}

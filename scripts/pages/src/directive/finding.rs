//! `{{#finding}}`: the value of a finding, in a sentence.

use super::syntax::{Context, Directive, Origin, Syntax, words};
use crate::figure::in_sentence;
use crate::records;
use record::{Value, print};

pub(super) static SYNTAX: Syntax = Syntax {
    name: "finding",
    forms: &["SLUG KEY"],
    about: "A fact of the record that is neither a count nor a time of a case, in a sentence.",
    parse: |arguments| match words(arguments)[..] {
        [slug, key] => Ok(Box::new(Finding { slug, key })),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct Finding<'a> {
    slug: &'a str,
    key: &'a str,
}

impl Directive for Finding<'_> {
    fn is_block(&self) -> bool {
        false
    }

    fn finding(&self) -> Option<(&str, &str)> {
        Some((self.slug, self.key))
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let Self { slug, key } = self;
        let record = context.records().get(slug)?;
        let finding = records::finding(&record, key)?;
        let value = records::value(&record, finding)?;
        let Some(text) = text(value) else {
            return Err(format!("the finding `{key}` is a diagram; write {{{{#diagram {slug} {key}}}}}"));
        };
        if text.trim().is_empty() {
            return Err(format!("the finding `{key}` of `{slug}` is empty"));
        }
        let class = if matches!(value, Value::Text(_)) { "finding text" } else { "finding" };
        Ok(in_sentence(class, &Origin::Record((*slug).to_owned()), &finding.how, &text))
    }
}

/// The text with its numbers and their units on one line: `24.9 KiB (65.9 %)` breaks before the bracket and nowhere else.
fn joined(text: &str) -> String {
    const UNITS: [&str; 8] = ["%", "B", "KiB", "MiB", "GiB", "ns", "µs", "ms"];
    let mut out = String::new();
    for (index, word) in text.split(' ').enumerate() {
        let is_unit = UNITS.contains(&word.trim_end_matches([',', '.', ';', ':', ')']));
        let is_behind = out.ends_with(|c: char| c.is_ascii_digit());
        if index > 0 {
            out.push(if is_unit && is_behind { '\u{a0}' } else { ' ' });
        }
        out.push_str(word);
    }
    out
}

/// The value as text; `None` for a diagram, which has none.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Integer(value) => Some(print::count((*value).into())),
        Value::Text(text) => Some(joined(text)),
        Value::Series(values) => {
            Some(values.iter().map(|value| print::count((*value).into())).collect::<Vec<_>>().join(", "))
        }
        Value::Diagram(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_number_and_its_unit_stay_on_one_line() {
        assert_eq!(joined("124.9 KiB (65.87 %), then free"), "124.9\u{a0}KiB (65.87\u{a0}%), then free");
        assert_eq!(joined("a B of its own"), "a B of its own");
    }
}

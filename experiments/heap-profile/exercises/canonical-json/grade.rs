//! The tests of `canonical-json`.

use super::exercise::canonical;
use grading::{Grading, Rng};
use std::fmt::Write;

pub fn grade(grading: &mut Grading) {
    for (what, source, wanted) in [
        ("an empty object", " { } ", "{}"),
        ("one field", r#"{"a": [ 1, -2.5e3 ]}"#, r#"{"a":[1,-2.5e3]}"#),
        (
            "names with escapes and other letters",
            r#"{"z\u00e9": "\/\ud83d\ude00", "ü": null, "\u0041": "\u000a", "é": {"b": true, "a": false}}"#,
            r#"{"A":"\n","zé":"/😀","é":{"a":false,"b":true},"ü":null}"#,
        ),
        ("names of which one begins with the other", r#"{"ab":1,"a":2,"":3,"b":4}"#, r#"{"":3,"a":2,"ab":1,"b":4}"#),
    ] {
        grading.right(what, || canonical(source), Ok(wanted.to_owned()));
    }
    grading.right("a field without a value", || canonical(r#"{"a":}"#).map_err(|error| error.at), Err(5));
    let repeated = |names: [&str; 3]| {
        let fields = (0..60).map(|number| (names[number % 3].to_owned(), Document::Plain(number.to_string())));
        Document::Object(fields.collect())
    };
    let (some, other) = (repeated(["b", "a", "b"]), repeated(["c", "a", "b"]));
    for (what, document) in [("names that come again", some), ("names that come again and again", other)] {
        grading.right(what, || canonical(&document.written("")), Ok(document.clone().sorted().written("")));
    }
    grading.right_on_random(
        "random documents",
        |random, size| document(random, size / 4),
        |document| canonical(&document.written(" ")),
        |document| Ok(document.clone().sorted().written("")),
    );
    grading.counted("a list of 40 objects", orders, |source| canonical(&source));
}

/// Forty objects of eleven fields each, one of which is an object of three.
fn orders() -> String {
    let order = |number: usize| {
        format!(
            r#"{{"number": {number}, "customer": "Ann \"A\" {number}", "currency": "EUR", "total": {}.50,
  "street": "Rua da Conceição {number}", "city": "Lisboa", "country": "PT", "paid": true, "gift": null,
  "weight": 1.2e0, "parcel": {{"width": 20, "height": 4, "depth": 15}}}}"#,
            number * 7
        )
    };
    format!("[{}]", (1..=40).map(order).collect::<Vec<_>>().join(",\n "))
}

/// A document that knows how it is written.
#[derive(Clone, Debug)]
enum Document {
    Plain(String),
    List(Vec<Document>),
    Object(Vec<(String, Document)>),
}

impl Document {
    /// Its JSON, with this after every token.
    fn written(&self, space: &str) -> String {
        let parts: Vec<String> = match self {
            Self::Plain(text) => return format!("{text}{space}"),
            Self::List(values) => values.iter().map(|value| value.written(space)).collect(),
            Self::Object(fields) => fields
                .iter()
                .map(|(name, value)| format!("\"{name}\"{space}:{space}{}", value.written(space)))
                .collect(),
        };
        let (open, close) = if matches!(self, Self::List(_)) { ('[', ']') } else { ('{', '}') };
        let mut text = format!("{open}{space}");
        for (index, part) in parts.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let _ = write!(text, "{comma}{space}{part}");
        }
        format!("{text}{close}{space}")
    }

    /// One field after the other is put behind all that are not greater.
    fn sorted(self) -> Self {
        match self {
            Self::Plain(text) => Self::Plain(text),
            Self::List(values) => Self::List(values.into_iter().map(Self::sorted).collect()),
            Self::Object(fields) => {
                let mut sorted: Vec<(String, Self)> = Vec::new();
                for (name, value) in fields {
                    let place = sorted.iter().take_while(|(other, _)| *other <= name).count();
                    sorted.insert(place, (name, value.sorted()));
                }
                Self::Object(sorted)
            }
        }
    }
}

fn document(random: &mut Rng, size: usize) -> Document {
    match random.usize(..6) {
        0 if size > 0 => Document::List((0..random.usize(..=size)).map(|_| document(random, size / 2)).collect()),
        1..=3 if size > 0 => {
            let field = |_| (Grading::word(random), document(random, size / 2));
            Document::Object((0..size).map(field).collect())
        }
        4 => Document::Plain(format!("\"{}\"", Grading::word(random))),
        _ => Document::Plain(Grading::one_of(random, &["null", "true", "0", "-1.5"]).to_owned()),
    }
}

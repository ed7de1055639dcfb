//! The envelope of everything that is kept: what was measured, of what, how, and a seal over all of it.
//!
//! In the file, the envelope's fields stand before and after the body:
//!
//! ```json
//! { "schema": 2, "kind": "record", "experiment": "boxed-return", "provenance": { }, "sources": "sha256:...", "body": { }, "seal": "sha256:..." }
//! ```
//!
//! Whoever reads a file gets a [`Sealed`], or an error: there is no way to read one without the checks.

use crate::error::Refusal;
use crate::{Error, Kind, Provenance, whole};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::ops::Deref;
use std::path::Path;

/// What a file of one kind holds inside of its envelope.
pub trait Body: Serialize + DeserializeOwned {
    /// The kind.
    const KIND: Kind;
    /// The schema number of the files of this kind.
    ///
    /// It changes when a field changes its name, its unit or its meaning, or when one is removed.
    const SCHEMA: u32;

    /// The fields that contradict each other, a sentence each, without the file's name. A seal cannot say that: figures that were sealed
    /// wrong stay wrong.
    fn problems(&self) -> Vec<String>;
}

/// What was kept of an experiment, with where it comes from.
///
/// The fields of the body are read as if they were this type's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed<T> {
    /// The slug of the experiment, which is also its crate and its page.
    pub experiment: String,
    /// How, where and with what the figures were measured.
    pub provenance: Provenance,
    /// A digest of what was measured. It is another one when what was measured is another, and for no other reason.
    pub sources: String,
    /// What was measured.
    pub body: T,
}

impl<T> Deref for Sealed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.body
    }
}

/// The envelope as it is written, and without its seal what the seal is computed of.
#[derive(Serialize)]
struct Written<'a, T> {
    schema: u32,
    kind: Kind,
    experiment: &'a str,
    provenance: &'a Provenance,
    sources: &'a str,
    body: &'a T,
    #[serde(skip_serializing_if = "Option::is_none")]
    seal: Option<String>,
}

/// The envelope as it is read, once its head is known to be that of the kind asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read<T> {
    #[serde(rename = "schema")]
    _schema: u32,
    #[serde(rename = "kind")]
    _kind: Kind,
    experiment: String,
    provenance: Provenance,
    sources: String,
    body: T,
    seal: String,
}

/// What is looked at first: of another schema or kind nothing else is known.
#[derive(Default, Deserialize)]
struct Head {
    schema: Option<serde_json::Value>,
    kind: Option<serde_json::Value>,
    experiment: Option<serde_json::Value>,
}

impl<T: Body> Sealed<T> {
    /// Reads the file of an experiment. The file is never changed.
    ///
    /// # Errors
    ///
    /// [`Error`]: it cannot be read, is of another schema, kind or experiment, was edited, or contradicts itself.
    pub fn read(file: &Path, experiment: &str) -> Result<Self, Error> {
        read(file, Some(experiment))
    }

    /// Reads a file that a reader named, of whichever experiment it is.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn read_any(file: &Path) -> Result<Self, Error> {
        read(file, None)
    }

    /// Seals what was measured and writes it, whole or not at all.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn write(&self, file: &Path) -> Result<(), Error> {
        whole::write_whole(file, self.file_text().as_bytes())
    }

    /// What is written to the file.
    pub fn file_text(&self) -> String {
        // None of the bodies can fail to be written as text: they are made of numbers, texts and lists.
        compact(&serde_json::to_string_pretty(&self.written(Some(self.seal()))).unwrap_or_default()) + "\n"
    }

    /// The digest of everything but the seal.
    fn seal(&self) -> String {
        digest(serde_json::to_string(&self.written(None)).unwrap_or_default().as_bytes())
    }

    fn written(&self, seal: Option<String>) -> Written<'_, T> {
        let Self { experiment, provenance, sources, body } = self;
        Written { schema: T::SCHEMA, kind: T::KIND, experiment, provenance, sources, body, seal }
    }
}

fn read<T: Body>(file: &Path, experiment: Option<&str>) -> Result<Sealed<T>, Error> {
    let place = || file.to_owned();
    let remake = |slug: Option<&str>| T::KIND.remedy(slug);
    let text = std::fs::read(file).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => Error::Missing { file: place(), remake: remake(experiment) },
        _ => Error::Io { file: place(), refusal: Refusal::new(source) },
    })?;
    let head = if text.trim_ascii_start().starts_with(b"{") {
        parse(&text, file, &remake(experiment))?
    } else {
        // Well-formed JSON that is no object has no fields.
        parse::<serde_json::Value>(&text, file, &remake(experiment)).map(|_| Head::default())?
    };
    let found_experiment = head.experiment.as_ref().and_then(serde_json::Value::as_str).map(str::to_owned);
    let remake = remake(experiment.or(found_experiment.as_deref()));
    let shown =
        |value: Option<serde_json::Value>| value.map_or_else(|| "missing".to_owned(), |value| value.to_string());
    if head.schema.as_ref().and_then(serde_json::Value::as_u64) != Some(u64::from(T::SCHEMA)) {
        return Err(Error::Schema { file: place(), found: shown(head.schema), expected: T::SCHEMA, remake });
    }
    if head.kind.as_ref().and_then(serde_json::Value::as_str) != Some(T::KIND.name()) {
        return Err(Error::OtherKind { file: place(), found: shown(head.kind), expected: T::KIND, remake });
    }
    if let (Some(expected), Some(found)) = (experiment, &found_experiment)
        && expected != found
    {
        let (found, expected) = (found.clone(), expected.to_owned());
        return Err(Error::OtherExperiment { file: place(), kind: T::KIND, found, expected });
    }
    let Read { experiment, provenance, sources, body, seal, .. } = parse::<Read<T>>(&text, file, &remake)?;
    let sealed = Sealed { experiment, provenance, sources, body };
    if seal != sealed.seal() {
        return Err(Error::Edited { file: place(), remake });
    }
    let mut problems = sealed.body.problems().into_iter();
    match (problems.next(), problems.len()) {
        (None, _) => Ok(sealed),
        (Some(problem), 0) => Err(Error::Contradiction { file: place(), problem, remake }),
        (Some(problem), more) => {
            Err(Error::Contradiction { file: place(), problem: format!("{problem} (and {more} more)"), remake })
        }
    }
}

fn parse<T: DeserializeOwned>(text: &[u8], file: &Path, remake: &str) -> Result<T, Error> {
    let (place, remake) = (file.to_owned(), remake.to_owned());
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let parsed = serde_path_to_error::deserialize(&mut deserializer);
    let (error, field) = match parsed {
        Ok(parsed) => match deserializer.end() {
            Ok(()) => return Ok(parsed),
            Err(error) => (error, String::new()),
        },
        Err(error) => {
            let path = error.path().to_string();
            let field = if path == "." { String::new() } else { format!("field `{path}`: ") };
            (error.into_inner(), field)
        }
    };
    // What is skipped is looked at less closely, and says of a number that is cut off that it is none.
    let whole = serde_json::from_slice::<serde_json::Value>(text);
    if let Some(end) = [Some(&error), whole.as_ref().err()].into_iter().flatten().find(|error| error.is_eof()) {
        return Err(Error::Truncated { file: place, line: end.line(), remake });
    }
    let what = error.to_string();
    // The line stands before the message already.
    let what = what.rsplit_once(" at line ").map_or(what.as_str(), |(what, _)| what);
    Err(Error::Malformed { file: place, line: error.line(), what: format!("{field}{what}"), remake })
}

/// `sha256:` and the digest of some bytes.
pub fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    format!("sha256:{}", digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// The widest line of a file, where more than one value may stand on it.
const WIDTH: usize = 120;

/// Pretty-printed JSON in which objects and lists of values take one line where they fit on it, and lists of values as few lines as they need: a list
/// of rounds is not a page long, and a change of one figure is a change of one line.
fn compact(pretty: &str) -> String {
    let lines: Vec<&str> = pretty.lines().collect();
    let mut out = String::with_capacity(pretty.len());
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        index += 1;
        out.push_str(line);
        // Only what opens a list or an object ends with a bracket: in a text it would be followed by a quote.
        if line.ends_with(['[', '{']) {
            let is_value = |line: &&&str| !line.ends_with(['[', '{']) && !line.trim_start().starts_with([']', '}']);
            let values: Vec<&str> = lines[index..].iter().take_while(is_value).map(|line| line.trim_start()).collect();
            let end = lines.get(index + values.len()).map(|line| line.trim_start()).unwrap_or_default();
            // A list or an object with another one in it keeps its lines.
            if !values.is_empty() && end.starts_with([']', '}']) && push_values(line, &values, end, &mut out) {
                index += values.len() + 1;
            }
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// Writes values behind the line that opens their list or object, and what ends it; `false`, and nothing, where an object does not fit.
fn push_values(opening: &str, values: &[&str], end: &str, out: &mut String) -> bool {
    let indent = opening.len() - opening.trim_start().len();
    let is_object = opening.ends_with('{');
    let length = values.iter().map(|value| value.len() + 1).sum::<usize>();
    if is_object {
        let fits = opening.len() + length + 1 + end.len() <= WIDTH;
        if fits {
            *out += &format!(" {} {end}", values.join(" "));
        }
        return fits;
    }
    let mut width = opening.len();
    for (number, value) in values.iter().enumerate() {
        if width + 1 + value.len() + end.len() > WIDTH {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent + 2));
            width = indent + 2;
        } else if number > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(value);
        width += value.len();
    }
    out.push_str(end);
    true
}

#[cfg(test)]
mod tests {
    use super::compact;
    use serde_json::json;

    #[test]
    fn lists_of_values_take_few_lines_and_stay_the_same_json() {
        let numbers: Vec<u64> = (0..100).collect();
        for value in [
            json!({ "a": [1, 2, 3], "b": [], "c": ["x [", "{", "]"], "d": { "e": numbers } }),
            json!([{ "a": [null, "y"] }, { "a": [[1, 2], [3]] }, {}]),
            json!([1, { "b": 2 }, [3], 4]),
        ] {
            let text = compact(&serde_json::to_string_pretty(&value).unwrap());
            assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value, "{text}");
            assert!(text.lines().all(|line| line.len() <= super::WIDTH), "{text}");
        }
        let text =
            compact(&serde_json::to_string_pretty(&json!({ "a": [1, 2, 3], "b": { "c": 1, "d": "x" } })).unwrap());
        assert_eq!(text, "{\n  \"a\": [1, 2, 3],\n  \"b\": { \"c\": 1, \"d\": \"x\" }\n}");
    }
}

//! Are the Go compiler's messages those that the comments in the source expect?
//!
//! A pin is a comment behind the code of a line, or alone on the lines below it:
//!
//! ```go
//! m := 21 // -m: moved to heap: m
//! buf := make([]byte, n)
//! // -m before 1.25: make([]byte, n) escapes to heap
//! // -m since 1.25: make([]byte, n) does not escape
//! ```
//!
//! Its text is a message of the compiler under `-gcflags=-m`, whole. Every message that something escapes or moved to the heap must be
//! pinned in the file of a variant; that something does not escape may be.

use super::program::Message;
use anyhow::{Context, bail};
use record::go::Version;
use std::path::Path;

/// One pin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The file's name.
    pub file: String,
    /// The line that it is about.
    pub line: u32,
    /// The first version that it holds for.
    pub since: Option<Version>,
    /// The first version that it no longer holds for.
    pub before: Option<Version>,
    /// What the compiler must say.
    pub message: String,
}

impl Pin {
    fn holds_for(&self, version: Version) -> bool {
        self.since.is_none_or(|since| version >= since) && self.before.is_none_or(|before| version < before)
    }
}

/// The pins of a module's files.
///
/// # Errors
///
/// When a file cannot be read, or a pin cannot; with file and line.
pub fn read(module: &Path) -> anyhow::Result<Vec<Pin>> {
    let mut files: Vec<_> = std::fs::read_dir(module)
        .with_context(|| module.display().to_string())?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "go"));
    files.sort();
    let mut pins = Vec::new();
    for file in files {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        pins.extend(of(&name, &text)?);
    }
    Ok(pins)
}

fn of(file: &str, text: &str) -> anyhow::Result<Vec<Pin>> {
    let mut pins = Vec::new();
    let mut line_of_code = 0;
    for (index, line) in text.lines().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let (code, pin) = match line.split_once("// -m") {
            Some((code, pin)) => (code, Some(pin)),
            None => (line, None),
        };
        if !code.trim().is_empty() {
            line_of_code = number;
        }
        let Some(pin) = pin else { continue };
        let Some((versions, message)) = pin.split_once(": ") else {
            bail!(
                "{file}:{number}: a pin is written `// -m: MESSAGE`, `// -m before 1.25: ...` or `// -m since 1.25: ...`"
            );
        };
        let mut pin = Pin {
            file: file.to_owned(),
            line: line_of_code,
            since: None,
            before: None,
            message: message.trim().to_owned(),
        };
        let mut words = versions.split_whitespace();
        while let Some(word) = words.next() {
            let version = words
                .next()
                .unwrap_or_default()
                .parse()
                .map_err(|error| anyhow::anyhow!("{file}:{number}: {error}"))?;
            match word {
                "since" => pin.since = Some(version),
                "before" => pin.before = Some(version),
                _ => bail!("{file}:{number}: `{word}` is neither `since` nor `before`"),
            }
        }
        pins.push(pin);
    }
    Ok(pins)
}

/// What is wrong under one version, one sentence each.
pub fn broken(pins: &[Pin], escapes: &[Message], version: Version) -> Vec<String> {
    let mut broken = Vec::new();
    let now: Vec<&Pin> = pins.iter().filter(|pin| pin.holds_for(version)).collect();
    for pin in &now {
        let here: Vec<&str> = escapes
            .iter()
            .filter(|escape| escape.file == pin.file && escape.line == pin.line)
            .map(|escape| escape.message.as_str())
            .collect();
        if !here.contains(&pin.message.as_str()) {
            let found = if here.is_empty() { "nothing".to_owned() } else { format!("`{}`", here.join("`, `")) };
            broken.push(format!("{}:{}: expected `{}`, the compiler says {found}", pin.file, pin.line, pin.message));
        }
    }
    for escape in escapes.iter().filter(|escape| !escape.message.ends_with(" does not escape")) {
        let is_pinned =
            now.iter().any(|pin| pin.file == escape.file && pin.line == escape.line && pin.message == escape.message);
        if !is_pinned {
            broken.push(format!(
                "{}:{}: `{}` is not pinned; add `// -m: {}`",
                escape.file, escape.line, escape.message, escape.message
            ));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "package a\n\nfunc f(n int) {\n\tm := 21 // -m: moved to heap: m\n\tb := make([]byte, n)\n\t// -m before 1.25: make([]byte, n) escapes to heap\n\t// -m since 1.25: make([]byte, n) does not escape\n}\n";

    fn escapes(messages: &[(u32, &str)]) -> Vec<Message> {
        let one = |(line, message): &(u32, &str)| Message {
            file: "a.go".to_owned(),
            line: *line,
            message: (*message).to_owned(),
        };
        messages.iter().map(one).collect()
    }

    fn at(version: &str, messages: &[(u32, &str)]) -> Vec<String> {
        broken(&of("a.go", SOURCE).unwrap(), &escapes(messages), version.parse().unwrap())
    }

    #[test]
    fn a_pin_holds_for_its_line_or_the_line_above_and_for_its_versions() {
        let old = [(4, "moved to heap: m"), (5, "make([]byte, n) escapes to heap")];
        let new = [(4, "moved to heap: m"), (5, "make([]byte, n) does not escape")];
        assert_eq!(at("1.24.11", &old), [""; 0]);
        assert_eq!(at("1.25.0", &new), [""; 0]);
        assert_eq!(
            at("1.25.0", &old),
            [
                "a.go:5: expected `make([]byte, n) does not escape`, the compiler says `make([]byte, n) escapes to heap`",
                "a.go:5: `make([]byte, n) escapes to heap` is not pinned; add `// -m: make([]byte, n) escapes to heap`"
            ]
        );
    }

    #[test]
    fn what_the_compiler_does_not_say_and_what_no_pin_says_is_broken() {
        assert_eq!(
            at("1.24.11", &[(5, "make([]byte, n) escapes to heap"), (7, "moved to heap: x"), (8, "y does not escape")]),
            [
                "a.go:4: expected `moved to heap: m`, the compiler says nothing",
                "a.go:7: `moved to heap: x` is not pinned; add `// -m: moved to heap: x`"
            ]
        );
    }

    #[test]
    fn a_pin_that_cannot_be_read_is_an_error_with_its_line() {
        for (pin, expected) in [
            ("// -m moved", "a.go:1: a pin is written"),
            ("// -m until 1.25: x", "a.go:1: `until` is neither"),
            ("// -m since go1: x", "a.go:1: `go1` is no version"),
        ] {
            let error = of("a.go", pin).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}

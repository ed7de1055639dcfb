//! JSON in its canonical form: no white space, the fields of an object in the order of their names, texts with as few escapes as possible.

use std::borrow::Cow;
use std::fmt;

/// A document. Texts without escapes, and numbers, are borrowed from its source.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Null,
    Bool(bool),
    /// As it is written.
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

/// Where a document stops being JSON, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub at: usize,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this is no JSON from byte {} on", self.at)
    }
}

impl std::error::Error for SyntaxError {}

/// The canonical form of a document. Fields of the same name stay in their order.
///
/// # Errors
///
/// When it is no JSON.
pub fn canonical(source: &str) -> Result<String, SyntaxError> {
    let mut value = parse(source)?;
    sort_fields(&mut value);
    // Nothing is written that is longer than its source.
    let mut text = String::with_capacity(source.len());
    write_value(&mut text, &value);
    Ok(text)
}

/// Reads a document.
///
/// # Errors
///
/// When it is no JSON.
pub fn parse(source: &str) -> Result<Value<'_>, SyntaxError> {
    let mut parser = Parser { source, at: 0 };
    let value = parser.value()?;
    parser.skip_space();
    if parser.at < source.len() { Err(parser.error()) } else { Ok(value) }
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn error(&self) -> SyntaxError {
        SyntaxError { at: self.at }
    }

    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn skip_space(&mut self) {
        self.skip_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    fn skip_while(&mut self, is_wanted: impl Fn(u8) -> bool) {
        self.at += self.rest().bytes().take_while(|byte| is_wanted(*byte)).count();
    }

    /// Goes past a token, if it is there.
    fn is_at(&mut self, token: &str) -> bool {
        let is_here = self.rest().starts_with(token);
        if is_here {
            self.at += token.len();
        }
        is_here
    }

    fn expect(&mut self, token: &str) -> Result<(), SyntaxError> {
        if self.is_at(token) { Ok(()) } else { Err(self.error()) }
    }

    fn value(&mut self) -> Result<Value<'a>, SyntaxError> {
        self.skip_space();
        match self.rest().bytes().next() {
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            Some(b'"') => Ok(Value::Text(self.text()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ if self.is_at("null") => Ok(Value::Null),
            _ if self.is_at("true") => Ok(Value::Bool(true)),
            _ if self.is_at("false") => Ok(Value::Bool(false)),
            _ => Err(self.error()),
        }
    }

    fn object(&mut self) -> Result<Value<'a>, SyntaxError> {
        let mut fields = Vec::new();
        self.expect("{")?;
        self.skip_space();
        if self.is_at("}") {
            return Ok(Value::Object(fields));
        }
        loop {
            self.skip_space();
            let name = self.text()?;
            self.skip_space();
            self.expect(":")?;
            fields.push((name, self.value()?));
            self.skip_space();
            if self.is_at("}") {
                return Ok(Value::Object(fields));
            }
            self.expect(",")?;
        }
    }

    fn list(&mut self) -> Result<Value<'a>, SyntaxError> {
        let mut values = Vec::new();
        self.expect("[")?;
        self.skip_space();
        if self.is_at("]") {
            return Ok(Value::List(values));
        }
        loop {
            values.push(self.value()?);
            self.skip_space();
            if self.is_at("]") {
                return Ok(Value::List(values));
            }
            self.expect(",")?;
        }
    }

    /// A number, taken as it is: whether its digits are in the right places is left to whoever computes with it.
    fn number(&mut self) -> Result<Value<'a>, SyntaxError> {
        let start = self.at;
        self.skip_while(|byte| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'));
        Ok(Value::Number(&self.source[start..self.at]))
    }

    /// A text, borrowed up to its first escape, and owned from there on.
    fn text(&mut self) -> Result<Cow<'a, str>, SyntaxError> {
        self.expect("\"")?;
        let mut text = Cow::Borrowed(self.run());
        loop {
            if self.is_at("\"") {
                return Ok(text);
            }
            self.expect("\\")?;
            let decoded = self.escape()?;
            let text = text.to_mut();
            text.push(decoded);
            text.push_str(self.run());
        }
    }

    /// Letters that stand for themselves.
    fn run(&mut self) -> &'a str {
        let start = self.at;
        self.skip_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f));
        &self.source[start..self.at]
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Result<char, SyntaxError> {
        let letter = self.rest().chars().next().ok_or(self.error())?;
        let decoded = match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.code(),
            _ => return Err(self.error()),
        };
        self.at += 1;
        Ok(decoded)
    }

    /// `u` and four digits, or two of them that make one letter.
    fn code(&mut self) -> Result<char, SyntaxError> {
        let first = self.unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first).ok_or(self.error());
        }
        self.expect("\\")?;
        let second = self.unit()?;
        if !(0xdc00..0xe000).contains(&second) {
            return Err(self.error());
        }
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)).ok_or(self.error())
    }

    fn unit(&mut self) -> Result<u32, SyntaxError> {
        self.expect("u")?;
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).ok_or(self.error())?;
        self.at += 4;
        Ok(unit)
    }
}

/// Puts the fields of every object in the order of their names.
fn sort_fields(value: &mut Value<'_>) {
    match value {
        Value::List(values) => values.iter_mut().for_each(sort_fields),
        Value::Object(fields) => {
            fields.sort_by_key(|(name, _)| name.to_string());
            for (_, value) in fields {
                sort_fields(value);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {}
    }
}

fn write_value(out: &mut String, value: &Value<'_>) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(number),
        Value::Text(text) => write_text(out, text),
        Value::List(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(out, value);
            }
            out.push(']');
        }
        Value::Object(fields) => {
            out.push('{');
            for (index, (name, value)) in fields.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_text(out, name);
                out.push(':');
                write_value(out, value);
            }
            out.push('}');
        }
    }
}

fn write_text(out: &mut String, text: &str) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\x1f' => {
                out.push_str("\\u00");
                out.extend([HEX[letter as usize >> 4], HEX[letter as usize & 15]]);
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}

//! Values that are known when a program is compiled.
//!
//! Integers are exact; floating-point numbers are those of Rust, which is enough for what is printed and for the sizes of arrays.

use num_bigint::BigInt;
use num_traits::{FromPrimitive, Signed, ToPrimitive, Zero};

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Bool(bool),
    /// Bytes: a string of Go need not be UTF-8.
    Str(Vec<u8>),
    Int(BigInt),
    Float(f64),
    Complex(f64, f64),
}

impl Value {
    pub(crate) fn int(value: i64) -> Self {
        Value::Int(BigInt::from(value))
    }

    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Value::Bool(b) => !b,
            Value::Str(s) => s.is_empty(),
            Value::Int(i) => i.is_zero(),
            Value::Float(f) => *f == 0.0,
            Value::Complex(re, im) => *re == 0.0 && *im == 0.0,
        }
    }

    /// The value as an integer, if it is one without loss.
    pub(crate) fn to_int(&self) -> Option<BigInt> {
        match self {
            Value::Int(i) => Some(i.clone()),
            Value::Float(f) if f.fract() == 0.0 => BigInt::from_f64(*f),
            Value::Complex(re, im) if *im == 0.0 && re.fract() == 0.0 => BigInt::from_f64(*re),
            _ => None,
        }
    }

    pub(crate) fn to_i64(&self) -> Option<i64> {
        self.to_int()?.to_i64()
    }

    pub(crate) fn to_float(&self) -> Option<f64> {
        match self {
            Value::Int(i) => i.to_f64(),
            Value::Float(f) => Some(*f),
            Value::Complex(re, im) if *im == 0.0 => Some(*re),
            _ => None,
        }
    }

    pub(crate) fn to_complex(&self) -> Option<(f64, f64)> {
        match self {
            Value::Complex(re, im) => Some((*re, *im)),
            _ => Some((self.to_float()?, 0.0)),
        }
    }

    /// As Go's `constant.Value` prints it; of a long string the beginning, if that is asked for.
    pub(crate) fn text(&self, shorten: bool) -> String {
        match self {
            Value::Bool(b) => b.to_string(),
            Value::Str(s) if shorten => shortened(&quoted(s)),
            Value::Str(s) => quoted(s),
            Value::Int(i) => i.to_string(),
            Value::Float(f) => six_digits(*f),
            Value::Complex(re, im) => format!("({} + {}i)", six_digits(*re), six_digits(*im)),
        }
    }
}

/// Of a long string, the compiler prints the beginning.
fn shortened(quoted: &str) -> String {
    const LONGEST: usize = 72;
    if quoted.chars().count() <= LONGEST {
        return quoted.to_owned();
    }
    quoted.chars().take(LONGEST - 3).chain("...".chars()).collect()
}

/// As Go's `%.6g` prints a number.
fn six_digits(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{value:.5e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let trimmed = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    if (-4..6).contains(&exponent) {
        return trimmed(&format!("{value:.*}", (5 - exponent).max(0) as usize));
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{}e{sign}{:02}", trimmed(digits), exponent.abs())
}

/// As Go's `strconv.Quote` quotes bytes.
pub(crate) fn quoted(bytes: &[u8]) -> String {
    let mut out = String::from("\"");
    let mut rest = bytes;
    while !rest.is_empty() {
        let (text, wrong) = match std::str::from_utf8(rest) {
            Ok(text) => (text, 0),
            Err(error) => {
                let valid = std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or("");
                (valid, 1)
            }
        };
        for c in text.chars() {
            push_escaped(&mut out, c, '"');
        }
        rest = &rest[text.len()..];
        if wrong > 0 {
            out.push_str(&format!("\\x{:02x}", rest[0]));
            rest = &rest[1..];
        }
    }
    out.push('"');
    out
}

/// As Go's `strconv.QuoteRune` quotes a character.
pub(crate) fn quoted_rune(c: char) -> String {
    let mut out = String::from("'");
    push_escaped(&mut out, c, '\'');
    out.push('\'');
    out
}

fn push_escaped(out: &mut String, c: char, quote: char) {
    match c {
        '\x07' => out.push_str("\\a"),
        '\x08' => out.push_str("\\b"),
        '\x0c' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\x0b' => out.push_str("\\v"),
        '\\' => out.push_str("\\\\"),
        c if c == quote => out.extend(['\\', c]),
        c if c < ' ' || c == '\x7f' => out.push_str(&format!("\\x{:02x}", c as u32)),
        c if ('\u{80}'..'\u{a0}').contains(&c) || c == '\u{ad}' || c == '\u{feff}' => {
            out.push_str(&format!("\\u{:04x}", c as u32))
        }
        c => out.push(c),
    }
}

/// The largest and the smallest value of an integer type of this many bits.
pub(crate) fn integer_bounds(bits: u32, signed: bool) -> (BigInt, BigInt) {
    let one = BigInt::from(1);
    match signed {
        true => (-(one.clone() << (bits - 1)), (one << (bits - 1)) - 1),
        false => (BigInt::zero(), (one << bits) - 1),
    }
}

/// Reads a literal of an integer: decimal, `0x`, `0o`, `0b`, an old octal, with underscores.
pub(crate) fn parse_integer(text: &str) -> Option<BigInt> {
    let clean: String = text.chars().filter(|&c| c != '_').collect();
    let lower = clean.to_ascii_lowercase();
    let (digits, radix) = if let Some(rest) = lower.strip_prefix("0x") {
        (rest, 16)
    } else if let Some(rest) = lower.strip_prefix("0b") {
        (rest, 2)
    } else if let Some(rest) = lower.strip_prefix("0o") {
        (rest, 8)
    } else if lower.len() > 1 && lower.starts_with('0') {
        (&lower[1..], 8)
    } else {
        (lower.as_str(), 10)
    };
    BigInt::parse_bytes(digits.as_bytes(), radix)
}

/// Reads a literal of a floating-point number, hexadecimal ones included.
pub(crate) fn parse_float(text: &str) -> Option<f64> {
    let clean: String = text.chars().filter(|&c| c != '_').collect();
    let lower = clean.to_ascii_lowercase();
    let Some(hexadecimal) = lower.strip_prefix("0x") else {
        return lower.parse().ok();
    };
    let (mantissa, exponent) = hexadecimal.split_once('p')?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut value = 0.0;
    for digit in whole.chars() {
        value = value * 16.0 + f64::from(digit.to_digit(16)?);
    }
    let mut unit = 1.0 / 16.0;
    for digit in fraction.chars() {
        value += f64::from(digit.to_digit(16)?) * unit;
        unit /= 16.0;
    }
    Some(value * 2f64.powi(exponent.parse().ok()?))
}

/// Reads what stands between the quotes of a literal of a string or of a character, into bytes.
pub(crate) fn unescape(inner: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
            continue;
        }
        let escape = chars.next()?;
        let digits = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>, count: usize, radix: u32, first: u32| {
            let mut value = first;
            for _ in 0..count {
                value = value.checked_mul(radix)? + chars.next()?.to_digit(radix)?;
            }
            Some(value)
        };
        match escape {
            'a' => out.push(7),
            'b' => out.push(8),
            'f' => out.push(12),
            'n' => out.push(b'\n'),
            'r' => out.push(b'\r'),
            't' => out.push(b'\t'),
            'v' => out.push(11),
            '\\' | '\'' | '"' => out.push(escape as u8),
            'x' => out.push(u8::try_from(digits(&mut chars, 2, 16, 0)?).ok()?),
            'u' | 'U' => {
                let value = digits(&mut chars, if escape == 'u' { 4 } else { 8 }, 16, 0)?;
                out.extend(char::from_u32(value)?.encode_utf8(&mut [0; 4]).as_bytes());
            }
            '0'..='7' => out.push(u8::try_from(digits(&mut chars, 2, 8, escape.to_digit(8)?)?).ok()?),
            _ => return None,
        }
    }
    Some(out)
}

/// A shift to the left that would need more memory than a program can have is no constant.
pub(crate) const LARGEST_SHIFT: u32 = 10_000;

/// The sign of a number: -1, 0 or 1.
pub(crate) fn sign(value: &Value) -> i32 {
    match value {
        Value::Int(i) if i.is_negative() => -1,
        Value::Float(f) if *f < 0.0 => -1,
        value if value.is_zero() => 0,
        _ => 1,
    }
}

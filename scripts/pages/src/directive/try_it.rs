//! `{{#try}}`: links to other sites where a reader changes a variant, and runs it or reads its machine code.
//!
//! Each link carries the whole program in its address, so nothing is sent anywhere before a reader follows it.

use super::syntax::{Context, Directive, Syntax, words};
use crate::standalone::Standalone;
use record::print;
use serde_json::json;
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "try",
    forms: &["SLUG VARIANT"],
    about: "Links to the Rust Playground, where a program with the variant\u{2019}s code counts its calls of the allocator, and to Compiler Explorer. The variant must use nothing but the standard library, and nothing of its crate.",
    parse: |arguments| match words(arguments)[..] {
        [slug, variant] => Ok(Box::new(Try { slug, variant })),
        _ => Err(SYNTAX.usage()),
    },
};

/// The longest address that all browsers and both sites are known to take.
const MOST: usize = 8_000;

#[derive(Debug)]
struct Try<'a> {
    slug: &'a str,
    variant: &'a str,
}

impl Directive for Try<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let standalone = Standalone::read(context.records(), self.slug, self.variant)?;
        standalone.check()?;
        let links = [playground(&standalone.program()), explorer(&standalone.code, &context.records().rustc()?)];
        if let Some(long) = links.iter().find(|link| link.len() > MOST) {
            return Err(format!(
                "the code of `{}` makes an address of {} characters, and {MOST} are the most",
                self.variant,
                long.len()
            ));
        }
        let [playground, explorer] = links;
        let [debug, release] = standalone.calls.map(|calls| print::count(calls.into()));
        Ok(format!(
            r#"<p class="try">Change it: {} (its calls of the allocator: {release} in release, {debug} in debug) or {} (look for <code>__rust_alloc</code>), on other sites.</p>"#,
            link(&playground, "Rust Playground"),
            link(&explorer, "Compiler Explorer"),
        ))
    }
}

/// A link that leads away. The address has no character that HTML could read as markup, but `&`.
fn link(address: &str, text: &str) -> String {
    format!(
        r#"<a class="away" href="{}" rel="noopener noreferrer" referrerpolicy="no-referrer">{text}</a>"#,
        address.replace('&', "&amp;")
    )
}

fn playground(program: &str) -> String {
    format!("https://play.rust-lang.org/?version=stable&mode=release&edition=2024&code={}", percent(program))
}

/// Compiler Explorer compiles what has no `main` as a library, by itself.
fn explorer(code: &str, rustc: &str) -> String {
    let compiler = json!({
        "id": format!("r{}", rustc.replace('.', "")),
        "options": "-O --edition=2024 -C codegen-units=1",
    });
    let state = json!({ "sessions": [{ "id": 1, "language": "rust", "source": code, "compilers": [compiler] }] });
    format!("https://godbolt.org/clientstate/{}", percent(&base64(state.to_string().as_bytes())))
}

/// Everything but the unreserved characters of RFC 3986 as bytes in hexadecimal.
fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            _ => _ = write!(encoded, "%{byte:02X}"),
        }
    }
    encoded
}

/// RFC 4648, section 4.
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |index: usize| group.get(index).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let has_bits = digit <= group.len();
            encoded.push(if has_bits { DIGITS[(bits >> (18 - 6 * digit) & 63) as usize].into() } else { '=' });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_are_those_of_the_standards() {
        let vectors =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("ü?>", "w7w/Pg==")];
        for (text, expected) in vectors {
            assert_eq!(base64(text.as_bytes()), expected);
        }
        assert_eq!(percent("a b&c\n{ü}-._~"), "a%20b%26c%0A%7B%C3%BC%7D-._~");
    }

    #[test]
    fn an_address_has_no_markup_and_says_what_is_compiled_how() {
        let code = "pub fn run() -> u64 {\n    \"<a>&'{{#\".len() as u64\n}";
        for address in [playground(code), explorer(code, "1.95.0")] {
            let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%&=?:/".contains(&byte);
            assert!(address.bytes().all(is_safe), "{address}");
        }
        assert!(playground(code).contains("mode=release&edition=2024&code=pub%20fn%20run"));
        let state = r#"{"sessions":[{"compilers":[{"id":"r1950","options":"-O --edition=2024 -C codegen-units=1"}]"#;
        let begin = base64(&state.as_bytes()[..state.len() / 3 * 3]);
        assert!(explorer(code, "1.95.0").contains(&percent(&begin)), "{}", explorer(code, "1.95.0"));
        let link = link("https://a/?b&c", "there");
        for part in ["href=\"https://a/?b&amp;c\"", "noopener noreferrer", "referrerpolicy=\"no-referrer\""] {
            assert!(link.contains(part), "{link}");
        }
    }
}

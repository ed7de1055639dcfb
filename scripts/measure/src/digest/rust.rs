//! The tokens of a Rust file, without what no program is compiled of.

use proc_macro2::{Delimiter, Group, LexError, Spacing, TokenStream, TokenTree};

/// The tokens as text: comments, layout, documentation and tests are left out, and the comma that rustfmt puts behind the last item of a list
/// that it breaks.
pub(super) fn tokens(text: &str) -> Result<String, LexError> {
    let mut out = String::new();
    write(text.parse()?, &mut out);
    Ok(out)
}

fn write(tokens: TokenStream, out: &mut String) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        if let Some((attribute, length)) = attribute(&tokens[index..]) {
            match is_left_out(attribute) {
                Left::Attribute => {
                    index += length;
                    continue;
                }
                Left::Item => {
                    index += length + item_length(&tokens[index + length..]);
                    continue;
                }
                Left::Nothing => {}
            }
        }
        match token {
            TokenTree::Group(group) => write_group(group, out),
            TokenTree::Ident(ident) => out.push_str(&ident.to_string()),
            TokenTree::Literal(literal) => out.push_str(&literal.to_string()),
            TokenTree::Punct(punct) => out.push(punct.as_char()),
        }
        // Two characters that are one operator stand together; everything else is apart.
        if !matches!(token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint) {
            out.push('\n');
        }
        index += 1;
    }
}

fn write_group(group: &Group, out: &mut String) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    };
    out.push_str(open);
    out.push('\n');
    write(without_last_comma(group), out);
    out.push_str(close);
}

/// `(a,)` is another thing than `(a)`; elsewhere the last comma means nothing.
fn without_last_comma(group: &Group) -> TokenStream {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let mut tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let commas = tokens.iter().filter(|token| is_comma(token)).count();
    if tokens.last().is_some_and(is_comma) && (commas > 1 || group.delimiter() != Delimiter::Parenthesis) {
        tokens.pop();
    }
    tokens.into_iter().collect()
}

/// What an attribute says of the tokens behind it.
enum Left {
    /// It is compiled.
    Nothing,
    /// It is documentation, and is left out.
    Attribute,
    /// The item that it stands on is compiled for tests only.
    Item,
}

fn is_left_out(attribute: &Group) -> Left {
    let mut content = attribute.stream().into_iter();
    let (Some(TokenTree::Ident(name)), rest) = (content.next(), content) else { return Left::Nothing };
    if name == "doc" {
        return Left::Attribute;
    }
    let is_test = rest.map(|token| token.to_string()).eq(["(test)".to_owned()]);
    if name == "cfg" && is_test { Left::Item } else { Left::Nothing }
}

/// The brackets of an attribute that these tokens begin with, and how many tokens it takes.
fn attribute(tokens: &[TokenTree]) -> Option<(&Group, usize)> {
    let is = |token: Option<&TokenTree>, character| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == character);
    if !is(tokens.first(), '#') {
        return None;
    }
    let at = if is(tokens.get(1), '!') { 2 } else { 1 };
    match tokens.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => Some((group, at + 1)),
        _ => None,
    }
}

/// How many tokens an item takes: to its braces, or to the semicolon that ends it.
fn item_length(tokens: &[TokenTree]) -> usize {
    let is_semicolon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let Some(end) = tokens.iter().position(|token| is_semicolon(token) || is_body(token)) else { return tokens.len() };
    // `use a::{b, c};`
    let is_followed = is_body(&tokens[end]) && tokens.get(end + 1).is_some_and(is_semicolon);
    end + 1 + usize::from(is_followed)
}

#[cfg(test)]
mod tests {
    use super::tokens;

    const PROGRAM: &str = "pub fn run(a: u64, b: u64) -> u64 { let c = [a, b]; c[0] + c[1] }";

    #[test]
    fn comments_layout_documentation_and_tests_are_no_tokens() {
        let same = [
            "//! About it.\n#![doc = \"More.\"]\npub fn run(a: u64, b: u64) -> u64 { let c = [a, b]; c[0] + c[1] }",
            "/// About it.\npub fn run(\n    a: u64, // one\n    b: u64,\n) -> u64 {\n    /* two */\n    let c = [\n        a,\n        b,\n    ];\n    c[0] + c[1]\n}\n",
            "pub fn run(a: u64, b: u64) -> u64 { let c = [a, b]; c[0] + c[1] }\n#[cfg(test)]\n#[allow(unused)]\nmod tests { use super::*; }",
            "#[cfg(test)]\nuse a::{b, c};\npub fn run(a: u64, b: u64) -> u64 { let c = [a, b]; c[0] + c[1] }",
        ];
        for text in same {
            assert_eq!(tokens(text).unwrap(), tokens(PROGRAM).unwrap(), "{text}");
        }
    }

    #[test]
    fn one_token_is_another_program() {
        let others = [
            PROGRAM.replace("c[1]", "c[0]"),
            PROGRAM.replace("u64 {", "u32 {"),
            PROGRAM.replace(" + ", " - "),
            PROGRAM.replace("pub ", "#[inline(never)] pub "),
            PROGRAM.replace("pub ", "#[cfg(unix)] pub "),
            PROGRAM.replace("[a, b]", "[a, b,].map(|x| (x,).0)"),
            PROGRAM.replace("run", "runs"),
        ];
        for text in &others {
            assert_ne!(tokens(text).unwrap(), tokens(PROGRAM).unwrap(), "{text}");
        }
        for (one, other) in
            [("(a,)", "(a)"), ("a & &b", "a && b"), ("\"a // b\"", "\"a\""), ("'a", "'b"), ("a b", "ab")]
        {
            assert_ne!(tokens(one).unwrap(), tokens(other).unwrap(), "{one}");
        }
    }

    #[test]
    fn what_is_no_rust_is_an_error() {
        assert!(tokens("fn f( {").is_err());
    }
}

//! The tokens of a Go file.
//!
//! Go ends a statement at the end of a line, so that the layout says where semicolons are. Comments are no tokens, but for those that the
//! compiler reads: `//go:noinline`.

use std::iter::Peekable;
use std::str::CharIndices;

/// The tokens as text. Semicolons are where the compiler puts them; those before a closing brace or parenthesis, and commas there, are left out.
pub(super) fn tokens(text: &str) -> String {
    let mut lexer = Lexer { text, rest: text.char_indices().peekable(), tokens: Vec::new(), is_joint: false };
    while lexer.step().is_some() {}
    lexer.end_line();
    lexer.tokens.join("\n")
}

struct Lexer<'t> {
    text: &'t str,
    rest: Peekable<CharIndices<'t>>,
    tokens: Vec<String>,
    /// Whether the character before belongs to an operator, which goes on without a space.
    is_joint: bool,
}

impl Lexer<'_> {
    /// Takes a token, or the space between two; `None` at the end of the text.
    fn step(&mut self) -> Option<()> {
        let (at, first) = self.rest.next()?;
        let next = self.rest.peek().map(|(_, next)| *next);
        match first {
            '\n' => self.end_line(),
            _ if first.is_whitespace() => self.is_joint = false,
            '/' if next == Some('/') => self.line_comment(at),
            '/' if next == Some('*') => self.general_comment(at),
            '"' | '\'' => {
                self.literal(first, true);
                self.push(at);
            }
            '`' => {
                self.literal(first, false);
                self.push(at);
            }
            _ if is_name(first) => {
                while self.rest.next_if(|(_, next)| is_name(*next)).is_some() {}
                self.push(at);
            }
            ')' | '}' | ']' => {
                while self.tokens.last().is_some_and(|last| last == ";" || last == ",") {
                    self.tokens.pop();
                }
                self.push(at);
            }
            _ if self.is_joint && !is_single(first) => {
                if let Some(operator) = self.tokens.last_mut() {
                    operator.push(first);
                }
            }
            _ => {
                self.push(at);
                self.is_joint = !is_single(first);
            }
        }
        Some(())
    }

    fn push(&mut self, from: usize) {
        let to = self.rest.peek().map_or(self.text.len(), |(at, _)| *at);
        self.tokens.push(self.text[from..to].to_owned());
        self.is_joint = false;
    }

    /// To the quote that ends it. A backslash takes the next character with it where `has_escapes`.
    fn literal(&mut self, quote: char, has_escapes: bool) {
        while let Some((_, character)) = self.rest.next() {
            if character == '\\' && has_escapes {
                self.rest.next();
            } else if character == quote {
                break;
            }
        }
    }

    fn line_comment(&mut self, at: usize) {
        while self.rest.next_if(|(_, next)| *next != '\n').is_some() {}
        self.is_joint = false;
        let end = self.rest.peek().map_or(self.text.len(), |(at, _)| *at);
        let comment = self.text[at..end].trim_end();
        if comment.starts_with("//go:") {
            self.tokens.push(comment.to_owned());
        }
    }

    /// One that goes over several lines ends the line.
    fn general_comment(&mut self, at: usize) {
        let end = self.text[at + 2..].find("*/").map_or(self.text.len(), |length| at + 2 + length + 2);
        while self.rest.next_if(|(at, _)| *at < end).is_some() {}
        self.is_joint = false;
        if self.text[at..end].contains('\n') {
            self.end_line();
        }
    }

    /// Puts a semicolon where the compiler does: behind names, literals, closing brackets, `++` and `--`.
    fn end_line(&mut self) {
        self.is_joint = false;
        const GOES_ON: [&str; 20] = [
            "case",
            "chan",
            "const",
            "default",
            "defer",
            "else",
            "for",
            "func",
            "go",
            "goto",
            "if",
            "import",
            "interface",
            "map",
            "package",
            "range",
            "select",
            "struct",
            "switch",
            "type",
        ];
        let ends = self.tokens.last().is_some_and(|last| {
            let ends_statement =
                last.ends_with(|end| is_name(end) || matches!(end, '"' | '\'' | '`' | ')' | ']' | '}'));
            (ends_statement && !last.starts_with("//") && !GOES_ON.contains(&last.as_str()))
                || last == "++"
                || last == "--"
        });
        if ends {
            self.tokens.push(";".to_owned());
        }
    }
}

/// Whether a character is a token whatever stands beside it.
fn is_single(character: char) -> bool {
    matches!(character, '(' | '{' | '[' | ',' | ';')
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::tokens;

    const PROGRAM: &str = "package a\n\n//go:noinline\nfunc f(x, y int) string {\n\tx++\n\treturn \"a // b\" + `c /* d` + string('\"')\n}\n";

    #[test]
    fn comments_and_layout_are_no_tokens() {
        let same = [
            PROGRAM.replace("\tx++\n", "\n\tx++ // more\n\t/* and more */\n\n"),
            PROGRAM.replace("(x, y int)", "(\n\tx,\n\ty int,\n)"),
            PROGRAM.replace("\tx++\n", "x++;\n"),
            PROGRAM.replace("\" + `", "\" +\n\t\t`"),
            PROGRAM.replace("package a\n", "// Package a.\npackage a\n\n"),
            PROGRAM.replace("x++\n", "x++ /*\n*/ "),
        ];
        for text in &same {
            assert_eq!(tokens(text), tokens(PROGRAM), "{text}");
        }
    }

    #[test]
    fn one_token_is_another_program() {
        let others = [
            PROGRAM.replace("// b", "// c"),
            PROGRAM.replace("/* d", "/* e"),
            PROGRAM.replace("'\"'", "'\\''"),
            PROGRAM.replace("//go:noinline\n", ""),
            PROGRAM.replace("x++", "x--"),
            PROGRAM.replace("return ", "return\n"),
            PROGRAM.replace("\tx++\n", "\tx++\n\tx++\n"),
        ];
        for text in &others {
            assert_ne!(tokens(text), tokens(PROGRAM), "{text}");
        }
        for (one, other) in [("a &^ b", "a & ^b"), ("a b", "ab"), ("\"\\\"//\" // x", "\"\\\"//\" + x")] {
            assert_ne!(tokens(one), tokens(other), "{one}");
        }
    }
}

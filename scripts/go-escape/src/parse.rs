//! From text to syntax, by the parser of `gosyn`, which did best of those tried: it reads nearly every file of the standard library, and
//! its positions are those of Go's compiler.
//!
//! The parser and everything after it call themselves for each level of nesting, so nesting is measured first, on the tokens.

use gosyn::ast;
use gosyn::token::{Keyword, Operator, Token};

use crate::error::{Fault, FaultKind, Result};
use crate::releases::Release;
use crate::source::{Lines, Pos, SourceFile};

/// The deepest nesting of brackets that is read. Programs that people write stay far below it.
pub const DEEPEST: usize = 48;
/// The most operators, selectors and other tokens in a row that may make an expression deeper.
pub const LONGEST: usize = 900;

/// A file in its syntax.
pub(crate) struct Parsed {
    pub(crate) ast: ast::File,
    pub(crate) lines: Lines,
    /// The version of the language, where the file says so itself.
    pub(crate) language: Option<Release>,
}

/// The release that a file asks for by a line `//go:build go1.N` before its package, which is also the version of its language.
fn build_constraint(text: &str) -> Option<Release> {
    constraints(text).find_map(|constraint| constraint.parse().ok())
}

/// Whether a file is built with a release, by its line `//go:build go1.N` or `//go:build !go1.N`. Other constraints are not read.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn is_built_with(text: &str, release: Release) -> bool {
    constraints(text).all(|constraint| match constraint.strip_prefix('!') {
        Some(until) => until.parse().map_or(true, |until: Release| release < until),
        None => constraint.parse().map_or(true, |since: Release| since <= release),
    })
}

/// What stands in the lines `//go:build` before the package.
fn constraints(text: &str) -> impl Iterator<Item = &str> {
    let before = text.lines().take_while(|line| !line.starts_with("package "));
    before.filter_map(|line| line.strip_prefix("//go:build ")).map(str::trim)
}

pub(crate) fn parse(file: u32, source: &SourceFile) -> Result<Parsed> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let lines = Lines::new(file, text);
    // The parser counts the first two lines as one; with an empty line before the text, its count is that of the text.
    let counted = |text: &str| format!("\n{text}");
    let tokens = match gosyn::tokenize_source(text) {
        Ok(tokens) => tokens,
        Err(error) => return Err(fault(file, &gosyn::tokenize_source(counted(text)).err().unwrap_or(error))),
    };
    nesting(&tokens, text, &lines)?;
    let text = with_semicolons(&tokens, text);
    match gosyn::parse_source(&text) {
        Ok(ast) => Ok(Parsed { ast, lines, language: build_constraint(&text) }),
        Err(error) => Err(fault(file, &gosyn::parse_source(counted(&text)).err().unwrap_or(error))),
    }
}

/// Refuses text that is nested so deeply, or has so long a row of operators, that reading it would need more stack than there is.
fn nesting(tokens: &[gosyn::LexicalToken], text: &str, lines: &Lines) -> Result<()> {
    // Only the ends of lines decide where a row ends.
    let chars: Vec<char> = text.chars().collect();
    let (mut open, mut row): (Vec<usize>, usize) = (Vec::new(), 0);
    let mut previous: Option<&gosyn::LexicalToken> = None;
    for token in tokens {
        let ends_line = previous.is_some_and(|previous| {
            ends_statement(&previous.token) && chars[previous.end..token.start.max(previous.end)].contains(&'\n')
        });
        if ends_line {
            row = 0;
        }
        match &token.token {
            Token::Operator(Operator::ParenLeft | Operator::BarackLeft | Operator::BraceLeft) => {
                open.push(row);
                row = 0;
            }
            Token::Operator(Operator::ParenRight | Operator::BarackRight | Operator::BraceRight) => {
                row = open.pop().unwrap_or(0) + 1
            }
            Token::Operator(Operator::Comma | Operator::SemiColon) => row = 0,
            Token::Comment(_) => continue,
            _ => row += 1,
        }
        if open.len() > DEEPEST || open.iter().sum::<usize>() + row > LONGEST {
            let what = match open.len() > DEEPEST {
                true => format!("nested deeper than {DEEPEST} levels"),
                false => format!("an expression or statement of more than {LONGEST} parts"),
            };
            return Err(Fault { pos: lines.pos(token.start), what, kind: FaultKind::Subset });
        }
        previous = Some(token);
    }
    Ok(())
}

/// The parser wants a semicolon between `defer f()`, or the block after `else`, and a `}` on the same line, where Go needs none. It is
/// put in the place of the space there, so that everything stays where it is.
fn with_semicolons(tokens: &[gosyn::LexicalToken], text: &str) -> String {
    struct Block {
        is_else: bool,
        wants: bool,
    }
    let mut chars: Vec<char> = text.chars().collect();
    let mut open = vec![Block { is_else: false, wants: false }];
    let mut after_else = false;
    let mut previous: Option<&gosyn::LexicalToken> = None;
    for token in tokens {
        let gap = previous.map(|previous| previous.end..token.start.max(previous.end));
        let new_line = gap.clone().is_some_and(|gap| chars[gap].contains(&'\n'));
        let Some(block) = open.last_mut() else { break };
        if new_line && previous.is_some_and(|previous| ends_statement(&previous.token)) {
            block.wants = false;
        }
        match &token.token {
            Token::Keyword(Keyword::Defer) => block.wants = true,
            Token::Operator(Operator::SemiColon) => block.wants = false,
            Token::Operator(Operator::ParenLeft | Operator::BarackLeft | Operator::BraceLeft) => {
                open.push(Block { is_else: after_else, wants: false });
            }
            Token::Operator(Operator::ParenRight | Operator::BarackRight | Operator::BraceRight) => {
                let closed = open.pop().unwrap_or(Block { is_else: false, wants: false });
                let place = gap.and_then(|gap| gap.rev().find(|&at| chars[at] == ' ' || chars[at] == '\t'));
                if let (true, false, Some(place)) = (closed.wants, new_line, place) {
                    chars[place] = ';';
                }
                if closed.is_else
                    && let Some(block) = open.last_mut()
                {
                    block.wants = true;
                }
            }
            _ => {}
        }
        after_else = matches!(token.token, Token::Keyword(Keyword::Else));
        if !matches!(token.token, Token::Comment(_)) {
            previous = Some(token);
        }
    }
    chars.into_iter().collect()
}

/// Whether the end of a line after this token ends the statement.
fn ends_statement(token: &Token) -> bool {
    matches!(
        token,
        Token::Literal(..)
            | Token::Operator(
                Operator::Inc | Operator::Dec | Operator::ParenRight | Operator::BraceRight | Operator::BarackRight
            )
            | Token::Keyword(Keyword::Break | Keyword::Return | Keyword::Continue | Keyword::FallThrough)
    )
}

fn fault(file: u32, error: &anyhow_error::Error) -> Fault {
    let (location, what) = match error.downcast_ref::<gosyn::Error>() {
        Some(gosyn::Error::UnexpectedToken { location, expect, actual, .. }) => {
            let wanted = expect.iter().map(|kind| format!("{kind:?}")).collect::<Vec<_>>().join(" or ");
            let found = actual.as_ref().map_or_else(|| "the end of the file".to_owned(), |token| format!("{token:?}"));
            (*location, format!("expected {wanted}, found {found}"))
        }
        Some(gosyn::Error::Else { location, reason, .. }) => (*location, reason.clone()),
        _ => ((1, 0), error.to_string()),
    };
    let pos = Pos { file, line: location.0.max(1) as u32, column: location.1 as u32 + 1 };
    Fault { pos, what, kind: FaultKind::Syntax }
}

/// The parser's errors are of `anyhow`, whose name is needed only to ask what they are.
mod anyhow_error {
    pub(super) type Error = anyhow::Error;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_built_with_the_releases_that_it_names() {
        let built = |line: &str| {
            let text = format!("// A file.\n\n{line}\n\npackage p\n\n//go:build go1.99\n");
            ["1.21", "1.24", "1.27"].map(|release| is_built_with(&text, release.parse().unwrap()))
        };
        assert_eq!(built(""), [true; 3]);
        assert_eq!(built("//go:build go1.24"), [false, true, true]);
        assert_eq!(built("//go:build !go1.24"), [true, false, false]);
        assert_eq!(built("//go:build linux"), [true; 3]);
    }
}

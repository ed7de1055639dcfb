//! What functions and pins stand in a source file?
//!
//! A pin is a comment at the end of a line that says what the report must find there:
//!
//! ```text
//! // heap: none          no site, in debug and in release
//! // heap: 2             two sites that call the allocator, in release; at least as many sites in debug
//! // heap: may           one or more sites that may reach the allocator, in release
//! // heap: elided        one or more sites in debug that are gone in release
//! // heap: unknown       one or more calls that cannot be seen through, in release
//! // heap: 1, may        both
//! ```
//!
//! A line may have sites of several kinds; the pin lists all of them, separated by commas.
//!
//! A pin that has a line to itself belongs to the line above: rustfmt moves what stands behind an opening brace there.
//!
//! A pin speaks of its line alone: of the code of other functions that the line calls it says nothing. A *contract* speaks of a function and
//! of everything that it reaches. It is `none` on the line of the function's name or of its opening brace, or on a line of its own before the
//! function or directly behind the brace:
//!
//! ```text
//! fn process(&mut self) { // heap: none                                    in debug and in release
//! fn process(&mut self) { // heap: none in release                         in release alone
//! fn process(&mut self) { // heap: none, except log::write, dyn            but for these functions, and for calls through dyn
//! ```

use crate::Error;
use proc_macro2::{Span, TokenStream, TokenTree};
use std::fmt;
use std::ops::RangeInclusive;
use std::path::Path;
use syn::visit::{self, Visit};

/// The part of a comment that makes it a pin.
const MARK: &str = "// heap:";

/// A source file, as far as the report needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The lines, without their ends.
    pub lines: Vec<String>,
    /// The functions with a body, in order; closures belong to the function around them, nested functions are their own.
    pub functions: Vec<SourceFunction>,
    /// What is derived and may allocate, in order.
    pub derived: Vec<Derived>,
    /// The pins, in order.
    pub pins: Vec<Pin>,
    /// The contracts, in order.
    pub contracts: Vec<Contract>,
    /// Comments that begin as a pin does and are none, with their lines and what is wrong with them.
    pub misread: Vec<(u32, String)>,
    /// Why the file could not be read as Rust: then it has no functions, pins and contracts.
    pub unread: Option<String>,
}

/// A trait that is derived for a type: `Clone` or `Default`, whose code may allocate and is compiled only where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// From the line of the trait's name to the end of the type: the lines that its code has.
    pub lines: RangeInclusive<u32>,
    /// The trait, without a path.
    pub name: String,
    /// The type, without a path and parameters.
    pub of: String,
}

/// What a function promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// The place of the function in [`Source::functions`].
    pub function: usize,
    /// Whether only the release build is held to it.
    pub in_release: bool,
    /// Functions that may be called all the same, by the end of their path; `dyn` for calls that cannot be seen.
    pub except: Vec<String>,
}

/// A function of a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFunction {
    /// Its name, without a path.
    pub name: String,
    /// From the line of its name to the one of its closing brace.
    pub lines: RangeInclusive<u32>,
    /// The line of its opening brace.
    pub brace: u32,
    /// The line on which it begins, with its attributes and its comments for the documentation.
    pub begins: u32,
    /// The lines that have code when the function was compiled: all, but of an `async` function those between its braces. Calling it only
    /// makes the future; its body is compiled where the future is polled.
    pub body: RangeInclusive<u32>,
    /// Whether it is compiled only for tests.
    pub is_test: bool,
}

/// What a line is expected to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The line, from 1.
    pub line: u32,
    /// What is expected; empty for `none`.
    pub expected: Vec<Expected>,
}

/// One kind of site that a pin expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expected {
    /// As many that call the allocator.
    Heap(usize),
    /// Some that may reach it.
    May,
    /// Some that only a debug build has.
    Elided,
    /// Some that cannot be seen through.
    Unknown,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Heap(count) => write!(f, "{count}"),
            Self::May => f.write_str("may"),
            Self::Elided => f.write_str("elided"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.expected.is_empty() {
            return f.write_str("none");
        }
        let expected: Vec<String> = self.expected.iter().map(ToString::to_string).collect();
        f.write_str(&expected.join(", "))
    }
}

impl Source {
    /// Reads a file. One that is no Rust, such as a C file or a template, has lines alone.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        let text = String::from_utf8_lossy(&bytes);
        if path.extension().is_some_and(|extension| extension == "rs") {
            Ok(Self::parse(&text))
        } else {
            Ok(Self { lines: text.lines().map(str::to_owned).collect(), ..Self::default() })
        }
    }

    /// Reads the text of a file.
    pub fn parse(text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut source = Self { lines, ..Self::default() };
        if let Err(reason) = source.parse_items(text) {
            source = Self { lines: source.lines, unread: Some(reason), ..Self::default() };
        }
        source
    }

    /// Reads functions and pins. The error says where and what.
    fn parse_items(&mut self, text: &str) -> Result<(), String> {
        let at = |span: Span, reason: &dyn fmt::Display| format!("line {}: {reason}", span.start().line);
        let file = syn::parse_file(text).map_err(|error| at(error.span(), &error))?;
        let mut functions = Functions::default();
        functions.visit_file(&file);
        self.functions = functions.found;
        self.derived = functions.derived;
        let tokens: TokenStream = text.parse().map_err(|error: proc_macro2::LexError| at(error.span(), &error))?;
        let mut spans = Vec::new();
        literals(tokens, &mut spans);
        for index in 0..self.lines.len() {
            let (line, number) = (&self.lines[index], index + 1);
            let comment = line.match_indices(MARK).map(|(start, _)| start).find(|start| {
                let column = line[..*start].chars().count();
                let is_in_literal = spans.iter().any(|span| {
                    let (from, to) = (span.start(), span.end());
                    (from.line, from.column) <= (number, column) && (number, column) < (to.line, to.column)
                });
                // In a doc comment, or behind another comment's beginning.
                let is_behind_comment =
                    line[..*start].ends_with(['/', '!']) || comment_before(line, *start, &spans, number);
                !is_in_literal && !is_behind_comment
            });
            let Some(start) = comment else { continue };
            let is_alone = line[..start].trim().is_empty();
            let said = line[start + MARK.len()..].trim().to_owned();
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            match self.spoken_of(number, is_alone) {
                Some(function) if said.starts_with("none") => match parse_contract(&said) {
                    Ok((in_release, except)) => self.contracts.push(Contract { function, in_release, except }),
                    Err(reason) => self.misread.push((number, format!("`{MARK} {said}`: {reason}"))),
                },
                _ => match parse_pin(&said) {
                    Ok(expected) => self.pins.push(Pin { line: if is_alone { number - 1 } else { number }, expected }),
                    Err(reason) => self.misread.push((number, format!("`{MARK} {said}`: {reason}"))),
                },
            }
        }
        Ok(())
    }

    /// The function that a comment on this line speaks of as a whole.
    fn spoken_of(&self, number: u32, is_alone: bool) -> Option<usize> {
        // Behind the signature, or below its opening brace.
        let line = if is_alone { number - 1 } else { number };
        let of_signature = |function: &SourceFunction| (*function.lines.start()..=function.brace).contains(&line);
        // The next line that is neither blank nor another comment begins the function, or is one of its attributes.
        let next = || {
            let below = self.lines.iter().enumerate().skip(number as usize);
            let next = below
                .map(|(index, line)| (index as u32 + 1, line.trim()))
                .find(|(_, line)| !line.is_empty() && !line.starts_with("// "))?;
            self.functions.iter().position(|function| (function.begins..=*function.lines.start()).contains(&next.0))
        };
        let found = self.functions.iter().position(of_signature);
        if is_alone { found.or_else(next) } else { found }
    }

    /// The innermost function that a line is in.
    pub fn function(&self, line: u32) -> Option<&SourceFunction> {
        let around = self.functions.iter().filter(|function| function.lines.contains(&line));
        around.min_by_key(|function| function.lines.end() - function.lines.start())
    }
}

/// Whether another comment begins earlier on the line.
fn comment_before(line: &str, start: usize, literals: &[Span], number: usize) -> bool {
    line[..start].match_indices("//").any(|(earlier, _)| {
        let column = line[..earlier].chars().count();
        !literals.iter().any(|span| {
            let (from, to) = (span.start(), span.end());
            (from.line, from.column) <= (number, column) && (number, column) < (to.line, to.column)
        })
    })
}

/// `none`, `none in release`, `none, except a::b, dyn`: whether in release alone, and the exceptions.
fn parse_contract(text: &str) -> Result<(bool, Vec<String>), String> {
    const GRAMMAR: &str = "a contract is `none` or `none in release`, and may go on with `, except NAME, NAME`";
    let (what, except) = match text.split_once(',') {
        Some((what, rest)) => {
            let names = rest.trim().strip_prefix("except ").ok_or(GRAMMAR)?;
            let names: Vec<String> = names.split(',').map(|name| name.trim().to_owned()).collect();
            (what.trim(), names)
        }
        None => (text, Vec::new()),
    };
    if except.iter().any(String::is_empty) {
        return Err(format!("an exception has no name; {GRAMMAR}"));
    }
    match what {
        "none" => Ok((false, except)),
        "none in release" => Ok((true, except)),
        _ => Err(GRAMMAR.to_owned()),
    }
}

fn parse_pin(text: &str) -> Result<Vec<Expected>, String> {
    const GRAMMAR: &str = "a pin is `none`, or a list of a number, `may`, `elided` and `unknown`, separated by commas";
    if text == "none" {
        return Ok(Vec::new());
    }
    let mut expected = Vec::new();
    for word in text.split(',').map(str::trim) {
        let item = match word {
            "may" => Expected::May,
            "elided" => Expected::Elided,
            "unknown" => Expected::Unknown,
            number => match number.parse() {
                Ok(0) => return Err(format!("0 is written `none`; {GRAMMAR}")),
                Ok(count) => Expected::Heap(count),
                Err(_) => return Err(format!("`{word}` is not understood; {GRAMMAR}")),
            },
        };
        let is_double = expected.iter().any(|other| std::mem::discriminant(other) == std::mem::discriminant(&item));
        if is_double {
            return Err(format!("`{word}` stands there twice; {GRAMMAR}"));
        }
        expected.push(item);
    }
    expected.sort_unstable();
    Ok(expected)
}

/// The spans of all literals; doc comments are literals to the lexer.
fn literals(tokens: TokenStream, spans: &mut Vec<Span>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => literals(group.stream(), spans),
            TokenTree::Literal(literal) => spans.push(literal.span()),
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

#[derive(Default)]
struct Functions {
    found: Vec<SourceFunction>,
    derived: Vec<Derived>,
    /// How many `#[cfg(test)]` or `#[test]` items are around.
    in_tests: usize,
}

impl Functions {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block, attributes: &[syn::Attribute]) {
        let line = |span: Span| u32::try_from(span.start().line).unwrap_or(u32::MAX);
        let lines = line(signature.ident.span())..=line(block.brace_token.span.close());
        let inside = line(block.brace_token.span.open()) + 1..=lines.end().saturating_sub(1);
        let is_async = signature.asyncness.is_some() && !inside.is_empty();
        self.found.push(SourceFunction {
            name: signature.ident.to_string(),
            brace: line(block.brace_token.span.open()),
            begins: attributes.first().map_or(*lines.start(), |first| line(first.pound_token.span).min(*lines.start())),
            body: if is_async { inside } else { lines.clone() },
            lines,
            is_test: self.in_tests > 0 || is_test(attributes),
        });
    }

    fn add_derived(&mut self, attributes: &[syn::Attribute], of: &syn::Ident, end: Span) {
        let line = |span: Span| u32::try_from(span.start().line).unwrap_or(u32::MAX);
        for attribute in attributes.iter().filter(|attribute| self.in_tests == 0 && attribute.path().is_ident("derive"))
        {
            // What cannot be read is for the compiler to say.
            let _ = attribute.parse_nested_meta(|meta| {
                let name = meta.path.segments.last().map(|segment| &segment.ident);
                if let Some(name) = name.filter(|name| *name == "Clone" || *name == "Default") {
                    let lines = line(name.span())..=line(end);
                    self.derived.push(Derived { lines, name: name.to_string(), of: of.to_string() });
                }
                Ok(())
            });
        }
    }

    fn inside(&mut self, attributes: &[syn::Attribute], visit: impl FnOnce(&mut Self)) {
        let is_test = is_test(attributes);
        self.in_tests += usize::from(is_test);
        visit(self);
        self.in_tests -= usize::from(is_test);
    }
}

/// `#[test]`, `#[cfg(test)]`.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || (attribute.path().is_ident("cfg")
                && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string() == "test"))
    })
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.add(&function.sig, &function.block, &function.attrs);
        self.inside(&function.attrs, |this| visit::visit_item_fn(this, function));
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(&function.sig, &function.block, &function.attrs);
        self.inside(&function.attrs, |this| visit::visit_impl_item_fn(this, function));
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.add(&function.sig, block, &function.attrs);
        }
        self.inside(&function.attrs, |this| visit::visit_trait_item_fn(this, function));
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        let end = match &item.fields {
            syn::Fields::Named(fields) => fields.brace_token.span.close(),
            syn::Fields::Unnamed(fields) => fields.paren_token.span.close(),
            syn::Fields::Unit => item.ident.span(),
        };
        self.add_derived(&item.attrs, &item.ident, end);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.add_derived(&item.attrs, &item.ident, item.brace_token.span.close());
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        self.inside(&module.attrs, |this| visit::visit_item_mod(this, module));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_stand_in_comments_only() {
        let source = Source::parse(
            "/// heap: in docs\nfn f() { // heap: none\n    let a = \"// heap: x\"; // heap: 2, may\n    // see // heap: y\n    /* b */ g(); // heap: elided\n}\n",
        );
        assert_eq!(source.unread, None);
        let pins: Vec<(u32, String)> = source.pins.iter().map(|pin| (pin.line, pin.to_string())).collect();
        assert_eq!(pins, [(3, "2, may".to_owned()), (5, "elided".to_owned())]);
        assert_eq!(source.contracts, [Contract { function: 0, in_release: false, except: Vec::new() }]);
    }

    #[test]
    fn a_contract_stands_at_the_signature_and_nowhere_else() {
        let text = "fn a() { // heap: none in release\n    b(); // heap: none\n}\n\n// heap: none, except x::y, dyn\n/// Docs.\n#[inline]\nfn b(\n    c: u8,\n) {\n    // heap: none\n    d();\n}\n";
        let source = Source::parse(text);
        let all: Vec<(usize, bool, usize)> = source
            .contracts
            .iter()
            .map(|contract| (contract.function, contract.in_release, contract.except.len()))
            .collect();
        assert_eq!(all, [(0, true, 0), (1, false, 2), (1, false, 0)], "{source:?}");
        assert_eq!(source.pins.len(), 1);
        for wrong in ["none in debug", "none, but for x", "none, except ", "none, except a,,b"] {
            let source = Source::parse(&format!("fn f() {{ // heap: {wrong}\n}}\n"));
            assert!(source.contracts.is_empty() && source.misread[0].1.contains("a contract is"), "{source:?}");
        }
    }

    #[test]
    fn what_is_no_rust_has_lines_alone() {
        let source = Source::parse("trait Old { fn f(u8); }\nfn async() {}\n");
        assert!(source.unread.is_some() && source.functions.is_empty(), "{source:?}");
        assert_eq!(source.lines.len(), 2);
    }

    #[test]
    fn a_pin_with_a_line_to_itself_speaks_of_the_line_above() {
        let source = Source::parse("fn f() {\n    // heap: 1\n    g();\n}\n");
        assert_eq!(source.pins, [Pin { line: 1, expected: vec![Expected::Heap(1)] }]);
    }

    #[test]
    fn a_pin_that_is_not_understood_names_its_line() {
        for (pin, expected) in [
            ("sometimes", "`sometimes` is not understood"),
            ("", "`` is not understood"),
            ("0", "0 is written `none`"),
            ("may, may", "stands there twice"),
            ("1, 2", "stands there twice"),
            ("none, may", "`none` is not understood"),
        ] {
            let source = Source::parse(&format!("\nfn f() {{\n    g() // heap: {pin}\n}}\n"));
            let [(3, error)] = &source.misread[..] else { panic!("{source:?}") };
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn functions_are_found_wherever_they_stand() {
        let text = "fn a() {\n    fn b() {}\n}\ntrait T {\n    fn c();\n    fn d() {}\n}\nimpl X {\n    fn e() {}\n}\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn f() {}\n}\n";
        let source = Source::parse(text);
        let names: Vec<(&str, bool)> =
            source.functions.iter().map(|function| (function.name.as_str(), function.is_test)).collect();
        assert_eq!(names, [("a", false), ("b", false), ("d", false), ("e", false), ("f", true)]);
        assert_eq!(source.function(2).map(|function| function.name.as_str()), Some("b"));
        assert_eq!(source.function(1).map(|function| function.name.as_str()), Some("a"));
        assert_eq!(source.function(4), None);
    }
}

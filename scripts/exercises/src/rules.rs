//! The rules that every submission keeps, and how they are held.
//!
//! A budget is about work, so work must be done where it is counted, with memory that is given back. What moves memory to where the
//! counter does not look is refused by name; the rest shows in the counts: bytes that stay, and other threads.

use crate::declaration::Allowance;
use crate::{Error, Exercise};
use std::path::Path;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// The rules in words, for the command line and the book.
pub const RULES: [&str; 5] = [
    "The answer is right, on the examples and on random inputs.",
    "No `static` and no `thread_local!`: each call pays for its own memory. A `const` is fine.",
    "Nothing is kept: when the input and the answer are dropped, all memory is given back. A leak, `mem::forget` or a `ManuallyDrop` shows there.",
    "The work runs on the thread that calls it: what other threads ask for can't be told from other work.",
    "No `unsafe`, and nothing of `std::alloc`, unless the exercise is about it and says so.",
];

/// A rule that a line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The line, from 1.
    pub line: usize,
    /// What stands there, and why it is refused.
    pub what: String,
}

/// The rules that a submission breaks, as its source shows it.
///
/// # Errors
///
/// When the file can't be read. Code that does not parse breaks no rule: the compiler has a better message for it.
pub fn broken(exercise: &Exercise, submission: &Path) -> Result<Vec<Broken>, Error> {
    let text = std::fs::read_to_string(submission).map_err(Error::file(submission))?;
    let Ok(file) = syn::parse_file(&text) else { return Ok(Vec::new()) };
    let mut finder = Finder { allows: &exercise.declaration.allows, broken: Vec::new() };
    finder.visit_file(&file);
    Ok(finder.broken)
}

struct Finder<'a> {
    allows: &'a [Allowance],
    broken: Vec<Broken>,
}

impl Finder<'_> {
    fn refuse(&mut self, place: &impl Spanned, unless: Allowance, what: &str) {
        if !self.allows.contains(&unless) {
            self.broken.push(Broken { line: place.span().start().line, what: what.to_owned() });
        }
    }

    fn refuse_unsafe(&mut self, place: &impl Spanned) {
        self.refuse(place, Allowance::Unsafe, "`unsafe` is not allowed in this exercise");
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.refuse(
            item,
            Allowance::Static,
            "a `static` is not allowed: each call pays for its own memory; a `const` is fine",
        );
        visit::visit_item_static(self, item);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if call.path.segments.last().is_some_and(|segment| segment.ident == "thread_local") {
            self.refuse(call, Allowance::Static, "`thread_local!` is not allowed: each call pays for its own memory");
        }
        visit::visit_macro(self, call);
    }

    fn visit_expr_unsafe(&mut self, block: &'ast syn::ExprUnsafe) {
        self.refuse_unsafe(block);
        visit::visit_expr_unsafe(self, block);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        if let Some(word) = &signature.unsafety {
            self.refuse_unsafe(word);
        }
        visit::visit_signature(self, signature);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if let Some(word) = &item.unsafety {
            self.refuse_unsafe(word);
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if is_of_alloc(&item.tree) {
            self.refuse(item, Allowance::Unsafe, "`std::alloc` is not allowed in this exercise");
        }
        visit::visit_item_use(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut words = path.segments.iter().map(|segment| segment.ident.to_string());
        if let (Some("std" | "alloc"), Some("alloc")) = (words.next().as_deref(), words.next().as_deref()) {
            self.refuse(path, Allowance::Unsafe, "`std::alloc` is not allowed in this exercise");
        }
        visit::visit_path(self, path);
    }
}

fn is_of_alloc(tree: &syn::UseTree) -> bool {
    let syn::UseTree::Path(first) = tree else { return false };
    let is_alloc = |tree: &syn::UseTree| match tree {
        syn::UseTree::Path(path) => path.ident == "alloc",
        syn::UseTree::Name(name) => name.ident == "alloc",
        syn::UseTree::Rename(rename) => rename.ident == "alloc",
        syn::UseTree::Glob(_) | syn::UseTree::Group(_) => false,
    };
    let below = match &*first.tree {
        syn::UseTree::Group(group) => group.items.iter().any(is_alloc),
        one => is_alloc(one),
    };
    first.ident == "std" && below
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<usize> {
        let file = syn::parse_file(source).expect("it is Rust");
        let mut finder = Finder { allows: &[], broken: Vec::new() };
        finder.visit_file(&file);
        finder.broken.into_iter().map(|broken| broken.line).collect()
    }

    #[test]
    fn what_hides_memory_is_refused_with_its_line() {
        for (source, lines) in [
            ("fn f() {}\nstatic A: u8 = 0;", vec![2]),
            ("fn f() { static A: u8 = 0; }", vec![1]),
            ("thread_local! { static A: u8 = 0; }", vec![1]),
            ("fn f() {\n    unsafe {}\n}", vec![2]),
            ("unsafe fn f() {}", vec![1]),
            ("use std::alloc::System;", vec![1]),
            ("use std::{fmt, alloc};", vec![1]),
            ("fn f() { std::alloc::Layout::new::<u8>(); }", vec![1]),
            ("const A: &'static str = \"a\";\nfn f() -> &'static str { A }", vec![]),
        ] {
            assert_eq!(found(source), lines, "{source}");
        }
    }
}

//! How do the book's source and the records become the site?
//!
//! Pages hold no measured number; they hold directives, such as `{{#figure boxed-return boxed/64 release allocations}}`.
//! This crate replaces each by what the reference record says, checks that everything a page points to exists,
//! and hands the result to mdBook.
//!
//! - [`build`] makes the site into `target/book`, [`render`] into any directory.
//! - [`preprocess`] does the same work for a plain `mdbook build book`.
//! - [`answers`] gives the question and the answer of every chapter, for the README.
//! - [`shown`] says what the pages show of site reports and heap profiles, of which nothing else is kept.
//! - [`typed_figures`] finds figures that were typed instead; its rule stands in the module `typed`.

mod agreement;
mod answers;
mod calibration;
mod check;
mod directive;
mod drawings;
mod figure;
mod glossary;
mod growth;
mod html;
mod listing;
mod markdown;
mod page;
mod problem;
mod profile;
mod provenance;
mod published;
mod records;
mod regions;
mod shown;
mod site;
mod sources;
mod standalone;
mod typed;
mod walk;
mod yours;

pub use agreement::disagreements;
pub use answers::{Answer, answers};
pub use problem::{Problem, Problems};
pub use shown::shown;
pub use site::{Site, build, preprocess, render};
pub use typed::typed_figures;

use record::suggest;

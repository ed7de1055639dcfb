//! What does it cost to return a `Box`, and when is it free?

pub mod by_value;
pub mod boxed;
pub mod boxed_inlined;

use instruments::{Exact, Experiment, Variant};

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does it cost to return a `Box`, and when is it free?",
    baseline: "by_value",
    axis: None,
    variants: &[
        Variant::fixed("by_value", "the value itself is returned", by_value::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE),
        Variant::fixed("boxed", "a constructor that is not inlined returns a Box", boxed::run)
            .answers(|_| 42)
            .exact(|_| Exact::once(8)),
        Variant::fixed("boxed_inlined", "a constructor that is inlined returns a Box", boxed_inlined::run)
            .answers(|_| 42)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE),
    ],
};

//! In which region of a process does a value live, and who can tell?
//!
//! Each variant has two entry points: `run`, which is counted and timed, and `show`, which hands out the places of its values
//! while they are alive. `run` is `show` with nobody looking, so what is counted is what is looked at.
//! [`regions`] says what the operating system's map of the process tells of a place, and [`all`] holds every value at once.

pub mod place;
pub mod regions;
pub mod all;

use declaration::{Axis, Experiment};
use vec::{LARGE, MIDDLE, SMALL};

declaration::variants![
    local,
    deeper_frame,
    array,
    boxed,
    vec,
    static_str,
    static_items,
    constant,
    function,
    thread_local,
    other_thread,
    boxed_by_other_thread,
    mapped_file,
];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "In which region of a process does a value live, and who can tell?",
    baseline: "local",
    axis: Some(Axis { quantity: "size of the elements", unit: "B", sizes: &[SMALL, MIDDLE, LARGE] }),
    variants: VARIANTS,
};

//! How are charts drawn?
//!
//! Heap profiles are drawn by [`heap_views::drawings`].

pub(crate) mod chart;
pub(crate) mod scale;

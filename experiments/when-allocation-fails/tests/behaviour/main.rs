//! The chapter's ordinary tests.

mod compile_fail;
mod vec;

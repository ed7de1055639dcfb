//! Is a page what its source, the records and the profiles say?

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod fixture;
mod site;

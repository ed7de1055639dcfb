//! The chapter's ordinary tests, and the one to copy.

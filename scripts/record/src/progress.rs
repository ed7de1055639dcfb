//! How far is what takes long?

/// How far a long measurement is; the command line draws it.
pub trait Progress {
    /// A part begins, with this many steps, where known.
    fn begin(&self, part: &str, steps: Option<u64>);
    /// One step is done.
    fn step(&self, what: &str);
    /// The part ends.
    fn end(&self);
    /// Something to know, in a sentence.
    fn say(&self, what: &str);
}

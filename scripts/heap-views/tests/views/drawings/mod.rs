//! Is what is drawn of a heap profile what is in it?

mod flame;
mod graph;
mod profiles;

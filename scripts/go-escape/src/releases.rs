//! What differs between releases of Go, read in the sources of each.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::error::Error;

/// A release of Go, by its minor number: 27 is Go 1.27.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release(u32);

impl Serialize for Release {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Release {
    /// The oldest release that the model knows.
    pub const OLDEST: Release = Release(21);
    /// The newest release that the model knows.
    pub const NEWEST: Release = Release(27);

    /// All releases that the model knows, oldest first.
    pub fn all() -> impl Iterator<Item = Release> {
        (Self::OLDEST.0..=Self::NEWEST.0).map(Release)
    }

    /// The number after `1.`.
    pub fn minor(self) -> u32 {
        self.0
    }

    /// Bytes of the largest variable with a name that stays in the frame.
    pub(crate) fn largest_variable(self) -> i64 {
        if self.0 >= 24 { 128 * 1024 } else { 10 * 1024 * 1024 }
    }

    /// Bytes of the largest value without a name (`new`, `&T{}`, `make`) that stays in the frame.
    pub(crate) fn largest_implicit(self) -> i64 {
        64 * 1024
    }

    /// Whether a `make` of a length that is known only at run time may begin in the frame.
    pub(crate) fn make_of_any_length_may_stay(self) -> bool {
        self.0 >= 25
    }

    /// Whether the array that `append` may allocate is a location of its own, and reported.
    pub(crate) fn models_append(self) -> bool {
        self.0 >= 25
    }

    /// Whether a variable that is a constant for good is taken for the constant in `make` and in conversions to interfaces.
    pub(crate) fn sees_constants_through_variables(self) -> bool {
        self.0 >= 25
    }

    /// Whether the length of a slice literal is taken for a constant in `make`.
    pub(crate) fn sees_lengths_of_literals(self) -> bool {
        self.0 >= 26
    }

    /// Whether any type of one word that is a pointer is held in an interface itself, and not by its kind only.
    pub(crate) fn holds_words_by_shape(self) -> bool {
        self.0 >= 26
    }

    /// Whether an interface variable has a concrete type when all its assignments agree.
    pub(crate) fn follows_assignments_of_interfaces(self) -> bool {
        self.0 >= 26
    }

    /// Whether a function variable calls those functions that are assigned to it, when all are known.
    pub(crate) fn follows_assignments_of_functions(self) -> bool {
        self.0 >= 27
    }

    /// Whether assignments to variables that nothing reads are removed before the analysis.
    pub(crate) fn removes_dead_locals(self) -> bool {
        self.0 >= 24
    }

    /// Whether a removed assignment is no longer the definition of its variable.
    pub(crate) fn forgets_dead_definitions(self) -> bool {
        self.0 >= 26
    }

    /// Whether a loop has its variables anew in each iteration.
    pub(crate) fn has_variables_per_iteration(self) -> bool {
        self.0 >= 22
    }

    /// Whether a function literal that captures nothing is analysed as a function of its own.
    pub(crate) fn takes_literals_without_captures_apart(self) -> bool {
        self.0 >= 24
    }

    /// Whether writes through pointers, and calls of function values, are followed.
    pub(crate) fn follows_mutations(self) -> bool {
        self.0 >= 22
    }

    /// Whether statements that cannot be reached are left out, long literals are cut in the report, `go` and `defer` are made calls of
    /// function literals before everything else, and a result named `_` is reported like one without a name.
    pub(crate) fn simplifies_early(self) -> bool {
        self.0 >= 22
    }

    /// How many results of a function a tag can name.
    pub(crate) fn tagged_results(self) -> usize {
        if self.0 >= 22 { 5 } else { 7 }
    }

    /// Whether `new` takes a value.
    pub(crate) fn has_new_of_values(self) -> bool {
        self.0 >= 26
    }

    /// The sign between the two sides of a flow.
    pub(crate) fn flow_sign(self) -> &'static str {
        if self.0 >= 25 { "←" } else { "=" }
    }
}

impl FromStr for Release {
    type Err = Error;

    /// Reads `1.27`, and takes `1.27.3` and `go1.27.3` for it.
    fn from_str(text: &str) -> Result<Self, Error> {
        let unknown = || Error::Release(text.to_owned());
        let rest = text.strip_prefix("go").unwrap_or(text).strip_prefix("1.").ok_or_else(unknown)?;
        let minor = rest.split('.').next().and_then(|minor| minor.parse().ok()).ok_or_else(unknown)?;
        match (Self::OLDEST.0..=Self::NEWEST.0).contains(&minor) {
            true => Ok(Release(minor)),
            false => Err(unknown()),
        }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.0)
    }
}

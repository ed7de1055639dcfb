//! Do functions keep what they promise: to reach no allocation?

use crate::reach::{Asked, Lines, Way};
use crate::sites::{CompiledFunction, Sites};
use crate::source::Source;
use record::Profile;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

/// What a function is held to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Promise<'a> {
    /// The file, as the compiler names it and as the report does.
    pub(crate) file: &'a Path,
    pub(crate) shown: &'a str,
    pub(crate) source: &'a Source,
    /// The place of the function in the source.
    pub(crate) function: usize,
    pub(crate) asked: Asked<'a>,
}

/// A way to the allocator that a function promised not to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenContract {
    /// The file of the function, as the report names it.
    pub path: String,
    /// The line of its name.
    pub line: u32,
    /// Its name.
    pub function: String,
    /// In which build.
    pub profile: Profile,
    /// The steps, one a line; the last one is the allocator, or a call that cannot be seen.
    pub steps: Vec<String>,
    /// Whether the way ends at a call that cannot be seen.
    pub is_unseen: bool,
}

impl fmt::Display for BrokenContract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, function, profile, steps, is_unseen } = self;
        let what = match (steps.is_empty(), is_unseen) {
            (true, _) => "has no code in this target, so nothing is known of it; report on a target that calls it",
            (false, true) => "makes a call that cannot be seen",
            (false, false) => "reaches the allocator",
        };
        write!(f, "{path}:{line}: `{function}` is to allocate nothing, and {what}, in {profile}")?;
        steps.iter().try_for_each(|step| write!(f, "\n    {step}"))
    }
}

/// What of a promise is not kept in one build; nothing where it is, and `None` where the function has no code.
pub(crate) fn broken(
    promise: &Promise<'_>,
    profile: Profile,
    build: &Sites,
    debug: &Sites,
    shown: &dyn Fn(&Path) -> String,
) -> Option<Vec<BrokenContract>> {
    let Promise { file, source, .. } = promise;
    let function = &source.functions[promise.function];
    let is_of_function = |line: u32| source.function(line) == Some(function);
    let is_here = |known: &CompiledFunction| known.places.iter().any(|(at, line)| at == file && is_of_function(*line));
    // One of several identical functions has the code of all, and the names of the others.
    let names = debug.functions.iter().filter(|(_, known)| is_here(known)).map(|(name, _)| name);
    let same_as: BTreeSet<String> = names.filter_map(|name| build.functions.get(name)?.same_as.clone()).collect();
    let lines = Lines { file, is_of_function: &is_of_function, same_as: &same_as };
    let is_compiled = !same_as.is_empty()
        || build.reach.has_calls(&lines)
        || build.has_code(file, &function.body)
        || build.functions.values().any(is_here);
    if !is_compiled {
        return None;
    }
    let ways = build.reach.ways(&lines, &promise.asked);
    let broken = |way: Way| BrokenContract {
        path: promise.shown.to_owned(),
        line: *function.lines.start(),
        function: function.name.clone(),
        profile,
        steps: steps(&way, shown),
        is_unseen: way.is_unseen,
    };
    Some(ways.into_iter().map(broken).collect())
}

/// The promise of a function that has no code in any build.
pub(crate) fn without_code(promise: &Promise<'_>, profile: Profile) -> BrokenContract {
    let function = &promise.source.functions[promise.function];
    BrokenContract {
        path: promise.shown.to_owned(),
        line: *function.lines.start(),
        function: function.name.clone(),
        profile,
        steps: Vec::new(),
        is_unseen: true,
    }
}

fn steps(way: &Way, shown: &dyn Fn(&Path) -> String) -> Vec<String> {
    let mut steps = Vec::new();
    // Between two functions of the package there may be inlined ones of libraries, which have no line here.
    let own = way.calls.iter().filter(|(_, place)| Path::new(&shown(&place.file)).is_relative());
    for (function, place) in own {
        let column = if place.column == 0 { String::new() } else { format!(":{}", place.column) };
        steps.push(format!("{}:{}{column}: in {}", shown(&place.file), place.line, symbols::short(function)));
    }
    steps.extend(crate::text::steps(&way.chain, way.is_unseen));
    steps
}

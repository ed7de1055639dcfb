//! What became of a function that has code at opt-level 0 and none in release?
//!
//! Either it was inlined, and nothing of it is left; or nothing calls it, and it was dropped; or the compiler merged it with a function of the
//! same instructions. In the last case what looks elided is still there, on the lines of the other function. An object file does not tell
//! these cases apart, unless the symbol became an alias of the function that was kept. The callers do: if a caller, in release, only calls
//! functions that it also reaches at opt-level 0, then no other function took the place of this one.

use crate::sites::Sites;
use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::ops::RangeInclusive;
use std::path::Path;

/// Why a function has no code in release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Absence {
    /// Nothing of it is left: it was inlined, or is another name of a function without sites.
    Removed,
    /// It may be one with one of these, or nothing calls it.
    PossiblyMerged(Vec<String>),
}

/// What the two builds have, by file and by what is called.
pub(crate) struct Builds<'a> {
    debug: &'a Sites,
    release: &'a Sites,
    /// The functions of debug: the line where each begins, and its name, by file.
    by_file: HashMap<&'a OsStr, Vec<(u32, &'a str)>>,
    /// In debug, who calls a function.
    callers: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Builds<'a> {
    pub(crate) fn new(debug: &'a Sites, release: &'a Sites) -> Self {
        let mut builds = Self { debug, release, by_file: HashMap::new(), callers: HashMap::new() };
        for (name, function) in &debug.functions {
            for (file, line) in &function.places {
                builds.by_file.entry(file.as_os_str()).or_default().push((*line, name));
            }
            for called in &function.calls {
                builds.callers.entry(called).or_default().push(name);
            }
        }
        builds
    }

    /// Why there is no code of the function on these lines of a file, which has code in debug and none in release, in release.
    pub(crate) fn absence(&self, file: &Path, lines: &RangeInclusive<u32>) -> Absence {
        let here = self.by_file.get(file.as_os_str()).map(Vec::as_slice).unwrap_or_default();
        let names: BTreeSet<&str> =
            here.iter().filter(|(line, _)| lines.contains(line)).map(|(_, name)| *name).collect();
        let mut search = Search { builds: self, asked: BTreeSet::new(), stand_ins: BTreeSet::new() };
        let mut all_gone = true;
        for name in &names {
            all_gone &= search.is_gone(name);
        }
        if !names.is_empty() && all_gone {
            Absence::Removed
        } else {
            Absence::PossiblyMerged(search.stand_ins.into_iter().collect())
        }
    }
}

struct Search<'a> {
    builds: &'a Builds<'a>,
    asked: BTreeSet<&'a str>,
    stand_ins: BTreeSet<String>,
}

impl<'a> Search<'a> {
    /// Whether a function without code in release left nothing that has a site.
    fn is_gone(&mut self, name: &'a str) -> bool {
        // Functions that only call each other are not called at all.
        if !self.asked.insert(name) {
            return true;
        }
        let release = self.builds.release;
        if let Some(same_as) = release.functions.get(name).and_then(|function| function.same_as.as_ref()) {
            let has_site = release.functions.get(same_as).is_some_and(|function| function.has_site);
            self.stand_ins.extend(has_site.then(|| same_as.clone()));
            return !has_site;
        }
        let callers = self.builds.callers.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut is_gone = !callers.is_empty();
        for caller in callers {
            is_gone &= self.has_no_stand_in(caller);
        }
        is_gone
    }

    /// Whether a caller, in release, calls only functions that it reaches at opt-level 0.
    fn has_no_stand_in(&mut self, caller: &'a str) -> bool {
        let Some(function) = self.builds.release.functions.get(caller) else { return self.is_gone(caller) };
        if function.same_as.is_some() {
            return self.is_gone(caller);
        }
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut open = vec![caller];
        while let Some(name) = open.pop() {
            if reached.insert(name) {
                open.extend(
                    self.builds
                        .debug
                        .functions
                        .get(name)
                        .into_iter()
                        .flat_map(|function| function.calls.iter().map(String::as_str)),
                );
            }
        }
        let strange: Vec<String> =
            function.calls.iter().filter(|called| !reached.contains(called.as_str())).cloned().collect();
        let is_known = strange.is_empty();
        self.stand_ins.extend(strange);
        is_known
    }
}

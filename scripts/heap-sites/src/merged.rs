//! What became of a function that has code at opt-level 0 and none in release?
//!
//! Either it was inlined, and nothing of it is left; or nothing calls it, and it was dropped; or the compiler merged it with a function of the
//! same instructions. In the last case what looks elided is still there, on the lines of the other function. An object file does not tell
//! these cases apart, unless the symbol became an alias of the function that was kept. The callers do: if a caller, in release, only calls
//! functions that it also reaches at opt-level 0, then no other function took the place of this one.

use crate::sites::Sites;
use std::collections::BTreeSet;
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

/// Why there is no code of the function on these lines of a file, which has code in `debug` and none in `release`, in release.
pub(crate) fn absence(file: &Path, lines: &RangeInclusive<u32>, debug: &Sites, release: &Sites) -> Absence {
    let is_here = |places: &BTreeSet<(std::path::PathBuf, u32)>| {
        places.iter().any(|(other, line)| other == file && lines.contains(line))
    };
    let names = debug.functions.iter().filter(|(_, function)| is_here(&function.places)).map(|(name, _)| name.as_str());
    let mut search = Search { debug, release, asked: BTreeSet::new(), stand_ins: BTreeSet::new() };
    let mut all_gone = true;
    let mut is_any = false;
    for name in names {
        is_any = true;
        all_gone &= search.is_gone(name);
    }
    if is_any && all_gone { Absence::Removed } else { Absence::PossiblyMerged(search.stand_ins.into_iter().collect()) }
}

struct Search<'a> {
    debug: &'a Sites,
    release: &'a Sites,
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
        if let Some(same_as) = self.release.functions.get(name).and_then(|function| function.same_as.as_ref()) {
            let has_site = self.release.functions.get(same_as).is_some_and(|function| function.has_site);
            self.stand_ins.extend(has_site.then(|| same_as.clone()));
            return !has_site;
        }
        let debug = self.debug;
        let callers: Vec<&str> = debug
            .functions
            .iter()
            .filter(|(_, caller)| caller.calls.contains(name))
            .map(|(name, _)| name.as_str())
            .collect();
        let mut is_gone = !callers.is_empty();
        for caller in callers {
            is_gone &= self.has_no_stand_in(caller);
        }
        is_gone
    }

    /// Whether a caller, in release, calls only functions that it reaches at opt-level 0.
    fn has_no_stand_in(&mut self, caller: &'a str) -> bool {
        let Some(function) = self.release.functions.get(caller) else { return self.is_gone(caller) };
        if function.same_as.is_some() {
            return self.is_gone(caller);
        }
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut open = vec![caller];
        while let Some(name) = open.pop() {
            if reached.insert(name) {
                open.extend(
                    self.debug
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

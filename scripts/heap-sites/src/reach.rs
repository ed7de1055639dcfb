//! What can a whole function reach, through every function that it calls?
//!
//! The report stops at the reader's own functions: each line is reported on by itself. Here the calls are followed through them, through
//! closures, `Drop` and `Display`, and through generic code of libraries that calls them back.

use crate::graph::{Id, Kind, Node};
use crate::lines::{Frame, Place};
use crate::sites::{SiteKind, Step};
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::path::Path;
use symbols::AllocatorCall;

/// A call in the reader's code.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The frame that it is in and those that it was inlined into, the innermost first.
    pub(crate) around: Vec<Frame>,
    pub(crate) place: Place,
    /// `None`: a call that names nothing.
    pub(crate) target: Option<Id>,
    /// The compiled function that it is in.
    pub(crate) within: Id,
    /// Whether it runs a destructor that is not known.
    pub(crate) is_unseen_drop: bool,
    /// What it reaches without the reader's functions, and how.
    pub(crate) reached: Vec<(SiteKind, Vec<Step>)>,
}

/// What calls what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    functions: Vec<Function>,
    calls: Vec<Call>,
    within: HashMap<Id, Vec<usize>>,
}

#[derive(Clone, Debug)]
struct Function {
    name: String,
    kind: Kind,
    calls: Vec<Id>,
    /// Functions whose address it passes on; whoever gets it will call it.
    taken: Vec<Id>,
    is_indirect: bool,
    drops_unseen: bool,
}

/// The lines of a function, without those of functions inside of it.
pub(crate) struct Lines<'a> {
    pub(crate) file: &'a Path,
    pub(crate) is_of_function: &'a dyn Fn(u32) -> bool,
    /// Compiled functions that its code is one with: the compiler keeps one of several that are identical.
    pub(crate) same_as: &'a BTreeSet<String>,
}

/// What is asked of a function.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked<'a> {
    /// Functions that may be called all the same, by the end of their path; `dyn` for calls that cannot be seen.
    pub(crate) except: &'a [String],
    /// Whether a panic is an allocation.
    pub(crate) with_panics: bool,
}

impl Asked<'_> {
    fn excuses(&self, function: &str) -> bool {
        !self.except.is_empty() && self.except.iter().any(|name| is_named(function, name))
    }

    fn excuses_dyn(&self) -> bool {
        self.except.iter().any(|name| name == "dyn")
    }
}

/// Whether the path of a function, without its type arguments, ends in these names.
pub(crate) fn is_named(function: &str, name: &str) -> bool {
    let path = symbols::without_generics(function);
    let path = path.replace(['<', '>'], "");
    path == name || path.strip_suffix(name).is_some_and(|before| before.ends_with("::") || before.ends_with(' '))
}

/// A way from a function to an allocation, or to a call that cannot be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// The calls in the reader's code, the first in the function itself: the function that the call is in, and its place.
    pub(crate) calls: Vec<(String, Place)>,
    /// From the last of these calls on.
    pub(crate) chain: Vec<Step>,
    /// Whether it ends at a call that cannot be seen.
    pub(crate) is_unseen: bool,
}

/// What is open in the search.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum At {
    Call(usize),
    Function(Id),
}

impl Reach {
    pub(crate) fn new(nodes: Vec<Node>, calls: Vec<Call>) -> Self {
        let function = |node: Node| Function {
            taken: node.taken,
            name: node.name,
            kind: node.kind,
            calls: node.calls,
            is_indirect: node.is_indirect,
            drops_unseen: node.drops_unseen,
        };
        let mut within: HashMap<Id, Vec<usize>> = HashMap::new();
        for (index, call) in calls.iter().enumerate() {
            within.entry(call.within).or_default().push(index);
        }
        Self { functions: nodes.into_iter().map(function).collect(), calls, within }
    }

    fn is_of(&self, call: &Call, lines: &Lines<'_>) -> bool {
        lines.same_as.contains(&self.functions[call.within].name)
            || call.around.iter().any(|frame| {
                let place = frame.place.as_ref();
                place.is_some_and(|place| place.file == lines.file && (lines.is_of_function)(place.line))
            })
    }

    /// Whether any call of the function was compiled, in itself or where it was inlined.
    pub(crate) fn has_calls(&self, lines: &Lines<'_>) -> bool {
        self.calls.iter().any(|call| self.is_of(call, lines))
    }

    /// The shortest way to each place of the reader's code that the function reaches and that allocates, or makes a call that cannot be seen.
    pub(crate) fn ways(&self, lines: &Lines<'_>, asked: &Asked<'_>) -> Vec<Way> {
        let mut parents: HashMap<At, Option<At>> = HashMap::new();
        let mut open = VecDeque::new();
        for (index, _) in self.calls.iter().enumerate().filter(|(_, call)| self.is_of(call, lines)) {
            parents.insert(At::Call(index), None);
            open.push_back(At::Call(index));
        }
        let mut ways = Vec::new();
        let mut said = BTreeSet::new();
        while let Some(at) = open.pop_front() {
            let mut next: Vec<At> = Vec::new();
            match at {
                At::Call(index) => {
                    let call = &self.calls[index];
                    let unseen_drop = call.is_unseen_drop.then(|| (SiteKind::Unknown, Vec::new()));
                    for (kind, chain) in call.reached.iter().cloned().chain(unseen_drop) {
                        let Some((kind, chain)) = self.unexcused(call, kind, chain, asked) else { continue };
                        let way =
                            Way { calls: self.calls_to(at, &parents), chain, is_unseen: kind == SiteKind::Unknown };
                        let key =
                            (call.place.clone(), way.chain.first().map(|step| step.function.clone()), way.is_unseen);
                        if said.insert(key) {
                            ways.push(way);
                        }
                    }
                    next.extend(call.target.map(At::Function));
                }
                At::Function(id) => {
                    let function = &self.functions[id];
                    let is_of_glue = function.is_indirect && symbols::is_drop_glue(&function.name);
                    let is_dynamic_drop = function.kind == Kind::Library && (is_of_glue || function.drops_unseen);
                    let is_end =
                        (function.kind == Kind::Cold && asked.with_panics) || (is_dynamic_drop && !asked.excuses_dyn());
                    if asked.excuses(&function.name) {
                        continue;
                    }
                    if is_end {
                        let chain = vec![Step { function: function.name.clone(), inlined: false }];
                        ways.push(Way { calls: self.calls_to(at, &parents), chain, is_unseen: is_dynamic_drop });
                    }
                    if matches!(function.kind, Kind::Allocator(_) | Kind::Cold) {
                        continue;
                    }
                    next.extend(function.calls.iter().chain(&function.taken).map(|called| At::Function(*called)));
                    next.extend(self.within.get(&id).into_iter().flatten().map(|call| At::Call(*call)));
                }
            }
            for next in next {
                parents.entry(next).or_insert_with(|| {
                    open.push_back(next);
                    Some(at)
                });
            }
        }
        ways
    }

    /// What a call reaches without a function that is excused; nothing where all of it is.
    fn unexcused(
        &self,
        call: &Call,
        kind: SiteKind,
        chain: Vec<Step>,
        asked: &Asked<'_>,
    ) -> Option<(SiteKind, Vec<Step>)> {
        if kind == SiteKind::Unknown && asked.excuses_dyn() {
            return None;
        }
        let excused = chain.iter().position(|step| asked.excuses(&step.function));
        let Some(excused) = excused else { return Some((kind, chain)) };
        // What was inlined here is excused as a whole; of what is called, another way may lead to the allocator.
        if chain[excused].inlined {
            return None;
        }
        let inlined: Vec<Step> = chain.into_iter().take_while(|step| step.inlined).collect();
        let (kind, called) = self.around_excused(call.target?, asked)?;
        Some((kind, inlined.into_iter().chain(called).collect()))
    }

    /// The shortest way through functions of libraries that are not excused.
    fn around_excused(&self, from: Id, asked: &Asked<'_>) -> Option<(SiteKind, Vec<Step>)> {
        let mut parents: HashMap<Id, Option<Id>> = HashMap::from([(from, None)]);
        let mut open = VecDeque::from([from]);
        while let Some(id) = open.pop_front() {
            let function = &self.functions[id];
            if asked.excuses(&function.name) {
                continue;
            }
            let kind = match function.kind {
                Kind::Allocator(AllocatorCall::Allocates) => Some(SiteKind::May),
                Kind::Library if (function.is_indirect || function.drops_unseen) && !asked.excuses_dyn() => {
                    Some(SiteKind::Unknown)
                }
                _ => None,
            };
            if let Some(kind) = kind {
                let mut chain = Vec::new();
                let mut here = Some(id);
                while let Some(id) = here {
                    chain.push(Step { function: self.functions[id].name.clone(), inlined: false });
                    here = parents[&id];
                }
                chain.reverse();
                return Some((kind, chain));
            }
            if function.kind == Kind::Library {
                for called in &function.calls {
                    parents.entry(*called).or_insert_with(|| {
                        open.push_back(*called);
                        Some(id)
                    });
                }
            }
        }
        None
    }

    /// The calls in the reader's code on the way to `at`, the first one first.
    fn calls_to(&self, at: At, parents: &HashMap<At, Option<At>>) -> Vec<(String, Place)> {
        let mut calls = Vec::new();
        let mut here = Some(at);
        while let Some(at) = here {
            if let At::Call(index) = at {
                let call = &self.calls[index];
                // What was inlined stands behind the function that it was inlined into.
                let frames =
                    call.around.iter().filter_map(|frame| Some((frame.function.clone(), frame.place.clone()?)));
                calls.extend(frames);
            }
            here = parents.get(&at).copied().flatten();
        }
        calls.reverse();
        calls
    }

    /// The reader's functions that a line calls and that reach an allocation or an unseen call, by name.
    pub(crate) fn reaching_functions(&self, file: &Path, line: u32) -> BTreeSet<String> {
        let is_here = |call: &&Call| {
            call.around
                .iter()
                .any(|frame| frame.place.as_ref().is_some_and(|place| place.file == file && place.line == line))
        };
        let called = self.calls.iter().filter(is_here).filter_map(|call| call.target);
        let is_of_reader = |id: &Id| self.functions[*id].kind == Kind::Reader;
        called.filter(is_of_reader).filter(|id| self.reaches(*id)).map(|id| self.functions[id].name.clone()).collect()
    }

    fn reaches(&self, from: Id) -> bool {
        let mut seen = BTreeSet::from([from]);
        let mut open = vec![from];
        while let Some(id) = open.pop() {
            let function = &self.functions[id];
            if matches!(function.kind, Kind::Allocator(_) | Kind::Cold) {
                continue;
            }
            let calls = self.within.get(&id).into_iter().flatten().map(|call| &self.calls[*call]);
            let mut next: Vec<Id> = function.calls.iter().chain(&function.taken).copied().collect();
            for call in calls {
                if !call.reached.is_empty() {
                    return true;
                }
                next.extend(call.target);
            }
            if function.is_indirect && function.kind == Kind::Reader {
                return true;
            }
            open.extend(next.into_iter().filter(|id| seen.insert(*id)));
        }
        false
    }
}

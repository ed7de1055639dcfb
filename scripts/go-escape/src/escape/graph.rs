//! Places that hold values, and the assignments between them.

use std::collections::{HashMap, HashSet};

use super::solve::{Flow, Step};
use crate::ir::{ExprId, FuncId, VarId};
use crate::leaks::Leaks;
use crate::source::Pos;

/// A place, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LocId(pub(crate) u32);

pub(crate) const HEAP: LocId = LocId(0);
/// Where everything goes through which something is written.
pub(crate) const MUTATOR: LocId = LocId(1);
/// Where function values go that are called without being known.
pub(crate) const CALLEE: LocId = LocId(2);
/// Where values go that nobody keeps.
pub(crate) const BLANK: LocId = LocId(3);
const FIRST_OWN: usize = 4;

/// What a place stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    Var(VarId),
    /// An expression that allocates.
    Expr(ExprId),
    /// A place of the analysis's own, between others.
    Nothing,
}

/// Properties that spread from place to place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attrs(u8);

impl Attrs {
    /// Has to be on the heap.
    pub(crate) const ESCAPES: Attrs = Attrs(1);
    /// Outlives the statement.
    pub(crate) const PERSISTS: Attrs = Attrs(2);
    /// What it points to may be written.
    pub(crate) const MUTATES: Attrs = Attrs(4);
    /// Functions in it may be called without their results being followed.
    pub(crate) const CALLS: Attrs = Attrs(8);
    pub(crate) const ALL: Attrs = Attrs(15);

    pub(crate) fn has(self, other: Attrs) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn with(self, other: Attrs) -> Attrs {
        Attrs(self.0 | other.0)
    }

    pub(crate) fn only(self, other: Attrs) -> Attrs {
        Attrs(self.0 & other.0)
    }

    /// What is in this one and not in the other.
    pub(crate) fn without(self, other: Attrs) -> Attrs {
        Attrs(self.0 & !other.0)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names, for what is shown.
    pub(crate) fn names(self) -> Vec<&'static str> {
        [
            (Attrs::ESCAPES, "escapes"),
            (Attrs::PERSISTS, "persists"),
            (Attrs::MUTATES, "mutates"),
            (Attrs::CALLS, "calls"),
        ]
        .into_iter()
        .filter(|(attr, _)| self.has(*attr))
        .map(|(_, name)| name)
        .collect()
    }
}

pub(crate) struct Location {
    pub(crate) stands: Stands,
    pub(crate) function: Option<FuncId>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) depth: i32,
    /// Of a result, its number.
    pub(crate) result: Option<usize>,
    pub(crate) is_param: bool,
    pub(crate) is_result: bool,
    pub(crate) attrs: Attrs,
    pub(crate) leaks: Leaks,
    pub(crate) captured: bool,
    pub(crate) reassigned: bool,
    pub(crate) addressed: bool,
    // Of the walk that is under way.
    pub(crate) derefs: i32,
    pub(crate) walk: u32,
    pub(crate) queued_in: u32,
    pub(crate) queued: bool,
    /// The next place on the way to the root, and the edge there.
    pub(crate) next: Option<(LocId, usize)>,
}

/// A value of the source goes to the place that has the edge, with so many dereferences; -1 is its address.
#[derive(Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) source: LocId,
    pub(crate) derefs: i32,
    pub(crate) notes: Option<NoteId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoteId(u32);

/// Why a value goes somewhere: a part of the program, and the reason in a word; then the next one.
pub(crate) struct Note {
    pub(crate) next: Option<NoteId>,
    pub(crate) text: String,
    pub(crate) pos: Pos,
    pub(crate) why: &'static str,
}

/// Where the value of an expression goes.
#[derive(Clone, Copy)]
pub(crate) struct Hole {
    pub(crate) to: LocId,
    pub(crate) derefs: i32,
    pub(crate) notes: Option<NoteId>,
    /// Whether the address of the expression is taken, wherever it goes.
    pub(crate) of_address: bool,
}

impl Hole {
    pub(crate) fn of(to: LocId) -> Self {
        Hole { to, derefs: 0, notes: None, of_address: false }
    }

    pub(crate) fn shift(mut self, by: i32) -> Self {
        self.derefs += by;
        self.of_address = by < 0;
        self
    }
}

pub(crate) struct Graph {
    pub(crate) locations: Vec<Location>,
    pub(crate) of_var: HashMap<VarId, LocId>,
    notes: Vec<Note>,
    /// The functions that are analysed together.
    pub(crate) batch: HashSet<FuncId>,
    /// Function literals that are called somewhere where they are not known, so that nobody follows their results.
    pub(crate) lost: HashSet<FuncId>,
    /// Before Go 1.22: function literals that are called where they stand.
    pub(crate) called: HashSet<FuncId>,
    /// What was asked for: see [`super::Wanted`].
    pub(crate) steps: Vec<Step>,
    pub(crate) flows: Vec<Flow>,
}

impl Graph {
    pub(crate) fn new() -> Self {
        let mut graph = Graph {
            locations: vec![],
            of_var: HashMap::new(),
            notes: vec![],
            batch: HashSet::new(),
            lost: HashSet::new(),
            called: HashSet::new(),
            steps: vec![],
            flows: vec![],
        };
        for attrs in [Attrs::ALL, Attrs::MUTATES, Attrs::CALLS, Attrs::default()] {
            let id = graph.add(Stands::Nothing, None, 0, false);
            graph.at_mut(id).attrs = attrs;
        }
        graph
    }

    pub(crate) fn add(&mut self, stands: Stands, function: Option<FuncId>, depth: i32, persists: bool) -> LocId {
        let id = LocId(self.locations.len() as u32);
        self.locations.push(Location {
            stands,
            function,
            edges: vec![],
            depth,
            result: None,
            is_param: false,
            is_result: false,
            attrs: if persists { Attrs::PERSISTS } else { Attrs::default() },
            leaks: Leaks::default(),
            captured: false,
            reassigned: false,
            addressed: false,
            derefs: 0,
            walk: 0,
            queued_in: 0,
            queued: false,
            next: None,
        });
        id
    }

    pub(crate) fn at(&self, id: LocId) -> &Location {
        &self.locations[id.0 as usize]
    }

    pub(crate) fn at_mut(&mut self, id: LocId) -> &mut Location {
        &mut self.locations[id.0 as usize]
    }

    /// The places of the program, without those that every graph has.
    pub(crate) fn own(&self) -> impl Iterator<Item = LocId> + use<> {
        (FIRST_OWN as u32..self.locations.len() as u32).map(LocId)
    }

    pub(crate) fn note(&mut self, next: Option<NoteId>, text: String, pos: Pos, why: &'static str) -> NoteId {
        self.notes.push(Note { next, text, pos, why });
        NoteId(self.notes.len() as u32 - 1)
    }

    pub(crate) fn notes(&self, first: Option<NoteId>) -> impl Iterator<Item = &Note> {
        let mut at = first;
        std::iter::from_fn(move || {
            let note = &self.notes[at?.0 as usize];
            at = note.next;
            Some(note)
        })
    }

    /// A value of the source goes into the hole. Returns whether the source escapes by that alone.
    pub(crate) fn flow(&mut self, hole: Hole, source: LocId) -> bool {
        if hole.of_address {
            self.at_mut(source).addressed = true;
        }
        if hole.to == BLANK || hole.to == source && hole.derefs >= 0 {
            return false;
        }
        if self.at(hole.to).attrs.has(Attrs::ESCAPES) && hole.derefs < 0 {
            let source = self.at_mut(source);
            let is_new = !source.attrs.has(Attrs::ESCAPES);
            source.attrs = Attrs::ALL;
            return is_new;
        }
        self.at_mut(hole.to).edges.push(Edge { source, derefs: hole.derefs, notes: hole.notes });
        false
    }
}

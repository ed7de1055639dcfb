//! The analysis itself: a graph of places that hold values and of the assignments between them, a walk over it until nothing changes,
//! and what follows for each place.
//!
//! - `graph`: places, edges, and the holes that values are put into
//! - `expr`, `stmt`, `call`, `assign`: from a function's body to edges
//! - `limits`: what is too large for the frame
//! - `solve`: the walk
//! - `report`: what the compiler says about each place

mod assign;
mod call;
mod expr;
pub(crate) mod graph;
mod limits;
mod report;
pub(crate) mod solve;
mod stmt;

use std::collections::HashMap;

use crate::ir::{ExprId, FuncId, Program};
use crate::passes::oracle::{Oracle, root_of};
use crate::releases::Release;
use crate::text::Text;
use crate::types::Types;
use graph::{Graph, Hole};

pub(crate) use report::Line;

/// What is asked for beside the verdicts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wanted {
    /// Why each place escapes and each parameter leaks.
    pub(crate) flows: bool,
    /// Every step of the walk.
    pub(crate) steps: bool,
}

/// Functions that call each other, and the function literals in them, analysed together.
pub(crate) struct Batch<'a> {
    pub(crate) program: &'a mut Program,
    pub(crate) types: &'a Types,
    pub(crate) release: Release,
    pub(crate) wanted: Wanted,
    pub(crate) graph: Graph,
    pub(crate) oracles: &'a mut HashMap<FuncId, Oracle>,
    /// Function literals, and where their captured variables go.
    closures: Vec<(Hole, ExprId)>,
    pub(crate) lines: Vec<Line>,
}

/// Where the analysis is in a function.
pub(crate) struct At {
    pub(crate) function: FuncId,
    pub(crate) depth: i32,
    labels: HashMap<std::rc::Rc<str>, bool>,
}

impl<'a> Batch<'a> {
    pub(crate) fn new(
        program: &'a mut Program,
        types: &'a Types,
        release: Release,
        wanted: Wanted,
        oracles: &'a mut HashMap<FuncId, Oracle>,
    ) -> Self {
        Batch { program, types, release, wanted, graph: Graph::new(), oracles, closures: vec![], lines: vec![] }
    }

    /// Analyses functions that call each other.
    pub(crate) fn run(&mut self, functions: &[FuncId]) {
        for &function in functions {
            // Bodies are taken out while they are walked, so what is asked of the whole function is found out first.
            self.oracle(function);
            self.graph.batch.insert(function);
            self.declare(function);
        }
        for &function in functions {
            if !self.is_inner(function) {
                self.walk_function(function);
            }
        }
        for (hole, closure) in std::mem::take(&mut self.closures) {
            self.capture(hole, closure);
        }
        for location in self.graph.own() {
            self.see_constants(location);
            self.limit(location);
        }
        self.solve();
        self.finish(functions);
    }

    /// Whether a function is analysed where the literal stands in another one.
    pub(crate) fn is_inner(&self, function: FuncId) -> bool {
        is_inner(self.program, self.release, function)
    }

    pub(crate) fn text(&self) -> Text<'_> {
        Text { program: self.program, types: self.types, shorten: self.release.simplifies_early() }
    }

    pub(crate) fn oracle(&mut self, function: FuncId) -> &Oracle {
        let root = root_of(self.program, function);
        self.oracles.entry(root).or_insert_with(|| Oracle::of(self.program, self.types, root))
    }
}

pub(crate) fn is_inner(program: &Program, release: Release, function: FuncId) -> bool {
    let function = program.function(function);
    match release.takes_literals_without_captures_apart() {
        true => function.is_capturing(),
        false => function.closure.as_ref().is_some_and(|closure| Some(closure.parent) != program.init),
    }
}

//! The walk: from each place, backwards along the edges, with the fewest dereferences, until nothing changes any more.

use std::collections::VecDeque;

use super::Batch;
use super::graph::{Attrs, BLANK, CALLEE, HEAP, Hole, LocId, MUTATOR, Stands};
use crate::ir::{ExprKind, FuncId};
use crate::source::Pos;

/// One step of the walk.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// Where the walk began.
    pub(crate) root: LocId,
    /// The place that the step looks at.
    pub(crate) place: LocId,
    /// Dereferences between them; -1 if the address of the place reaches the root.
    pub(crate) derefs: i32,
    /// What the place has now that it had not before.
    pub(crate) gained: Attrs,
    /// Where the parameter leaks, if this step found that.
    pub(crate) leak: Option<String>,
}

/// Why a place escapes, or a parameter leaks.
#[derive(Clone, Debug)]
pub(crate) struct Flow {
    pub(crate) pos: Pos,
    pub(crate) head: String,
    pub(crate) parts: Vec<FlowPart>,
}

#[derive(Clone, Debug)]
pub(crate) struct FlowPart {
    pub(crate) to: String,
    pub(crate) from: String,
    pub(crate) derefs: i32,
    pub(crate) reasons: Vec<Reason>,
}

#[derive(Clone, Debug)]
pub(crate) struct Reason {
    pub(crate) text: String,
    pub(crate) why: &'static str,
    pub(crate) pos: Pos,
}

/// Places still to walk from, in the order of the release.
struct Roots {
    queue: VecDeque<LocId>,
    /// Before Go 1.25 the newest came first.
    newest_first: bool,
}

impl Batch<'_> {
    pub(super) fn solve(&mut self) {
        let mut roots = Roots { queue: VecDeque::new(), newest_first: !self.release.models_append() };
        let special = match self.release.follows_mutations() {
            true => vec![MUTATOR, CALLEE, HEAP],
            false => vec![HEAP],
        };
        for id in self.graph.own().chain(special) {
            self.graph.at_mut(id).queued = true;
            roots.queue.push_front(id);
        }
        let mut walk = 0;
        while let Some(root) = roots.queue.pop_front() {
            self.graph.at_mut(root).queued = false;
            walk += 1;
            self.walk_from(root, walk, &mut roots);
        }
    }

    fn enqueue(&mut self, id: LocId, roots: &mut Roots) {
        let location = self.graph.at_mut(id);
        if location.queued {
            return;
        }
        location.queued = true;
        match roots.newest_first || location.attrs.has(Attrs::ESCAPES) {
            true => roots.queue.push_front(id),
            false => roots.queue.push_back(id),
        }
    }

    fn walk_from(&mut self, root: LocId, walk: u32, roots: &mut Roots) {
        let location = self.graph.at_mut(root);
        (location.walk, location.derefs, location.next) = (walk, 0, None);
        if self.graph.at(root).attrs.has(Attrs::CALLS) {
            self.lose_results(root, roots);
        }
        let mut todo = VecDeque::from([root]);
        loop {
            let next = if roots.newest_first { todo.pop_back() } else { todo.pop_front() };
            let Some(id) = next else { break };
            self.graph.at_mut(id).queued_in = 0;
            if self.look_at(root, id, roots) {
                continue;
            }
            let derefs = self.graph.at(id).derefs.max(0);
            for index in 0..self.graph.at(id).edges.len() {
                let edge = self.graph.at(id).edges[index];
                let distance = derefs + edge.derefs;
                let source = self.graph.at_mut(edge.source);
                if source.attrs.has(Attrs::ESCAPES) || source.walk == walk && source.derefs <= distance {
                    continue;
                }
                (source.walk, source.derefs, source.next) = (walk, distance, Some((id, index)));
                if roots.newest_first || source.queued_in != walk {
                    source.queued_in = walk;
                    todo.push_back(edge.source);
                }
            }
        }
    }

    /// What follows for one place on the way; whether the walk ends there.
    fn look_at(&mut self, root: LocId, id: LocId, roots: &mut Roots) -> bool {
        let derefs = self.graph.at(id).derefs;
        let outlives = self.outlives(root, id);
        let of_root = self.graph.at(root).attrs;
        let mut gained = Attrs::default();
        let before = self.graph.at(id).attrs;
        if derefs < 0 {
            if outlives {
                if !before.has(Attrs::ESCAPES) {
                    self.explain(root, id, None);
                }
                gained = Attrs::ALL;
            } else if of_root.has(Attrs::PERSISTS) {
                gained = gained.with(Attrs::PERSISTS);
            }
        }
        let derefs = derefs.max(0);
        if derefs == 0 {
            gained = gained.with(of_root.only(Attrs::MUTATES.with(Attrs::CALLS)));
        }
        let mut leak = None;
        if self.graph.at(id).is_param {
            if outlives {
                if !before.has(Attrs::ESCAPES) {
                    self.explain(root, id, Some(derefs));
                }
                leak = Some(self.leak(root, id, derefs));
            }
            let location = self.graph.at_mut(id);
            if of_root.has(Attrs::MUTATES) {
                location.leaks.add_mutator(derefs);
            }
            if of_root.has(Attrs::CALLS) {
                location.leaks.add_callee(derefs);
            }
        }
        let new = gained.without(before);
        if self.wanted.steps {
            let derefs = self.graph.at(id).derefs;
            self.graph.steps.push(Step { root, place: id, derefs, gained: new, leak });
        }
        if new.is_empty() {
            return false;
        }
        self.graph.at_mut(id).attrs = before.with(gained);
        self.enqueue(id, roots);
        self.graph.at(id).attrs.has(Attrs::ESCAPES)
    }

    /// Notes that a parameter reaches something that outlives it.
    fn leak(&mut self, sink: LocId, id: LocId, derefs: i32) -> String {
        let to = self.graph.at(sink);
        let to_result = !to.attrs.has(Attrs::ESCAPES) && to.is_result && to.function == self.graph.at(id).function;
        match to.result {
            Some(result) if to_result && result < self.release.tagged_results() => {
                self.graph.at_mut(id).leaks.add_result(result, derefs);
                format!("result {result}")
            }
            _ => {
                self.graph.at_mut(id).leaks.add_heap(derefs);
                "heap".to_owned()
            }
        }
    }

    /// The results of a function literal that is called where nobody knows it may go anywhere.
    fn lose_results(&mut self, root: LocId, roots: &mut Roots) {
        let Stands::Expr(expr) = self.graph.at(root).stands else { return };
        let ExprKind::Closure(function) = *self.program.kind(expr) else { return };
        if !self.graph.batch.contains(&function)
            || self.program.function(function).tagged
            || !self.graph.lost.insert(function)
        {
            return;
        }
        let results: Vec<_> = self.program.function(function).results.iter().filter_map(|result| result.var).collect();
        for var in results {
            let id = self.var(var);
            self.enqueue(id, roots);
        }
    }

    fn results_are_followed(&self, function: FuncId) -> bool {
        match self.release.follows_mutations() {
            true => !self.graph.lost.contains(&function),
            false => self.graph.called.contains(&function),
        }
    }

    /// Whether what is stored in one place may be there longer than the other place, if that is in the frame.
    fn outlives(&self, place: LocId, other: LocId) -> bool {
        let (location, other) = (self.graph.at(place), self.graph.at(other));
        if location.attrs.has(Attrs::ESCAPES) {
            return true;
        }
        if place == MUTATOR || place == CALLEE {
            return false;
        }
        let (Some(function), Some(of_other)) = (location.function, other.function) else { return false };
        if location.is_result {
            // A function literal may return what is declared outside of it, if all its calls are known.
            return !(self.program.contains(of_other, function) && self.results_are_followed(function));
        }
        if function == of_other && location.depth < other.depth {
            return true;
        }
        self.program.contains(function, of_other)
    }

    /// Keeps why a place escapes (without a number) or a parameter leaks (with its dereferences).
    fn explain(&mut self, root: LocId, id: LocId, leak: Option<i32>) {
        if !self.wanted.flows {
            return;
        }
        let (name, pos) = (self.place_text(id), self.place_pos(id));
        let function = self.graph.at(id).function.map(|function| self.function_name(function));
        let with_function = self.release.models_append();
        let head = match (leak, function) {
            (Some(derefs), Some(function)) if with_function => {
                format!("parameter {name} leaks to {} for {function} with derefs={derefs}:", self.end_text(root))
            }
            (Some(derefs), _) => format!("parameter {name} leaks to {} with derefs={derefs}:", self.end_text(root)),
            (None, Some(function)) if with_function => format!("{name} escapes to heap in {function}:"),
            (None, _) => format!("{name} escapes to heap:"),
        };
        let (mut parts, mut seen, mut at) = (Vec::new(), Vec::new(), id);
        while let Some((to, index)) = self.graph.at(at).next {
            if seen.contains(&at) {
                break;
            }
            seen.push(at);
            let edge = self.graph.at(to).edges[index];
            parts.push(self.flow_part(to, at, Hole { to, derefs: edge.derefs, notes: edge.notes, of_address: false }));
            if to == root {
                break;
            }
            at = to;
        }
        self.graph.flows.push(Flow { pos, head, parts });
    }

    /// A place that escapes as soon as its address goes somewhere.
    pub(super) fn explain_direct(&mut self, hole: Hole, id: LocId) {
        if !self.wanted.flows {
            return;
        }
        let name = self.place_text(id);
        let function = self.graph.at(id).function.map(|function| self.function_name(function));
        let head = match function {
            Some(function) if self.release.models_append() => format!("{name} escapes to heap in {function}:"),
            _ => format!("{name} escapes to heap:"),
        };
        let part = self.flow_part(hole.to, id, hole);
        self.graph.flows.push(Flow { pos: self.place_pos(id), head, parts: vec![part] });
    }

    fn flow_part(&self, to: LocId, from: LocId, hole: Hole) -> FlowPart {
        let reasons = self
            .graph
            .notes(hole.notes)
            .map(|note| Reason { text: note.text.clone(), why: note.why, pos: note.pos })
            .collect();
        FlowPart { to: self.end_text(to), from: self.end_text(from), derefs: hole.derefs, reasons }
    }

    /// A place as the head of an explanation names it.
    pub(crate) fn place_text(&self, id: LocId) -> String {
        match self.graph.at(id).stands {
            Stands::Var(var) => self.program.var(var).name.to_string(),
            Stands::Expr(expr) => self.text().expr(expr),
            Stands::Nothing => "{temp}".to_owned(),
        }
    }

    pub(crate) fn place_pos(&self, id: LocId) -> Pos {
        match self.graph.at(id).stands {
            Stands::Var(var) => self.program.var(var).pos,
            Stands::Expr(expr) => self.program.expr(expr).pos,
            Stands::Nothing => Pos::default(),
        }
    }

    /// A place as one end of a flow.
    pub(crate) fn end_text(&self, id: LocId) -> String {
        match (id, self.graph.at(id).stands) {
            (HEAP, _) => "{heap}".to_owned(),
            (MUTATOR, _) => "{mutator}".to_owned(),
            (CALLEE, _) => "{callee}".to_owned(),
            (BLANK, _) => "{nowhere}".to_owned(),
            (_, Stands::Expr(_)) => format!("{{storage for {}}}", self.place_text(id)),
            _ => self.place_text(id),
        }
    }
}

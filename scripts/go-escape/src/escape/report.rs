//! What the compiler says of each place, in its words.

use super::Batch;
use super::graph::{Attrs, Stands};
use crate::ir::{ConvOp, ExprKind, FuncId, Param};
use crate::leaks::Leaks;
use crate::source::Pos;
use crate::types::Basic;

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    pub(crate) pos: Pos,
    pub(crate) message: String,
}

impl Batch<'_> {
    pub(super) fn say(&mut self, pos: Pos, message: String) {
        self.lines.push(Line { pos, message });
    }

    /// Tags the parameters, and says what became of every place.
    pub(super) fn finish(&mut self, functions: &[FuncId]) {
        for &function in functions {
            self.program.function_mut(function).tagged = true;
            let made = self.program.function(function).clone();
            for (index, param) in made.receiver_and_params().enumerate() {
                let leaks = self.tag(function, param);
                let made = self.program.function_mut(function);
                let has_receiver = usize::from(made.recv.is_some());
                let slot = match index.checked_sub(has_receiver) {
                    Some(index) => made.params.get_mut(index),
                    None => made.recv.as_mut(),
                };
                if let Some(slot) = slot {
                    slot.leaks = Some(leaks.encoded());
                }
            }
        }
        for id in self.graph.own() {
            let escapes = self.graph.at(id).attrs.has(Attrs::ESCAPES);
            let expr = match self.graph.at(id).stands {
                Stands::Nothing => continue,
                Stands::Var(var) => {
                    if escapes {
                        let var = self.program.var(var);
                        let (pos, message) = (var.pos, format!("moved to heap: {}", var.name));
                        self.say(pos, message);
                    }
                    continue;
                }
                Stands::Expr(expr) => expr,
            };
            let pos = self.program.expr(expr).pos;
            let is_wrapper = match *self.program.kind(expr) {
                ExprKind::Closure(function) => {
                    self.program.function(function).closure.as_ref().is_some_and(|closure| closure.wrapper.is_some())
                }
                _ => false,
            };
            if !is_wrapper {
                let what = match self.program.kind(expr) {
                    ExprKind::Append { .. } => "append".to_owned(),
                    _ => self.place_text(id),
                };
                let verdict = if escapes { "escapes to heap" } else { "does not escape" };
                self.say(pos, format!("{what} {verdict}"));
            }
            let reads_only = self.release.follows_mutations() && !self.graph.at(id).attrs.has(Attrs::MUTATES);
            if reads_only && matches!(self.program.kind(expr), ExprKind::Convert(ConvOp::StringToBytes, _)) {
                self.say(pos, "zero-copy string->[]byte conversion".to_owned());
            }
        }
    }

    /// The tag of one parameter, which is reported unless nobody wrote the function.
    fn tag(&mut self, function: FuncId, param: &Param) -> Leaks {
        let made = self.program.function(function);
        let is_wrapper = made.closure.as_ref().is_some_and(|closure| closure.wrapper.is_some());
        let (has_body, noescape) = (made.body.is_some(), made.noescape);
        let name = param.name.clone().filter(|_| !is_wrapper);
        if !has_body {
            if self.types.basic(param.ty) == Some(Basic::Uintptr) {
                if let Some(name) = name {
                    self.say(param.pos, format!("assuming {name} is unsafe uintptr"));
                }
                return Leaks::default();
            }
            if !self.types.has_pointers(param.ty) {
                return Leaks::default();
            }
            let mut leaks = Leaks::default();
            let message = match noescape {
                true => {
                    leaks.add_mutator(0);
                    leaks.add_callee(0);
                    "does not escape"
                }
                false => {
                    leaks.add_heap(0);
                    "leaking param"
                }
            };
            if let Some(name) = name {
                let message = if noescape { format!("{name} {message}") } else { format!("{message}: {name}") };
                self.say(param.pos, message);
            }
            return leaks;
        }
        if !self.types.has_pointers(param.ty) {
            return Leaks::default();
        }
        let (Some(var), Some(name)) = (param.var, param.name.as_deref()) else { return Leaks::default() };
        if name == "_" {
            return Leaks::default();
        }
        let id = self.var(var);
        let mut leaks = self.graph.at(id).leaks;
        leaks.optimize();
        if !is_wrapper && !self.graph.at(id).attrs.has(Attrs::ESCAPES) {
            self.say_leaks(function, param.pos, name, leaks);
        }
        leaks
    }

    fn say_leaks(&mut self, function: FuncId, pos: Pos, name: &str, leaks: Leaks) {
        let mut said = false;
        match leaks.heap() {
            Some(0) => self.say(pos, format!("leaking param: {name}")),
            Some(_) => self.say(pos, format!("leaking param content: {name}")),
            None => {}
        }
        said |= leaks.heap().is_some();
        for index in 0..self.release.tagged_results() {
            if let Some(level) = leaks.result(index) {
                let results = &self.program.function(function).results;
                let result = results.get(index).and_then(|result| result.name.clone()).unwrap_or_else(|| "".into());
                self.say(pos, format!("leaking param: {name} to result {result} level={level}"));
                said = true;
            }
        }
        if !said {
            self.say(pos, format!("{name} does not escape"));
        }
    }
}

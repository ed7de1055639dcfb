//! Calls: arguments go where the tag of the parameter says, or, of a function in the same batch, to the parameter itself.

use super::graph::{BLANK, Hole};
use super::{At, Batch};
use crate::ir::{BinaryBuiltin, ExprId, ExprKind, FuncId, ListBuiltin, Param, UnaryBuiltin};
use crate::leaks::Leaks;
use crate::types::Kind;

impl Batch<'_> {
    /// A call, whose results go into the holes; without holes nobody takes them.
    pub(super) fn call(&mut self, at: &mut At, results: Option<&[Hole]>, call: ExprId) {
        match self.program.kind(call).clone() {
            ExprKind::Call { fun, args, .. } => self.function_call(at, results, call, fun, &args),
            ExprKind::Append { args, spread } => self.append(at, results, call, &args, spread),
            ExprKind::UnaryBuiltin(op, x) => {
                let hole = match op {
                    UnaryBuiltin::Panic => self.heap(),
                    UnaryBuiltin::Clear => self.mutator(),
                    UnaryBuiltin::UnsafeStringData | UnaryBuiltin::UnsafeSliceData => first(results),
                    _ => return self.discard(at, x),
                };
                self.argument(at, hole, call, x);
            }
            ExprKind::BinaryBuiltin(BinaryBuiltin::Copy, to, from) => {
                let hole = self.mutator();
                self.argument(at, hole, call, to);
                let hole = match self.types.under(self.program.ty(from)) {
                    Kind::Slice(of) if self.types.has_pointers(*of) => {
                        let heap = self.heap();
                        self.deref(heap, call, "copied slice")
                    }
                    _ => self.nowhere(),
                };
                self.argument(at, hole, call, from);
            }
            ExprKind::BinaryBuiltin(BinaryBuiltin::Complex, x, y) => {
                self.discard(at, x);
                self.discard(at, y);
            }
            ExprKind::BinaryBuiltin(_, x, y) => {
                self.argument(at, first(results), call, x);
                self.discard(at, y);
            }
            ExprKind::ListBuiltin(ListBuiltin::Min | ListBuiltin::Max, args) => {
                for arg in args {
                    self.argument(at, first(results), call, arg);
                }
            }
            ExprKind::ListBuiltin(_, args) => args.into_iter().for_each(|arg| self.discard(at, arg)),
            // A receive, as a statement.
            _ => self.discard(at, call),
        }
    }

    fn argument(&mut self, at: &mut At, hole: Hole, call: ExprId, arg: ExprId) {
        let hole = self.note(hole, call, "call parameter");
        self.expr(at, hole, arg);
    }

    fn append(&mut self, at: &mut At, results: Option<&[Hole]>, call: ExprId, args: &[ExprId], spread: bool) {
        let result = first(results);
        let elem = self.types.elem(self.program.ty(args[0]));
        // The slice may be the result, or its elements are copied to a new array.
        let mut hole = match self.release.follows_mutations() {
            true => {
                let mutator = self.mutator();
                self.tee(at, &[result, mutator])
            }
            false => result,
        };
        if elem.is_some_and(|elem| self.types.has_pointers(elem)) {
            let heap = self.heap();
            let copied = self.deref(heap, call, "appendee slice");
            hole = self.tee(at, &[hole, copied]);
        }
        self.argument(at, hole, call, args[0]);
        if spread {
            let hole = match self.types.under(self.program.ty(args[1])) {
                Kind::Slice(of) if self.types.has_pointers(*of) => {
                    let heap = self.heap();
                    self.deref(heap, call, "appended slice...")
                }
                _ => self.nowhere(),
            };
            self.argument(at, hole, call, args[1]);
        } else {
            for &arg in &args[1..] {
                let heap = self.heap();
                self.argument(at, heap, call, arg);
            }
        }
        if self.release.models_append() {
            let backing = self.spill(at, result, call);
            // The array is used once only, so no loop makes a second one out of it.
            self.graph.at_mut(backing.to).depth = 0;
        }
    }

    fn function_call(&mut self, at: &mut At, results: Option<&[Hole]>, call: ExprId, fun: ExprId, args: &[ExprId]) {
        if let ExprKind::DotInter(x, _) = *self.program.kind(fun) {
            let heap = self.heap();
            self.argument(at, heap, call, x);
            args.iter().for_each(|&arg| self.argument(at, heap, call, arg));
            return;
        }
        if let ExprKind::Closure(function) = *self.program.kind(fun) {
            self.graph.called.insert(function);
        }
        let callees = self.callees(at.function, fun);
        if let Some(results) = results {
            for &callee in &callees {
                if !self.in_batch(callee) {
                    continue;
                }
                let vars: Vec<_> = self.program.function(callee).results.iter().map(|result| result.var).collect();
                for (&hole, var) in results.iter().zip(vars) {
                    if let Some(var) = var {
                        let (ty, id) = (self.program.var(var).ty, self.var(var));
                        let hole = match hole.derefs >= 0 && !self.types.has_pointers(ty) {
                            true => Hole { to: BLANK, ..hole },
                            false => hole,
                        };
                        self.flow(hole, id);
                    }
                }
            }
        }
        let kept = results.is_some_and(|results| results.iter().any(|hole| hole.to != BLANK));
        let callee_hole = match callees.is_empty() && kept {
            true => {
                let hole = self.callee();
                self.note(hole, call, "callee operand")
            }
            false => self.nowhere(),
        };
        self.expr(at, callee_hole, fun);
        for (index, &arg) in args.iter().enumerate() {
            let mut holes = Vec::new();
            for &callee in &callees {
                let function = self.program.function(callee);
                let offset = args.len() - function.params.len();
                let param = match index.checked_sub(offset) {
                    Some(index) => function.params.get(index).cloned(),
                    None => function.recv.clone(),
                };
                match param {
                    Some(param) => holes.push(self.tagged(at, results, callee, &param)),
                    None => holes.push(self.heap()),
                }
            }
            let hole = match holes.as_slice() {
                [] => self.heap(),
                holes => self.tee(at, holes),
            };
            self.argument(at, hole, call, arg);
        }
    }

    /// The functions that a callee may be, if they are known.
    fn callees(&mut self, function: FuncId, fun: ExprId) -> Vec<FuncId> {
        let follows = self.release.follows_assignments_of_functions();
        self.oracle(function);
        let root = crate::passes::oracle::root_of(self.program, function);
        let Some(oracle) = self.oracles.get(&root) else { return vec![] };
        let value = oracle.static_value(self.program, fun);
        if let Some(callee) = self.known(value) {
            return vec![callee];
        }
        let ExprKind::Name(var) = *self.program.kind(value) else { return vec![] };
        let assigned = match follows {
            true => oracle.functions_of(self.program, self.types, var).unwrap_or_default().to_vec(),
            false => vec![],
        };
        let mut callees = Vec::new();
        for value in assigned {
            if crate::passes::oracle::is_nil(self.program, value) && matches!(self.program.kind(value), ExprKind::Nil) {
                continue;
            }
            match self.known(value) {
                Some(callee) => callees.push(callee),
                None => return vec![],
            }
        }
        callees
    }

    fn known(&self, value: ExprId) -> Option<FuncId> {
        match *self.program.kind(value) {
            ExprKind::Func(function) | ExprKind::Closure(function) => Some(function),
            ExprKind::MethodExpr(_, _, function) => function,
            _ => None,
        }
    }

    fn in_batch(&self, function: FuncId) -> bool {
        self.graph.batch.contains(&function) && !self.program.function(function).tagged
    }

    /// Where an argument for a parameter goes.
    pub(super) fn tagged(&mut self, at: &At, results: Option<&[Hole]>, function: FuncId, param: &Param) -> Hole {
        if self.in_batch(function) {
            return match param.var {
                Some(var) if param.name.is_some() => match self.program.var(var).name.as_ref() {
                    "_" => self.nowhere(),
                    _ => Hole::of(self.var(var)),
                },
                _ => self.nowhere(),
            };
        }
        let leaks = param.leaks.unwrap_or_else(|| match self.types.has_pointers(param.ty) {
            true => Leaks::unknown(),
            false => Leaks::default(),
        });
        let mut holes = Vec::new();
        let mut push = |hole: Hole, derefs: Option<u8>| {
            if let Some(derefs) = derefs {
                holes.push(hole.shift(i32::from(derefs)));
            }
        };
        push(self.heap(), leaks.heap());
        if self.release.follows_mutations() {
            push(self.mutator(), leaks.mutator());
            push(self.callee(), leaks.callee());
        }
        for (index, &hole) in results.into_iter().flatten().enumerate() {
            push(hole, leaks.result(index));
        }
        self.tee(at, &holes)
    }
}

fn first(results: Option<&[Hole]>) -> Hole {
    results.and_then(|results| results.first().copied()).unwrap_or_else(|| Hole::of(BLANK))
}

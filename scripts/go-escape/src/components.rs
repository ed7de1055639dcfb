//! Functions in the order in which they are analysed: those that are called before those that call them, and those that call each other
//! together.

use std::collections::HashMap;

use crate::escape::is_inner;
use crate::ir::{ExprKind, FuncId, Program};
use crate::releases::Release;

struct Visitor<'a> {
    program: &'a Program,
    release: Release,
    generation: u32,
    ids: HashMap<FuncId, u32>,
    stack: Vec<FuncId>,
    found: Vec<Vec<FuncId>>,
    calls: HashMap<FuncId, Vec<FuncId>>,
}

/// Groups of functions, callees first. Each function's own literals are in its group.
pub(crate) fn components(program: &Program, release: Release, functions: &[FuncId]) -> Vec<Vec<FuncId>> {
    let calls = functions.iter().map(|&function| (function, mentioned(program, function))).collect();
    let mut visitor =
        Visitor { program, release, generation: 0, ids: HashMap::new(), stack: vec![], found: vec![], calls };
    for &function in functions {
        if !is_inner(program, release, function) {
            visitor.visit(function);
        }
    }
    visitor.found
}

/// The functions of the package that a function mentions, its own literals included.
fn mentioned(program: &Program, function: FuncId) -> Vec<FuncId> {
    let mut out = Vec::new();
    let Some(body) = &program.function(function).body else { return out };
    fn stmts(program: &Program, list: &[crate::ir::Stmt], out: &mut Vec<FuncId>) {
        for stmt in list {
            crate::visit::exprs_of(stmt, |id| expr(program, id, out));
            crate::visit::inner(stmt, |inner| stmts(program, std::slice::from_ref(inner), out));
        }
    }
    fn expr(program: &Program, id: crate::ir::ExprId, out: &mut Vec<FuncId>) {
        stmts(program, &program.expr(id).init, out);
        match program.kind(id) {
            ExprKind::Func(function)
            | ExprKind::Closure(function)
            | ExprKind::MethodExpr(_, _, Some(function))
            | ExprKind::MethodValue(_, _, Some(function)) => out.push(*function),
            _ => {}
        }
        crate::visit::children(program.kind(id), |child| expr(program, child, out));
    }
    stmts(program, body, &mut out);
    out
}

impl Visitor<'_> {
    /// Tarjan's way to strongly connected components, with two numbers a function, as the compiler has it.
    fn visit(&mut self, function: FuncId) -> u32 {
        if let Some(&id) = self.ids.get(&function) {
            return id;
        }
        self.generation += 1;
        let id = self.generation;
        self.ids.insert(function, id);
        self.generation += 1;
        let mut lowest = self.generation;
        self.stack.push(function);
        for callee in self.calls.get(&function).cloned().unwrap_or_default() {
            if self.program.function(callee).package == 0 {
                lowest = lowest.min(self.visit(callee));
            }
        }
        if (lowest == id || lowest == id + 1) && !is_inner(self.program, self.release, function) {
            let start = self.stack.iter().rposition(|&other| other == function).unwrap_or(0);
            let group = self.stack.split_off(start);
            for &other in &group {
                self.ids.insert(other, u32::MAX);
            }
            self.found.push(group);
        }
        lowest
    }
}

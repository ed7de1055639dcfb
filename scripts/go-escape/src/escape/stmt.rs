//! Statements, and how deep in loops they are.

use std::collections::HashMap;

use super::graph::Hole;
use super::{At, Batch};
use crate::ir::{ExprId, ExprKind, FuncId, ListKind, Stmt, StmtKind, VarId};

impl Batch<'_> {
    /// The body of a function, and of the function literals in it where they stand.
    pub(super) fn walk_function(&mut self, function: FuncId) {
        let Some(body) = self.program.function_mut(function).body.take() else { return };
        let mut at = At { function, depth: 1, labels: labels(&body) };
        self.block(&mut at, &body);
        self.program.function_mut(function).body = Some(body);
    }

    /// A list of statements, after which the depth is what it was.
    fn block(&mut self, at: &mut At, list: &[Stmt]) {
        let depth = at.depth;
        self.stmts(at, list);
        at.depth = depth;
    }

    pub(super) fn stmts(&mut self, at: &mut At, list: &[Stmt]) {
        list.iter().for_each(|stmt| self.stmt(at, stmt));
    }

    fn stmt(&mut self, at: &mut At, stmt: &Stmt) {
        self.stmts(at, &stmt.init);
        match &stmt.kind {
            StmtKind::Declare(var) => {
                self.declared(at, *var);
            }
            StmtKind::Block(list) => self.stmts(at, list),
            StmtKind::Label(name) => {
                if at.labels.remove(name) == Some(true) {
                    at.depth += 1;
                }
            }
            StmtKind::If { cond, then, els } => {
                self.discard(at, *cond);
                self.block(at, then);
                self.block(at, els);
            }
            StmtKind::For { cond, post, body, .. } => {
                at.depth += 1;
                cond.iter().for_each(|&cond| self.discard(at, cond));
                post.iter().for_each(|post| self.stmt(at, post));
                self.block(at, body);
                at.depth -= 1;
            }
            StmtKind::Range { key, value, x, body, .. } => self.range(at, stmt, *key, *value, *x, body),
            StmtKind::Switch { tag, cases } => {
                tag.iter().for_each(|&tag| self.discard(at, tag));
                for case in cases {
                    case.values.iter().for_each(|&value| self.discard(at, value));
                    self.block(at, &case.body);
                }
            }
            StmtKind::TypeSwitch { x, named, cases } => {
                let mut holes = Vec::new();
                for case in cases.iter().filter(|_| *named) {
                    let Some(var) = case.var else { continue };
                    let hole = self.declared(at, var);
                    let ty = self.program.var(var).ty;
                    if self.types.has_pointers(ty) {
                        let hole = self.by_type(hole, ty);
                        let text = match case.types.is_empty() {
                            true => "default: ".to_owned(),
                            false => format!("case {}: ", case.types.join(", ")),
                        };
                        holes.push(self.note_text(hole, text, case.pos, "switch case"));
                    }
                }
                let hole = self.tee(at, &holes);
                self.expr(at, hole, *x);
                cases.iter().for_each(|case| self.block(at, &case.body));
            }
            StmtKind::Select(cases) => {
                for case in cases {
                    case.comm.iter().for_each(|comm| self.stmt(at, comm));
                    self.block(at, &case.body);
                }
            }
            StmtKind::Send(chan, value) => {
                self.discard(at, *chan);
                let text = match self.wanted.flows {
                    true => self.text().stmt(stmt),
                    false => String::new(),
                };
                let heap = self.heap();
                let hole = self.note_text(heap, text, stmt.pos, "send");
                self.expr(at, hole, *value);
            }
            StmtKind::Assign { lhs, rhs, .. } => self.assign(at, &[*lhs], rhs.as_slice(), "assign", stmt),
            StmtKind::AssignOp { lhs, rhs, .. } => self.assign(at, &[*lhs], &[*rhs], "assign", stmt),
            StmtKind::AssignList { kind, lhs, rhs, .. } => match kind {
                ListKind::Pairs => self.assign(at, lhs, rhs, "assign-pair", stmt),
                ListKind::TypeAssert => self.assign(at, lhs, rhs, "assign-pair-dot-type", stmt),
                ListKind::MapIndex => self.assign(at, lhs, rhs, "assign-pair-mapr", stmt),
                ListKind::Receive | ListKind::SelectReceive => self.assign(at, lhs, rhs, "assign-pair-receive", stmt),
                ListKind::Func => {
                    let init = std::mem::take(&mut self.program.exprs[rhs[0].index()].init);
                    self.stmts(at, &init);
                    self.program.exprs[rhs[0].index()].init = init;
                    let holes = self.targets(at, lhs);
                    self.call(at, Some(&holes), rhs[0]);
                    self.reassigned(&holes, stmt);
                }
            },
            StmtKind::Return(values) => self.returned(at, values, stmt),
            StmtKind::Expr(expr) => {
                let init = std::mem::take(&mut self.program.exprs[expr.index()].init);
                self.stmts(at, &init);
                self.program.exprs[expr.index()].init = init;
                match self.program.kind(*expr) {
                    ExprKind::Unary(..) => {
                        let nowhere = self.nowhere();
                        self.value(at, nowhere, *expr);
                    }
                    _ => self.call(at, None, *expr),
                }
            }
            StmtKind::GoDefer { go, call } => self.go_defer(at, *go, *call),
            StmtKind::Goto(_) | StmtKind::Break | StmtKind::Continue | StmtKind::Fallthrough => {}
        }
    }

    fn declared(&mut self, at: &At, var: VarId) -> Hole {
        let id = self.var(var);
        self.graph.at_mut(id).depth = at.depth;
        Hole::of(id)
    }

    fn range(
        &mut self,
        at: &mut At,
        stmt: &Stmt,
        key: Option<ExprId>,
        value: Option<ExprId>,
        x: ExprId,
        body: &[Stmt],
    ) {
        // What the loop ranges over is evaluated once, before it.
        let over = self.between(at, true);
        self.expr(at, Hole::of(over), x);
        at.depth += 1;
        let mut target = |batch: &mut Self, target: Option<ExprId>| match target {
            Some(target) => batch.target(at, target),
            None => batch.nowhere(),
        };
        let holes = [target(self, key), target(self, value)];
        let hole = match self.types.is_array(self.program.ty(x)) {
            true => self.note_text(holes[1], "for loop".to_owned(), stmt.pos, "range"),
            false => self.note_text(holes[1].shift(1), "for loop".to_owned(), stmt.pos, "range-deref"),
        };
        self.flow(hole, over);
        self.reassigned(&holes, stmt);
        self.block(at, body);
        at.depth -= 1;
    }

    fn go_defer(&mut self, at: &mut At, go: bool, call: ExprId) {
        let hole = match !go && at.depth == 1 {
            // What a function defers outside of loops needs no memory of its own, but has to stay until then.
            true => {
                let id = self.between(at, true);
                let nowhere = self.nowhere();
                self.flow(nowhere, id);
                Hole::of(id)
            }
            false => self.heap(),
        };
        let ExprKind::Call { fun, .. } = *self.program.kind(call) else { return };
        self.expr(at, hole, fun);
    }
}

/// The labels of a function, and whether control jumps back to them.
fn labels(body: &[Stmt]) -> HashMap<std::rc::Rc<str>, bool> {
    fn visit(list: &[Stmt], labels: &mut HashMap<std::rc::Rc<str>, bool>) {
        for stmt in list {
            match &stmt.kind {
                StmtKind::Label(name) => {
                    labels.insert(name.clone(), false);
                }
                StmtKind::Goto(name) => {
                    if let Some(loops) = labels.get_mut(name) {
                        *loops = true;
                    }
                }
                _ => {}
            }
            crate::visit::inner(stmt, |inner| visit(std::slice::from_ref(inner), labels));
        }
    }
    let mut labels = HashMap::new();
    visit(body, &mut labels);
    labels
}

//! Assignments: where a target leads, and which assignments are none.

use super::graph::{BLANK, Hole, Stands};
use super::{At, Batch};
use crate::ir::{
    BinaryOp, ConvOp, Definition, ExprId, ExprKind, FuncId, Sliced, Stmt, StmtKind, UnaryBuiltin, UnaryOp, VarId,
};

impl Batch<'_> {
    /// The hole that a target of an assignment is.
    pub(super) fn target(&mut self, at: &mut At, target: ExprId) -> Hole {
        match self.program.kind(target).clone() {
            ExprKind::Blank => self.nowhere(),
            ExprKind::Name(var) => Hole::of(self.var(var)),
            ExprKind::Dot(x, _) | ExprKind::Convert(ConvOp::Nop, x) => self.target(at, x),
            ExprKind::Index(x, index) => {
                self.discard(at, index);
                if self.types.is_array(self.program.ty(x)) {
                    return self.target(at, x);
                }
                self.mutate(at, x);
                self.heap()
            }
            ExprKind::Deref(x) | ExprKind::DotPtr(x, _) => {
                self.mutate(at, x);
                self.heap()
            }
            ExprKind::IndexMap(x, index) => {
                self.discard(at, x);
                let heap = self.heap();
                let hole = self.note(heap, target, "key of map put");
                self.expr(at, hole, index);
                self.heap()
            }
            _ => self.heap(),
        }
    }

    fn mutate(&mut self, at: &mut At, x: ExprId) {
        let hole = self.mutator();
        self.expr(at, hole, x);
    }

    pub(super) fn targets(&mut self, at: &mut At, targets: &[ExprId]) -> Vec<Hole> {
        targets.iter().map(|&target| self.target(at, target)).collect()
    }

    pub(super) fn assign(
        &mut self,
        at: &mut At,
        targets: &[ExprId],
        values: &[ExprId],
        why: &'static str,
        stmt: &Stmt,
    ) {
        let holes = self.targets(at, targets);
        let text = if self.wanted.flows { self.text().stmt(stmt) } else { String::new() };
        for (index, &hole) in holes.iter().enumerate() {
            let Some(&value) = values.get(index) else { continue };
            let mut hole = hole;
            if self.is_self_assignment(targets[index], value) {
                let what = self.text().stmt(stmt);
                let function = self.function_name(at.function);
                self.say(stmt.pos, format!("{function} ignoring self-assignment in {what}"));
                hole = self.nowhere();
            }
            let hole = self.note_text(hole, text.clone(), stmt.pos, why);
            self.expr(at, hole, value);
        }
        self.reassigned(&holes, stmt);
    }

    /// Returned values, which go to the results.
    pub(super) fn returned(&mut self, at: &mut At, values: &[ExprId], stmt: &Stmt) {
        let results: Vec<VarId> =
            self.program.function(at.function).results.iter().filter_map(|result| result.var).collect();
        let holes: Vec<Hole> = results.iter().map(|&var| Hole::of(self.var(var))).collect();
        let text = if self.wanted.flows { self.text().stmt(stmt) } else { String::new() };
        for (&hole, &value) in holes.iter().zip(values) {
            let hole = self.note_text(hole, text.clone(), stmt.pos, "return");
            self.expr(at, hole, value);
        }
        self.reassigned(&holes, stmt);
    }

    /// Notes variables that get another value than the one they are declared with.
    pub(super) fn reassigned(&mut self, holes: &[Hole], stmt: &Stmt) {
        if let StmtKind::Assign { lhs, rhs: None, .. } = &stmt.kind
            && let ExprKind::Name(var) = *self.program.kind(*lhs)
            && self.program.var(var).definition == Definition::None
        {
            return;
        }
        let is_range = matches!(stmt.kind, StmtKind::Range { .. });
        for hole in holes {
            if hole.to == BLANK {
                continue;
            }
            if let Stands::Var(var) = self.graph.at(hole.to).stands
                && self.program.var(var).definition.stmt() == Some(stmt.id)
                && !is_range
            {
                continue;
            }
            self.graph.at_mut(hole.to).reassigned = true;
        }
    }

    /// Whether an assignment stores nothing into an object that was not in it before.
    fn is_self_assignment(&self, target: ExprId, value: ExprId) -> bool {
        if self.is_reslicing(target, value) {
            return true;
        }
        match (self.program.kind(target), self.program.kind(value)) {
            (ExprKind::Dot(a, _), ExprKind::Dot(b, _)) | (ExprKind::DotPtr(a, _), ExprKind::DotPtr(b, _)) => {
                self.same(*a, *b)
            }
            (ExprKind::Index(a, i), ExprKind::Index(b, j)) => {
                !self.may_write(*i) && !self.may_write(*j) && self.same(*a, *b)
            }
            _ => false,
        }
    }

    /// `b.buf = b.buf[n:m]`
    fn is_reslicing(&self, target: ExprId, value: ExprId) -> bool {
        let base = |id: ExprId| match self.program.kind(id) {
            ExprKind::Deref(x) | ExprKind::DotPtr(x, _) => match *self.program.kind(*x) {
                ExprKind::Name(var) => Some(var),
                _ => None,
            },
            _ => None,
        };
        let ExprKind::Slice { x, of, .. } = self.program.kind(value) else { return false };
        if *of == Sliced::Array && matches!(self.program.kind(*x), ExprKind::AddrOf(_)) {
            return false;
        }
        base(target).is_some_and(|var| base(*x) == Some(var))
    }

    /// Whether two expressions are the same and do nothing but compute.
    fn same(&self, a: ExprId, b: ExprId) -> bool {
        let (a, b) = (self.without_conversion(a), self.without_conversion(b));
        if !self.types.identical(self.program.ty(a), self.program.ty(b)) {
            return false;
        }
        match (self.program.kind(a), self.program.kind(b)) {
            (ExprKind::Name(a), ExprKind::Name(b)) => a == b,
            (ExprKind::Global(a), ExprKind::Global(b)) => a == b,
            (ExprKind::Func(a), ExprKind::Func(b)) => a == b,
            (ExprKind::Dot(a, m), ExprKind::Dot(b, n)) | (ExprKind::DotPtr(a, m), ExprKind::DotPtr(b, n)) => {
                m == n && self.same(*a, *b)
            }
            (ExprKind::Deref(a), ExprKind::Deref(b)) => self.same(*a, *b),
            (ExprKind::Unary(p, a), ExprKind::Unary(q, b)) => p == q && *p != UnaryOp::Recv && self.same(*a, *b),
            (ExprKind::Convert(ConvOp::Value, x), ExprKind::Convert(ConvOp::Value, y)) => self.same(*x, *y),
            (ExprKind::Index(a, i), ExprKind::Index(b, j)) | (ExprKind::IndexMap(a, i), ExprKind::IndexMap(b, j)) => {
                self.same(*a, *b) && self.same(*i, *j)
            }
            (ExprKind::Binary(p, a, i), ExprKind::Binary(q, b, j)) => {
                let logical = p.is_comparison() || matches!(p, BinaryOp::AndAnd | BinaryOp::OrOr);
                p == q && !logical && self.same(*a, *b) && self.same(*i, *j)
            }
            (ExprKind::Literal(a), ExprKind::Literal(b)) => a == b,
            (ExprKind::Nil, ExprKind::Nil) => true,
            _ => false,
        }
    }

    fn without_conversion(&self, mut id: ExprId) -> ExprId {
        while let ExprKind::Convert(ConvOp::Nop, x) = self.program.kind(id) {
            id = *x;
        }
        id
    }

    fn may_write(&self, id: ExprId) -> bool {
        match self.program.kind(id) {
            ExprKind::Name(_) | ExprKind::Global(_) | ExprKind::Func(_) | ExprKind::Literal(_) | ExprKind::Nil => false,
            ExprKind::Binary(op, x, y) if !op.is_comparison() && !matches!(op, BinaryOp::AndAnd | BinaryOp::OrOr) => {
                self.may_write(*x) || self.may_write(*y)
            }
            ExprKind::Index(x, y) => self.may_write(*x) || self.may_write(*y),
            ExprKind::Convert(ConvOp::Nop | ConvOp::Value, x)
            | ExprKind::UnaryBuiltin(UnaryBuiltin::Len | UnaryBuiltin::Cap, x)
            | ExprKind::Dot(x, _)
            | ExprKind::DotPtr(x, _)
            | ExprKind::Deref(x) => self.may_write(*x),
            ExprKind::Unary(op, x) if *op != UnaryOp::Recv => self.may_write(*x),
            _ => true,
        }
    }

    /// The name of a function as the compiler gives it in its report.
    pub(crate) fn function_name(&self, function: FuncId) -> String {
        crate::names::function_name(self.program, self.types, function)
    }
}

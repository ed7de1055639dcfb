//! `go` and `defer`: the call becomes a call of a function without parameters and results, whose operands are evaluated first.

use gosyn::ast;

use super::Checker;
use crate::error::{Result, wrong};
use crate::ir::{ClosureInfo, ConvOp, Definition, Element, ExprId, ExprKind, ListKind, Stmt, StmtKind, Wrapper};
use crate::source::Pos;
use crate::types::{Kind, Signature, Type, basic};

impl Checker<'_> {
    pub(super) fn go_defer(&mut self, call: &ast::Call, go: bool, pos: Pos, _out: &mut Vec<Stmt>) -> Result<Stmt> {
        let at = self.pos(call.pos.0);
        let operand = self.call(call, at)?;
        let Some(expr) = operand.expr else { return wrong(pos, "go and defer need a call") };
        if operand.is_const() || !is_call(self.program.kind(expr)) {
            return wrong(pos, "go and defer need a call");
        }
        let mut init = std::mem::take(&mut self.program.exprs[expr.index()].init);
        let call = if self.is_plain(expr) { expr } else { self.wrapped(expr, go, pos, &mut init) };
        let mut stmt = self.program.stmt(pos, StmtKind::GoDefer { go, call });
        stmt.init = init;
        Ok(stmt)
    }

    /// Whether the call has no operands and no results already.
    fn is_plain(&self, expr: ExprId) -> bool {
        match self.program.kind(expr) {
            ExprKind::Call { fun, args, .. } => {
                let is_method = matches!(self.program.kind(*fun), ExprKind::MethodExpr(..) | ExprKind::DotInter(..));
                let signature = self.types.signature(self.program.ty(*fun));
                args.is_empty() && !is_method && signature.is_some_and(|s| s.params.is_empty() && s.results.is_empty())
            }
            _ => false,
        }
    }

    fn wrapped(&mut self, call: ExprId, go: bool, pos: Pos, init: &mut Vec<Stmt>) -> ExprId {
        let parent = self.function();
        let wrapper = self.new_function("func literal".into(), self.at.package);
        let ty = self.types.intern(Kind::Func(std::rc::Rc::new(Signature {
            params: vec![],
            results: vec![],
            variadic: false,
        })));
        let function = self.program.function_mut(wrapper);
        function.ty = ty;
        function.closure = Some(ClosureInfo {
            parent,
            captures: vec![],
            wrapper: Some(if go { Wrapper::Go } else { Wrapper::Defer }),
            number: 0,
        });
        let (mut slots, mut kept) = (Vec::new(), Vec::new());
        match self.program.kind(call).clone() {
            ExprKind::Call { fun, args, .. } => {
                match *self.program.kind(fun) {
                    ExprKind::DotInter(x, _) => kept.push(x),
                    _ => self.operands(fun, &mut kept),
                }
                args.iter().for_each(|&arg| self.operands(arg, &mut kept));
            }
            kind => crate::visit::children(&kind, |child| slots.push(child)),
        }
        slots.into_iter().for_each(|child| self.operands(child, &mut kept));
        if !kept.is_empty() {
            init.extend(self.evaluated_first(&kept, pos));
        }
        let body = self.program.stmt(pos, StmtKind::Expr(call));
        self.program.function_mut(wrapper).body = Some(vec![body]);
        let closure = self.program.add(ExprKind::Closure(wrapper), ty, pos);
        let at = self.program.expr(call).pos;
        self.program.add(ExprKind::Call { fun: closure, args: vec![], spread: false }, basic::NO_VALUE, at)
    }

    /// The parts of an operand that have to be evaluated when the statement is reached.
    fn operands(&self, expr: ExprId, out: &mut Vec<ExprId>) {
        match self.program.kind(expr) {
            ExprKind::Literal(_) | ExprKind::Nil | ExprKind::MethodExpr(..) | ExprKind::New(_) | ExprKind::Func(_) => {}
            ExprKind::Convert(ConvOp::Nop, x)
                if self.types.basic(self.program.ty(expr)) == Some(crate::types::Basic::Uintptr)
                    && self.types.is_unsafe_pointer(self.program.ty(*x)) =>
            {
                self.operands(*x, out);
            }
            ExprKind::ArrayLit(elements) | ExprKind::SliceLit(elements, _) => {
                elements.iter().for_each(|Element { value, .. }| self.operands(*value, out));
            }
            ExprKind::StructLit(fields) => fields.iter().for_each(|(_, value)| self.operands(*value, out)),
            _ => out.push(expr),
        }
    }

    /// `t1, t2 = operand, operand`, after which the operands stand for the variables.
    fn evaluated_first(&mut self, kept: &[ExprId], pos: Pos) -> Vec<Stmt> {
        let (mut stmts, mut lhs, mut rhs, mut vars) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for &slot in kept {
            let ty: Type = self.program.ty(slot);
            let at = match self.program.kind(slot) {
                ExprKind::Name(_) | ExprKind::Global(_) => pos,
                _ => self.program.expr(slot).pos,
            };
            // The operand moves out of the call, and its place takes the variable.
            let moved = self.program.exprs[slot.index()].clone();
            self.program.exprs.push(moved);
            let value = ExprId(self.program.exprs.len() as u32 - 1);
            let var = self.temporary(ty, at);
            stmts.push(self.program.stmt(at, StmtKind::Declare(var)));
            lhs.push(self.program.add(ExprKind::Name(var), ty, at));
            rhs.push(value);
            vars.push((var, value));
            let place = &mut self.program.exprs[slot.index()];
            (place.kind, place.pos, place.implicit, place.init) = (ExprKind::Name(var), at, false, vec![]);
        }
        let stmt = self.program.stmt(pos, StmtKind::AssignList { kind: ListKind::Pairs, lhs, rhs, def: false });
        for (var, value) in vars {
            self.program.vars[var.index()].definition = Definition::Value(stmt.id, value);
        }
        stmts.push(stmt);
        stmts
    }
}

fn is_call(kind: &ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::Call { .. }
            | ExprKind::Append { .. }
            | ExprKind::UnaryBuiltin(..)
            | ExprKind::BinaryBuiltin(..)
            | ExprKind::ListBuiltin(..)
    )
}

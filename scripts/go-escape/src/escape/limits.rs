//! What is too large for the frame, and constants that are seen through variables, by which a size becomes known.

use super::Batch;
use super::graph::{HEAP, Hole, LocId, Stands};
use crate::constant::{Value, sign};
use crate::ir::{ConvOp, ExprId, ExprKind, UnaryBuiltin, VarClass};
use crate::types::{Type, basic};

impl Batch<'_> {
    /// Takes a variable that is one constant for good for that constant, in the size of a `make` and in what is put into an interface.
    pub(super) fn see_constants(&mut self, location: LocId) {
        if !self.release.sees_constants_through_variables() {
            return;
        }
        let Stands::Expr(expr) = self.graph.at(location).stands else { return };
        let Some(function) = self.graph.at(location).function else { return };
        match self.program.kind(expr).clone() {
            ExprKind::MakeSlice { len, cap } => {
                let size = cap.unwrap_or(len);
                let Some(known) = self.known_size(function, size) else { return };
                let kind = match cap {
                    Some(_) => ExprKind::MakeSlice { len, cap: Some(known) },
                    None => ExprKind::MakeSlice { len: known, cap: None },
                };
                self.program.exprs[expr.index()].kind = kind;
            }
            ExprKind::Convert(ConvOp::Iface, x) => {
                let ty = self.program.ty(x);
                if matches!(self.program.kind(x), ExprKind::Literal(_)) || self.types.is_interface(ty) {
                    return;
                }
                self.oracle(function);
                let value = self.static_value(function, x);
                if let ExprKind::Literal(value) = self.program.kind(value).clone()
                    && self.fits(ty, &value)
                {
                    let pos = self.program.expr(expr).pos;
                    let literal = self.program.add(ExprKind::Literal(value), ty, pos);
                    self.program.exprs[expr.index()].kind = ExprKind::Convert(ConvOp::Iface, literal);
                }
            }
            _ => {}
        }
    }

    fn static_value(&mut self, function: crate::ir::FuncId, expr: ExprId) -> ExprId {
        self.oracle(function);
        let root = crate::passes::oracle::root_of(self.program, function);
        match self.oracles.get(&root) {
            Some(oracle) => oracle.static_value(self.program, expr),
            None => expr,
        }
    }

    fn known_size(&mut self, function: crate::ir::FuncId, size: ExprId) -> Option<ExprId> {
        if matches!(self.program.kind(size), ExprKind::Literal(_)) {
            return None;
        }
        let value = self.static_value(function, size);
        let (ty, value, pos) = match self.program.kind(value).clone() {
            ExprKind::Literal(value @ Value::Int(_)) if sign(&value) >= 0 => {
                (self.program.ty(size), value, self.program.expr(size).pos)
            }
            ExprKind::UnaryBuiltin(UnaryBuiltin::Len, x) if self.release.sees_lengths_of_literals() => {
                let literal = self.static_value(function, x);
                match *self.program.kind(literal) {
                    ExprKind::SliceLit(_, len) => (basic::INT, Value::int(len), self.program.expr(size).pos),
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(self.program.add(ExprKind::Literal(value), ty, pos))
    }

    fn fits(&self, ty: Type, value: &Value) -> bool {
        match value {
            Value::Bool(_) => self.types.is_boolean(ty),
            Value::Str(_) => self.types.is_string(ty),
            Value::Int(_) => self.types.is_integer(ty),
            Value::Float(_) => self.types.is_float(ty),
            Value::Complex(..) => self.types.is_complex(ty),
        }
    }

    /// Sends what has to be on the heap for its size there.
    pub(super) fn limit(&mut self, location: LocId) {
        let Some(why) = self.reason(location) else { return };
        let hole = match self.graph.at(location).stands {
            Stands::Expr(expr) => self.address(Hole::of(HEAP), expr, why),
            Stands::Var(var) => {
                let (name, pos) = (self.program.var(var).name.to_string(), self.program.var(var).pos);
                self.note_text(Hole::of(HEAP).shift(-1), name, pos, why)
            }
            Stands::Nothing => return,
        };
        self.flow(hole, location);
    }

    fn reason(&self, location: LocId) -> Option<&'static str> {
        const TOO_LARGE: &str = "too large for stack";
        let expr = match self.graph.at(location).stands {
            Stands::Nothing => return None,
            Stands::Var(var) => {
                let var = self.program.var(var);
                let large = var.class == VarClass::Auto && self.types.size(var.ty) > self.release.largest_variable();
                return large.then_some(TOO_LARGE);
            }
            Stands::Expr(expr) => expr,
        };
        let ty = self.program.ty(expr);
        if self.types.size(ty) > self.release.largest_variable() {
            return Some(TOO_LARGE);
        }
        match *self.program.kind(expr) {
            ExprKind::New(of) if self.types.size(of) > self.release.largest_implicit() => Some(TOO_LARGE),
            ExprKind::AddrOfLiteral(x) if self.types.size(self.program.ty(x)) > self.release.largest_implicit() => {
                Some(TOO_LARGE)
            }
            ExprKind::Closure(function) if self.closure_size(function) > self.release.largest_implicit() => {
                Some(TOO_LARGE)
            }
            ExprKind::MethodValue(x, ..)
                if self.types.size(self.program.ty(x)) + 8 > self.release.largest_implicit() =>
            {
                Some(TOO_LARGE)
            }
            ExprKind::MakeSlice { len, cap } => self.make_reason(ty, cap.unwrap_or(len)),
            _ => None,
        }
    }

    fn closure_size(&self, function: crate::ir::FuncId) -> i64 {
        let captures = self.program.function(function).closure.iter().flat_map(|closure| &closure.captures);
        8 + captures.map(|capture| self.types.size(self.program.var(capture.var).ty).min(128)).sum::<i64>()
    }

    fn make_reason(&self, ty: Type, size: ExprId) -> Option<&'static str> {
        let elem = self.types.elem(ty).map_or(0, |elem| self.types.size(elem));
        let any_length = self.release.make_of_any_length_may_stay();
        if any_length && elem == 0 {
            return Some("zero-sized element");
        }
        let known = match self.program.kind(size) {
            ExprKind::Literal(value) => value.to_i64().filter(|count| i32::try_from(*count).is_ok()),
            _ => None,
        };
        match known {
            None if any_length => None,
            None => Some("non-constant size"),
            Some(count) if elem != 0 && count > self.release.largest_implicit() / elem => Some("too large for stack"),
            Some(_) => None,
        }
    }
}

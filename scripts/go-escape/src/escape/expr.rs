//! Expressions: which place each value goes to.

use super::graph::{BLANK, CALLEE, HEAP, Hole, LocId, MUTATOR, Stands};
use super::{At, Batch};
use crate::ir::{BinaryOp, ConvOp, Element, ExprId, ExprKind, FuncId, UnaryOp, VarClass, VarId};
use crate::source::Pos;
use crate::types::{Basic, Type};

impl Batch<'_> {
    pub(super) fn heap(&self) -> Hole {
        Hole::of(HEAP)
    }

    pub(super) fn mutator(&self) -> Hole {
        match self.release.follows_mutations() {
            true => Hole::of(MUTATOR),
            false => Hole::of(BLANK),
        }
    }

    pub(super) fn callee(&self) -> Hole {
        match self.release.follows_mutations() {
            true => Hole::of(CALLEE),
            false => Hole::of(BLANK),
        }
    }

    pub(super) fn nowhere(&self) -> Hole {
        Hole::of(BLANK)
    }

    /// Notes why a value goes there, where that is asked for.
    pub(super) fn note(&mut self, mut hole: Hole, of: ExprId, why: &'static str) -> Hole {
        if self.wanted.flows {
            let text = self.text().expr(of);
            hole.notes = Some(self.graph.note(hole.notes, text, self.program.expr(of).pos, why));
        }
        hole
    }

    pub(super) fn note_text(&mut self, mut hole: Hole, text: String, pos: Pos, why: &'static str) -> Hole {
        if self.wanted.flows {
            hole.notes = Some(self.graph.note(hole.notes, text, pos, why));
        }
        hole
    }

    pub(super) fn deref(&mut self, hole: Hole, of: ExprId, why: &'static str) -> Hole {
        self.note(hole.shift(1), of, why)
    }

    pub(super) fn address(&mut self, hole: Hole, of: ExprId, why: &'static str) -> Hole {
        self.note(hole.shift(-1), of, why)
    }

    pub(super) fn flow(&mut self, hole: Hole, source: LocId) {
        if self.graph.flow(hole, source) {
            self.explain_direct(hole, source);
        }
    }

    /// Places for the variables of a function.
    pub(super) fn declare(&mut self, function: FuncId) {
        let declared = self.program.function(function).declared.clone();
        let mut result = 0;
        for var in declared {
            let id = self.new_var(var, function, 1);
            if self.program.var(var).class == VarClass::Result {
                self.graph.at_mut(id).result = Some(result);
                result += 1;
            }
        }
    }

    fn new_var(&mut self, var: VarId, function: FuncId, depth: i32) -> LocId {
        let id = self.graph.add(Stands::Var(var), Some(function), depth, true);
        let class = self.program.var(var).class;
        let location = self.graph.at_mut(id);
        location.is_param = class == VarClass::Param;
        location.is_result = class == VarClass::Result;
        self.graph.of_var.insert(var, id);
        id
    }

    /// The place of a variable; one that was made late gets it now.
    pub(super) fn var(&mut self, var: VarId) -> LocId {
        match self.graph.of_var.get(&var) {
            Some(&id) => id,
            None => self.new_var(var, self.program.var(var).function, 1),
        }
    }

    pub(super) fn between(&mut self, at: &At, persists: bool) -> LocId {
        self.graph.add(Stands::Nothing, Some(at.function), at.depth, persists)
    }

    /// A hole that leads to several others.
    pub(super) fn tee(&mut self, at: &At, holes: &[Hole]) -> Hole {
        match holes {
            [] => self.nowhere(),
            [one] => *one,
            many => {
                let id = self.between(at, false);
                for &hole in many {
                    self.flow(hole, id);
                }
                Hole::of(id)
            }
        }
    }

    /// A place for what an expression allocates, whose address goes into the hole.
    pub(super) fn spill(&mut self, at: &At, hole: Hole, expr: ExprId) -> Hole {
        let id = self.graph.add(Stands::Expr(expr), Some(at.function), at.depth, false);
        let hole = self.address(hole, expr, "spill");
        self.flow(hole, id);
        Hole::of(id)
    }

    pub(super) fn is_direct(&self, ty: Type) -> bool {
        self.types.is_direct_in_interface(ty, self.release.holds_words_by_shape())
    }

    pub(super) fn by_type(&mut self, hole: Hole, ty: Type) -> Hole {
        match self.types.is_interface(ty) || self.is_direct(ty) {
            true => hole,
            false => hole.shift(1),
        }
    }

    pub(super) fn discard(&mut self, at: &mut At, expr: ExprId) {
        let hole = self.nowhere();
        self.expr(at, hole, expr);
    }

    pub(super) fn expr(&mut self, at: &mut At, hole: Hole, expr: ExprId) {
        let init = std::mem::take(&mut self.program.exprs[expr.index()].init);
        self.stmts(at, &init);
        self.program.exprs[expr.index()].init = init;
        self.value(at, hole, expr);
    }

    /// The value of an expression, without what comes before it.
    pub(super) fn value(&mut self, at: &mut At, mut hole: Hole, expr: ExprId) {
        let ty = self.program.ty(expr);
        if hole.derefs >= 0 && !self.types.is_untyped(ty) && !self.types.has_pointers(ty) && !self.is_tuple(ty) {
            hole.to = BLANK;
        }
        let kind = self.program.kind(expr).clone();
        match kind {
            ExprKind::Literal(_)
            | ExprKind::Nil
            | ExprKind::Blank
            | ExprKind::Global(_)
            | ExprKind::Func(_)
            | ExprKind::MethodExpr(..) => {}
            ExprKind::Name(var) => {
                let id = self.var(var);
                self.flow(hole, id);
            }
            ExprKind::Unary(UnaryOp::Recv, x) | ExprKind::Unary(_, x) => self.discard(at, x),
            ExprKind::Binary(_, x, y) => {
                self.discard(at, x);
                self.discard(at, y);
            }
            ExprKind::AddrOf(x) => {
                let hole = self.address(hole, expr, "address-of");
                self.expr(at, hole, x);
            }
            ExprKind::Deref(x) => {
                let hole = self.deref(hole, expr, "indirection");
                self.expr(at, hole, x);
            }
            ExprKind::Dot(x, _) | ExprKind::DotInter(x, _) => {
                let hole = self.note(hole, expr, "dot");
                self.expr(at, hole, x);
            }
            ExprKind::DotPtr(x, _) => {
                let hole = self.deref(hole, expr, "dot of pointer");
                self.expr(at, hole, x);
            }
            ExprKind::TypeAssert(x) => {
                let hole = self.by_type(hole, ty);
                let hole = self.note(hole, expr, "dot");
                self.expr(at, hole, x);
            }
            ExprKind::Index(x, index) => {
                let hole = match self.types.is_array(self.program.ty(x)) {
                    true => self.note(hole, expr, "fixed-array-index-of"),
                    false => self.deref(hole, expr, "dot of pointer"),
                };
                self.expr(at, hole, x);
                self.discard(at, index);
            }
            ExprKind::IndexMap(x, index) => {
                self.discard(at, x);
                self.discard(at, index);
            }
            ExprKind::Slice { x, bounds, .. } => {
                let hole = self.note(hole, expr, "slice");
                self.expr(at, hole, x);
                bounds.into_iter().flatten().for_each(|bound| self.discard(at, bound));
            }
            ExprKind::Convert(op, x) => self.conversion(at, hole, expr, op, x),
            ExprKind::Call { .. }
            | ExprKind::Append { .. }
            | ExprKind::UnaryBuiltin(..)
            | ExprKind::BinaryBuiltin(..)
            | ExprKind::ListBuiltin(..) => self.call(at, Some(&[hole]), expr),
            ExprKind::New(_) => {
                self.spill(at, hole, expr);
            }
            ExprKind::MakeSlice { len, cap } => {
                self.spill(at, hole, expr);
                self.discard(at, len);
                cap.into_iter().for_each(|cap| self.discard(at, cap));
            }
            ExprKind::MakeMap(len) => {
                self.spill(at, hole, expr);
                len.into_iter().for_each(|len| self.discard(at, len));
            }
            ExprKind::MakeChan(len) => len.into_iter().for_each(|len| self.discard(at, len)),
            ExprKind::MethodValue(x, _, function) => {
                let closure = self.spill(at, hole, expr);
                // Nobody knows how the method is called later, so its results may go anywhere.
                let results = self.types.signature(ty).map_or(0, |signature| signature.results.len());
                let results = vec![self.heap(); results];
                let receiver = function
                    .and_then(|function| self.program.function(function).recv.clone().map(|recv| (function, recv)));
                let param = match receiver {
                    Some((function, recv)) => self.tagged(at, Some(&results), function, &recv),
                    None => self.heap(),
                };
                let hole = self.tee(at, &[param, closure]);
                self.expr(at, hole, x);
            }
            ExprKind::AddrOfLiteral(x) => {
                let hole = self.spill(at, hole, expr);
                self.expr(at, hole, x);
            }
            ExprKind::ArrayLit(elements) => {
                for Element { value, .. } in elements {
                    let hole = self.note(hole, expr, "array literal element");
                    self.expr(at, hole, value);
                }
            }
            ExprKind::SliceLit(elements, _) => {
                let hole = self.spill(at, hole, expr);
                for Element { value, .. } in elements {
                    let hole = self.note(hole, expr, "slice-literal-element");
                    self.expr(at, hole, value);
                }
            }
            ExprKind::StructLit(fields) => {
                for (_, value) in fields {
                    let hole = self.note(hole, expr, "struct literal element");
                    self.expr(at, hole, value);
                }
            }
            ExprKind::MapLit(entries) => {
                self.spill(at, hole, expr);
                for (key, value) in entries {
                    let heap = self.heap();
                    let hole = self.note(heap, expr, "map literal key");
                    self.expr(at, hole, key);
                    let hole = self.note(heap, expr, "map literal value");
                    self.expr(at, hole, value);
                }
            }
            ExprKind::Closure(function) => {
                let hole = self.spill(at, hole, expr);
                self.closures.push((hole, expr));
                if self.is_inner(function) {
                    self.enter_closure(at, function);
                }
            }
            ExprKind::Concat(list) => {
                self.spill(at, hole, expr);
                list.into_iter().for_each(|part| self.discard(at, part));
            }
        }
    }

    fn is_tuple(&self, ty: Type) -> bool {
        matches!(self.types.kind(ty), crate::types::Kind::Tuple(types) if !types.is_empty())
    }

    fn conversion(&mut self, at: &mut At, hole: Hole, expr: ExprId, op: ConvOp, x: ExprId) {
        let (from, to) = (self.program.ty(x), self.program.ty(expr));
        match op {
            ConvOp::Value | ConvOp::Nop
                if self.types.is_unsafe_pointer(to) && self.types.basic(from) == Some(Basic::Uintptr) =>
            {
                self.unsafe_value(at, hole, x);
            }
            ConvOp::Value | ConvOp::Nop | ConvOp::SliceToArrayPointer => self.expr(at, hole, x),
            ConvOp::Iface => {
                let boxed = !self.types.is_interface(from) && !self.is_direct(from);
                let hole = if boxed { self.spill(at, hole, expr) } else { hole };
                let hole = self.note(hole, expr, "interface-converted");
                self.expr(at, hole, x);
            }
            ConvOp::SliceToArray => {
                let hole = self.deref(hole, expr, "slice-to-array");
                self.expr(at, hole, x);
            }
            ConvOp::RunesToString
            | ConvOp::BytesToString
            | ConvOp::StringToRunes
            | ConvOp::StringToBytes
            | ConvOp::RuneToString => {
                self.spill(at, hole, expr);
                self.discard(at, x);
            }
        }
    }

    /// Looks for pointers in arithmetic on addresses.
    fn unsafe_value(&mut self, at: &mut At, hole: Hole, expr: ExprId) {
        let init = std::mem::take(&mut self.program.exprs[expr.index()].init);
        self.stmts(at, &init);
        self.program.exprs[expr.index()].init = init;
        match self.program.kind(expr).clone() {
            ExprKind::Convert(ConvOp::Value | ConvOp::Nop, x) => match self.types.is_unsafe_pointer(self.program.ty(x))
            {
                true => self.expr(at, hole, x),
                false => self.discard(at, x),
            },
            ExprKind::Unary(UnaryOp::Plus | UnaryOp::Neg | UnaryOp::BitNot, x) => self.unsafe_value(at, hole, x),
            ExprKind::Binary(BinaryOp::Shl | BinaryOp::Shr, x, y) => {
                self.unsafe_value(at, hole, x);
                self.discard(at, y);
            }
            ExprKind::Binary(op, x, y) if !op.is_comparison() => {
                self.unsafe_value(at, hole, x);
                self.unsafe_value(at, hole, y);
            }
            _ => {
                let nowhere = self.nowhere();
                self.value(at, nowhere, expr);
            }
        }
    }

    fn enter_closure(&mut self, at: &At, function: FuncId) {
        let captures = self
            .program
            .function(function)
            .closure
            .as_ref()
            .map(|closure| closure.captures.clone())
            .unwrap_or_default();
        for capture in captures {
            let id = self.var(capture.var);
            let location = self.graph.at_mut(id);
            if !location.captured {
                location.captured = true;
                // What was assigned in a straight line before the first capture does not count.
                if location.depth == at.depth {
                    location.reassigned = false;
                }
            }
        }
        self.walk_function(function);
    }

    /// The variables that a function literal captures flow into it: by value if nothing changes them any more, else by their address.
    pub(super) fn capture(&mut self, hole: Hole, closure: ExprId) {
        let ExprKind::Closure(function) = *self.program.kind(closure) else { return };
        let captures = self
            .program
            .function(function)
            .closure
            .as_ref()
            .map(|closure| closure.captures.clone())
            .unwrap_or_default();
        for capture in captures {
            const LARGEST_COPY: i64 = 128;
            let id = self.var(capture.var);
            let (location, var) = (self.graph.at(id), self.program.var(capture.var));
            let by_value = !location.addressed && !location.reassigned && self.types.size(var.ty) <= LARGEST_COPY;
            let (name, pos) = (var.name.to_string(), capture.pos);
            let mut hole = hole;
            if !by_value {
                hole = self.note_text(hole.shift(-1), name.clone(), pos, "reference");
            }
            let hole = self.note_text(hole, name, pos, "captured by a closure");
            self.flow(hole, id);
        }
    }
}

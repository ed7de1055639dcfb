//! Calls and conversions.

use gosyn::ast::{self, Expression};

use super::Checker;
use crate::check::lookup::Selected;
use crate::check::operand::{Mode, Operand};
use crate::check::scope::Entity;
use crate::constant::Value;
use crate::error::{Result, wrong};
use crate::ir::{ConvOp, ExprId, ExprKind, ListKind, StmtKind, UnaryOp, VarId};
use crate::source::Pos;
use crate::types::{Kind, Type, basic};

impl Checker<'_> {
    pub(super) fn call(&mut self, call: &ast::Call, pos: Pos) -> Result<Operand> {
        if let Some(ty) = self.type_or_none(&call.func)? {
            let [argument] = call.args.as_slice() else {
                return wrong(pos, format!("a conversion to {} needs one value", self.types.name(ty)));
            };
            if call.dots.is_some() {
                return wrong(pos, "a conversion has no `...`");
            }
            return self.conversion(ty, argument, pos);
        }
        if let Some(operand) = self.method_call(call, pos)? {
            return Ok(operand);
        }
        let callee = self.single(&call.func)?;
        if let Mode::Builtin(builtin) = callee.mode {
            return self.builtin(builtin, call, pos);
        }
        let fun = self.rvalue(callee)?;
        self.finish_call(fun, None, call, pos)
    }

    /// `x.M(...)`, where the receiver becomes the first argument; nothing if this is no call of a method.
    fn method_call(&mut self, call: &ast::Call, pos: Pos) -> Result<Option<Operand>> {
        let mut func = &*call.func;
        while let Expression::Paren(paren) = func {
            func = &paren.expr;
        }
        let Expression::Selector(selector) = func else { return Ok(None) };
        if let Expression::Ident(ident) = &*selector.x
            && self.is_package(ident)
            && matches!(self.resolve(ident, true)?, Entity::Package(_))
        {
            return Ok(None);
        }
        if self.type_or_none(&selector.x)?.is_some() {
            return Ok(None);
        }
        let at = self.pos(selector.pos);
        let name = selector.sel.name.as_str();
        let operand = self.single(&selector.x)?;
        let has_address = matches!(operand.mode, Mode::Variable);
        let x = self.rvalue(operand)?;
        let ty = self.program.ty(x);
        let found = self.select(ty, name, at)?;
        if let Selected::Field(index, _) = found.what {
            let (x, _) = self.walk_path(x, &found.path, at, false);
            let fun = self.field(x, index, at, false);
            return self.finish_call(fun, None, call, pos).map(Some);
        }
        let indirect = self.follows_pointer(ty, &found);
        let (x, reached) = self.walk_path(x, &found.path, at, true);
        match found.what {
            Selected::Method { function, on_pointer } => {
                self.resolve_signature(function)?;
                let of = self.program.function(function).ty;
                let receiver = self.receiver(x, reached, on_pointer, has_address || indirect, at)?;
                let recv_ty = self.program.ty(receiver);
                let fun = self.program.add(ExprKind::MethodExpr(recv_ty, name.into(), Some(function)), of, at);
                self.finish_call(fun, Some(receiver), call, pos).map(Some)
            }
            Selected::InterfaceMethod(of) => {
                let fun = self.program.add(ExprKind::DotInter(x, name.into()), of, at);
                self.finish_call(fun, None, call, pos).map(Some)
            }
            Selected::Field(..) => unreachable!("fields are handled above"),
        }
    }

    fn finish_call(&mut self, fun: ExprId, receiver: Option<ExprId>, call: &ast::Call, pos: Pos) -> Result<Operand> {
        let of = self.program.ty(fun);
        let Some(signature) = self.types.signature(of) else {
            return wrong(pos, format!("cannot call a value of type {}", self.types.name(of)));
        };
        let spread = call.dots.is_some();
        let fixed = signature.params.len() - usize::from(signature.variadic);
        if spread && !signature.variadic {
            return wrong(pos, "the function is not variadic, so its call has no `...`");
        }
        let elem = match signature.variadic {
            true => self.types.elem(signature.params[fixed]),
            false => None,
        };
        let target = |index: usize| match signature.params.get(index) {
            Some(&ty) if spread || index < fixed => Some(ty),
            _ => elem,
        };
        let values = match call.args.as_slice() {
            [Expression::Call(inner)] if !spread => self.forwarded(inner, &target, pos)?,
            _ => None,
        };
        let mut args = match values {
            Some(values) => values,
            None => {
                let mut values = Vec::new();
                for (index, argument) in call.args.iter().enumerate() {
                    let operand = self.single(argument)?;
                    let Some(ty) = target(index) else {
                        return wrong(
                            operand.pos,
                            format!("too many arguments: the function takes {}", signature.params.len()),
                        );
                    };
                    values.push(self.convert(operand, Some(ty), "argument")?);
                }
                values
            }
        };
        if args.len() < fixed || spread && args.len() != signature.params.len() {
            return wrong(pos, format!("not enough arguments: {} of {}", args.len(), signature.params.len()));
        }
        if !signature.variadic && args.len() > fixed {
            return wrong(pos, format!("too many arguments: {} of {fixed}", args.len()));
        }
        if signature.variadic && !spread {
            let extra = args.split_off(fixed);
            let ty = signature.params[fixed];
            let slice = match extra.len() {
                0 => self.program.add(ExprKind::Nil, ty, pos),
                count => {
                    let elements = extra.into_iter().map(|value| crate::ir::Element { key: None, value }).collect();
                    self.program.add_implicit(ExprKind::SliceLit(elements, count as i64), ty, pos)
                }
            };
            args.push(slice);
        }
        let mut before = Vec::new();
        let fun = self.named_callee(fun, pos, &mut before);
        if let Some(receiver) = receiver {
            args.insert(0, receiver);
        }
        let ty = match signature.results.as_slice() {
            [] => basic::NO_VALUE,
            [one] => *one,
            many => self.types.intern(Kind::Tuple(many.into())),
        };
        let expr = self.program.add(ExprKind::Call { fun, args, spread: spread || signature.variadic }, ty, pos);
        self.program.exprs[expr.index()].init = before;
        Ok(Operand::new(if signature.results.is_empty() { Mode::NoValue } else { Mode::Value }, ty, Some(expr), pos))
    }

    /// A callee that is itself the result of a call is put into a variable first.
    fn named_callee(&mut self, fun: ExprId, pos: Pos, before: &mut Vec<crate::ir::Stmt>) -> ExprId {
        let (inner, rebuild) = match self.program.kind(fun).clone() {
            ExprKind::DotInter(x, name) => (x, Some(name)),
            ExprKind::MethodValue(x, ..) => (x, None),
            _ => (fun, None),
        };
        let is_bound = matches!(self.program.kind(fun), ExprKind::MethodValue(..));
        if !self.calls(inner) {
            return fun;
        }
        let ty = self.program.ty(inner);
        let var = self.temporary(ty, pos);
        before.push(self.define_temporary(var, inner, pos));
        let named = self.program.add(ExprKind::Name(var), ty, pos);
        match (rebuild, self.program.kind(fun).clone()) {
            (Some(name), _) => {
                let (of, at) = (self.program.ty(fun), self.program.expr(fun).pos);
                self.program.add(ExprKind::DotInter(named, name), of, at)
            }
            (None, ExprKind::MethodValue(_, name, function)) if is_bound => {
                let (of, at) = (self.program.ty(fun), self.program.expr(fun).pos);
                self.program.add(ExprKind::MethodValue(named, name, function), of, at)
            }
            _ => named,
        }
    }

    /// Whether evaluating the expression calls something, `new` excepted, or receives.
    fn calls(&self, expr: ExprId) -> bool {
        crate::visit::any(&self.program, expr, &mut |kind| {
            matches!(
                kind,
                ExprKind::Call { .. }
                    | ExprKind::Append { .. }
                    | ExprKind::UnaryBuiltin(..)
                    | ExprKind::BinaryBuiltin(..)
                    | ExprKind::ListBuiltin(..)
                    | ExprKind::Unary(UnaryOp::Recv, _)
            )
        })
    }

    pub(super) fn temporary(&mut self, ty: Type, pos: Pos) -> VarId {
        self.program.temporary(self.function(), ty, pos)
    }

    /// `tmp := value`, declaration included.
    pub(super) fn define_temporary(&mut self, var: VarId, value: ExprId, pos: Pos) -> crate::ir::Stmt {
        let ty = self.program.var(var).ty;
        let lhs = self.program.add(ExprKind::Name(var), ty, pos);
        let declare = self.program.stmt(pos, StmtKind::Declare(var));
        let mut stmt = self.program.stmt(pos, StmtKind::Assign { lhs, rhs: Some(value), def: true });
        stmt.init.push(declare);
        self.program.vars[var.index()].definition = crate::ir::Definition::Value(stmt.id, value);
        stmt
    }

    /// `f(g())`, where `g` has several results: they are put into variables first. Nothing if `g` has one.
    fn forwarded(
        &mut self,
        inner: &ast::Call,
        target: &dyn Fn(usize) -> Option<Type>,
        pos: Pos,
    ) -> Result<Option<Vec<ExprId>>> {
        let at = self.pos(inner.pos.0);
        let operand = self.call(inner, at)?;
        let Kind::Tuple(results) = self.types.kind(operand.ty).clone() else {
            let Some(ty) = target(0) else {
                return wrong(operand.pos, "too many arguments: the function takes none");
            };
            let value = self.convert(operand, Some(ty), "argument")?;
            return Ok(Some(vec![value]));
        };
        if results.is_empty() {
            return wrong(operand.pos, "the call has no result, and is used as a value");
        }
        let mut targets = Vec::new();
        for index in 0..results.len() {
            let Some(ty) = target(index) else {
                return wrong(pos, format!("too many arguments: the call gives {}", results.len()));
            };
            targets.push(Some(ty));
        }
        self.unpacked(operand, &results, &targets, ListKind::Func, pos, "argument").map(Some)
    }

    /// Puts several results into variables, each converted to its target; what puts them there comes before the first.
    pub(super) fn unpacked(
        &mut self,
        operand: Operand,
        results: &[Type],
        targets: &[Option<Type>],
        kind: ListKind,
        pos: Pos,
        context: &str,
    ) -> Result<Vec<ExprId>> {
        let source = operand.expr.unwrap_or_else(|| unreachable!("values have an expression"));
        let mut init = Vec::new();
        let (mut lhs, mut values, mut vars) = (Vec::new(), Vec::new(), Vec::new());
        for (&ty, &target) in results.iter().zip(targets) {
            let var = self.temporary(ty, pos);
            init.push(self.program.stmt(pos, StmtKind::Declare(var)));
            lhs.push(self.program.add(ExprKind::Name(var), ty, pos));
            let read = self.program.add(ExprKind::Name(var), ty, pos);
            let operand = Operand::value(read, ty, pos);
            values.push(self.convert(operand, target, context)?);
            vars.push(var);
        }
        let mut stmt = self.program.stmt(pos, StmtKind::AssignList { kind, lhs, rhs: vec![source], def: true });
        stmt.init = init;
        for var in vars {
            self.program.vars[var.index()].definition = crate::ir::Definition::Other(stmt.id);
        }
        self.program.exprs[values[0].index()].init.push(stmt);
        Ok(values)
    }

    /// Values for a number of targets: one each, or one call, or one expression that also says whether it went well.
    pub(super) fn values(
        &mut self,
        exprs: &[Expression],
        targets: &[Option<Type>],
        pos: Pos,
        context: &str,
    ) -> Result<Vec<ExprId>> {
        if let [one] = exprs
            && targets.len() != 1
        {
            let operand = self.expr(one)?;
            if let Kind::Tuple(results) = self.types.kind(operand.ty).clone()
                && results.len() > 1
            {
                if results.len() != targets.len() {
                    return wrong(pos, format!("{} values, and {} results of the call", targets.len(), results.len()));
                }
                return self.unpacked(operand, &results, targets, ListKind::Func, pos, context);
            }
            let kind = match operand.expr.map(|expr| self.program.kind(expr)) {
                Some(ExprKind::IndexMap(..)) => Some(ListKind::MapIndex),
                Some(ExprKind::TypeAssert(_)) => Some(ListKind::TypeAssert),
                Some(ExprKind::Unary(UnaryOp::Recv, _)) => Some(ListKind::Receive),
                _ => None,
            };
            return match kind {
                Some(kind) if targets.len() == 2 && context != "return" => {
                    let results = [operand.ty, basic::BOOL];
                    self.unpacked(operand, &results, targets, kind, pos, context)
                }
                _ => wrong(pos, format!("{} targets, and one value", targets.len())),
            };
        }
        if exprs.len() != targets.len() {
            return wrong(pos, format!("{} targets, and {} values", targets.len(), exprs.len()));
        }
        let mut values = Vec::new();
        for (expr, &target) in exprs.iter().zip(targets) {
            let operand = self.single(expr)?;
            values.push(self.convert(operand, target, context)?);
        }
        Ok(values)
    }

    /// `T(x)`: the call is where the parenthesis is, and the conversion where its operand is.
    fn conversion(&mut self, ty: Type, argument: &Expression, call: Pos) -> Result<Operand> {
        let operand = self.single(argument)?;
        let pos = operand.pos;
        if let Some(value) = operand.as_const().cloned()
            && self.types.basic(ty).is_some()
            && !self.types.is_unsafe_pointer(ty)
        {
            return self.constant_conversion(value, &operand, ty, call);
        }
        if operand.is_nil() {
            let nil = self.convert(operand, Some(ty), "conversion")?;
            let expr = self.program.add(ExprKind::Convert(ConvOp::Nop, nil), ty, pos);
            return Ok(Operand::value(expr, ty, call));
        }
        if self.types.is_untyped(operand.ty)
            && !self.types.is_interface(ty)
            && self.untyped_fits(operand.ty, ty)
            && let Some(expr) = operand.expr
        {
            self.retype(expr, ty);
        }
        // A constant that becomes bytes, or is put into an interface, has its default type.
        let x = self.rvalue(operand)?;
        let from = self.program.ty(x);
        let Some(op) = self.convert_op(from, ty) else {
            return wrong(
                pos,
                format!("cannot convert a value of type {} to {}", self.types.name(from), self.types.name(ty)),
            );
        };
        let (op, x) = match op {
            ConvOp::Nop if self.types.is_float(from) || self.types.is_complex(from) => (ConvOp::Value, x),
            // A slice of a type of one's own is first taken for one of the language's.
            ConvOp::BytesToString => (op, self.language_slice(x, basic::BYTE)),
            ConvOp::RunesToString => (op, self.language_slice(x, basic::RUNE)),
            op => (op, x),
        };
        let expr = self.program.add(ExprKind::Convert(op, x), ty, pos);
        Ok(Operand::value(expr, ty, call))
    }

    fn language_slice(&mut self, x: ExprId, of: Type) -> ExprId {
        let (ty, pos) = (self.program.ty(x), self.program.expr(x).pos);
        match self.types.elem(ty) {
            Some(elem) if self.types.identical(elem, of) => x,
            _ => {
                let slice = self.types.slice(of);
                self.program.add(ExprKind::Convert(ConvOp::Nop, x), slice, pos)
            }
        }
    }

    fn constant_conversion(&mut self, value: Value, operand: &Operand, ty: Type, call: Pos) -> Result<Operand> {
        let pos = operand.pos;
        let fits = (self.types.is_numeric(operand.ty) && self.types.is_numeric(ty))
            || (self.types.is_string(operand.ty) && self.types.is_string(ty))
            || (self.types.is_boolean(operand.ty) && self.types.is_boolean(ty));
        if fits {
            // A typed number of one kind may be cut to another only if nothing is lost.
            let value = self.representable(value, ty, pos)?;
            return Ok(Operand::constant(value, ty, call));
        }
        if self.types.is_string(ty) && self.types.is_integer(operand.ty) {
            let c = value
                .to_i64()
                .and_then(|v| u32::try_from(v).ok())
                .and_then(char::from_u32)
                .unwrap_or(char::REPLACEMENT_CHARACTER);
            return Ok(Operand::constant(Value::Str(c.to_string().into_bytes()), ty, call));
        }
        let (from, to) = (self.types.name(operand.ty), self.types.name(ty));
        wrong(pos, format!("cannot convert a constant of type {from} to {to}"))
    }
}

//! Expressions: names, literals, selectors, indexes, slices, assertions and function literals.

use std::rc::Rc;

use gosyn::ast::{self, Expression};
use gosyn::token::{LitKind, Operator};

use super::Checker;
use super::package::name_results;
use crate::check::lookup::{Found, Lookup, Selected};
use crate::check::operand::{Mode, Operand};
use crate::check::scope::Entity;
use crate::constant::{Value, parse_float, parse_integer, unescape};
use crate::error::{Result, outside, wrong};
use crate::ir::{ClosureInfo, ExprId, ExprKind, FuncId, Sliced, UnaryOp, VarClass};
use crate::source::Pos;
use crate::types::{Direction, Kind, Type, basic};

impl Checker<'_> {
    /// Where the compiler says that an expression is.
    pub(super) fn expr_pos(&self, expr: &Expression) -> Pos {
        match expr {
            Expression::CompositeLit(literal) => self.pos(literal.val.pos.0),
            Expression::Selector(selector) => self.pos(selector.pos),
            Expression::Operation(operation) => self.pos(operation.pos),
            Expression::TypeAssert(assert) => self.pos(assert.pos.0),
            Expression::IndexList(list) => self.pos(list.pos.0),
            Expression::List(list) => list.first().map_or_else(Pos::default, |first| self.expr_pos(first)),
            other => self.pos(other.pos()),
        }
    }

    /// Checks an expression. Parentheses count for its place only.
    pub(super) fn expr(&mut self, expr: &Expression) -> Result<Operand> {
        if let Expression::Paren(paren) = expr {
            let mut operand = self.expr(&paren.expr)?;
            operand.pos = self.pos(paren.pos.0);
            return Ok(operand);
        }
        let mut operand = self.without_parentheses(expr)?;
        if operand.is_const() && !self.release.simplifies_early() {
            let op = match expr {
                Expression::Operation(operation) if operation.y.is_some() => super::binary::binary_op(operation.op),
                _ => None,
            };
            operand.written = Some((written(expr).into(), op));
        }
        Ok(operand)
    }

    fn without_parentheses(&mut self, expr: &Expression) -> Result<Operand> {
        let pos = self.expr_pos(expr);
        match expr {
            Expression::Ident(ident) => self.name(ident, pos, true),
            Expression::BasicLit(literal) => self.literal(literal, pos),
            Expression::FuncLit(literal) => self.func_lit(literal, pos),
            Expression::CompositeLit(literal) => self.composite(literal, pos),
            Expression::Selector(selector) => self.selector(selector, pos),
            Expression::Index(index) => self.index(index, pos),
            Expression::Slice(slice) => self.slice(slice, pos),
            Expression::TypeAssert(assert) => self.assertion(assert, pos),
            Expression::Call(call) => self.call(call, pos),
            Expression::Operation(operation) => match &operation.y {
                Some(y) => self.binary(operation, y, pos),
                None => self.unary(operation, pos),
            },
            Expression::Star(star) => match self.type_or_none(expr)? {
                Some(ty) => Ok(Operand::new(Mode::Type, ty, None, pos)),
                None => self.deref(&star.right, pos),
            },
            Expression::IndexList(_) => outside(pos, "type arguments"),
            Expression::Ellipsis(_) | Expression::Range(_) | Expression::List(_) => wrong(pos, "this is no expression"),
            _ => {
                let ty = self.type_expr(expr)?;
                Ok(Operand::new(Mode::Type, ty, None, pos))
            }
        }
    }

    /// An expression that has one value.
    pub(super) fn single(&mut self, expr: &Expression) -> Result<Operand> {
        let operand = self.expr(expr)?;
        if let Kind::Tuple(types) = self.types.kind(operand.ty)
            && !types.is_empty()
        {
            return wrong(operand.pos, format!("the call has {} results, and one is needed", types.len()));
        }
        Ok(operand)
    }

    pub(super) fn name(&mut self, ident: &ast::Ident, pos: Pos, read: bool) -> Result<Operand> {
        let entity = self.resolve(ident, read)?;
        self.entity(entity, pos)
    }

    fn entity(&mut self, entity: Entity, pos: Pos) -> Result<Operand> {
        Ok(match entity {
            Entity::Const(value, ty) => Operand::constant(value, ty, pos),
            Entity::Var(var) => {
                let ty = self.program.var(var).ty;
                let expr = self.program.add(ExprKind::Name(var), ty, pos);
                Operand::new(Mode::Variable, ty, Some(expr), pos)
            }
            Entity::Global(global) => {
                if let Some(&decl) = self.globals.get(&global)
                    && self.program.globals[global.index()].ty == basic::NO_VALUE
                {
                    let name = self.var_decls[decl].spec.name[0].name.clone();
                    let package = self.program.globals[global.index()].package;
                    self.package_entity(package, &name)?;
                    if self.program.globals[global.index()].ty == basic::NO_VALUE {
                        return wrong(pos, "the variable needs its own value for its type");
                    }
                }
                let ty = self.program.globals[global.index()].ty;
                let expr = self.program.add(ExprKind::Global(global), ty, pos);
                Operand::new(Mode::Variable, ty, Some(expr), pos)
            }
            Entity::Type(ty) => Operand::new(Mode::Type, ty, None, pos),
            Entity::Func(function) => {
                self.resolve_signature(function)?;
                let ty = self.program.function(function).ty;
                let expr = self.program.add(ExprKind::Func(function), ty, pos);
                Operand::value(expr, ty, pos)
            }
            Entity::Builtin(builtin) => Operand::new(Mode::Builtin(builtin), basic::NO_VALUE, None, pos),
            Entity::Nil => Operand::new(Mode::Nil, basic::UNTYPED_NIL, None, pos),
            Entity::Package(_) => Operand::new(Mode::Package, basic::NO_VALUE, None, pos),
            Entity::Generic(name) => return outside(pos, format!("{name}, which is generic")),
        })
    }

    fn literal(&self, literal: &ast::BasicLit, pos: Pos) -> Result<Operand> {
        let text = literal.value.as_str();
        let bad = || wrong(pos, format!("{text} is no literal"));
        let (value, ty) = match literal.kind {
            LitKind::Integer => match parse_integer(text) {
                Some(integer) => (Value::Int(integer), basic::UNTYPED_INT),
                None => return bad(),
            },
            LitKind::Float => match parse_float(text) {
                Some(float) if float.is_finite() => (Value::Float(float), basic::UNTYPED_FLOAT),
                _ => return bad(),
            },
            LitKind::Imag => match parse_float(text.trim_end_matches('i')) {
                Some(float) => (Value::Complex(0.0, float), basic::UNTYPED_COMPLEX),
                None => return bad(),
            },
            LitKind::Char => {
                match text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).and_then(rune_value) {
                    Some(rune) => (Value::int(rune), basic::UNTYPED_RUNE),
                    None => return bad(),
                }
            }
            LitKind::String => {
                let bytes = match text.strip_prefix('`') {
                    Some(raw) => Some(raw.trim_end_matches('`').replace('\r', "").into_bytes()),
                    None => text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).and_then(unescape),
                };
                match bytes {
                    Some(bytes) => (Value::Str(bytes), basic::UNTYPED_STRING),
                    None => return bad(),
                }
            }
            LitKind::Ident => return bad(),
        };
        Ok(Operand::constant(value, ty, pos))
    }

    fn unary(&mut self, operation: &ast::Operation, pos: Pos) -> Result<Operand> {
        match operation.op {
            Operator::Star => {
                if let Some(ty) = self.type_or_none(&operation.x)? {
                    let ty = self.types.pointer(ty);
                    return Ok(Operand::new(Mode::Type, ty, None, pos));
                }
                self.deref(&operation.x, pos)
            }
            Operator::And => self.address(&operation.x, pos),
            Operator::Arrow => {
                let operand = self.single(&operation.x)?;
                let chan = self.rvalue(operand)?;
                let ty = self.program.ty(chan);
                match self.types.under(ty) {
                    Kind::Chan(Direction::Both | Direction::Receive, of) => {
                        let of = *of;
                        let expr = self.program.add(ExprKind::Unary(UnaryOp::Recv, chan), of, pos);
                        Ok(Operand::value(expr, of, pos))
                    }
                    _ => wrong(pos, format!("cannot receive from a value of type {}", self.types.name(ty))),
                }
            }
            _ => self.arithmetic_unary(operation, pos),
        }
    }

    fn deref(&mut self, inner: &Expression, pos: Pos) -> Result<Operand> {
        let operand = self.single(inner)?;
        let x = self.rvalue(operand)?;
        let ty = self.program.ty(x);
        match *self.types.under(ty) {
            Kind::Pointer(to) => {
                let expr = self.program.add(ExprKind::Deref(x), to, pos);
                Ok(Operand::new(Mode::Variable, to, Some(expr), pos))
            }
            _ => wrong(pos, format!("cannot take what a value of type {} points to", self.types.name(ty))),
        }
    }

    fn address(&mut self, inner: &Expression, pos: Pos) -> Result<Operand> {
        let operand = self.single(inner)?;
        let is_literal = operand.expr.is_some_and(|expr| is_composite(self.program.kind(expr)));
        if !is_literal && !matches!(operand.mode, Mode::Variable) {
            return wrong(pos, "cannot take the address of this: it is no variable");
        }
        let x = self.rvalue(operand)?;
        let expr = self.address_of(x, pos);
        Ok(Operand::value(expr, self.program.ty(expr), pos))
    }

    /// The address of an expression; the variable that it is in is noted as one whose address is taken.
    pub(super) fn address_of(&mut self, x: ExprId, pos: Pos) -> ExprId {
        let ty = self.types.pointer(self.program.ty(x));
        if is_composite(self.program.kind(x)) {
            return self.program.add(ExprKind::AddrOfLiteral(x), ty, pos);
        }
        let outer = self.program.outer_value(x, |ty| self.types.is_array(ty));
        if let ExprKind::Name(var) = *self.program.kind(outer) {
            self.program.vars[var.index()].addressed = true;
        }
        self.program.add(ExprKind::AddrOf(x), ty, pos)
    }

    pub(super) fn selector(&mut self, selector: &ast::Selector, pos: Pos) -> Result<Operand> {
        if let Expression::Ident(ident) = &*selector.x
            && self.is_package(ident)
            && let Entity::Package(package) = self.resolve(ident, true)?
        {
            let entity = self.member(package, &selector.sel)?;
            return self.entity(entity, pos);
        }
        let name = selector.sel.name.as_str();
        if name == "_" {
            return wrong(pos, "cannot select _");
        }
        let operand = self.single(&selector.x)?;
        if operand.is_type() {
            return self.method_expr(operand.ty, name, pos);
        }
        let has_address = matches!(operand.mode, Mode::Variable);
        let x = self.rvalue(operand)?;
        let ty = self.program.ty(x);
        let found = self.select(ty, name, pos)?;
        let (x, at) = self.walk_path(x, &found.path, pos, false);
        match found.what {
            Selected::Field(index, of) => {
                let mode = if has_address || self.follows_pointer(ty, &found) { Mode::Variable } else { Mode::Value };
                let expr = self.field(x, index, pos, false);
                Ok(Operand::new(mode, of, Some(expr), pos))
            }
            Selected::Method { function, on_pointer } => {
                self.resolve_signature(function)?;
                let of = self.program.function(function).ty;
                let x = self.receiver(x, at, on_pointer, has_address || self.follows_pointer(ty, &found), pos)?;
                let expr = self.program.add(ExprKind::MethodValue(x, name.into(), Some(function)), of, pos);
                Ok(Operand::value(expr, of, pos))
            }
            Selected::InterfaceMethod(of) => {
                let expr = self.program.add(ExprKind::MethodValue(x, name.into(), None), of, pos);
                Ok(Operand::value(expr, of, pos))
            }
        }
    }

    pub(super) fn select(&mut self, ty: Type, name: &str, pos: Pos) -> Result<Found> {
        let package = self.at.package;
        match self.lookup(ty, name, package) {
            Lookup::Found(found) => Ok(found),
            Lookup::Ambiguous => wrong(pos, format!("{name} is in several embedded fields of {}", self.types.name(ty))),
            Lookup::Missing | Lookup::Unresolved(_) => {
                wrong(pos, format!("type {} has no field or method {name}", self.types.name(ty)))
            }
        }
    }

    /// Whether the way to a field goes through a pointer, so that the field has an address.
    pub(super) fn follows_pointer(&self, ty: Type, found: &Found) -> bool {
        found.indirect || self.types.is_pointer(ty)
    }

    /// Goes through embedded fields; returns what was reached, and its type.
    pub(super) fn walk_path(&mut self, mut x: ExprId, path: &[usize], pos: Pos, implicit: bool) -> (ExprId, Type) {
        for &index in path {
            x = self.field(x, index, pos, implicit);
        }
        (x, self.program.ty(x))
    }

    /// A field of a structure, or of what a pointer to one points to.
    pub(super) fn field(&mut self, x: ExprId, index: usize, pos: Pos, implicit: bool) -> ExprId {
        let ty = self.program.ty(x);
        let (structure, through) = match *self.types.under(ty) {
            Kind::Pointer(to) => (to, true),
            _ => (ty, false),
        };
        let fields = self.types.fields(structure).unwrap_or_else(|| unreachable!("fields are looked up in structures"));
        let (name, of) = (fields[index].name.clone(), fields[index].ty);
        let kind = if through { ExprKind::DotPtr(x, name) } else { ExprKind::Dot(x, name) };
        let expr = self.program.add(kind, of, pos);
        self.program.exprs[expr.index()].implicit = implicit;
        expr
    }

    /// The receiver as the method wants it: its address is taken, or what it points to.
    pub(super) fn receiver(
        &mut self,
        x: ExprId,
        ty: Type,
        on_pointer: bool,
        has_address: bool,
        pos: Pos,
    ) -> Result<ExprId> {
        match (*self.types.under(ty) == *self.types.kind(ty), self.types.kind(ty).clone(), on_pointer) {
            (_, Kind::Pointer(to), false) => Ok(self.program.add_implicit(ExprKind::Deref(x), to, pos)),
            (_, Kind::Pointer(_), true) => Ok(x),
            (_, _, false) => Ok(x),
            (_, _, true) => {
                if !has_address {
                    return wrong(
                        pos,
                        format!(
                            "cannot call a method on a pointer: this value of type {} has no address",
                            self.types.name(ty)
                        ),
                    );
                }
                let expr = self.address_of(x, pos);
                self.program.exprs[expr.index()].implicit = true;
                Ok(expr)
            }
        }
    }

    /// `T.M`: a method as a function of its receiver.
    fn method_expr(&mut self, ty: Type, name: &str, pos: Pos) -> Result<Operand> {
        let found = self.select(ty, name, pos)?;
        let (signature, function) = match found.what {
            Selected::Method { function, on_pointer } => {
                self.resolve_signature(function)?;
                if on_pointer && !found.indirect {
                    return wrong(
                        pos,
                        format!(
                            "{name} is a method of *{}; write (*{}).{name}",
                            self.types.name(ty),
                            self.types.name(ty)
                        ),
                    );
                }
                if !found.path.is_empty() || (self.types.is_pointer(ty) && !on_pointer) {
                    return outside(
                        pos,
                        "a method expression of an embedded type, or of a method of the type that the pointer points to",
                    );
                }
                (self.program.function(function).ty, Some(function))
            }
            Selected::InterfaceMethod(of) => (of, None),
            Selected::Field(..) => return wrong(pos, format!("{name} is a field, not a method")),
        };
        let Some(signature) = self.types.signature(signature) else { return wrong(pos, "this is no method") };
        let mut with_receiver = (*signature).clone();
        with_receiver.params.insert(0, ty);
        let of = self.types.intern(Kind::Func(Rc::new(with_receiver)));
        let expr = self.program.add(ExprKind::MethodExpr(ty, name.into(), function), of, pos);
        Ok(Operand::value(expr, of, pos))
    }

    fn index(&mut self, index: &ast::Index, pos: Pos) -> Result<Operand> {
        if self.type_or_none(&Expression::Index(index.clone()))?.is_some() {
            return outside(pos, "type arguments");
        }
        let operand = self.single(&index.left)?;
        let has_address = matches!(operand.mode, Mode::Variable);
        if let Some(Value::Str(bytes)) = operand.as_const().cloned() {
            let x = self.rvalue(operand)?;
            let at = self.index_value(&index.index, Some(bytes.len() as i64), false)?;
            let expr = self.program.add(ExprKind::Index(x, at), basic::BYTE, pos);
            return Ok(Operand::value(expr, basic::BYTE, pos));
        }
        let mut x = self.rvalue(operand)?;
        let mut ty = self.program.ty(x);
        let mut through = false;
        if let Kind::Pointer(to) = *self.types.under(ty)
            && self.types.is_array(to)
        {
            x = self.program.add_implicit(ExprKind::Deref(x), to, pos);
            (ty, through) = (to, true);
        }
        let (of, mode, len) = match *self.types.under(ty) {
            Kind::Slice(of) => (of, Mode::Variable, None),
            Kind::Array(len, of) => (of, if has_address || through { Mode::Variable } else { Mode::Value }, Some(len)),
            Kind::Basic(crate::types::Basic::String) => (basic::BYTE, Mode::Value, None),
            Kind::Map(key, of) => {
                let operand = self.single(&index.index)?;
                let at = self.convert(operand, Some(key), "map index")?;
                let expr = self.program.add(ExprKind::IndexMap(x, at), of, pos);
                return Ok(Operand::new(Mode::MapElement, of, Some(expr), pos));
            }
            _ => return wrong(pos, format!("a value of type {} cannot be indexed", self.types.name(ty))),
        };
        let at = self.index_value(&index.index, len, false)?;
        let expr = self.program.add(ExprKind::Index(x, at), of, pos);
        Ok(Operand::new(mode, of, Some(expr), pos))
    }

    /// An index, which has to be an integer and, where that is known, in bounds; `end` allows the length itself.
    pub(super) fn index_value(&mut self, expr: &Expression, len: Option<i64>, end: bool) -> Result<ExprId> {
        let operand = self.single(expr)?;
        let pos = operand.pos;
        if let Some(value) = operand.as_const() {
            let Some(at) = value.to_i64() else { return wrong(pos, "an index has to be an integer") };
            if at < 0 {
                return wrong(pos, format!("index {at} is negative"));
            }
            if len.is_some_and(|len| at > len || at == len && !end) {
                return wrong(pos, format!("index {at} is out of bounds"));
            }
        }
        let target = self.types.is_untyped(operand.ty).then_some(basic::INT);
        let at = self.convert(operand, target, "index")?;
        if !self.types.is_integer(self.program.ty(at)) {
            return wrong(pos, "an index has to be an integer");
        }
        Ok(at)
    }

    fn slice(&mut self, slice: &ast::Slice, pos: Pos) -> Result<Operand> {
        let operand = self.single(&slice.left)?;
        let has_address = matches!(operand.mode, Mode::Variable);
        let mut x = self.rvalue(operand)?;
        let ty = self.program.ty(x);
        let three = slice.index[2].is_some();
        let (result, of, len) = match *self.types.under(ty) {
            Kind::Basic(crate::types::Basic::String) if three => return wrong(pos, "a string has no capacity"),
            Kind::Basic(crate::types::Basic::String) => (ty, Sliced::String, None),
            Kind::Slice(_) => (ty, Sliced::Slice, None),
            Kind::Array(len, of) => {
                if !has_address {
                    return wrong(pos, "an array without an address cannot be sliced");
                }
                x = self.address_of(x, pos);
                self.program.exprs[x.index()].implicit = true;
                (self.types.slice(of), Sliced::Array, Some(len))
            }
            Kind::Pointer(to) => match *self.types.under(to) {
                Kind::Array(len, of) => (self.types.slice(of), Sliced::Array, Some(len)),
                _ => return wrong(pos, format!("a value of type {} cannot be sliced", self.types.name(ty))),
            },
            _ => return wrong(pos, format!("a value of type {} cannot be sliced", self.types.name(ty))),
        };
        let mut bounds = [None; 3];
        for (slot, bound) in bounds.iter_mut().zip(&slice.index) {
            if let Some(bound) = bound {
                *slot = Some(self.index_value(bound, len, true)?);
            }
        }
        let expr = self.program.add(ExprKind::Slice { x, bounds, three, of }, result, pos);
        Ok(Operand::value(expr, result, pos))
    }

    fn assertion(&mut self, assert: &ast::TypeAssertion, pos: Pos) -> Result<Operand> {
        let operand = self.single(&assert.left)?;
        let x = self.rvalue(operand)?;
        let from = self.program.ty(x);
        let Some(right) = &assert.right else { return wrong(pos, "x.(type) belongs in a switch") };
        let to = self.type_expr(right)?;
        self.assertable(from, to, pos)?;
        let expr = self.program.add(ExprKind::TypeAssert(x), to, pos);
        Ok(Operand::value(expr, to, pos))
    }

    pub(super) fn assertable(&mut self, from: Type, to: Type, pos: Pos) -> Result<()> {
        if !self.types.is_interface(from) {
            return wrong(pos, format!("{} is no interface, so its type is known", self.types.name(from)));
        }
        if !self.types.is_interface(to)
            && let Some(name) = self.missing_method(to, from)
        {
            let (to, from) = (self.types.name(to), self.types.name(from));
            return wrong(pos, format!("impossible type assertion: {to} is no {from}: it has no method {name}"));
        }
        Ok(())
    }

    fn func_lit(&mut self, literal: &ast::FuncLit, pos: Pos) -> Result<Operand> {
        self.no_generics(&literal.typ.typ_params)?;
        let parent = self.function();
        let id = self.new_function("func literal".into(), self.at.package);
        self.program.function_mut(id).closure =
            Some(ClosureInfo { parent, captures: vec![], wrapper: None, number: 0 });
        let (params, variadic) = self.params(&literal.typ.params, VarClass::Param)?;
        let (mut results, _) = self.params(&literal.typ.result, VarClass::Result)?;
        name_results(&mut results, self.release);
        let ty = self.signature_type(&params, &results, variadic);
        let function = self.program.function_mut(id);
        (function.params, function.results, function.ty) = (params, results, ty);
        self.declare_params(id);
        self.closure_body(id, &literal.body)?;
        let expr = self.program.add(ExprKind::Closure(id), ty, pos);
        Ok(Operand::value(expr, ty, pos))
    }

    fn closure_body(&mut self, id: FuncId, body: &ast::BlockStmt) -> Result<()> {
        let outer = self.at.function.replace(id);
        let result = self.function_block(id, body);
        self.at.function = outer;
        result
    }
}

pub(super) fn is_composite(kind: &ExprKind) -> bool {
    matches!(kind, ExprKind::ArrayLit(_) | ExprKind::SliceLit(..) | ExprKind::StructLit(_) | ExprKind::MapLit(_))
}

/// A constant expression as it is written.
fn written(expr: &Expression) -> String {
    match expr {
        Expression::Ident(ident) => ident.name.clone(),
        Expression::BasicLit(literal) => literal.value.clone(),
        Expression::Paren(paren) => format!("({})", written(&paren.expr)),
        Expression::Selector(selector) => format!("{}.{}", written(&selector.x), selector.sel.name),
        Expression::Operation(operation) => match &operation.y {
            Some(y) => format!("{} {} {}", written(&operation.x), sign(operation.op), written(y)),
            None => format!("{}{}", sign(operation.op), written(&operation.x)),
        },
        Expression::Call(call) => {
            let args: Vec<String> = call.args.iter().map(written).collect();
            format!("{}({})", written(&call.func), args.join(", "))
        }
        // Nothing else is a constant, but the length of an array, however that is written.
        _ => "…".to_owned(),
    }
}

fn sign(operator: Operator) -> &'static str {
    super::binary::binary_op(operator).map_or(
        match operator {
            Operator::Not => "!",
            _ => "?",
        },
        crate::ir::BinaryOp::sign,
    )
}

/// The number of a character literal: an escaped byte is the byte, not the character.
fn rune_value(inner: &str) -> Option<i64> {
    if inner.starts_with("\\x") || inner.starts_with('\\') && inner[1..].starts_with(|c: char| c.is_digit(8)) {
        return unescape(inner).filter(|bytes| bytes.len() == 1).map(|bytes| i64::from(bytes[0]));
    }
    let text = String::from_utf8(unescape(inner)?).ok()?;
    let mut chars = text.chars();
    let first = chars.next()?;
    chars.next().is_none().then_some(i64::from(first as u32))
}

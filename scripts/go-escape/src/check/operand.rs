//! The value of an expression before it has its final type, and how it gets there.

use std::rc::Rc;

use crate::check::Checker;
use crate::check::scope::Builtin;
use crate::constant::{Value, integer_bounds};
use crate::error::{Result, wrong};
use crate::ir::{BinaryOp, ConvOp, ExprId, ExprKind};
use crate::source::Pos;
use crate::types::{Basic, Direction, Kind, Type, basic};

#[derive(Clone, Debug)]
pub(crate) enum Mode {
    /// A call without a result.
    NoValue,
    Value,
    /// A value that has an address.
    Variable,
    /// An element of a map: may be assigned to, and has no address.
    MapElement,
    Const(Value),
    Nil,
    Type,
    Builtin(Builtin),
    Package,
}

#[derive(Clone, Debug)]
pub(crate) struct Operand {
    pub(crate) mode: Mode,
    pub(crate) ty: Type,
    /// Of a value; a constant, a type and others have none yet.
    pub(crate) expr: Option<ExprId>,
    /// Where the expression is, a parenthesis around it included.
    pub(crate) pos: Pos,
    /// Where the expression is, without parentheses.
    pub(crate) inner: Pos,
    /// Of a constant, how it is written, for releases that report it so.
    pub(crate) written: Option<(Rc<str>, Option<BinaryOp>)>,
}

impl Operand {
    pub(crate) fn new(mode: Mode, ty: Type, expr: Option<ExprId>, pos: Pos) -> Self {
        Operand { mode, ty, expr, pos, inner: pos, written: None }
    }

    pub(crate) fn value(expr: ExprId, ty: Type, pos: Pos) -> Self {
        Operand::new(Mode::Value, ty, Some(expr), pos)
    }

    pub(crate) fn constant(value: Value, ty: Type, pos: Pos) -> Self {
        Operand::new(Mode::Const(value), ty, None, pos)
    }

    pub(crate) fn is_const(&self) -> bool {
        matches!(self.mode, Mode::Const(_))
    }

    pub(crate) fn as_const(&self) -> Option<&Value> {
        match &self.mode {
            Mode::Const(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn is_type(&self) -> bool {
        matches!(self.mode, Mode::Type)
    }

    pub(crate) fn is_nil(&self) -> bool {
        matches!(self.mode, Mode::Nil)
    }
}

impl Checker<'_> {
    /// The operand as a value of whatever type it has, constants with their default type.
    pub(crate) fn rvalue(&mut self, operand: Operand) -> Result<ExprId> {
        let ty = self.types.default(operand.ty);
        match operand.mode {
            Mode::Const(value) => {
                let value = self.representable(value, ty, operand.pos)?;
                Ok(self.constant_expr(value, ty, operand.inner, operand.written))
            }
            Mode::Nil => wrong(operand.pos, "use of untyped nil: nothing here says which type it has"),
            Mode::NoValue => wrong(operand.pos, "the call has no result, and is used as a value"),
            Mode::Type => wrong(operand.pos, format!("{} is a type, not an expression", self.types.name(operand.ty))),
            Mode::Builtin(_) => wrong(operand.pos, "a function of the language must be called"),
            Mode::Package => wrong(operand.pos, "a package is no value; select a name of it"),
            Mode::Value | Mode::Variable | Mode::MapElement => {
                if let Kind::Tuple(types) = self.types.kind(operand.ty) {
                    return wrong(operand.pos, format!("the call has {} results, and one is needed", types.len()));
                }
                let expr = operand.expr.unwrap_or_else(|| unreachable!("values have an expression"));
                if self.types.is_untyped(operand.ty) {
                    self.retype(expr, ty);
                }
                Ok(expr)
            }
        }
    }

    fn constant_expr(
        &mut self,
        value: Value,
        ty: Type,
        pos: Pos,
        written: Option<(Rc<str>, Option<BinaryOp>)>,
    ) -> ExprId {
        let expr = self.program.add(ExprKind::Literal(value), ty, pos);
        if let Some(written) = written {
            self.program.written.insert(expr, written);
        }
        expr
    }

    /// The operand converted as an assignment converts it: to the type if there is one, and else to its own.
    pub(crate) fn convert(&mut self, operand: Operand, target: Option<Type>, context: &str) -> Result<ExprId> {
        let Some(target) = target else { return self.rvalue(operand) };
        let pos = operand.pos;
        match &operand.mode {
            Mode::Nil => {
                let fits = match self.types.under(target) {
                    Kind::Pointer(_)
                    | Kind::Func(_)
                    | Kind::Map(..)
                    | Kind::Chan(..)
                    | Kind::Interface(_)
                    | Kind::Slice(_) => true,
                    Kind::Basic(basic) => *basic == Basic::UnsafePointer,
                    _ => false,
                };
                if !fits {
                    return wrong(pos, format!("cannot use nil as {} value in {context}", self.types.name(target)));
                }
                return Ok(self.program.add(ExprKind::Nil, target, operand.inner));
            }
            Mode::Const(value) if self.types.is_untyped(operand.ty) && !self.types.is_interface(target) => {
                let (value, inner, written) = (value.clone(), operand.inner, operand.written.clone());
                if !self.untyped_fits(operand.ty, target) {
                    return self.mismatch(&operand, target, context);
                }
                let value = self.representable(value, target, pos)?;
                return Ok(self.constant_expr(value, target, inner, written));
            }
            Mode::Value if self.types.is_untyped(operand.ty) && !self.types.is_interface(target) => {
                if !self.untyped_fits(operand.ty, target) {
                    return self.mismatch(&operand, target, context);
                }
                let expr = operand.expr.unwrap_or_else(|| unreachable!("values have an expression"));
                self.retype(expr, target);
                return Ok(expr);
            }
            _ => {}
        }
        let from = self.types.default(operand.ty);
        let expr = self.rvalue(operand.clone())?;
        if self.types.identical(from, target) {
            return Ok(expr);
        }
        match self.assign_op(from, target) {
            Some(op) => Ok(self.program.add_implicit(ExprKind::Convert(op, expr), target, pos)),
            None => self.mismatch(&operand, target, context),
        }
    }

    fn mismatch<T>(&mut self, operand: &Operand, target: Type, context: &str) -> Result<T> {
        let (from, to) = (self.types.name(operand.ty), self.types.name(target));
        let missing = match self.types.is_interface(target) {
            true => match self.missing_method(operand.ty, target) {
                Some(name) => format!(": it has no method {name}"),
                None => String::new(),
            },
            false => String::new(),
        };
        wrong(operand.pos, format!("cannot use a value of type {from} as {to} value in {context}{missing}"))
    }

    /// Whether an untyped value of this kind may become the type.
    pub(crate) fn untyped_fits(&self, untyped: Type, target: Type) -> bool {
        match self.types.kind(untyped) {
            Kind::Basic(Basic::UntypedBool) => self.types.is_boolean(target),
            Kind::Basic(Basic::UntypedString) => self.types.is_string(target),
            Kind::Basic(_) => self.types.is_numeric(target),
            _ => false,
        }
    }

    /// The constant as a value of the type, or why it is none.
    pub(crate) fn representable(&self, value: Value, ty: Type, pos: Pos) -> Result<Value> {
        let fail = |value: &Value| {
            let what = match value {
                Value::Float(_) if self.types.is_integer(ty) => "truncated",
                _ => "does not fit",
            };
            wrong(pos, format!("constant {} {what}: its type is {}", value.text(true), self.types.name(ty)))
        };
        let Some(kind) = self.types.basic(ty) else {
            return wrong(
                pos,
                format!("constant {} cannot be a value of type {}", value.text(true), self.types.name(ty)),
            );
        };
        if kind.is_integer() {
            let Some(integer) = value.to_int() else { return fail(&value) };
            if let Some((bits, signed)) = integer_shape(kind) {
                let (low, high) = integer_bounds(bits, signed);
                if integer < low || integer > high {
                    return fail(&value);
                }
            }
            return Ok(Value::Int(integer));
        }
        match (kind, &value) {
            (Basic::Bool | Basic::UntypedBool, Value::Bool(_))
            | (Basic::String | Basic::UntypedString, Value::Str(_)) => Ok(value),
            (Basic::Float32 | Basic::Float64 | Basic::UntypedFloat, _) => match value.to_float() {
                Some(float) if kind == Basic::Float32 && (float as f32).is_infinite() => fail(&value),
                Some(float) if float.is_infinite() => fail(&value),
                Some(float) if kind == Basic::Float32 => Ok(Value::Float(f64::from(float as f32))),
                Some(float) => Ok(Value::Float(float)),
                None => fail(&value),
            },
            (Basic::Complex64 | Basic::Complex128 | Basic::UntypedComplex, _) => match value.to_complex() {
                Some((re, im)) => Ok(Value::Complex(re, im)),
                None => fail(&value),
            },
            _ => fail(&value),
        }
    }

    /// Gives an untyped value, and the untyped values that it is made of, a type.
    pub(crate) fn retype(&mut self, expr: ExprId, ty: Type) {
        if !self.types.is_untyped(self.program.ty(expr)) {
            return;
        }
        let (under, default) = (ty, self.types.default(self.program.ty(expr)));
        let ty = if self.types.is_interface(under) { default } else { ty };
        self.program.exprs[expr.index()].ty = ty;
        match self.program.kind(expr).clone() {
            ExprKind::Binary(BinaryOp::Shl | BinaryOp::Shr, x, _) => self.retype(x, ty),
            ExprKind::Binary(op, x, y) if !op.is_comparison() => {
                self.retype(x, ty);
                self.retype(y, ty);
            }
            ExprKind::Unary(_, x) => self.retype(x, ty),
            _ => {}
        }
    }

    /// How a value of one type becomes one of another in an assignment, if it may.
    pub(crate) fn assign_op(&mut self, from: Type, to: Type) -> Option<ConvOp> {
        if self.types.identical(from, to) {
            return Some(ConvOp::Nop);
        }
        let (a, b) = (self.types.underlying(from), self.types.underlying(to));
        if self.types.identical(a, b) {
            if self.types.is_empty_interface(from) {
                return Some(ConvOp::Nop);
            }
            if (!self.types.has_name(from) || !self.types.has_name(to)) && !self.types.is_interface(from) {
                return Some(ConvOp::Nop);
            }
        }
        if self.types.is_interface(to) {
            return self.missing_method(from, to).is_none().then_some(ConvOp::Iface);
        }
        if let (Kind::Chan(Direction::Both, x), Kind::Chan(_, y)) = (self.types.kind(a), self.types.kind(b))
            && self.types.identical(*x, *y)
            && (!self.types.has_name(from) || !self.types.has_name(to))
        {
            return Some(ConvOp::Nop);
        }
        None
    }

    pub(crate) fn assignable(&mut self, operand: &Operand, to: Type) -> bool {
        match &operand.mode {
            Mode::Nil => matches!(
                self.types.under(to),
                Kind::Pointer(_)
                    | Kind::Func(_)
                    | Kind::Map(..)
                    | Kind::Chan(..)
                    | Kind::Interface(_)
                    | Kind::Slice(_)
                    | Kind::Basic(Basic::UnsafePointer)
            ),
            Mode::Const(value) if self.types.is_untyped(operand.ty) => match self.types.is_interface(to) {
                true => self.missing_method(self.types.default(operand.ty), to).is_none(),
                false => {
                    self.untyped_fits(operand.ty, to) && self.representable(value.clone(), to, operand.pos).is_ok()
                }
            },
            _ if self.types.is_untyped(operand.ty) => {
                self.untyped_fits(operand.ty, to) || self.types.is_empty_interface(to)
            }
            _ => self.assign_op(operand.ty, to).is_some(),
        }
    }

    /// How an explicit conversion is done, if there is one.
    pub(crate) fn convert_op(&mut self, from: Type, to: Type) -> Option<ConvOp> {
        if let Some(op) = self.assign_op(from, to) {
            return Some(op);
        }
        if self.types.is_interface(from) || self.types.is_interface(to) {
            return None;
        }
        let (a, b) = (self.types.underlying(from), self.types.underlying(to));
        if self.identical_without_tags(a, b) {
            return Some(ConvOp::Nop);
        }
        if let (Kind::Pointer(x), Kind::Pointer(y)) = (self.types.kind(from).clone(), self.types.kind(to).clone()) {
            let (x, y) = (self.types.underlying(x), self.types.underlying(y));
            if self.identical_without_tags(x, y) {
                return Some(ConvOp::Nop);
            }
        }
        let number = |types: &crate::types::Types, ty| types.is_integer(ty) || types.is_float(ty);
        if number(&self.types, from) && number(&self.types, to) {
            return Some(if self.same_number(a, b) { ConvOp::Nop } else { ConvOp::Value });
        }
        if self.types.is_complex(from) && self.types.is_complex(to) {
            return Some(if self.types.identical(a, b) { ConvOp::Nop } else { ConvOp::Value });
        }
        let element = |types: &crate::types::Types, ty| match types.kind(ty) {
            Kind::Slice(of) => types.basic(*of),
            _ => None,
        };
        if self.types.is_string(to) {
            if self.types.is_integer(from) {
                return Some(ConvOp::RuneToString);
            }
            return match element(&self.types, a) {
                Some(Basic::Uint8) => Some(ConvOp::BytesToString),
                Some(Basic::Int32) => Some(ConvOp::RunesToString),
                _ => None,
            };
        }
        if self.types.is_string(from) {
            return match element(&self.types, b) {
                Some(Basic::Uint8) => Some(ConvOp::StringToBytes),
                Some(Basic::Int32) => Some(ConvOp::StringToRunes),
                _ => None,
            };
        }
        let pointer_or_word =
            |types: &crate::types::Types, ty| types.is_pointer(ty) || types.basic(ty) == Some(Basic::Uintptr);
        if self.types.is_unsafe_pointer(to) && pointer_or_word(&self.types, from)
            || self.types.is_unsafe_pointer(from) && pointer_or_word(&self.types, to)
        {
            return Some(ConvOp::Nop);
        }
        if let Kind::Slice(of) = self.types.kind(a).clone() {
            if let Kind::Array(_, element) = self.types.kind(b)
                && self.types.identical(of, *element)
            {
                return Some(ConvOp::SliceToArray);
            }
            if let Kind::Pointer(array) = self.types.kind(b)
                && let Kind::Array(_, element) = self.types.under(*array)
                && self.types.identical(of, *element)
            {
                return Some(ConvOp::SliceToArrayPointer);
            }
        }
        None
    }

    /// Whether both have the same bits: the same size, and both integers or both floating-point.
    fn same_number(&self, a: Type, b: Type) -> bool {
        let simple = |ty| {
            let basic = self.types.basic(ty);
            match basic {
                Some(Basic::Int) => Some(Basic::Int64),
                Some(Basic::Uint | Basic::Uintptr) => Some(Basic::Uint64),
                other => other,
            }
        };
        simple(a) == simple(b)
    }

    fn identical_without_tags(&mut self, a: Type, b: Type) -> bool {
        let (a, b) = (self.without_tags(a), self.without_tags(b));
        self.types.identical(a, b)
    }

    fn without_tags(&mut self, ty: Type) -> Type {
        match self.types.kind(ty).clone() {
            Kind::Struct(fields) if fields.iter().any(|field| field.tag.is_some()) => {
                let fields = fields.iter().map(|field| crate::types::Field { tag: None, ..field.clone() }).collect();
                self.types.intern(Kind::Struct(fields))
            }
            Kind::Pointer(to) => {
                let to = self.without_tags(to);
                self.types.pointer(to)
            }
            Kind::Slice(of) => {
                let of = self.without_tags(of);
                self.types.slice(of)
            }
            Kind::Array(len, of) => {
                let of = self.without_tags(of);
                self.types.intern(Kind::Array(len, of))
            }
            _ => ty,
        }
    }
}

/// Bits of an integer type and whether it is signed; untyped integers have no bounds.
pub(crate) fn integer_shape(kind: Basic) -> Option<(u32, bool)> {
    match kind {
        Basic::Int | Basic::Int64 => Some((64, true)),
        Basic::Int8 => Some((8, true)),
        Basic::Int16 => Some((16, true)),
        Basic::Int32 => Some((32, true)),
        Basic::Uint | Basic::Uint64 | Basic::Uintptr => Some((64, false)),
        Basic::Uint8 => Some((8, false)),
        Basic::Uint16 => Some((16, false)),
        Basic::Uint32 => Some((32, false)),
        _ => None,
    }
}

impl BinaryOp {
    pub(crate) fn is_comparison(self) -> bool {
        use BinaryOp::*;
        matches!(self, Eq | Ne | Lt | Le | Gt | Ge)
    }

    pub(crate) fn is_shift(self) -> bool {
        matches!(self, BinaryOp::Shl | BinaryOp::Shr)
    }

    pub(crate) fn sign(self) -> &'static str {
        use BinaryOp::*;
        match self {
            Add => "+",
            Sub => "-",
            Mul => "*",
            Div => "/",
            Mod => "%",
            And => "&",
            AndNot => "&^",
            Or => "|",
            Xor => "^",
            Shl => "<<",
            Shr => ">>",
            Eq => "==",
            Ne => "!=",
            Lt => "<",
            Le => "<=",
            Gt => ">",
            Ge => ">=",
            AndAnd => "&&",
            OrOr => "||",
        }
    }
}

/// A constant that a program writes as a bare number, for sizes and steps.
pub(crate) fn one(ty: Type) -> (Value, Type) {
    (Value::int(1), if ty == basic::NO_VALUE { basic::INT } else { ty })
}

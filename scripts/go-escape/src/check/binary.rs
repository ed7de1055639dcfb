//! Operators with one and with two operands, of constants and of values.

use std::cmp::Ordering;

use gosyn::ast::{self, Expression};
use gosyn::token::Operator;
use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

use super::Checker;
use crate::check::operand::{Mode, Operand, integer_shape};
use crate::constant::{LARGEST_SHIFT, Value, integer_bounds, sign};
use crate::error::{Result, wrong};
use crate::ir::{BinaryOp, ExprId, ExprKind, UnaryOp};
use crate::source::Pos;
use crate::types::{Type, basic};

pub(super) fn binary_op(operator: Operator) -> Option<BinaryOp> {
    Some(match operator {
        Operator::Add | Operator::AddAssign => BinaryOp::Add,
        Operator::Sub | Operator::SubAssign => BinaryOp::Sub,
        Operator::Star | Operator::MulAssign => BinaryOp::Mul,
        Operator::Quo | Operator::QuoAssign => BinaryOp::Div,
        Operator::Rem | Operator::RemAssign => BinaryOp::Mod,
        Operator::And | Operator::AndAssign => BinaryOp::And,
        Operator::AndNot | Operator::AndNotAssign => BinaryOp::AndNot,
        Operator::Or | Operator::OrAssign => BinaryOp::Or,
        Operator::Xor | Operator::XorAssign => BinaryOp::Xor,
        Operator::Shl | Operator::ShlAssign => BinaryOp::Shl,
        Operator::Shr | Operator::ShrAssign => BinaryOp::Shr,
        Operator::Equal => BinaryOp::Eq,
        Operator::NotEqual => BinaryOp::Ne,
        Operator::Less => BinaryOp::Lt,
        Operator::LessEqual => BinaryOp::Le,
        Operator::Greater => BinaryOp::Gt,
        Operator::GreaterEqual => BinaryOp::Ge,
        Operator::AndAnd => BinaryOp::AndAnd,
        Operator::OrOr => BinaryOp::OrOr,
        _ => return None,
    })
}

impl Checker<'_> {
    pub(super) fn arithmetic_unary(&mut self, operation: &ast::Operation, pos: Pos) -> Result<Operand> {
        let op = match operation.op {
            Operator::Add => UnaryOp::Plus,
            Operator::Sub => UnaryOp::Neg,
            Operator::Xor => UnaryOp::BitNot,
            Operator::Not => UnaryOp::Not,
            _ => return wrong(pos, "this operator has two operands"),
        };
        let operand = self.single(&operation.x)?;
        let ty = operand.ty;
        let fits = match op {
            UnaryOp::Not => self.types.is_boolean(ty),
            UnaryOp::BitNot => self.types.is_integer(ty) || operand.as_const().is_some_and(|v| v.to_int().is_some()),
            _ => self.types.is_numeric(ty),
        };
        if !fits || operand.is_type() {
            return wrong(pos, format!("the operator is not defined on a value of type {}", self.types.name(ty)));
        }
        if let Some(value) = operand.as_const() {
            let result = match (op, value) {
                (UnaryOp::Plus, value) => value.clone(),
                (UnaryOp::Neg, Value::Int(i)) => Value::Int(-i),
                (UnaryOp::Neg, Value::Float(f)) => Value::Float(-f),
                (UnaryOp::Neg, Value::Complex(re, im)) => Value::Complex(-re, -im),
                (UnaryOp::Not, Value::Bool(b)) => Value::Bool(!b),
                (UnaryOp::BitNot, value) => match (value.to_int(), self.types.basic(ty).and_then(integer_shape)) {
                    (Some(integer), Some((bits, false))) => Value::Int(integer_bounds(bits, false).1 - integer),
                    (Some(integer), _) => Value::Int(-integer - 1),
                    (None, _) => return wrong(pos, "^ needs an integer"),
                },
                _ => return wrong(pos, "the operator is not defined on this constant"),
            };
            let result = if self.types.is_untyped(ty) { result } else { self.representable(result, ty, pos)? };
            return Ok(Operand::constant(result, ty, pos));
        }
        let x = operand.expr.unwrap_or_else(|| unreachable!("values have an expression"));
        let expr = self.program.add(ExprKind::Unary(op, x), ty, pos);
        Ok(Operand::value(expr, ty, pos))
    }

    pub(super) fn binary(&mut self, operation: &ast::Operation, right: &Expression, pos: Pos) -> Result<Operand> {
        let Some(op) = binary_op(operation.op) else { return wrong(pos, "this is no operator of two operands") };
        // A chain such as a + b + c is as deep as it is long; going down its left side in a loop keeps the stack flat.
        let mut chain: Vec<(BinaryOp, &Expression, Pos)> = vec![(op, right, pos)];
        let mut first = &*operation.x;
        while let Expression::Operation(inner) = first
            && let Some(y) = &inner.y
            && let Some(op) = binary_op(inner.op)
        {
            chain.push((op, y, self.pos(inner.pos)));
            first = &inner.x;
        }
        let mut x = self.single(first)?;
        for (op, y, pos) in chain.into_iter().rev() {
            let y = self.single(y)?;
            let written = match (&x.written, &y.written) {
                (Some((x, _)), Some((y, _))) => Some((format!("{x} {} {y}", op.sign()).into(), Some(op))),
                _ => None,
            };
            x = self.apply(op, x, y, pos)?;
            x.written = written.filter(|_| x.is_const());
        }
        Ok(x)
    }

    /// One operator applied to two operands.
    pub(super) fn apply(&mut self, op: BinaryOp, x: Operand, y: Operand, pos: Pos) -> Result<Operand> {
        for operand in [&x, &y] {
            if !matches!(operand.mode, Mode::Value | Mode::Variable | Mode::MapElement | Mode::Const(_) | Mode::Nil) {
                return wrong(operand.pos, "this is no value");
            }
        }
        if op.is_shift() {
            return self.shift(op, x, y, pos);
        }
        if let (Some(a), Some(b)) = (x.as_const().cloned(), y.as_const().cloned()) {
            return self.constant_binary(op, x, a, y, b, pos);
        }
        self.no_constant_zero(op, &x, &y, pos)?;
        if op.is_comparison() {
            return self.comparison(op, x, y, pos);
        }
        let ty = match (self.types.is_untyped(x.ty), self.types.is_untyped(y.ty)) {
            (false, _) => x.ty,
            (true, false) => y.ty,
            // Two untyped values, at least one of which is a comparison or a shift.
            (true, true) => self.wider(x.ty, y.ty),
        };
        if !self.types.is_untyped(x.ty) && !self.types.is_untyped(y.ty) && !self.types.identical(x.ty, y.ty) {
            let (a, b) = (self.types.name(x.ty), self.types.name(y.ty));
            return wrong(pos, format!("operator {} on values of two types, {a} and {b}", op.sign()));
        }
        self.defined(op, ty, pos)?;
        let (a, b) = if self.types.is_untyped(ty) {
            let literal = |checker: &mut Self, operand: Operand| match operand.mode {
                Mode::Const(ref value) => {
                    Ok(checker.program.add(ExprKind::Literal(value.clone()), operand.ty, operand.inner))
                }
                _ => Ok(operand.expr.unwrap_or_else(|| unreachable!("values have an expression"))),
            };
            (literal(self, x)?, literal(self, y)?)
        } else {
            (self.convert(x, Some(ty), "operation")?, self.convert(y, Some(ty), "operation")?)
        };
        let kind = match op {
            BinaryOp::Add if self.types.is_string(ty) => ExprKind::Concat(self.concatenation(a, b)),
            _ => ExprKind::Binary(op, a, b),
        };
        let expr = self.program.add(kind, ty, pos);
        Ok(Operand::value(expr, ty, pos))
    }

    /// The parts of a concatenation, those of its sides taken apart.
    fn concatenation(&mut self, a: ExprId, b: ExprId) -> Vec<ExprId> {
        let mut list = match self.program.kind(a) {
            ExprKind::Concat(list) => list.clone(),
            _ => vec![a],
        };
        match self.program.kind(b) {
            ExprKind::Concat(more) => list.extend(more.clone()),
            _ => list.push(b),
        }
        list
    }

    fn wider(&self, a: Type, b: Type) -> Type {
        let order = [basic::UNTYPED_INT, basic::UNTYPED_RUNE, basic::UNTYPED_FLOAT, basic::UNTYPED_COMPLEX];
        let rank = |ty| order.iter().position(|&o| o == ty);
        match (rank(a), rank(b)) {
            (Some(x), Some(y)) if y > x => b,
            _ => a,
        }
    }

    fn defined(&self, op: BinaryOp, ty: Type, pos: Pos) -> Result<()> {
        use BinaryOp::*;
        let types = &self.types;
        let fits = match op {
            Add => types.is_numeric(ty) || types.is_string(ty),
            Sub | Mul | Div => types.is_numeric(ty),
            Mod | And | AndNot | Or | Xor => types.is_integer(ty),
            AndAnd | OrOr => types.is_boolean(ty),
            _ => true,
        };
        match fits {
            true => Ok(()),
            false => wrong(pos, format!("operator {} is not defined on a value of type {}", op.sign(), types.name(ty))),
        }
    }

    fn no_constant_zero(&self, op: BinaryOp, x: &Operand, y: &Operand, pos: Pos) -> Result<()> {
        let is_integer = self.types.is_integer(x.ty) && self.types.is_integer(y.ty);
        match y.as_const() {
            Some(value) if matches!(op, BinaryOp::Div | BinaryOp::Mod) && is_integer && value.is_zero() => {
                wrong(pos, "division by zero")
            }
            _ => Ok(()),
        }
    }

    fn comparison(&mut self, op: BinaryOp, x: Operand, y: Operand, pos: Pos) -> Result<Operand> {
        let equality = matches!(op, BinaryOp::Eq | BinaryOp::Ne);
        let common = match (self.assignable(&x, y.ty), self.assignable(&y, x.ty)) {
            _ if x.is_nil() && y.is_nil() => None,
            (true, _) if !self.types.is_untyped(y.ty) => Some(y.ty),
            (_, true) if !self.types.is_untyped(x.ty) => Some(x.ty),
            (true, _) | (_, true) => Some(self.types.default(self.wider(x.ty, y.ty))),
            _ => None,
        };
        let Some(common) = common else {
            let (a, b) = (self.types.name(x.ty), self.types.name(y.ty));
            return wrong(pos, format!("cannot compare a value of type {a} with one of type {b}"));
        };
        let with_nil = x.is_nil() || y.is_nil();
        let comparable =
            |checker: &Self, operand: &Operand| operand.is_nil() || checker.types.is_comparable(operand.ty);
        if equality && !with_nil && (!comparable(self, &x) || !comparable(self, &y)) {
            return wrong(pos, format!("values of type {} cannot be compared", self.types.name(common)));
        }
        if !equality {
            let ordered = self.types.is_integer(common) || self.types.is_float(common) || self.types.is_string(common);
            if !ordered {
                return wrong(pos, format!("values of type {} have no order", self.types.name(common)));
            }
        }
        let a = self.convert(x, Some(common), "comparison")?;
        let b = self.convert(y, Some(common), "comparison")?;
        let expr = self.program.add(ExprKind::Binary(op, a, b), basic::UNTYPED_BOOL, pos);
        Ok(Operand::value(expr, basic::UNTYPED_BOOL, pos))
    }

    fn constant_binary(
        &mut self,
        op: BinaryOp,
        x: Operand,
        a: Value,
        y: Operand,
        b: Value,
        pos: Pos,
    ) -> Result<Operand> {
        let ty = match (self.types.is_untyped(x.ty), self.types.is_untyped(y.ty)) {
            (false, false) if !self.types.identical(x.ty, y.ty) => {
                let (a, b) = (self.types.name(x.ty), self.types.name(y.ty));
                return wrong(pos, format!("operator {} on values of two types, {a} and {b}", op.sign()));
            }
            (false, _) => x.ty,
            (true, false) => y.ty,
            (true, true) => self.wider(x.ty, y.ty),
        };
        if !self.types.is_untyped(ty) {
            for operand in [&x, &y] {
                if self.types.is_untyped(operand.ty) && !self.assignable(operand, ty) {
                    return wrong(operand.pos, format!("this constant is no {}", self.types.name(ty)));
                }
            }
        }
        if op.is_comparison() {
            let Some(order) = compare(&a, &b) else { return wrong(pos, "these constants cannot be compared") };
            let equality = matches!(op, BinaryOp::Eq | BinaryOp::Ne);
            if !equality && (matches!(a, Value::Bool(_) | Value::Complex(..))) {
                return wrong(pos, "these constants have no order");
            }
            let holds = match op {
                BinaryOp::Eq => order == Ordering::Equal,
                BinaryOp::Ne => order != Ordering::Equal,
                BinaryOp::Lt => order == Ordering::Less,
                BinaryOp::Le => order != Ordering::Greater,
                BinaryOp::Gt => order == Ordering::Greater,
                _ => order != Ordering::Less,
            };
            return Ok(Operand::constant(Value::Bool(holds), basic::UNTYPED_BOOL, pos));
        }
        let is_integer = self.types.is_integer(ty);
        let Some(value) = arithmetic(op, &a, &b, is_integer) else {
            let zero = matches!(op, BinaryOp::Div | BinaryOp::Mod) && b.is_zero();
            return match zero {
                true => wrong(pos, "division by zero"),
                false => wrong(pos, format!("operator {} is not defined on these constants", op.sign())),
            };
        };
        let value = if self.types.is_untyped(ty) { value } else { self.representable(value, ty, pos)? };
        if let Value::Int(integer) = &value
            && integer.bits() > u64::from(LARGEST_SHIFT)
        {
            return wrong(pos, "the constant is too large");
        }
        Ok(Operand::constant(value, ty, pos))
    }

    fn shift(&mut self, op: BinaryOp, x: Operand, y: Operand, pos: Pos) -> Result<Operand> {
        if let Some(count) = y.as_const() {
            if sign(count) < 0 {
                return wrong(y.pos, "a negative count of a shift");
            }
            if count.to_int().is_none() {
                return wrong(y.pos, "the count of a shift has to be an integer");
            }
        } else if !self.types.is_integer(y.ty) {
            return wrong(y.pos, "the count of a shift has to be an integer");
        }
        if let (Some(value), Some(count)) = (x.as_const(), y.as_const()) {
            let (Some(integer), Some(count)) = (value.to_int(), count.to_i64()) else {
                return wrong(pos, "only integers are shifted");
            };
            let Some(count) = u32::try_from(count).ok().filter(|count| *count < LARGEST_SHIFT) else {
                return wrong(y.pos, "the count of the shift is too large");
            };
            let shifted = match op {
                BinaryOp::Shl => integer << count,
                _ => integer >> count,
            };
            let ty =
                if x.ty == basic::UNTYPED_FLOAT || x.ty == basic::UNTYPED_COMPLEX { basic::UNTYPED_INT } else { x.ty };
            let value = Value::Int(shifted);
            let value = if self.types.is_untyped(ty) { value } else { self.representable(value, ty, pos)? };
            return Ok(Operand::constant(value, ty, pos));
        }
        let count = match self.types.is_untyped(y.ty) {
            true => self.convert(y, Some(basic::UINT), "shift")?,
            false => self.rvalue(y)?,
        };
        let ty = x.ty;
        let a = match &x.mode {
            // The type of an untyped constant that is shifted by a value is that of its context.
            Mode::Const(value) if self.types.is_untyped(x.ty) => match value.to_int() {
                Some(integer) => self.program.add(ExprKind::Literal(Value::Int(integer)), basic::UNTYPED_INT, x.inner),
                None => return wrong(x.pos, "only integers are shifted"),
            },
            _ => self.rvalue(x)?,
        };
        let ty = if self.types.is_untyped(ty) { basic::UNTYPED_INT } else { ty };
        if !self.types.is_integer(ty) {
            return wrong(pos, "only integers are shifted");
        }
        let expr = self.program.add(ExprKind::Binary(op, a, count), ty, pos);
        Ok(Operand::value(expr, ty, pos))
    }

    /// Whether a type may stand on the left of `op=`.
    pub(super) fn defined_for_assignment(&self, op: BinaryOp, ty: Type, pos: Pos) -> Result<()> {
        match op.is_shift() {
            true if self.types.is_integer(ty) => Ok(()),
            true => wrong(pos, "only integers are shifted"),
            false => self.defined(op, ty, pos),
        }
    }
}

fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Str(a), Value::Str(b)) => Some(a.cmp(b)),
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Complex(..), _) | (_, Value::Complex(..)) => {
            let (a, b) = (a.to_complex()?, b.to_complex()?);
            Some(if a == b { Ordering::Equal } else { Ordering::Less })
        }
        _ => a.to_float()?.partial_cmp(&b.to_float()?),
    }
}

fn arithmetic(op: BinaryOp, a: &Value, b: &Value, is_integer: bool) -> Option<Value> {
    use BinaryOp::*;
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => match op {
            AndAnd => Some(Value::Bool(*a && *b)),
            OrOr => Some(Value::Bool(*a || *b)),
            _ => None,
        },
        (Value::Str(a), Value::Str(b)) if op == Add => Some(Value::Str([a.as_slice(), b].concat())),
        (Value::Int(x), Value::Int(y)) => match op {
            Add => Some(Value::Int(x + y)),
            Sub => Some(Value::Int(x - y)),
            Mul => Some(Value::Int(x * y)),
            Div if y.is_zero() => None,
            Div if is_integer => Some(Value::Int(x / y)),
            Div => float(op, a, b),
            Mod if y.is_zero() => None,
            Mod => Some(Value::Int(x % y)),
            And => Some(Value::Int(x & y)),
            Or => Some(Value::Int(x | y)),
            Xor => Some(Value::Int(x ^ y)),
            AndNot => Some(Value::Int(x & !y.clone())),
            _ => None,
        },
        (Value::Complex(..), _) | (_, Value::Complex(..)) => {
            let ((a, b), (c, d)) = (a.to_complex()?, b.to_complex()?);
            Some(match op {
                Add => Value::Complex(a + c, b + d),
                Sub => Value::Complex(a - c, b - d),
                Mul => Value::Complex(a * c - b * d, a * d + b * c),
                Div if c == 0.0 && d == 0.0 => return None,
                Div => {
                    let by = c * c + d * d;
                    Value::Complex((a * c + b * d) / by, (b * c - a * d) / by)
                }
                _ => return None,
            })
        }
        _ if is_integer => {
            let (a, b) = (a.to_int()?, b.to_int()?);
            arithmetic(op, &Value::Int(a), &Value::Int(b), true)
        }
        _ => float(op, a, b),
    }
}

fn float(op: BinaryOp, a: &Value, b: &Value) -> Option<Value> {
    let (a, b) = (a.to_float()?, b.to_float()?);
    let result = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div if b == 0.0 => return None,
        BinaryOp::Div => a / b,
        _ => return None,
    };
    result.is_finite().then_some(Value::Float(result))
}

/// Whether an integer fits into the machine's own, for lengths.
pub(super) fn as_length(value: &BigInt) -> Option<i64> {
    value.to_i64().filter(|len| *len >= 0)
}

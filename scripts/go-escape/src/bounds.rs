//! Indexes of arrays that are within bounds whatever their value: the compiler reports that it checks none of them.

use std::collections::BTreeSet;

use crate::constant::Value;
use crate::ir::{BinaryOp, ExprId, ExprKind, FuncId, Program};
use crate::passes::{Visited, everything};
use crate::source::Pos;
use crate::types::{Kind, Types};

/// Where no check of bounds is made.
pub(crate) fn elided(program: &Program, types: &Types, functions: &[FuncId]) -> BTreeSet<Pos> {
    let mut out = BTreeSet::new();
    for &function in functions {
        everything(program, function, &mut |visited| {
            let Visited::Expr(id) = visited else { return };
            let ExprKind::Index(x, index) = *program.kind(id) else { return };
            if matches!(program.kind(index), ExprKind::Literal(_)) {
                return;
            }
            let len = match (types.under(program.ty(x)), program.kind(x)) {
                (Kind::Array(len, _), _) => *len,
                (_, ExprKind::Literal(Value::Str(bytes))) => bytes.len() as i64,
                _ => return,
            };
            if is_below(program, types, index, len) {
                out.insert(program.expr(id).pos);
            }
        });
    }
    out
}

fn constant(program: &Program, id: ExprId) -> Option<i64> {
    match program.kind(id) {
        ExprKind::Literal(value) => value.to_i64().filter(|value| i32::try_from(*value).is_ok()),
        _ => None,
    }
}

/// Whether an expression is an integer from zero to below the limit, whatever its operands are.
fn is_below(program: &Program, types: &Types, id: ExprId, limit: i64) -> bool {
    let ty = program.ty(id);
    if !types.is_integer(ty) {
        return false;
    }
    if let Some(value) = constant(program, id) {
        return (0..limit).contains(&value);
    }
    let signed = types.is_signed(ty);
    let mut bits = 8 * types.size(ty);
    match *program.kind(id) {
        ExprKind::Binary(op @ (BinaryOp::And | BinaryOp::AndNot), x, y) => {
            let mask = match (constant(program, x), constant(program, y)) {
                (Some(value), _) => Some(value),
                (None, Some(value)) if op == BinaryOp::AndNot => Some(inverted(value, signed, bits)),
                (None, value) => value,
            };
            if mask.is_some_and(|mask| (0..limit).contains(&mask)) {
                return true;
            }
        }
        ExprKind::Binary(BinaryOp::Mod, _, y) if !signed => {
            return constant(program, y).is_some_and(|value| (0..=limit).contains(&value)) || fits(signed, bits, limit);
        }
        ExprKind::Binary(BinaryOp::Div, _, y) => {
            if let Some(mut value) = constant(program, y).filter(|_| !signed) {
                while bits > 0 && value >= 2 {
                    bits -= 1;
                    value >>= 1;
                }
            }
        }
        ExprKind::Binary(BinaryOp::Shr, _, y) => {
            if let Some(value) = constant(program, y).filter(|_| !signed) {
                bits = if value > bits { 0 } else { bits - value };
            }
        }
        _ => {}
    }
    fits(signed, bits, limit)
}

/// Whether every number of so many bits is below the limit.
fn fits(signed: bool, bits: i64, limit: i64) -> bool {
    !signed && bits <= 62 && (1i64 << bits) <= limit
}

fn inverted(value: i64, signed: bool, bits: i64) -> i64 {
    match signed || bits >= 64 {
        true => !value,
        false => !value & ((1 << bits) - 1),
    }
}

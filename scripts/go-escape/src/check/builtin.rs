//! The functions of the language: `append`, `make`, `len` and the rest, and those of package `unsafe`.

use gosyn::ast::{self, Expression};

use super::Checker;
use super::binary::as_length;
use crate::check::lookup::{Lookup, Selected};
use crate::check::operand::{Mode, Operand};
use crate::check::scope::Builtin;
use crate::constant::Value;
use crate::error::{Result, outside, wrong};
use crate::ir::{BinaryBuiltin, BinaryOp, ExprId, ExprKind, ListBuiltin, StmtKind, UnaryBuiltin};
use crate::source::Pos;
use crate::types::{Basic, Direction, Kind, Type, basic};

impl Checker<'_> {
    pub(super) fn builtin(&mut self, builtin: Builtin, call: &ast::Call, pos: Pos) -> Result<Operand> {
        if call.dots.is_some() && builtin != Builtin::Append {
            return wrong(pos, "only append takes `...`");
        }
        match builtin {
            Builtin::Append => self.append(call, pos),
            Builtin::Make => self.make(&call.args, pos),
            Builtin::New => self.new_value(&call.args, pos),
            Builtin::Len | Builtin::Cap => self.length(builtin, &call.args, pos),
            Builtin::Copy => self.copy(&call.args, pos),
            Builtin::Delete => self.delete(&call.args, pos),
            Builtin::Clear | Builtin::Close | Builtin::Panic => self.unary_builtin(builtin, &call.args, pos),
            Builtin::Print | Builtin::Println | Builtin::Recover => self.list_builtin(builtin, &call.args, pos),
            Builtin::Min | Builtin::Max => self.extreme(builtin, &call.args, pos),
            Builtin::Complex | Builtin::Real | Builtin::Imag => self.complex(builtin, &call.args, pos),
            Builtin::UnsafeSizeof | Builtin::UnsafeAlignof | Builtin::UnsafeOffsetof => {
                self.size_of(builtin, &call.args, pos)
            }
            _ => self.unsafe_builtin(builtin, &call.args, pos),
        }
    }

    fn exactly<'e, const N: usize>(&self, args: &'e [Expression], pos: Pos) -> Result<&'e [Expression; N]> {
        match args.try_into() {
            Ok(args) => Ok(args),
            Err(_) => wrong(pos, format!("{N} arguments are needed, and {} are given", args.len())),
        }
    }

    fn append(&mut self, call: &ast::Call, pos: Pos) -> Result<Operand> {
        let Some((first, rest)) = call.args.split_first() else { return wrong(pos, "append needs a slice") };
        let operand = self.expr(first)?;
        if operand.is_nil() {
            return wrong(operand.pos, "append needs a slice whose type is known, and this is nil");
        }
        if matches!(self.types.kind(operand.ty), Kind::Tuple(_)) {
            return outside(pos, "append of the results of one call");
        }
        let slice = self.rvalue(operand)?;
        let ty = self.program.ty(slice);
        let Kind::Slice(elem) = *self.types.under(ty) else {
            return wrong(pos, format!("append needs a slice, and {} is none", self.types.name(ty)));
        };
        let mut args = vec![slice];
        let spread = call.dots.is_some();
        if spread {
            let [more] = rest else { return wrong(pos, "append takes one value with `...`") };
            let operand = self.single(more)?;
            let of_string = self.types.is_string(operand.ty) && self.types.basic(elem) == Some(Basic::Uint8);
            args.push(match of_string {
                true => self.rvalue(operand)?,
                false => {
                    let wanted = self.types.slice(elem);
                    match self.types.under(operand.ty) {
                        Kind::Slice(of) if self.types.identical(*of, elem) => self.rvalue(operand)?,
                        _ => self.convert(operand, Some(wanted), "append")?,
                    }
                }
            });
        } else {
            for more in rest {
                let operand = self.single(more)?;
                args.push(self.convert(operand, Some(elem), "append")?);
            }
        }
        let expr = self.program.add(ExprKind::Append { args, spread }, ty, pos);
        Ok(Operand::value(expr, ty, pos))
    }

    fn make(&mut self, args: &[Expression], pos: Pos) -> Result<Operand> {
        let Some((typ, sizes)) = args.split_first() else { return wrong(pos, "make needs a type") };
        let ty = self.type_expr(typ)?;
        let mut values = Vec::new();
        for size in sizes {
            values.push(self.size_value(size)?);
        }
        let kind = match (self.types.under(ty), values.as_slice()) {
            (Kind::Slice(_), [len]) => ExprKind::MakeSlice { len: *len, cap: None },
            (Kind::Slice(_), [len, cap]) => {
                if let (ExprKind::Literal(len), ExprKind::Literal(cap)) =
                    (self.program.kind(*len), self.program.kind(*cap))
                    && len.to_int() > cap.to_int()
                {
                    return wrong(pos, "the length is larger than the capacity");
                }
                ExprKind::MakeSlice { len: *len, cap: Some(*cap) }
            }
            (Kind::Map(..), []) => ExprKind::MakeMap(None),
            (Kind::Map(..), [len]) => ExprKind::MakeMap(Some(*len)),
            (Kind::Chan(..), []) => ExprKind::MakeChan(None),
            (Kind::Chan(..), [len]) => ExprKind::MakeChan(Some(*len)),
            (Kind::Slice(_) | Kind::Map(..) | Kind::Chan(..), _) => {
                return wrong(pos, "make has too many or too few sizes");
            }
            _ => return wrong(pos, format!("cannot make a value of type {}", self.types.name(ty))),
        };
        let expr = self.program.add(kind, ty, pos);
        Ok(Operand::value(expr, ty, pos))
    }

    fn size_value(&mut self, expr: &Expression) -> Result<ExprId> {
        let operand = self.single(expr)?;
        let pos = operand.pos;
        if let Some(value) = operand.as_const() {
            let Some(integer) = value.to_int() else { return wrong(pos, "a size has to be an integer") };
            if as_length(&integer).is_none() {
                return wrong(pos, format!("{integer} is no size"));
            }
        }
        let target = self.types.is_untyped(operand.ty).then_some(basic::INT);
        let size = self.convert(operand, target, "size")?;
        match self.types.is_integer(self.program.ty(size)) {
            true => Ok(size),
            false => wrong(pos, "a size has to be an integer"),
        }
    }

    fn new_value(&mut self, args: &[Expression], pos: Pos) -> Result<Operand> {
        let [arg] = self.exactly::<1>(args, pos)?;
        if let Some(ty) = self.type_or_none(arg)? {
            let pointer = self.types.pointer(ty);
            let expr = self.program.add(ExprKind::New(ty), pointer, pos);
            return Ok(Operand::value(expr, pointer, pos));
        }
        if !self.language().has_new_of_values() {
            return wrong(pos, format!("new takes a type in Go {}; values are taken since Go 1.26", self.language()));
        }
        let operand = self.single(arg)?;
        let value = self.rvalue(operand)?;
        let ty = self.program.ty(value);
        let var = self.temporary(ty, pos);
        let define = self.define_temporary(var, value, pos);
        let StmtKind::Assign { .. } = &define.kind else { unreachable!("a definition is an assignment") };
        let name = self.program.add(ExprKind::Name(var), ty, pos);
        let expr = self.address_of(name, pos);
        self.program.exprs[expr.index()].init.push(define);
        Ok(Operand::value(expr, self.program.ty(expr), pos))
    }

    fn length(&mut self, builtin: Builtin, args: &[Expression], pos: Pos) -> Result<Operand> {
        let [arg] = self.exactly::<1>(args, pos)?;
        let operand = self.single(arg)?;
        if operand.is_type() {
            return wrong(operand.pos, "this is a type, not a value");
        }
        if let (Builtin::Len, Some(Value::Str(bytes))) = (builtin, operand.as_const()) {
            return Ok(Operand::constant(Value::int(bytes.len() as i64), basic::INT, pos));
        }
        let x = self.rvalue(operand)?;
        let ty = self.program.ty(x);
        let array = match self.types.under(ty) {
            Kind::Array(len, _) => Some(*len),
            Kind::Pointer(to) => match self.types.under(*to) {
                Kind::Array(len, _) => Some(*len),
                _ => None,
            },
            _ => None,
        };
        let has = match self.types.under(ty) {
            Kind::Slice(_) | Kind::Chan(..) => true,
            Kind::Map(..) | Kind::Basic(Basic::String) => builtin == Builtin::Len,
            _ => array.is_some(),
        };
        if !has {
            return wrong(pos, format!("a value of type {} has no such size", self.types.name(ty)));
        }
        // The length of an array is a constant unless something is called to get the array.
        if let Some(len) = array
            && !crate::visit::any(&self.program, x, &mut |kind| {
                matches!(
                    kind,
                    ExprKind::Call { .. } | ExprKind::Unary(crate::ir::UnaryOp::Recv, _) | ExprKind::Append { .. }
                )
            })
        {
            return Ok(Operand::constant(Value::int(len), basic::INT, pos));
        }
        let op = if builtin == Builtin::Len { UnaryBuiltin::Len } else { UnaryBuiltin::Cap };
        let expr = self.program.add(ExprKind::UnaryBuiltin(op, x), basic::INT, pos);
        Ok(Operand::value(expr, basic::INT, pos))
    }

    fn copy(&mut self, args: &[Expression], pos: Pos) -> Result<Operand> {
        let [to, from] = self.exactly::<2>(args, pos)?;
        let (to, from) = (self.single(to)?, self.single(from)?);
        let (a, b) = (self.rvalue(to)?, self.rvalue(from)?);
        let (ta, tb) = (self.program.ty(a), self.program.ty(b));
        let fits = match (self.types.under(ta), self.types.under(tb)) {
            (Kind::Slice(x), Kind::Slice(y)) => self.types.identical(*x, *y),
            (Kind::Slice(x), Kind::Basic(Basic::String)) => self.types.basic(*x) == Some(Basic::Uint8),
            _ => false,
        };
        if !fits {
            return wrong(pos, format!("cannot copy from {} to {}", self.types.name(tb), self.types.name(ta)));
        }
        let expr = self.program.add(ExprKind::BinaryBuiltin(BinaryBuiltin::Copy, a, b), basic::INT, pos);
        Ok(Operand::value(expr, basic::INT, pos))
    }

    fn delete(&mut self, args: &[Expression], pos: Pos) -> Result<Operand> {
        let [map, key] = self.exactly::<2>(args, pos)?;
        let map = self.single(map)?;
        let map = self.rvalue(map)?;
        let Kind::Map(of, _) = *self.types.under(self.program.ty(map)) else {
            return wrong(pos, "delete needs a map");
        };
        let key = self.single(key)?;
        let key = self.convert(key, Some(of), "delete")?;
        let expr = self.program.add(ExprKind::ListBuiltin(ListBuiltin::Delete, vec![map, key]), basic::NO_VALUE, pos);
        Ok(Operand::new(Mode::NoValue, basic::NO_VALUE, Some(expr), pos))
    }

    fn unary_builtin(&mut self, builtin: Builtin, args: &[Expression], pos: Pos) -> Result<Operand> {
        let [arg] = self.exactly::<1>(args, pos)?;
        let operand = self.single(arg)?;
        let (op, x) = match builtin {
            Builtin::Panic => (UnaryBuiltin::Panic, self.convert(operand, Some(basic::EMPTY_INTERFACE), "panic")?),
            Builtin::Close => {
                let x = self.rvalue(operand)?;
                if !matches!(self.types.under(self.program.ty(x)), Kind::Chan(Direction::Both | Direction::Send, _)) {
                    return wrong(pos, "close needs a channel that may be sent to");
                }
                (UnaryBuiltin::Close, x)
            }
            _ => {
                let x = self.rvalue(operand)?;
                if !matches!(self.types.under(self.program.ty(x)), Kind::Slice(_) | Kind::Map(..)) {
                    return wrong(pos, "clear needs a slice or a map");
                }
                (UnaryBuiltin::Clear, x)
            }
        };
        let expr = self.program.add(ExprKind::UnaryBuiltin(op, x), basic::NO_VALUE, pos);
        Ok(Operand::new(Mode::NoValue, basic::NO_VALUE, Some(expr), pos))
    }

    fn list_builtin(&mut self, builtin: Builtin, args: &[Expression], pos: Pos) -> Result<Operand> {
        let mut values = Vec::new();
        for arg in args {
            let operand = self.single(arg)?;
            values.push(self.rvalue(operand)?);
        }
        let op = match builtin {
            Builtin::Print => ListBuiltin::Print,
            Builtin::Println => ListBuiltin::Println,
            _ if !values.is_empty() => return wrong(pos, "recover takes no argument"),
            _ => ListBuiltin::Recover,
        };
        let ty = if op == ListBuiltin::Recover { basic::ANY } else { basic::NO_VALUE };
        let mode = if op == ListBuiltin::Recover { Mode::Value } else { Mode::NoValue };
        let expr = self.program.add(ExprKind::ListBuiltin(op, values), ty, pos);
        Ok(Operand::new(mode, ty, Some(expr), pos))
    }

    fn extreme(&mut self, builtin: Builtin, args: &[Expression], pos: Pos) -> Result<Operand> {
        let mut operands = Vec::new();
        for arg in args {
            operands.push(self.single(arg)?);
        }
        let Some(first) = operands.first() else { return wrong(pos, "at least one argument is needed") };
        let ty = operands.iter().map(|operand| operand.ty).find(|ty| !self.types.is_untyped(*ty)).unwrap_or(first.ty);
        let ordered = self.types.is_integer(ty) || self.types.is_float(ty) || self.types.is_string(ty);
        if !ordered {
            return wrong(pos, format!("values of type {} have no order", self.types.name(ty)));
        }
        if operands.iter().all(Operand::is_const) {
            let op = if builtin == Builtin::Min { BinaryOp::Lt } else { BinaryOp::Gt };
            let mut best = operands[0].clone();
            for operand in operands.into_iter().skip(1) {
                let better = self.apply(op, operand.clone(), best.clone(), pos)?;
                let ty = if self.types.is_untyped(best.ty) { operand.ty } else { best.ty };
                if better.as_const() == Some(&Value::Bool(true)) {
                    best = operand;
                }
                best.ty = ty;
            }
            best.pos = pos;
            best.inner = pos;
            return Ok(best);
        }
        let mut values = Vec::new();
        for operand in operands {
            values.push(self.convert(operand, Some(ty), "argument")?);
        }
        let op = if builtin == Builtin::Min { ListBuiltin::Min } else { ListBuiltin::Max };
        let expr = self.program.add(ExprKind::ListBuiltin(op, values), ty, pos);
        Ok(Operand::value(expr, ty, pos))
    }

    fn complex(&mut self, builtin: Builtin, args: &[Expression], pos: Pos) -> Result<Operand> {
        if builtin == Builtin::Complex {
            let [re, im] = self.exactly::<2>(args, pos)?;
            let (re, im) = (self.single(re)?, self.single(im)?);
            if let (Some(a), Some(b)) = (re.as_const(), im.as_const()) {
                let (Some(a), Some(b)) = (a.to_float(), b.to_float()) else {
                    return wrong(pos, "complex needs two numbers");
                };
                return Ok(Operand::constant(Value::Complex(a, b), basic::UNTYPED_COMPLEX, pos));
            }
            let ty = if self.types.is_untyped(re.ty) { im.ty } else { re.ty };
            let result = match self.types.basic(ty) {
                Some(Basic::Float32) => basic::COMPLEX64,
                Some(Basic::Float64) => basic::COMPLEX128,
                _ => return wrong(pos, "complex needs two floating-point numbers"),
            };
            let (re, im) = (self.convert(re, Some(ty), "argument")?, self.convert(im, Some(ty), "argument")?);
            let expr = self.program.add(ExprKind::BinaryBuiltin(BinaryBuiltin::Complex, re, im), result, pos);
            return Ok(Operand::value(expr, result, pos));
        }
        let [arg] = self.exactly::<1>(args, pos)?;
        let operand = self.single(arg)?;
        let op = if builtin == Builtin::Real { UnaryBuiltin::Real } else { UnaryBuiltin::Imag };
        if let Some(value) = operand.as_const() {
            let Some((re, im)) = value.to_complex() else { return wrong(pos, "a number is needed") };
            let part = if builtin == Builtin::Real { re } else { im };
            return Ok(Operand::constant(Value::Float(part), basic::UNTYPED_FLOAT, pos));
        }
        let x = self.rvalue(operand)?;
        let result = match self.types.basic(self.program.ty(x)) {
            Some(Basic::Complex64) => basic::FLOAT32,
            Some(Basic::Complex128) => basic::FLOAT64,
            _ => return wrong(pos, "a complex number is needed"),
        };
        let expr = self.program.add(ExprKind::UnaryBuiltin(op, x), result, pos);
        Ok(Operand::value(expr, result, pos))
    }

    fn size_of(&mut self, builtin: Builtin, args: &[Expression], pos: Pos) -> Result<Operand> {
        let [arg] = self.exactly::<1>(args, pos)?;
        let bytes = if builtin == Builtin::UnsafeOffsetof {
            self.offset_of_field(arg, pos)?
        } else {
            let operand = self.single(arg)?;
            let x = self.rvalue(operand)?;
            let ty = self.program.ty(x);
            self.types.check_finite(ty, pos)?;
            if builtin == Builtin::UnsafeSizeof { self.types.size(ty) } else { self.types.alignment(ty) }
        };
        Ok(Operand::constant(Value::int(bytes), basic::UINTPTR, pos))
    }

    fn offset_of_field(&mut self, arg: &Expression, pos: Pos) -> Result<i64> {
        let mut arg = arg;
        while let Expression::Paren(paren) = arg {
            arg = &paren.expr;
        }
        let Expression::Selector(selector) = arg else { return wrong(pos, "Offsetof needs a field") };
        let operand = self.single(&selector.x)?;
        let x = self.rvalue(operand)?;
        let ty = self.program.ty(x);
        let package = self.at.package;
        let Lookup::Found(found) = self.lookup(ty, &selector.sel.name, package) else {
            return wrong(pos, format!("type {} has no field {}", self.types.name(ty), selector.sel.name));
        };
        let Selected::Field(last, _) = found.what else { return wrong(pos, "Offsetof needs a field") };
        let mut at: Type = match *self.types.under(ty) {
            Kind::Pointer(to) => to,
            _ => ty,
        };
        let mut offset = 0;
        for &index in found.path.iter().chain([&last]) {
            offset += self.types.offset_of(at, index);
            at = self.types.fields(at).map_or(at, |fields| fields[index].ty);
        }
        Ok(offset)
    }

    fn unsafe_builtin(&mut self, builtin: Builtin, args: &[Expression], pos: Pos) -> Result<Operand> {
        if matches!(builtin, Builtin::UnsafeStringData | Builtin::UnsafeSliceData) {
            let [arg] = self.exactly::<1>(args, pos)?;
            let operand = self.single(arg)?;
            let x = self.rvalue(operand)?;
            let (op, of) = match (builtin, self.types.under(self.program.ty(x))) {
                (Builtin::UnsafeStringData, Kind::Basic(Basic::String)) => {
                    (UnaryBuiltin::UnsafeStringData, basic::BYTE)
                }
                (Builtin::UnsafeSliceData, Kind::Slice(of)) => (UnaryBuiltin::UnsafeSliceData, *of),
                _ => return wrong(pos, "the argument has another type"),
            };
            let ty = self.types.pointer(of);
            let expr = self.program.add(ExprKind::UnaryBuiltin(op, x), ty, pos);
            return Ok(Operand::value(expr, ty, pos));
        }
        let [first, second] = self.exactly::<2>(args, pos)?;
        let operand = self.single(first)?;
        let a = match builtin {
            Builtin::UnsafeAdd => self.convert(operand, Some(basic::UNSAFE_POINTER), "argument")?,
            _ => self.rvalue(operand)?,
        };
        let b = self.index_value(second, None, true)?;
        let ta = self.program.ty(a);
        let (op, ty) = match (builtin, self.types.under(ta).clone()) {
            (Builtin::UnsafeAdd, _) => (BinaryBuiltin::UnsafeAdd, basic::UNSAFE_POINTER),
            (Builtin::UnsafeSlice, Kind::Pointer(of)) => (BinaryBuiltin::UnsafeSlice, self.types.slice(of)),
            (Builtin::UnsafeString, Kind::Pointer(_)) => (BinaryBuiltin::UnsafeString, basic::STRING),
            _ => return wrong(pos, "the argument has another type"),
        };
        let expr = self.program.add(ExprKind::BinaryBuiltin(op, a, b), ty, pos);
        Ok(Operand::value(expr, ty, pos))
    }
}

//! Composite literals.

use std::collections::HashSet;

use gosyn::ast::{self, Element as Written, Expression};

use super::Checker;
use crate::check::operand::Operand;
use crate::error::{Result, outside, wrong};
use crate::ir::{Element, ExprId, ExprKind};
use crate::source::Pos;
use crate::types::{Kind, Type};

impl Checker<'_> {
    pub(super) fn composite(&mut self, literal: &ast::CompositeLit, pos: Pos) -> Result<Operand> {
        if let Expression::TypeArray(array) = &*literal.typ
            && matches!(&*array.len, Expression::Ellipsis(_))
        {
            let of = self.type_expr(&array.typ)?;
            let (elements, len) = self.elements(&literal.val, of, None)?;
            let ty = self.types.intern(Kind::Array(len, of));
            let expr = self.program.add(ExprKind::ArrayLit(elements), ty, pos);
            return Ok(Operand::value(expr, ty, pos));
        }
        let ty = self.type_expr(&literal.typ)?;
        let expr = self.literal_of(ty, &literal.val, pos)?;
        Ok(Operand::value(expr, ty, pos))
    }

    fn literal_of(&mut self, ty: Type, value: &ast::LiteralValue, pos: Pos) -> Result<ExprId> {
        let kind = match self.types.under(ty).clone() {
            Kind::Array(len, of) => ExprKind::ArrayLit(self.elements(value, of, Some(len))?.0),
            Kind::Slice(of) => {
                let (elements, len) = self.elements(value, of, None)?;
                ExprKind::SliceLit(elements, len)
            }
            Kind::Map(key, of) => {
                let mut entries = Vec::new();
                let mut seen: HashSet<String> = HashSet::new();
                for element in &value.values {
                    let Some(written) = &element.key else { return wrong(pos, "an entry of a map needs a key") };
                    let key = self.element(written, key)?;
                    if let ExprKind::Literal(constant) = self.program.kind(key) {
                        let text = format!("{} {constant:?}", self.types.name(self.program.ty(key)));
                        if !seen.insert(text) {
                            return wrong(
                                self.program.expr(key).pos,
                                format!("key {} is there twice", constant.text(true)),
                            );
                        }
                    }
                    entries.push((key, self.element(&element.val, of)?));
                }
                ExprKind::MapLit(entries)
            }
            Kind::Struct(fields) => {
                let mut values = Vec::new();
                let keyed = value.values.first().is_some_and(|element| element.key.is_some());
                for (index, element) in value.values.iter().enumerate() {
                    if element.key.is_some() != keyed {
                        return wrong(pos, "either every field has its name, or none");
                    }
                    let index = match &element.key {
                        Some(Written::Expr(Expression::Ident(ident))) => {
                            let found = fields.iter().position(|field| *field.name == *ident.name);
                            let at = self.pos(ident.pos);
                            match found {
                                Some(index) => index,
                                None => {
                                    return wrong(at, format!("{} has no field {}", self.types.name(ty), ident.name));
                                }
                            }
                        }
                        Some(_) => return wrong(pos, "the key has to be the name of a field"),
                        None => index,
                    };
                    let Some(field) = fields.get(index) else {
                        return wrong(pos, format!("{} has {} fields", self.types.name(ty), fields.len()));
                    };
                    if field.package.is_some_and(|package| package != self.at.package) {
                        return wrong(pos, format!("field {} of {} is not exported", field.name, self.types.name(ty)));
                    }
                    if values
                        .iter()
                        .any(|(name, _): &(std::rc::Rc<str>, ExprId)| *name == field.name && &*field.name != "_")
                    {
                        return wrong(pos, format!("field {} is there twice", field.name));
                    }
                    let (name, of) = (field.name.clone(), field.ty);
                    values.push((name, self.element(&element.val, of)?));
                }
                if !keyed && !values.is_empty() && values.len() != fields.len() {
                    return wrong(
                        pos,
                        format!("{} of {} fields of {}", values.len(), fields.len(), self.types.name(ty)),
                    );
                }
                ExprKind::StructLit(values)
            }
            _ => return wrong(pos, format!("a value of type {} has no literal of this form", self.types.name(ty))),
        };
        Ok(self.program.add(kind, ty, pos))
    }

    /// Elements of an array or slice, and how many there are, gaps included.
    fn elements(&mut self, value: &ast::LiteralValue, of: Type, limit: Option<i64>) -> Result<(Vec<Element>, i64)> {
        let (mut elements, mut next, mut len) = (Vec::new(), 0i64, 0i64);
        let mut seen: HashSet<i64> = HashSet::new();
        for element in &value.values {
            let mut key = None;
            if let Some(written) = &element.key {
                let Written::Expr(expr) = written else {
                    return wrong(self.pos(value.pos.0), "an index has to be a number");
                };
                let operand = self.single(expr)?;
                let at = operand.pos;
                next = match operand.as_const().and_then(|value| value.to_i64()) {
                    Some(index) if (0..1 << 40).contains(&index) => index,
                    _ => return wrong(at, "an index has to be a constant that is not negative"),
                };
                key = Some(self.rvalue(operand)?);
            }
            let value_pos = self.pos(value.pos.0);
            if limit.is_some_and(|limit| next >= limit) {
                return wrong(value_pos, format!("index {next} is out of bounds"));
            }
            if !seen.insert(next) {
                return wrong(value_pos, format!("index {next} is there twice"));
            }
            let value = self.element(&element.val, of)?;
            elements.push(Element { key, value });
            next += 1;
            len = len.max(next);
        }
        Ok((elements, len))
    }

    /// One element, whose type may be left out.
    fn element(&mut self, written: &Written, ty: Type) -> Result<ExprId> {
        match written {
            Written::Expr(expr) => {
                let operand = self.single(expr)?;
                self.convert(operand, Some(ty), "literal")
            }
            Written::LitValue(value) => {
                let pos = self.pos(value.pos.0);
                if let Kind::Pointer(to) = *self.types.under(ty) {
                    let literal = self.literal_of(to, value, pos)?;
                    let expr = self.address_of(literal, pos);
                    self.program.exprs[expr.index()].ty = ty;
                    return Ok(expr);
                }
                if self.types.is_interface(ty) {
                    return outside(pos, "a literal without a type, where the type is an interface");
                }
                self.literal_of(ty, value, pos)
            }
        }
    }
}

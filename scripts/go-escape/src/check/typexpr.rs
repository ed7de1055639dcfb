//! Types as they are written.

use std::rc::Rc;

use gosyn::ast::{self, Expression};

use super::Checker;
use crate::check::lookup::is_exported;
use crate::check::scope::Entity;
use crate::error::{Result, outside, wrong};
use crate::ir::VarClass;
use crate::source::Pos;
use crate::types::{Direction, Field, Kind, Method, Signature, Type};

impl Checker<'_> {
    /// The type that an expression stands for.
    pub(super) fn type_expr(&mut self, expr: &Expression) -> Result<Type> {
        match self.type_or_none(expr)? {
            Some(ty) => Ok(ty),
            None => wrong(self.expr_pos(expr), "this is not a type"),
        }
    }

    /// The type that an expression stands for, or nothing if it is a value.
    pub(super) fn type_or_none(&mut self, expr: &Expression) -> Result<Option<Type>> {
        Ok(Some(match expr {
            Expression::Ident(ident) => {
                if ident.name == "_" {
                    return Ok(None);
                }
                match self.resolve(ident, true)? {
                    Entity::Type(ty) => self.of_another(ty),
                    Entity::Generic(name) => return outside(self.pos(ident.pos), format!("the generic type {name}")),
                    _ => return Ok(None),
                }
            }
            Expression::Selector(selector) => {
                let Expression::Ident(ident) = &*selector.x else { return Ok(None) };
                if !self.is_package(ident) {
                    return Ok(None);
                }
                match self.resolve(ident, true)? {
                    Entity::Package(package) => match self.member(package, &selector.sel)? {
                        Entity::Type(ty) => self.of_another(ty),
                        Entity::Generic(name) => {
                            return outside(self.pos(selector.sel.pos), format!("{name}, which is generic"));
                        }
                        _ => return Ok(None),
                    },
                    _ => return Ok(None),
                }
            }
            Expression::Paren(paren) => return self.type_or_none(&paren.expr),
            Expression::TypePointer(pointer) => {
                let to = self.type_expr(&pointer.typ)?;
                self.types.pointer(to)
            }
            Expression::Operation(operation)
                if operation.op == gosyn::token::Operator::Star && operation.y.is_none() =>
            {
                match self.type_or_none(&operation.x)? {
                    Some(to) => self.types.pointer(to),
                    None => return Ok(None),
                }
            }
            Expression::Star(star) => match self.type_or_none(&star.right)? {
                Some(to) => self.types.pointer(to),
                None => return Ok(None),
            },
            Expression::TypeSlice(slice) => {
                let of = self.type_expr(&slice.typ)?;
                self.types.slice(of)
            }
            Expression::TypeArray(array) => {
                if let Expression::Ellipsis(ellipsis) = &*array.len {
                    return wrong(self.pos(ellipsis.pos), "[...] is known in a composite literal only");
                }
                let len = self.array_len(&array.len)?;
                let of = self.type_expr(&array.typ)?;
                self.types.intern(Kind::Array(len, of))
            }
            Expression::TypeMap(map) => {
                let key = self.type_expr(&map.key)?;
                let value = self.type_expr(&map.val)?;
                if !self.types.is_comparable(key) {
                    return wrong(
                        self.expr_pos(&map.key),
                        format!("{} cannot be the key of a map", self.types.name(key)),
                    );
                }
                self.types.intern(Kind::Map(key, value))
            }
            Expression::TypeChannel(channel) => {
                let of = self.type_expr(&channel.typ)?;
                let direction = match channel.dir {
                    None => Direction::Both,
                    Some(ast::ChanMode::Send) => Direction::Send,
                    Some(ast::ChanMode::Recv) => Direction::Receive,
                };
                self.types.intern(Kind::Chan(direction, of))
            }
            Expression::TypeFunction(function) => self.func_type(function)?,
            Expression::TypeStruct(structure) => self.struct_type(structure)?,
            Expression::TypeInterface(interface) => self.interface_type(interface)?,
            Expression::Index(index) if self.type_or_none_quiet(&index.left) => {
                return outside(self.expr_pos(expr), "a generic type");
            }
            Expression::IndexList(_) => return outside(self.expr_pos(expr), "type arguments"),
            _ => return Ok(None),
        }))
    }

    /// A type of another package is resolved when it is named, since nothing else goes through that package.
    fn of_another(&mut self, ty: Type) -> Type {
        if let Some(id) = self.types.named_id(ty)
            && self.types.named[id.0 as usize].package != 0
        {
            self.resolve_named(id);
        }
        ty
    }

    /// Whether something that is indexed is a generic type or function, so that the index is a type argument.
    fn type_or_none_quiet(&mut self, expr: &Expression) -> bool {
        match expr {
            Expression::Ident(ident) if ident.name != "_" => {
                matches!(self.resolve(ident, true), Ok(Entity::Generic(_) | Entity::Type(_)))
            }
            Expression::Selector(selector) => match &*selector.x {
                Expression::Ident(ident) if self.is_package(ident) => match self.resolve(ident, true) {
                    Ok(Entity::Package(package)) => {
                        matches!(self.member(package, &selector.sel), Ok(Entity::Generic(_) | Entity::Type(_)))
                    }
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a name stands for an imported package here.
    pub(super) fn is_package(&self, ident: &ast::Ident) -> bool {
        !self.at.scopes.iter().any(|scope| scope.names.contains_key(ident.name.as_str()))
            && self.files[self.at.file].imports.contains_key(ident.name.as_str())
    }

    /// A name of another package.
    pub(super) fn member(&mut self, package: u32, ident: &ast::Ident) -> Result<Entity> {
        let pos = self.pos(ident.pos);
        let of = self.types.packages[package as usize].clone();
        if !is_exported(&ident.name) {
            return wrong(pos, format!("{of}.{} is not exported", ident.name));
        }
        match self.package_entity(package, &ident.name)? {
            Some(entity) => Ok(entity),
            None if self.packages[package as usize].of_table => {
                outside(pos, format!("{of}.{}: it is not in the table of the standard library", ident.name))
            }
            None => wrong(pos, format!("undefined: {of}.{}", ident.name)),
        }
    }

    pub(super) fn array_len(&mut self, expr: &Expression) -> Result<i64> {
        let operand = self.expr(expr)?;
        let pos = operand.pos;
        match operand.as_const().and_then(|value| value.to_i64()) {
            Some(len) if (0..1 << 40).contains(&len) => Ok(len),
            Some(_) => wrong(pos, "this is no length of an array"),
            None => wrong(pos, "the length of an array has to be a constant integer"),
        }
    }

    pub(super) fn func_type(&mut self, function: &ast::FuncType) -> Result<Type> {
        self.no_generics(&function.typ_params)?;
        let (params, variadic) = self.params(&function.params, VarClass::Param)?;
        let (results, _) = self.params(&function.result, VarClass::Result)?;
        Ok(self.types.intern(Kind::Func(Rc::new(Signature {
            params: params.iter().map(|param| param.ty).collect(),
            results: results.iter().map(|param| param.ty).collect(),
            variadic,
        }))))
    }

    fn struct_type(&mut self, structure: &ast::StructType) -> Result<Type> {
        let mut fields: Vec<Field> = Vec::new();
        for field in &structure.fields {
            let ty = self.type_expr(&field.typ)?;
            let tag = field.tag.as_ref().and_then(|tag| tag_text(&tag.value));
            let package = self.at.package;
            let mut push = |name: Rc<str>, embedded: bool, pos: Pos| {
                if &*name != "_" && fields.iter().any(|field: &Field| field.name == name) {
                    return wrong(pos, format!("two fields are named {name}"));
                }
                let package = (!is_exported(&name)).then_some(package);
                fields.push(Field { name, ty, embedded, package, tag: tag.clone() });
                Ok(())
            };
            if field.name.is_empty() {
                let pos = self.expr_pos(&field.typ);
                let Some(name) = embedded_name(&field.typ) else {
                    return outside(pos, "an embedded field that is no name of a type");
                };
                push(name, true, pos)?;
            }
            for ident in &field.name {
                push(ident.name.as_str().into(), false, self.files[self.at.file].parsed.lines.pos(ident.pos))?;
            }
        }
        Ok(self.types.intern(Kind::Struct(fields.into())))
    }

    fn interface_type(&mut self, interface: &ast::InterfaceType) -> Result<Type> {
        let mut methods: Vec<Method> = Vec::new();
        for field in &interface.methods.list {
            let pos = self.expr_pos(&field.typ);
            let Some(ident) = field.name.first() else {
                if matches!(&field.typ, Expression::Operation(_)) {
                    return outside(pos, "an interface that is a set of types");
                }
                let embedded = self.type_expr(&field.typ)?;
                if let Some(id) = self.types.named_id(embedded) {
                    self.resolve_named_at(id, pos)?;
                }
                let Some(of_embedded) = self.types.methods(embedded) else {
                    return outside(pos, "an interface that is a set of types");
                };
                for method in of_embedded.iter() {
                    match methods.iter().find(|m| m.name == method.name) {
                        None => methods.push(method.clone()),
                        Some(old) if self.types.identical(old.ty, method.ty) => {}
                        Some(_) => return wrong(pos, format!("two methods {} of different types", method.name)),
                    }
                }
                continue;
            };
            let Expression::TypeFunction(function) = &field.typ else {
                return wrong(pos, "a method needs a signature");
            };
            let ty = self.func_type(function)?;
            let name: Rc<str> = ident.name.as_str().into();
            if methods.iter().any(|m| m.name == name) {
                return wrong(self.pos(ident.pos), format!("method {name} is declared twice"));
            }
            let package = (!is_exported(&name)).then_some(self.at.package);
            methods.push(Method { name, package, ty });
        }
        methods.sort_by(|a, b| (!is_exported(&a.name), &a.name).cmp(&(!is_exported(&b.name), &b.name)));
        Ok(self.types.intern(Kind::Interface(methods.into())))
    }

    /// Where a type begins, as the compiler reports parameters without a name.
    pub(super) fn type_start(&self, expr: &Expression) -> Pos {
        self.expr_pos(expr)
    }
}

fn tag_text(literal: &str) -> Option<Rc<str>> {
    if let Some(raw) = literal.strip_prefix('`') {
        return Some(raw.strip_suffix('`').unwrap_or(raw).into());
    }
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    let bytes = crate::constant::unescape(inner)?;
    Some(String::from_utf8_lossy(&bytes).as_ref().into())
}

fn embedded_name(typ: &Expression) -> Option<Rc<str>> {
    match typ {
        Expression::Ident(ident) => Some(ident.name.as_str().into()),
        Expression::Selector(selector) => Some(selector.sel.name.as_str().into()),
        Expression::TypePointer(pointer) => embedded_name(&pointer.typ),
        Expression::Operation(operation) if operation.y.is_none() => embedded_name(&operation.x),
        Expression::Paren(paren) => embedded_name(&paren.expr),
        _ => None,
    }
}

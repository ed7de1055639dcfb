//! Assignments and declarations of variables.

use gosyn::ast::{self, Expression};
use gosyn::token::Operator;

use super::Checker;
use super::binary::binary_op;
use crate::check::scope::Entity;
use crate::error::{Result, wrong};
use crate::ir::{Definition, ExprId, ExprKind, ListKind, Stmt, StmtId, StmtKind, VarClass, VarId};
use crate::source::Pos;
use crate::types::{Type, basic};

/// A variable that a statement declares, before its type is known.
pub(super) struct New<'e> {
    pub(super) ident: &'e ast::Ident,
}

impl Checker<'_> {
    pub(super) fn assign_stmt(&mut self, assign: &ast::AssignStmt, out: &mut Vec<Stmt>) -> Result<()> {
        let pos = self.stmt_pos(assign.pos);
        let made = match assign.op {
            Operator::Define => self.define(&assign.left, &assign.right, pos)?,
            Operator::Assign => self.plain_assignment(&assign.left, &assign.right, pos)?,
            operator => {
                let Some(op) = binary_op(operator) else { return wrong(pos, "this is no assignment") };
                let ([left], [right]) = (assign.left.as_slice(), assign.right.as_slice()) else {
                    return wrong(pos, "an assignment with an operator has one target and one value");
                };
                let (lhs, ty) = self.target(left, true)?;
                let operand = self.single(right)?;
                self.defined_for_assignment(op, ty, pos)?;
                let rhs = if op.is_shift() {
                    match self.types.is_untyped(operand.ty) {
                        true => self.convert(operand, Some(basic::UINT), "shift")?,
                        false if self.types.is_integer(operand.ty) => self.rvalue(operand)?,
                        false => return wrong(operand.pos, "the count of a shift has to be an integer"),
                    }
                } else {
                    let zero = operand.as_const().is_some_and(|value| value.is_zero());
                    if zero
                        && matches!(op, crate::ir::BinaryOp::Div | crate::ir::BinaryOp::Mod)
                        && self.types.is_integer(ty)
                    {
                        return wrong(pos, "division by zero");
                    }
                    self.convert(operand, Some(ty), "assignment")?
                };
                self.program.stmt(pos, StmtKind::AssignOp { op, lhs, rhs, step: false })
            }
        };
        out.push(made);
        Ok(())
    }

    fn plain_assignment(&mut self, left: &[Expression], right: &[Expression], pos: Pos) -> Result<Stmt> {
        let (mut lhs, mut targets) = (Vec::new(), Vec::new());
        for expr in left {
            let (target, ty) = self.target_or_blank(expr)?;
            lhs.push(target);
            targets.push(ty);
        }
        let values = self.values(right, &targets, pos, "assignment")?;
        Ok(self.assignment(lhs, values, pos))
    }

    pub(super) fn target_or_blank(&mut self, expr: &Expression) -> Result<(ExprId, Option<Type>)> {
        if is_blank(expr) {
            return Ok((self.program.add(ExprKind::Blank, basic::NO_VALUE, self.expr_pos(expr)), None));
        }
        let (target, ty) = self.target(expr, false)?;
        Ok((target, Some(ty)))
    }

    fn assignment(&mut self, mut lhs: Vec<ExprId>, mut rhs: Vec<ExprId>, pos: Pos) -> Stmt {
        if let (1, 1) = (lhs.len(), rhs.len()) {
            let (lhs, rhs) = (lhs.remove(0), rhs.remove(0));
            return self.program.stmt(pos, StmtKind::Assign { lhs, rhs: Some(rhs), def: false });
        }
        self.program.stmt(pos, StmtKind::AssignList { kind: ListKind::Pairs, lhs, rhs, def: false })
    }

    /// `a, b := ...`, where at least one name is new.
    pub(super) fn define(&mut self, left: &[Expression], right: &[Expression], pos: Pos) -> Result<Stmt> {
        let (mut slots, mut targets) = (Vec::new(), Vec::new());
        let mut any_new = false;
        for (index, expr) in left.iter().enumerate() {
            let Expression::Ident(ident) = expr else {
                return wrong(self.expr_pos(expr), "only names stand on the left of :=");
            };
            let twice = left[..index]
                .iter()
                .any(|other| matches!(other, Expression::Ident(o) if o.name == ident.name && o.name != "_"));
            if twice {
                return wrong(self.pos(ident.pos), format!("{} is there twice", ident.name));
            }
            let here = self.at.scopes.last().and_then(|scope| scope.names.get(ident.name.as_str()));
            match here {
                _ if ident.name == "_" => {
                    slots.push(Slot::Old(self.program.add(ExprKind::Blank, basic::NO_VALUE, self.pos(ident.pos))));
                    targets.push(None);
                }
                Some(local) if matches!(local.entity, Entity::Var(_)) => {
                    let (target, ty) = self.target(expr, false)?;
                    slots.push(Slot::Old(target));
                    targets.push(Some(ty));
                }
                _ => {
                    any_new = true;
                    slots.push(Slot::New(New { ident }));
                    targets.push(None);
                }
            }
        }
        if !any_new {
            return wrong(pos, "no new variable on the left of :=");
        }
        let values = self.values(right, &targets, pos, "assignment")?;
        self.definition(slots, values, pos, true)
    }

    /// Declares the new variables, which have the types of their values, and assigns.
    fn definition(&mut self, slots: Vec<Slot<'_>>, values: Vec<ExprId>, pos: Pos, must_be_used: bool) -> Result<Stmt> {
        let (mut lhs, mut vars) = (Vec::new(), Vec::new());
        for (slot, &value) in slots.into_iter().zip(&values) {
            lhs.push(match slot {
                Slot::Old(target) => target,
                Slot::New(new) => {
                    let ty = self.program.ty(value);
                    let var = self.new_var(new.ident, ty, must_be_used)?;
                    vars.push(var);
                    self.program.add(ExprKind::Name(var), ty, self.pos(new.ident.pos))
                }
            });
        }
        Ok(self.defining(lhs, values, &vars, pos))
    }

    /// The statement that assigns, with the declarations of its variables before it.
    pub(super) fn defining(&mut self, mut lhs: Vec<ExprId>, mut rhs: Vec<ExprId>, vars: &[VarId], pos: Pos) -> Stmt {
        let init = self.declarations_of(vars);
        let def = !vars.is_empty();
        let values: Vec<(Option<VarId>, ExprId)> = lhs
            .iter()
            .zip(&rhs)
            .map(|(&target, &value)| match *self.program.kind(target) {
                ExprKind::Name(var) if vars.contains(&var) => (Some(var), value),
                _ => (None, value),
            })
            .collect();
        let mut stmt = if let (1, 1) = (lhs.len(), rhs.len()) {
            let (lhs, rhs) = (lhs.remove(0), rhs.remove(0));
            self.program.stmt(pos, StmtKind::Assign { lhs, rhs: Some(rhs), def })
        } else {
            self.program.stmt(pos, StmtKind::AssignList { kind: ListKind::Pairs, lhs, rhs, def })
        };
        stmt.init = init;
        for (var, value) in values {
            if let Some(var) = var {
                self.program.vars[var.index()].definition = Definition::Value(stmt.id, value);
            }
        }
        stmt
    }

    pub(super) fn declarations_of(&mut self, vars: &[VarId]) -> Vec<Stmt> {
        vars.iter()
            .map(|&var| {
                let pos = self.program.var(var).pos;
                self.program.stmt(pos, StmtKind::Declare(var))
            })
            .collect()
    }

    pub(super) fn new_var(&mut self, ident: &ast::Ident, ty: Type, must_be_used: bool) -> Result<VarId> {
        let pos = self.pos(ident.pos);
        let var = self.declare_var(ident, ty, VarClass::Auto);
        self.declare_local(&ident.name, Entity::Var(var), pos, must_be_used)?;
        Ok(var)
    }

    /// `var a, b T = ...`
    pub(super) fn local_vars(&mut self, spec: &ast::VarSpec, out: &mut Vec<Stmt>) -> Result<()> {
        let Some(first) = spec.name.first() else { return Ok(()) };
        let pos = self.pos(first.pos);
        let declared = spec.typ.as_ref().map(|typ| self.type_expr(typ)).transpose()?;
        if spec.values.is_empty() {
            let Some(ty) = declared else { return wrong(pos, "a variable needs a type or a value") };
            for ident in &spec.name {
                let at = self.pos(ident.pos);
                let var = match ident.name.as_str() {
                    "_" => continue,
                    _ => self.new_var(ident, ty, true)?,
                };
                let lhs = self.program.add(ExprKind::Name(var), ty, at);
                let mut stmt = self.program.stmt(pos, StmtKind::Assign { lhs, rhs: None, def: false });
                stmt.init = self.declarations_of(&[var]);
                out.push(stmt);
            }
            return Ok(());
        }
        let targets = vec![declared; spec.name.len()];
        let values = self.values(&spec.values, &targets, pos, "variable declaration")?;
        let slots = spec
            .name
            .iter()
            .map(|ident| match ident.name.as_str() {
                "_" => Slot::Old(self.program.add(ExprKind::Blank, basic::NO_VALUE, self.pos(ident.pos))),
                _ => Slot::New(New { ident }),
            })
            .collect();
        let stmt = self.definition(slots, values, pos, true)?;
        out.push(stmt);
        Ok(())
    }

    pub(super) fn defined_by(&mut self, vars: &[VarId], stmt: StmtId) {
        for var in vars {
            self.program.vars[var.index()].definition = Definition::Other(stmt);
        }
    }
}

enum Slot<'e> {
    Old(ExprId),
    New(New<'e>),
}

pub(super) fn is_blank(expr: &Expression) -> bool {
    match expr {
        Expression::Ident(ident) => ident.name == "_",
        Expression::Paren(paren) => is_blank(&paren.expr),
        _ => false,
    }
}

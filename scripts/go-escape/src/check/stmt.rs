//! Statements, and the bodies of functions.

use std::rc::Rc;

use gosyn::ast::{self, DeclStmt, Statement};
use gosyn::token::{Keyword, Operator};

use super::{Checker, Labels};
use crate::check::operand::{Mode, one};
use crate::check::scope::Entity;
use crate::check::terminate;
use crate::error::{Result, outside, wrong};
use crate::ir::{BinaryOp, ExprKind, FuncId, ListBuiltin, Stmt, StmtKind, UnaryBuiltin, UnaryOp};
use crate::source::Pos;
use crate::types::{Direction, Kind, Type};

impl<'a> Checker<'a> {
    pub(super) fn function_body(&mut self, id: FuncId, body: &'a ast::BlockStmt) -> Result<()> {
        self.at.function = Some(id);
        let result = self.function_block(id, body);
        self.at.function = None;
        result
    }
}

impl Checker<'_> {
    /// The body of a function or function literal, whose parameters are variables already.
    pub(super) fn function_block(&mut self, id: FuncId, body: &ast::BlockStmt) -> Result<()> {
        self.at.labels.push(Labels::default());
        self.open_scope();
        let function = self.program.function(id).clone();
        for param in function.recv.iter().chain(&function.params).chain(&function.results) {
            if let (Some(name), Some(var)) = (&param.name, param.var)
                && !name.starts_with('~')
            {
                self.declare_local(name, Entity::Var(var), param.pos, false)?;
            }
        }
        // The parameters and the body are one block, so that a variable cannot have the name of a parameter.
        let stmts = self.stmts(&body.list)?;
        self.close_scope()?;
        self.finish_labels()?;
        if !function.results.is_empty() && !terminate::ends(&body.list, &|ident| self.is_panic(ident)) {
            return wrong(self.pos(body.pos.1), "missing return at the end of the function");
        }
        self.program.function_mut(id).body = Some(stmts);
        Ok(())
    }

    fn finish_labels(&mut self) -> Result<()> {
        let Some(labels) = self.at.labels.pop() else { return Ok(()) };
        for (name, pos) in &labels.gotos {
            if !labels.declared.contains_key(name) {
                return wrong(*pos, format!("label {name} is not defined"));
            }
        }
        let unused = labels
            .declared
            .iter()
            .find(|(name, (_, used))| !used && !labels.gotos.iter().any(|(goto, _)| goto == *name));
        match unused {
            Some((name, (pos, _))) => wrong(*pos, format!("label {name} is defined and not used")),
            None => Ok(()),
        }
    }

    /// Whether a name is the `panic` of the language here.
    pub(super) fn is_panic(&self, ident: &ast::Ident) -> bool {
        ident.name == "panic"
            && !self.at.scopes.iter().any(|scope| scope.names.contains_key("panic"))
            && !self.packages[self.at.package as usize].names.contains_key("panic")
    }

    pub(super) fn block(&mut self, block: &ast::BlockStmt) -> Result<Vec<Stmt>> {
        self.open_scope();
        let stmts = self.stmts(&block.list)?;
        self.close_scope()?;
        Ok(stmts)
    }

    /// A list of statements. What follows one that never ends is checked, and left out, unless a label may lead there.
    pub(super) fn stmts(&mut self, list: &[Statement]) -> Result<Vec<Stmt>> {
        let last_label = list.iter().rposition(|stmt| matches!(stmt, Statement::Label(_)));
        let (mut out, mut dead) = (Vec::new(), false);
        for (index, stmt) in list.iter().enumerate() {
            let unreachable =
                dead && last_label.is_none_or(|last| index > last) && !matches!(stmt, Statement::Label(_));
            let mut made = Vec::new();
            self.stmt(stmt, &mut made)?;
            if unreachable {
                continue;
            }
            dead = if self.release.simplifies_early() { self.never_ends(stmt) } else { self.is_decided(stmt) };
            out.append(&mut made);
        }
        Ok(out)
    }

    pub(super) fn stmt(&mut self, stmt: &Statement, out: &mut Vec<Stmt>) -> Result<()> {
        let made = match stmt {
            Statement::Empty(_) => return Ok(()),
            Statement::Expr(expr) => self.expr_stmt(expr)?,
            Statement::Assign(assign) => return self.assign_stmt(assign, out),
            Statement::IncDec(step) => self.step(step)?,
            Statement::Send(send) => self.send(send)?,
            Statement::Return(ret) => self.return_stmt(ret)?,
            Statement::Block(block) => {
                let list = self.block(block)?;
                out.extend(list);
                return Ok(());
            }
            Statement::If(if_stmt) => self.if_stmt(if_stmt)?,
            Statement::For(for_stmt) => self.for_stmt(for_stmt, None)?,
            Statement::Range(range) => self.range(range, None)?,
            Statement::Switch(switch) => self.switch(switch, None)?,
            Statement::TypeSwitch(switch) => self.type_switch(switch, None)?,
            Statement::Select(select) => self.select_stmt(select, None)?,
            Statement::Go(go) => self.go_defer(&go.call, true, self.pos(go.pos), out)?,
            Statement::Defer(defer) => self.go_defer(&defer.call, false, self.pos(defer.pos), out)?,
            Statement::Branch(branch) => self.branch(branch)?,
            Statement::Label(label) => return self.labeled(label, out),
            Statement::Declaration(decl) => return self.local_decl(decl, out),
        };
        out.push(made);
        Ok(())
    }

    fn expr_stmt(&mut self, stmt: &ast::ExprStmt) -> Result<Stmt> {
        let operand = self.expr(&stmt.expr)?;
        let pos = operand.pos;
        let Some(expr) = operand.expr else { return wrong(pos, "the value is not used") };
        let allowed = match self.program.kind(expr) {
            ExprKind::Call { .. } => true,
            ExprKind::Unary(UnaryOp::Recv, _) => true,
            ExprKind::UnaryBuiltin(UnaryBuiltin::Close | UnaryBuiltin::Clear | UnaryBuiltin::Panic, _) => true,
            ExprKind::BinaryBuiltin(crate::ir::BinaryBuiltin::Copy, ..) => true,
            ExprKind::ListBuiltin(op, _) => !matches!(op, ListBuiltin::Min | ListBuiltin::Max),
            _ => false,
        };
        if !allowed {
            return wrong(pos, "the value is not used");
        }
        Ok(self.program.stmt(pos, StmtKind::Expr(expr)))
    }

    fn step(&mut self, step: &ast::IncDecStmt) -> Result<Stmt> {
        let pos = self.pos(step.pos);
        let (lhs, ty) = self.target(&step.expr, true)?;
        if !self.types.is_numeric(ty) {
            return wrong(pos, "only numbers are counted up and down");
        }
        let (value, ty) = one(ty);
        let value = self.representable(value, ty, pos)?;
        let rhs = self.program.add(ExprKind::Literal(value), ty, pos);
        let op = if step.op == Operator::Inc { BinaryOp::Add } else { BinaryOp::Sub };
        Ok(self.program.stmt(pos, StmtKind::AssignOp { op, lhs, rhs, step: true }))
    }

    pub(super) fn send(&mut self, send: &ast::SendStmt) -> Result<Stmt> {
        let pos = self.pos(send.pos);
        let chan = self.single(&send.chan)?;
        let chan = self.rvalue(chan)?;
        let ty = self.program.ty(chan);
        let Kind::Chan(Direction::Both | Direction::Send, of) = *self.types.under(ty) else {
            return wrong(pos, format!("cannot send to a value of type {}", self.types.name(ty)));
        };
        let value = self.single(&send.value)?;
        let value = self.convert(value, Some(of), "send")?;
        Ok(self.program.stmt(pos, StmtKind::Send(chan, value)))
    }

    fn return_stmt(&mut self, ret: &ast::ReturnStmt) -> Result<Stmt> {
        let pos = self.pos(ret.pos);
        let results: Vec<(Option<Rc<str>>, Type)> =
            self.program.function(self.function()).results.iter().map(|param| (param.name.clone(), param.ty)).collect();
        if ret.ret.is_empty() {
            if results.iter().any(|(name, _)| name.as_deref().is_none_or(|name| name.starts_with("~r"))) {
                return wrong(pos, format!("not enough results: {} are needed", results.len()));
            }
            return Ok(self.program.stmt(pos, StmtKind::Return(vec![])));
        }
        if results.is_empty() {
            return wrong(pos, "the function has no results");
        }
        let targets: Vec<Option<Type>> = results.iter().map(|(_, ty)| Some(*ty)).collect();
        let values = self.values(&ret.ret, &targets, pos, "return")?;
        Ok(self.program.stmt(pos, StmtKind::Return(values)))
    }

    fn labeled(&mut self, label: &ast::LabeledStmt, out: &mut Vec<Stmt>) -> Result<()> {
        let pos = self.pos(label.name.pos);
        let name: Rc<str> = label.name.name.as_str().into();
        if let Some(labels) = self.at.labels.last_mut()
            && &*name != "_"
            && labels.declared.insert(name.clone(), (pos, false)).is_some()
        {
            return wrong(pos, format!("label {name} is defined twice"));
        }
        let stmt = self.program.stmt(self.pos(label.pos), StmtKind::Label(name.clone()));
        out.push(stmt);
        let made = match &*label.stmt {
            Statement::For(for_stmt) => self.for_stmt(for_stmt, Some(name))?,
            Statement::Range(range) => self.range(range, Some(name))?,
            Statement::Switch(switch) => self.switch(switch, Some(name))?,
            Statement::TypeSwitch(switch) => self.type_switch(switch, Some(name))?,
            Statement::Select(select) => self.select_stmt(select, Some(name))?,
            other => {
                self.at
                    .labels
                    .last_mut()
                    .into_iter()
                    .for_each(|labels| labels.open.push(super::Open { label: Some(name.clone()), is_loop: false }));
                let result = self.stmt(other, out);
                self.at.labels.last_mut().into_iter().for_each(|labels| drop(labels.open.pop()));
                return result;
            }
        };
        out.push(made);
        Ok(())
    }

    fn branch(&mut self, branch: &ast::BranchStmt) -> Result<Stmt> {
        let pos = self.pos(branch.pos);
        let label: Option<Rc<str>> = branch.ident.as_ref().map(|ident| ident.name.as_str().into());
        let Some(labels) = self.at.labels.last_mut() else { return wrong(pos, "a branch outside of a function") };
        let kind = match branch.key {
            Keyword::Goto => {
                let Some(label) = label else { return wrong(pos, "goto needs a label") };
                labels.gotos.push((label.clone(), pos));
                StmtKind::Goto(label)
            }
            Keyword::FallThrough => StmtKind::Fallthrough,
            key => {
                let is_break = key == Keyword::Break;
                let target = match &label {
                    Some(label) => labels.open.iter().rev().find(|open| open.label.as_ref() == Some(label)),
                    None => labels.open.iter().rev().find(|open| open.is_loop || is_break && open.label.is_none()),
                };
                let fits = target.is_some_and(|open| is_break || open.is_loop);
                if !fits {
                    return wrong(
                        pos,
                        format!("{} has nothing to leave here", if is_break { "break" } else { "continue" }),
                    );
                }
                if let Some(label) = &label
                    && let Some(declared) = labels.declared.get_mut(label)
                {
                    declared.1 = true;
                }
                if is_break { StmtKind::Break } else { StmtKind::Continue }
            }
        };
        Ok(self.program.stmt(pos, kind))
    }

    fn local_decl(&mut self, decl: &DeclStmt, out: &mut Vec<Stmt>) -> Result<()> {
        match decl {
            DeclStmt::Variable(decl) => decl.specs.iter().try_for_each(|spec| self.local_vars(spec, out)),
            DeclStmt::Const(decl) => {
                let (mut typ, mut values): (Option<&ast::Expression>, &[ast::Expression]) = (None, &[]);
                for (iota, spec) in decl.specs.iter().enumerate() {
                    if spec.typ.is_some() || !spec.values.is_empty() {
                        (typ, values) = (spec.typ.as_ref(), &spec.values);
                    }
                    let mut entities = Vec::new();
                    for (index, ident) in spec.name.iter().enumerate() {
                        let pos = self.pos(ident.pos);
                        entities.push(self.constant_decl(spec, index, typ, values, iota as i64, pos)?);
                    }
                    for (ident, entity) in spec.name.iter().zip(entities) {
                        let pos = self.pos(ident.pos);
                        self.declare_local(&ident.name, entity, pos, false)?;
                    }
                }
                Ok(())
            }
            DeclStmt::Type(decl) => decl.specs.iter().try_for_each(|spec| self.local_type(spec)),
        }
    }

    fn local_type(&mut self, spec: &ast::TypeSpec) -> Result<()> {
        let pos = self.pos(spec.name.pos);
        if !spec.params.list.is_empty() {
            return outside(pos, "a generic type");
        }
        if spec.alias {
            let ty = self.type_expr(&spec.typ)?;
            return self.declare_local(&spec.name.name, Entity::Type(ty), pos, false);
        }
        let id = crate::types::NamedId(self.types.named.len() as u32);
        self.types.named.push(crate::types::Named {
            name: spec.name.name.as_str().into(),
            package: self.at.package,
            underlying: None,
            methods: vec![],
        });
        let ty = self.types.intern(Kind::Named(id));
        self.declare_local(&spec.name.name, Entity::Type(ty), pos, false)?;
        let underlying = self.type_expr(&spec.typ)?;
        if underlying == ty {
            return wrong(pos, format!("invalid recursive type {}", spec.name.name));
        }
        if let Some(other) = self.types.named_id(underlying) {
            self.resolve_named_at(other, pos)?;
        }
        self.types.named[id.0 as usize].underlying = Some(self.types.underlying(underlying));
        self.types.check_finite(ty, pos)
    }

    pub(super) fn open_loop(&mut self, label: Option<Rc<str>>, is_loop: bool) {
        if let Some(labels) = self.at.labels.last_mut() {
            labels.open.push(super::Open { label: None, is_loop });
            if let Some(label) = label {
                labels.open.push(super::Open { label: Some(label), is_loop });
            }
        }
    }

    pub(super) fn close_loop(&mut self, label: Option<&Rc<str>>) {
        if let Some(labels) = self.at.labels.last_mut() {
            labels.open.pop();
            if label.is_some() {
                labels.open.pop();
            }
        }
    }

    /// What may stand on the left of an assignment, and its type; `read` says whether the old value is used.
    pub(super) fn target(&mut self, expr: &ast::Expression, read: bool) -> Result<(crate::ir::ExprId, Type)> {
        let mut inner = expr;
        while let ast::Expression::Paren(paren) = inner {
            inner = &paren.expr;
        }
        let operand = match inner {
            ast::Expression::Ident(ident) => self.name(ident, self.pos(ident.pos), read)?,
            other => self.single(other)?,
        };
        let pos = operand.pos;
        match operand.mode {
            Mode::Variable | Mode::MapElement => {
                let ty = operand.ty;
                Ok((self.rvalue(operand)?, ty))
            }
            _ => {
                let of_map = matches!(operand.expr.map(|expr| self.program.kind(expr)), Some(ExprKind::Dot(x, _)) if matches!(self.program.kind(*x), ExprKind::IndexMap(..)));
                wrong(
                    pos,
                    if of_map { "cannot assign to a field of an element of a map" } else { "cannot assign to this" },
                )
            }
        }
    }

    pub(super) fn stmt_pos(&self, offset: usize) -> Pos {
        self.pos(offset)
    }
}

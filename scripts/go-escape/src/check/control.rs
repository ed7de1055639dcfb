//! Statements that choose and repeat.

use std::rc::Rc;

use gosyn::ast::{self, Expression, Statement};
use gosyn::token::{Keyword, Operator};

use super::Checker;
use super::assign::is_blank;
use super::terminate::calls_panic;
use crate::check::operand::{Mode, Operand};
use crate::check::scope::Entity;
use crate::constant::Value;
use crate::error::{Result, outside, wrong};
use crate::ir::{Case, ConvOp, ExprId, ExprKind, ListKind, SelectCase, Stmt, StmtKind, UnaryOp, VarClass};
use crate::source::Pos;
use crate::types::{Basic, Direction, Kind, Type, basic};

impl Checker<'_> {
    /// What a condition always is, if the compiler sees it, and the part of it that decides.
    fn static_bool<'e>(&mut self, cond: &'e Expression) -> Result<(Option<bool>, &'e Expression)> {
        let mut inner = cond;
        while let Expression::Paren(paren) = inner {
            inner = &paren.expr;
        }
        // The compiler looks into operators that are not in parentheses only.
        if let Some(value) = self.constant_bool(cond)? {
            return Ok((Some(value), cond));
        }
        let Expression::Operation(operation) = cond else { return Ok((None, cond)) };
        match (operation.op, &operation.y) {
            (Operator::Not, None) => Ok((self.static_bool(&operation.x)?.0, cond)),
            (Operator::AndAnd, Some(y)) => {
                let x = self.static_bool(&operation.x)?.0;
                if x == Some(false) {
                    return Ok((x, &operation.x));
                }
                let right = self.static_bool(y)?.0;
                if x == Some(true) || right == Some(false) {
                    let reduced = self.constant_bool(&operation.x)?.is_some();
                    return Ok((right, if reduced { y } else { cond }));
                }
                Ok((None, cond))
            }
            (Operator::OrOr, Some(y)) => {
                let x = self.static_bool(&operation.x)?.0;
                if x == Some(true) {
                    return Ok((x, &operation.x));
                }
                let right = self.static_bool(y)?.0;
                if x == Some(false) || right == Some(true) {
                    let reduced = self.constant_bool(&operation.x)?.is_some();
                    return Ok((right, if reduced { y } else { cond }));
                }
                Ok((None, cond))
            }
            _ => Ok((None, cond)),
        }
    }

    /// The value of a condition that is a constant. Only such expressions are looked at as cannot declare or capture anything.
    fn constant_bool(&mut self, expr: &Expression) -> Result<Option<bool>> {
        if !self.may_be_constant(expr)? {
            return Ok(None);
        }
        let operand = self.expr(expr)?;
        Ok(match operand.as_const() {
            Some(Value::Bool(value)) => Some(*value),
            _ => None,
        })
    }

    /// Whether an expression can be a constant at all: names, literals, operators, and calls that compute a constant.
    fn may_be_constant(&mut self, expr: &Expression) -> Result<bool> {
        Ok(match expr {
            Expression::Ident(_) | Expression::BasicLit(_) => true,
            Expression::Selector(selector) => {
                matches!(&*selector.x, Expression::Ident(ident) if self.is_package(ident))
            }
            Expression::Paren(paren) => self.may_be_constant(&paren.expr)?,
            Expression::Operation(operation) => match &operation.y {
                Some(y) => self.may_be_constant(&operation.x)? && self.may_be_constant(y)?,
                None => {
                    !matches!(operation.op, Operator::Arrow | Operator::And | Operator::Star)
                        && self.may_be_constant(&operation.x)?
                }
            },
            Expression::Call(call) => {
                let computes = match &*call.func {
                    Expression::Ident(ident) => {
                        let entity = self.resolve(ident, true)?;
                        matches!(entity, Entity::Builtin(_) | Entity::Type(_))
                    }
                    _ => false,
                };
                computes && call.args.iter().try_fold(true, |all, arg| Ok(all && self.may_be_constant(arg)?))?
            }
            _ => false,
        })
    }

    fn condition(&mut self, cond: &Expression) -> Result<ExprId> {
        let operand = self.single(cond)?;
        if !self.types.is_boolean(operand.ty) || operand.is_type() {
            return wrong(operand.pos, "a condition has to be a bool");
        }
        self.rvalue(operand)
    }

    /// Whether a statement never lets control pass, as far as the compiler looks when it drops what follows.
    pub(super) fn never_ends(&mut self, stmt: &Statement) -> bool {
        match stmt {
            Statement::Branch(branch) => branch.key == Keyword::Goto,
            Statement::Return(_) => true,
            Statement::Expr(expr) => calls_panic(&expr.expr, &|ident| self.is_panic(ident)),
            Statement::If(if_stmt) => {
                let cond = self.static_bool(&if_stmt.cond).ok().and_then(|(value, _)| value);
                let then = cond == Some(false) || self.block_never_ends(&if_stmt.body.list);
                let els = cond == Some(true) || if_stmt.else_.as_ref().is_some_and(|els| self.never_ends(els));
                then && els
            }
            Statement::Block(block) => self.block_never_ends(&block.list),
            _ => false,
        }
    }

    /// Whether a statement is an `if` whose condition is known, and whose branch ends in a return or a panic itself. Before Go 1.22
    /// nothing else made what follows unreachable.
    pub(super) fn is_decided(&mut self, stmt: &Statement) -> bool {
        let Statement::If(if_stmt) = stmt else { return false };
        let branch = match self.static_bool(&if_stmt.cond).ok().and_then(|(value, _)| value) {
            Some(true) => &if_stmt.body,
            Some(false) => match if_stmt.else_.as_deref() {
                Some(Statement::Block(block)) => block,
                _ => return false,
            },
            None => return false,
        };
        match branch.list.last() {
            Some(Statement::Return(_)) => true,
            Some(Statement::Expr(expr)) => calls_panic(&expr.expr, &|ident| self.is_panic(ident)),
            _ => false,
        }
    }

    fn block_never_ends(&mut self, list: &[Statement]) -> bool {
        let last = list.iter().rev().find(|stmt| !matches!(stmt, Statement::Empty(_)));
        last.is_some_and(|stmt| self.never_ends(stmt))
    }

    fn init(&mut self, init: Option<&Statement>) -> Result<Vec<Stmt>> {
        let mut out = Vec::new();
        if let Some(init) = init {
            self.stmt(init, &mut out)?;
        }
        Ok(out)
    }

    pub(super) fn if_stmt(&mut self, if_stmt: &ast::IfStmt) -> Result<Stmt> {
        // A long chain of `else if` is walked in a loop, so that it does not reach the stack.
        let mut chain = Vec::new();
        let mut at = if_stmt;
        let last = loop {
            let pos = self.pos(at.pos);
            self.open_scope();
            let init = self.init(at.init.as_deref())?;
            let (decided, cond) = self.static_bool(&at.cond)?;
            if !std::ptr::eq(cond, &at.cond) {
                self.condition(&at.cond)?;
            }
            let cond = self.condition(cond)?;
            let then = self.block(&at.body)?;
            chain.push((pos, init, decided, cond, then));
            match at.else_.as_deref() {
                None => break Vec::new(),
                Some(Statement::If(next)) => at = next,
                Some(Statement::Block(block)) => break self.block(block)?,
                Some(_) => return wrong(pos, "else needs a block"),
            }
        };
        let mut els = last;
        let mut made = None;
        for (pos, mut init, decided, cond, then) in chain.into_iter().rev() {
            self.close_scope()?;
            if let Some(stmt) = made.take() {
                els = vec![stmt];
            }
            let stmt = match decided {
                None => {
                    let mut stmt = self.program.stmt(pos, StmtKind::If { cond, then, els: std::mem::take(&mut els) });
                    stmt.init = init;
                    stmt
                }
                Some(decided) => {
                    if !matches!(self.program.kind(cond), ExprKind::Literal(_)) {
                        let blank = self.program.add(ExprKind::Blank, basic::NO_VALUE, pos);
                        init.push(self.program.stmt(pos, StmtKind::Assign { lhs: blank, rhs: Some(cond), def: false }));
                    }
                    let rest = std::mem::take(&mut els);
                    init.extend(if decided { then } else { rest });
                    self.program.stmt(pos, StmtKind::Block(init))
                }
            };
            made = Some(stmt);
        }
        Ok(made.unwrap_or_else(|| unreachable!("the chain has at least one part")))
    }

    pub(super) fn for_stmt(&mut self, for_stmt: &ast::ForStmt, label: Option<Rc<str>>) -> Result<Stmt> {
        let pos = self.pos(for_stmt.pos);
        self.open_scope();
        let init = self.init(for_stmt.init.as_deref())?;
        let (mut cond, mut never) = (None, false);
        if let Some(stmt) = for_stmt.cond.as_deref() {
            let Statement::Expr(expr) = stmt else {
                return wrong(pos, "the condition of a loop has to be an expression");
            };
            let (decided, deciding) = self.static_bool(&expr.expr)?;
            if !std::ptr::eq(deciding, &expr.expr) {
                self.condition(&expr.expr)?;
            }
            let value = self.condition(deciding)?;
            never = decided == Some(false);
            cond = Some(value);
        }
        let mut post = match for_stmt.post.as_deref() {
            Some(Statement::Assign(assign)) if assign.op == Operator::Define => {
                return wrong(pos, "a loop cannot declare a variable after each step");
            }
            Some(post) => self.init(Some(post))?,
            None => vec![],
        };
        self.open_loop(label.clone(), true);
        let mut body = self.block(&for_stmt.body)?;
        self.close_loop(label.as_ref());
        self.close_scope()?;
        if never {
            if matches!(cond.map(|cond| self.program.kind(cond)), Some(ExprKind::Literal(_))) {
                return Ok(self.program.stmt(pos, StmtKind::Block(init)));
            }
            (body, post) = (vec![], vec![]);
        }
        let distinct = self.release.has_variables_per_iteration() && self.language().has_variables_per_iteration();
        let post = (!post.is_empty()).then(|| Box::new(post.remove(0)));
        let mut stmt = self.program.stmt(pos, StmtKind::For { cond, post, body, distinct });
        stmt.init = init;
        Ok(stmt)
    }

    pub(super) fn range(&mut self, range: &ast::RangeStmt, label: Option<Rc<str>>) -> Result<Stmt> {
        let pos = self.pos(range.pos.1);
        self.open_scope();
        let operand = self.single(&range.expr)?;
        let over = operand.ty;
        let is_number = operand.is_const() && self.types.is_numeric(over) || self.types.is_integer(over);
        let (key_type, value_type) = match self.types.under(over).clone() {
            _ if is_number => {
                if !self.language().has_variables_per_iteration() {
                    return wrong(operand.pos, format!("a loop cannot range over a number in Go {}", self.language()));
                }
                (None, None)
            }
            Kind::Basic(Basic::String | Basic::UntypedString) => (Some(basic::INT), Some(basic::RUNE)),
            Kind::Slice(of) | Kind::Array(_, of) => (Some(basic::INT), Some(of)),
            Kind::Pointer(to) => match *self.types.under(to) {
                Kind::Array(_, of) => (Some(basic::INT), Some(of)),
                _ => {
                    return wrong(
                        operand.pos,
                        format!("a loop cannot range over a value of type {}", self.types.name(over)),
                    );
                }
            },
            Kind::Map(key, of) => (Some(key), Some(of)),
            Kind::Chan(Direction::Both | Direction::Receive, of) => (Some(of), None),
            Kind::Func(_) => return outside(operand.pos, "a loop that ranges over a function"),
            _ => {
                return wrong(
                    operand.pos,
                    format!("a loop cannot range over a value of type {}", self.types.name(over)),
                );
            }
        };
        let def = matches!(range.op, Some((_, Operator::Define)));
        let mut key_type = key_type;
        let x = if is_number {
            // The number has the type of the variable, or its own.
            let target = match (&range.key, def) {
                (Some(key), false) if !is_blank(key) => Some(self.target(key, false)?.1),
                _ => None,
            };
            let x = match self.types.is_untyped(over) {
                true => self.convert(operand, Some(target.unwrap_or(basic::INT)), "range")?,
                false => self.rvalue(operand)?,
            };
            key_type = Some(self.program.ty(x));
            x
        } else {
            self.rvalue(operand)?
        };
        if range.value.is_some() && value_type.is_none() {
            return wrong(pos, "this loop has one variable");
        }
        let mut vars = Vec::new();
        let mut slot = |checker: &mut Self, expr: &Option<Expression>, of: Option<Type>| -> Result<Option<ExprId>> {
            let Some(expr) = expr else { return Ok(None) };
            let of = of.unwrap_or(basic::INT);
            if is_blank(expr) {
                return Ok(Some(checker.program.add(ExprKind::Blank, basic::NO_VALUE, pos)));
            }
            if !def {
                let (target, ty) = checker.target(expr, false)?;
                if checker.assign_op(of, ty).is_none() {
                    let (of, ty) = (checker.types.name(of), checker.types.name(ty));
                    return wrong(pos, format!("cannot assign a value of type {of} to a variable of type {ty}"));
                }
                return Ok(Some(target));
            }
            let Expression::Ident(ident) = expr else { return wrong(pos, "only names stand on the left of :=") };
            let var = checker.declare_var(ident, of, VarClass::Auto);
            vars.push((ident.name.clone(), var));
            Ok(Some(checker.program.add(ExprKind::Name(var), of, checker.pos(ident.pos))))
        };
        let key = slot(self, &range.key, key_type)?;
        let value = slot(self, &range.value, value_type)?;
        for (name, var) in &vars {
            let at = self.program.var(*var).pos;
            self.declare_local(name, Entity::Var(*var), at, true)?;
        }
        self.open_loop(label.clone(), true);
        let body = self.block(&range.body)?;
        self.close_loop(label.as_ref());
        self.close_scope()?;
        let vars: Vec<_> = vars.into_iter().map(|(_, var)| var).collect();
        let init = self.declarations_of(&vars);
        let distinct = self.release.has_variables_per_iteration() && self.language().has_variables_per_iteration();
        let def = !vars.is_empty();
        let mut stmt = self.program.stmt(pos, StmtKind::Range { key, value, x, body, def, distinct });
        stmt.init = init;
        self.defined_by(&vars, stmt.id);
        Ok(stmt)
    }

    pub(super) fn switch(&mut self, switch: &ast::SwitchStmt, label: Option<Rc<str>>) -> Result<Stmt> {
        let pos = self.pos(switch.pos);
        self.open_scope();
        let init = self.init(switch.init.as_deref())?;
        let mut tag = match &switch.tag {
            Some(tag) => {
                let operand = self.single(tag)?;
                if operand.is_nil() {
                    return wrong(operand.pos, "a switch cannot choose by nil");
                }
                Some(operand)
            }
            None => None,
        };
        let tag_value = match &tag {
            Some(operand) => operand.as_const().cloned(),
            None => Some(Value::Bool(true)),
        };
        let mut tag_type = tag.as_ref().map_or(basic::BOOL, |operand| self.types.default(operand.ty));
        if let Some(operand) = tag.as_mut()
            && self.types.is_untyped(operand.ty)
            && !operand.is_const()
            && let Some(expr) = operand.expr
        {
            self.retype(expr, tag_type);
            operand.ty = tag_type;
        }
        // The values of all cases first: what they are decides how the tag is compared.
        let mut clauses = Vec::new();
        self.open_loop(label.clone(), false);
        let count = switch.block.body.len();
        let mut defaults = 0;
        for (index, clause) in switch.block.body.iter().enumerate() {
            defaults += usize::from(clause.tok == Keyword::Default);
            if defaults > 1 {
                return wrong(self.pos(clause.pos.0), "a switch has one default");
            }
            let mut values = Vec::new();
            for value in &clause.list {
                let operand = self.single(value)?;
                self.comparable_case(&operand, tag_type)?;
                values.push(operand);
            }
            self.open_scope();
            let falls = falls_through(&clause.body);
            if falls && index + 1 == count {
                return wrong(self.pos(clause.pos.0), "the last case cannot fall through");
            }
            let body = self.stmts(&clause.body)?;
            self.close_scope()?;
            clauses.push((self.pos(clause.pos.0), clause.tok == Keyword::Default, values, body, falls));
        }
        self.close_loop(label.as_ref());
        self.close_scope()?;
        if let Some(value) = tag_value
            && let Some(chosen) = decided_case(&value, &clauses)
        {
            let cases = chosen.map(|index| clauses.swap_remove(index)).into_iter();
            let cases = cases
                .map(|(pos, _, _, body, _)| Case { pos, values: vec![], types: vec![], var: None, body })
                .collect();
            let mut stmt = self.program.stmt(pos, StmtKind::Switch { tag: None, cases });
            stmt.init = init;
            return Ok(stmt);
        }
        let of_chan = matches!(self.types.under(tag_type), Kind::Chan(..));
        if !of_chan {
            'outer: for (_, _, values, _, _) in &clauses {
                for operand in values {
                    let interfaces = self.types.is_interface(operand.ty) || self.types.is_interface(tag_type);
                    if interfaces && !self.assignable(operand, tag_type) {
                        tag_type = basic::EMPTY_INTERFACE;
                        break 'outer;
                    }
                }
            }
        }
        let tag = match tag {
            Some(operand) => Some(self.convert(operand, Some(tag_type), "switch")?),
            None => None,
        };
        let mut cases = Vec::new();
        for (pos, _, values, body, _) in clauses {
            let mut converted = Vec::new();
            for operand in values {
                let target = if of_chan && !operand.is_nil() { None } else { Some(tag_type) };
                converted.push(self.convert(operand, target, "case")?);
            }
            cases.push(Case { pos, values: converted, types: vec![], var: None, body });
        }
        let mut stmt = self.program.stmt(pos, StmtKind::Switch { tag, cases });
        stmt.init = init;
        Ok(stmt)
    }

    fn comparable_case(&mut self, operand: &Operand, tag: Type) -> Result<()> {
        if !matches!(operand.mode, Mode::Value | Mode::Variable | Mode::MapElement | Mode::Const(_) | Mode::Nil) {
            return wrong(operand.pos, "a case needs a value");
        }
        let fits = self.assignable(operand, tag)
            || (!self.types.is_untyped(operand.ty) && self.assign_op(tag, operand.ty).is_some());
        match fits {
            true => Ok(()),
            false => {
                let (of, tag) = (self.types.name(operand.ty), self.types.name(tag));
                wrong(operand.pos, format!("cannot compare a case of type {of} with a value of type {tag}"))
            }
        }
    }

    pub(super) fn type_switch(&mut self, switch: &ast::TypeSwitchStmt, label: Option<Rc<str>>) -> Result<Stmt> {
        let pos = self.pos(switch.pos);
        self.open_scope();
        let init = self.init(switch.init.as_deref())?;
        let (ident, guard) = match switch.tag.as_deref() {
            Some(Statement::Assign(assign)) => match (assign.left.as_slice(), assign.right.as_slice()) {
                ([Expression::Ident(ident)], [Expression::TypeAssert(guard)]) => (Some(ident), guard),
                _ => return wrong(pos, "x := y.(type) has one name and one value"),
            },
            Some(Statement::Expr(ast::ExprStmt { expr: Expression::TypeAssert(guard) })) => (None, guard),
            _ => return wrong(pos, "a switch by type needs x.(type)"),
        };
        let operand = self.single(&guard.left)?;
        let x = self.rvalue(operand)?;
        let from = self.program.ty(x);
        if !self.types.is_interface(from) {
            return wrong(pos, format!("{} is no interface, so its type is known", self.types.name(from)));
        }
        let (mut cases, mut vars) = (Vec::new(), Vec::new());
        let mut used = false;
        let stmt = self.program.stmt(pos, StmtKind::Break);
        self.open_loop(label.clone(), false);
        for clause in &switch.block.body {
            let (mut types, mut names) = (Vec::new(), Vec::new());
            for typ in &clause.list {
                if matches!(typ, Expression::Ident(ident) if ident.name == "nil") {
                    types.push(None);
                    names.push("nil".to_owned());
                    continue;
                }
                let ty = self.type_expr(typ)?;
                let at = self.expr_pos(typ);
                self.assertable(from, ty, at)?;
                types.push(Some(ty));
                names.push(self.types.name(ty));
            }
            self.open_scope();
            let var = match ident {
                Some(ident) if ident.name != "_" => {
                    let ty = match types.as_slice() {
                        [Some(one)] => *one,
                        _ => from,
                    };
                    let at = match clause.list.last() {
                        Some(typ) => self.last_name(typ),
                        None => self.pos(clause.pos.0),
                    };
                    let name: Rc<str> = ident.name.as_str().into();
                    let var = self.program.declare(self.function(), name.clone(), ty, at, VarClass::Auto);
                    self.declare_local(&name, Entity::Var(var), at, false)?;
                    vars.push(var);
                    Some(var)
                }
                _ => None,
            };
            let body = self.stmts(&clause.body)?;
            used |= ident.is_some_and(|ident| {
                self.at
                    .scopes
                    .last()
                    .and_then(|scope| scope.names.get(ident.name.as_str()))
                    .is_some_and(|local| local.used)
            });
            self.close_scope()?;
            cases.push(Case { pos: self.pos(clause.pos.0), values: vec![], types: names, var, body });
        }
        self.close_loop(label.as_ref());
        self.close_scope()?;
        if let Some(ident) = ident
            && !used
        {
            return wrong(self.pos(ident.pos), format!("declared and not used: {}", ident.name));
        }
        self.defined_by(&vars, stmt.id);
        Ok(Stmt { init, kind: StmtKind::TypeSwitch { x, named: ident.is_some(), cases }, ..stmt })
    }

    pub(super) fn select_stmt(&mut self, select: &ast::SelectStmt, label: Option<Rc<str>>) -> Result<Stmt> {
        let pos = self.pos(select.pos);
        let mut cases = Vec::new();
        self.open_loop(label.clone(), false);
        for clause in &select.body.body {
            let at = self.pos(clause.pos.0);
            self.open_scope();
            let mut before = Vec::new();
            let comm = match clause.comm.as_deref() {
                None => None,
                Some(Statement::Send(send)) => Some(self.send(send)?),
                Some(Statement::Expr(expr)) => {
                    let operand = self.single(&expr.expr)?;
                    let recv = self.received(&operand)?;
                    let blank = |checker: &mut Self| checker.program.add(ExprKind::Blank, basic::NO_VALUE, at);
                    let lhs = vec![blank(self), blank(self)];
                    let kind = StmtKind::AssignList { kind: ListKind::SelectReceive, lhs, rhs: vec![recv], def: false };
                    Some(self.program.stmt(at, kind))
                }
                Some(Statement::Assign(assign)) => Some(self.select_assignment(assign, &mut before)?),
                Some(_) => return wrong(at, "a case of select sends or receives"),
            };
            let mut body = before;
            body.extend(self.stmts(&clause.body)?);
            self.close_scope()?;
            cases.push(SelectCase { comm: comm.map(Box::new), body });
        }
        self.close_loop(label.as_ref());
        Ok(self.program.stmt(pos, StmtKind::Select(cases)))
    }

    fn received(&mut self, operand: &Operand) -> Result<ExprId> {
        match operand.expr {
            Some(expr) if matches!(self.program.kind(expr), ExprKind::Unary(UnaryOp::Recv, _)) => Ok(expr),
            _ => wrong(operand.pos, "a case of select sends or receives"),
        }
    }

    fn select_assignment(&mut self, assign: &ast::AssignStmt, before: &mut Vec<Stmt>) -> Result<Stmt> {
        let pos = self.pos(assign.pos);
        let def = assign.op == Operator::Define;
        let made = match def {
            true => self.define(&assign.left, &assign.right, pos)?,
            false => {
                let mut out = Vec::new();
                self.assign_stmt(assign, &mut out)?;
                out.remove(0)
            }
        };
        match made.kind {
            StmtKind::Assign { lhs, rhs: Some(rhs), def } => {
                let (recv, converted) = match *self.program.kind(rhs) {
                    ExprKind::Convert(op, inner) if self.program.expr(rhs).implicit => (inner, Some(op)),
                    _ => (rhs, None),
                };
                let recv = self.received(&Operand::value(recv, self.program.ty(recv), pos))?;
                let blank = self.program.add(ExprKind::Blank, basic::NO_VALUE, pos);
                if converted == Some(ConvOp::Iface) && !def {
                    // The value is received first and put into the interface in the body.
                    let ty = self.program.ty(recv);
                    let var = self.temporary(ty, pos);
                    let name = self.program.add(ExprKind::Name(var), ty, pos);
                    let read = self.program.add(ExprKind::Name(var), ty, pos);
                    self.program.exprs[rhs.index()].kind = ExprKind::Convert(ConvOp::Iface, read);
                    before.push(Stmt { kind: StmtKind::Assign { lhs, rhs: Some(rhs), def }, ..made });
                    let kind = StmtKind::AssignList {
                        kind: ListKind::SelectReceive,
                        lhs: vec![name, blank],
                        rhs: vec![recv],
                        def: true,
                    };
                    let mut stmt = self.program.stmt(pos, kind);
                    stmt.init = self.declarations_of(&[var]);
                    self.defined_by(&[var], stmt.id);
                    return Ok(stmt);
                }
                if let ExprKind::Name(var) = *self.program.kind(lhs)
                    && self.program.var(var).definition.stmt() == Some(made.id)
                {
                    self.defined_by(&[var], made.id);
                }
                let kind =
                    StmtKind::AssignList { kind: ListKind::SelectReceive, lhs: vec![lhs, blank], rhs: vec![recv], def };
                Ok(Stmt { kind, ..made })
            }
            StmtKind::AssignList { kind: ListKind::Pairs, ref rhs, .. } => {
                // The receive into two variables comes first, and the assignment of those to the targets in the body.
                let first = rhs[0];
                let init = std::mem::take(&mut self.program.exprs[first.index()].init);
                let Some(mut stmt) = init.into_iter().next() else {
                    return wrong(pos, "a case of select sends or receives");
                };
                let StmtKind::AssignList { kind, rhs, .. } = &mut stmt.kind else {
                    return wrong(pos, "a case of select sends or receives");
                };
                if *kind != ListKind::Receive {
                    return wrong(self.program.expr(rhs[0]).pos, "a case of select sends or receives");
                }
                *kind = ListKind::SelectReceive;
                before.push(made);
                Ok(stmt)
            }
            _ => wrong(pos, "a case of select sends or receives"),
        }
    }

    /// Where the compiler puts the variable of a case: at the last name of the type.
    fn last_name(&self, typ: &Expression) -> Pos {
        let last = |list: &ast::FieldList| list.list.last().map(|field| self.last_name(&field.typ));
        match typ {
            Expression::Selector(selector) => self.expr_pos(&selector.x),
            Expression::Paren(paren) => self.last_name(&paren.expr),
            Expression::TypePointer(pointer) => self.last_name(&pointer.typ),
            Expression::Operation(operation) if operation.y.is_none() => self.last_name(&operation.x),
            Expression::TypeSlice(slice) => self.last_name(&slice.typ),
            Expression::TypeArray(array) => self.last_name(&array.typ),
            Expression::TypeMap(map) => self.last_name(&map.val),
            Expression::TypeChannel(channel) => self.last_name(&channel.typ),
            Expression::TypeInterface(interface) => last(&interface.methods).unwrap_or_else(|| self.expr_pos(typ)),
            Expression::TypeFunction(function) => {
                last(&function.result).or_else(|| last(&function.params)).unwrap_or_else(|| self.expr_pos(typ))
            }
            other => self.expr_pos(other),
        }
    }
}

type Clause = (Pos, bool, Vec<Operand>, Vec<Stmt>, bool);

/// The clause that a constant tag always chooses: `Some(None)` if it chooses none, and nothing if that is not known.
fn decided_case(tag: &Value, clauses: &[Clause]) -> Option<Option<usize>> {
    let mut target = None;
    'outer: for (index, (_, is_default, values, _, _)) in clauses.iter().enumerate() {
        if *is_default {
            target = Some(index);
        }
        for operand in values {
            let value = operand.as_const()?;
            let equal = value == tag || value.to_float().is_some() && value.to_float() == tag.to_float();
            if equal {
                target = Some(index);
                break 'outer;
            }
        }
    }
    match target {
        Some(index) if clauses[index].4 => None,
        target => Some(target),
    }
}

fn falls_through(body: &[Statement]) -> bool {
    let mut last = body.iter().rev().find(|stmt| !matches!(stmt, Statement::Empty(_)));
    while let Some(Statement::Label(label)) = last {
        last = Some(&label.stmt);
    }
    matches!(last, Some(Statement::Branch(branch)) if branch.key == Keyword::FallThrough)
}

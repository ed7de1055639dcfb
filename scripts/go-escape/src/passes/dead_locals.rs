//! Assignments to variables that nothing reads are taken out, with the values assigned, unless evaluating those does something.

use std::collections::HashMap;

use crate::constant::Value;
use crate::ir::{Definition, ExprId, ExprKind, FuncId, ListKind, Program, Stmt, StmtKind, VarClass, VarId};
use crate::releases::Release;
use crate::types::basic;

enum State {
    Read,
    /// Assignments that can go as long as nothing reads the variable.
    Waiting(Vec<(ExprId, ExprId)>),
}

struct Finder<'a> {
    program: &'a Program,
    vars: HashMap<VarId, State>,
    order: Vec<VarId>,
    /// Values assigned to `_` beside other targets.
    discarded: Vec<(ExprId, ExprId)>,
}

/// Takes dead assignments out of a function that is no capturing function literal.
pub(crate) fn remove(program: &mut Program, function: FuncId, release: Release) {
    let mut finder = Finder { program, vars: HashMap::new(), order: vec![], discarded: vec![] };
    if let Some(body) = &program.function(function).body {
        finder.stmts(body);
    }
    let Finder { mut vars, order, discarded, .. } = finder;
    let mut dead = discarded;
    let mut forgotten = Vec::new();
    for var in order {
        if let Some(State::Waiting(assigns)) = vars.remove(&var) {
            if !assigns.is_empty() {
                forgotten.push(var);
            }
            dead.extend(assigns);
        }
    }
    for (lhs, rhs) in dead {
        program.exprs[lhs.index()].kind = ExprKind::Blank;
        let value = &mut program.exprs[rhs.index()];
        (value.kind, value.ty, value.implicit) = (ExprKind::Literal(Value::int(0)), basic::INT, false);
    }
    if release.forgets_dead_definitions() {
        for var in forgotten {
            program.vars[var.index()].definition = Definition::None;
        }
    }
}

impl Finder<'_> {
    fn stmts(&mut self, list: &[Stmt]) {
        list.iter().for_each(|stmt| self.stmt(stmt));
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Assign { lhs, rhs: Some(rhs), .. } => {
                self.stmts(&stmt.init);
                self.assign(*lhs, *rhs, false);
            }
            StmtKind::Assign { lhs, rhs: None, .. } => {
                if !matches!(self.program.kind(*lhs), ExprKind::Name(_)) {
                    self.expr(*lhs);
                }
            }
            StmtKind::AssignList { kind: ListKind::Pairs, lhs, rhs, .. } => {
                self.stmts(&stmt.init);
                let blank_is_no_use = lhs.iter().any(|lhs| !matches!(self.program.kind(*lhs), ExprKind::Blank));
                for (&lhs, &rhs) in lhs.iter().zip(rhs) {
                    self.assign(lhs, rhs, blank_is_no_use);
                }
            }
            StmtKind::Declare(_) => {}
            StmtKind::TypeSwitch { cases, .. } => {
                cases.iter().filter_map(|case| case.var).for_each(|var| self.read(var));
                self.rest(stmt);
            }
            _ => self.rest(stmt),
        }
    }

    fn rest(&mut self, stmt: &Stmt) {
        crate::visit::exprs_of(stmt, |expr| self.expr(expr));
        crate::visit::inner(stmt, |inner| self.stmt(inner));
    }

    fn assign(&mut self, lhs: ExprId, rhs: ExprId, blank_is_no_use: bool) {
        let plain = !self.has_effects(rhs);
        match *self.program.kind(lhs) {
            ExprKind::Name(var) if plain && self.program.var(var).class != VarClass::Result => {
                match self.vars.entry(var).or_insert_with(|| {
                    self.order.push(var);
                    State::Waiting(vec![])
                }) {
                    State::Waiting(assigns) => assigns.push((lhs, rhs)),
                    State::Read => self.expr(rhs),
                }
            }
            ExprKind::Blank if plain && blank_is_no_use => self.discarded.push((lhs, rhs)),
            ExprKind::Name(_) | ExprKind::Blank | ExprKind::Global(_) => self.expr(rhs),
            _ => {
                self.expr(lhs);
                self.expr(rhs);
            }
        }
    }

    fn has_effects(&self, id: ExprId) -> bool {
        let expr = self.program.expr(id);
        let plain = matches!(
            expr.kind,
            ExprKind::Name(_)
                | ExprKind::Global(_)
                | ExprKind::Func(_)
                | ExprKind::Literal(_)
                | ExprKind::Nil
                | ExprKind::Closure(_)
        );
        !expr.init.is_empty() || !plain
    }

    fn expr(&mut self, id: ExprId) {
        let program = self.program;
        self.stmts(&program.expr(id).init);
        match program.kind(id) {
            ExprKind::Name(var) => self.read(*var),
            ExprKind::Closure(function) => {
                let function = program.function(*function);
                let captures = function.closure.iter().flat_map(|closure| &closure.captures);
                captures.for_each(|capture| self.read(capture.var));
                if let Some(body) = &function.body {
                    self.stmts(body);
                }
            }
            kind => crate::visit::children(kind, |child| self.expr(child)),
        }
    }

    fn read(&mut self, var: VarId) {
        if self.program.var(var).class == VarClass::Result {
            return;
        }
        match self.vars.insert(var, State::Read) {
            Some(State::Waiting(assigns)) => assigns.into_iter().for_each(|(_, rhs)| self.expr(rhs)),
            Some(State::Read) => {}
            None => self.order.push(var),
        }
    }
}

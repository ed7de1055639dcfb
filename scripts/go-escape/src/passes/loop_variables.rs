//! Since Go 1.22 a loop has its variables anew in each iteration. The compiler makes that explicit for those variables whose address is
//! taken or that a function literal captures inside the loop.

use std::collections::HashSet;

use crate::ir::{Definition, ExprId, ExprKind, FuncId, Program, Stmt, StmtKind, UnaryOp, VarId};
use crate::source::Pos;
use crate::types::{Types, basic};

/// Rewrites the loops of one function; function literals in it are functions of their own here.
pub(crate) fn rewrite(program: &mut Program, types: &Types, function: FuncId) {
    let Some(mut body) = program.function_mut(function).body.take() else { return };
    let mut pass = Pass {
        program,
        types,
        function,
        candidates: HashSet::new(),
        leaked: HashSet::new(),
        depth: 0,
        return_depth: 0,
    };
    pass.list(&mut body);
    program.function_mut(function).body = Some(body);
}

struct Pass<'a> {
    program: &'a mut Program,
    types: &'a Types,
    function: FuncId,
    candidates: HashSet<VarId>,
    leaked: HashSet<VarId>,
    depth: usize,
    return_depth: usize,
}

impl Pass<'_> {
    fn list(&mut self, list: &mut [Stmt]) {
        list.iter_mut().for_each(|stmt| self.stmt(stmt));
    }

    fn stmt(&mut self, stmt: &mut Stmt) {
        let saved = self.return_depth;
        match &mut stmt.kind {
            StmtKind::Return(_) => self.return_depth = self.depth,
            StmtKind::Range { key, value, def, distinct, .. } if *def && *distinct => {
                let vars: Vec<VarId> = [*key, *value].into_iter().flatten().filter_map(|id| self.name(id)).collect();
                self.candidates.extend(&vars);
                self.depth += 1;
                self.parts(stmt);
                self.depth -= 1;
                self.unshare_range(stmt);
                return;
            }
            StmtKind::For { distinct: true, .. } => {
                let vars = self.defined_in(&stmt.init);
                self.candidates.extend(&vars);
                self.depth += 1;
                self.parts(stmt);
                self.depth -= 1;
                let leaked: Vec<VarId> = vars.into_iter().filter(|var| self.leaked.contains(var)).collect();
                if !leaked.is_empty() {
                    self.unshare_for(stmt, &leaked);
                }
                return;
            }
            _ => {}
        }
        self.parts(stmt);
        self.return_depth = saved;
    }

    /// Looks at everything in a statement.
    fn parts(&mut self, stmt: &mut Stmt) {
        let mut exprs = Vec::new();
        crate::visit::exprs_of(stmt, |expr| exprs.push(expr));
        exprs.into_iter().for_each(|expr| self.expr(expr));
        self.list(&mut stmt.init);
        match &mut stmt.kind {
            StmtKind::Block(list) => self.list(list),
            StmtKind::If { then, els, .. } => {
                self.list(then);
                self.list(els);
            }
            StmtKind::For { post, body, .. } => {
                if let Some(post) = post {
                    self.stmt(post);
                }
                self.list(body);
            }
            StmtKind::Range { body, .. } => self.list(body),
            StmtKind::Switch { cases, .. } | StmtKind::TypeSwitch { cases, .. } => {
                cases.iter_mut().for_each(|case| self.list(&mut case.body));
            }
            StmtKind::Select(cases) => {
                for case in cases {
                    if let Some(comm) = &mut case.comm {
                        self.stmt(comm);
                    }
                    self.list(&mut case.body);
                }
            }
            _ => {}
        }
    }

    fn expr(&mut self, id: ExprId) {
        let mut init = std::mem::take(&mut self.program.exprs[id.index()].init);
        self.list(&mut init);
        self.program.exprs[id.index()].init = init;
        let kind = self.program.kind(id).clone();
        let leaves_with_return = self.return_depth >= self.depth;
        match &kind {
            ExprKind::Closure(function) if !leaves_with_return => {
                let captures = self.program.function(*function).closure.iter().flat_map(|closure| &closure.captures);
                let vars: Vec<VarId> =
                    captures.map(|capture| capture.var).filter(|var| self.candidates.contains(var)).collect();
                self.leaked.extend(vars);
            }
            ExprKind::AddrOf(x) if !leaves_with_return => {
                let types = self.types;
                let outer = self.program.outer_value(*x, |ty| types.is_array(ty));
                if let Some(var) = self.name(outer)
                    && self.candidates.contains(&var)
                {
                    self.leaked.insert(var);
                }
            }
            _ => {}
        }
        let mut below = Vec::new();
        crate::visit::children(&kind, |child| below.push(child));
        below.into_iter().for_each(|child| self.expr(child));
    }

    fn name(&self, id: ExprId) -> Option<VarId> {
        match *self.program.kind(id) {
            ExprKind::Name(var) => Some(var),
            _ => None,
        }
    }

    /// Variables that the first part of a `for` declares.
    fn defined_in(&self, init: &[Stmt]) -> Vec<VarId> {
        let names = |lhs: &[ExprId]| lhs.iter().filter_map(|&id| self.name(id)).collect::<Vec<_>>();
        init.iter()
            .flat_map(|stmt| match &stmt.kind {
                StmtKind::Assign { lhs, def: true, .. } => names(&[*lhs]),
                StmtKind::AssignList { lhs, def: true, .. } => names(lhs),
                _ => vec![],
            })
            .collect()
    }

    fn copy_of(&mut self, var: VarId, pos: Pos) -> VarId {
        let ty = self.program.var(var).ty;
        self.program.temporary(self.function, ty, pos)
    }

    /// `n := copy`, with the declaration of `n` before it.
    fn fresh(&mut self, var: VarId, copy: VarId, pos: Pos) -> Stmt {
        let (ty, at) = (self.program.var(var).ty, self.program.var(var).pos);
        let lhs = self.program.add(ExprKind::Name(var), ty, pos);
        let rhs = self.program.add(ExprKind::Name(copy), ty, pos);
        let declare = self.program.stmt(at, StmtKind::Declare(var));
        let mut stmt = self.program.stmt(pos, StmtKind::Assign { lhs, rhs: Some(rhs), def: true });
        stmt.init.push(declare);
        stmt
    }

    fn unshare_range(&mut self, stmt: &mut Stmt) {
        let pos = stmt.pos;
        let StmtKind::Range { key, value, body, .. } = &mut stmt.kind else { return };
        let mut first = Vec::new();
        for slot in [key, value] {
            let Some(id) = *slot else { continue };
            let Some(var) = self.name(id).filter(|var| self.leaked.contains(var)) else { continue };
            stmt.init.retain(|init| !matches!(init.kind, StmtKind::Declare(declared) if declared == var));
            let copy = self.copy_of(var, pos);
            first.insert(0, self.fresh(var, copy, pos));
            let ty = self.program.var(copy).ty;
            *slot = Some(self.program.add(ExprKind::Name(copy), ty, pos));
        }
        body.splice(0..0, first);
    }

    fn unshare_for(&mut self, stmt: &mut Stmt, leaked: &[VarId]) {
        let pos = stmt.pos;
        let StmtKind::For { cond, post, body, .. } = &mut stmt.kind else { return };
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let mut copies = Vec::new();
        for &var in leaked {
            let copy = self.copy_of(var, pos);
            copies.push((var, copy));
            let fresh = self.fresh(var, copy, pos);
            if let StmtKind::Assign { rhs: Some(rhs), .. } = &fresh.kind {
                self.program.vars[var.index()].definition = Definition::Value(fresh.id, *rhs);
            }
            before.push(fresh);
            let ty = self.program.var(var).ty;
            let lhs = self.program.add(ExprKind::Name(copy), ty, pos);
            let rhs = self.program.add(ExprKind::Name(var), ty, pos);
            after.push(self.program.stmt(pos, StmtKind::Assign { lhs, rhs: Some(rhs), def: false }));
        }
        for init in &mut stmt.init {
            init.init.retain(|init| !matches!(init.kind, StmtKind::Declare(var) if leaked.contains(&var)));
            let targets: &[ExprId] = match &init.kind {
                StmtKind::Assign { lhs, def: true, .. } => &[*lhs],
                StmtKind::AssignList { lhs, def: true, .. } => lhs,
                _ => &[],
            };
            for &target in targets {
                if let ExprKind::Name(var) = *self.program.kind(target)
                    && let Some(&(_, copy)) = copies.iter().find(|(of, _)| *of == var)
                {
                    self.program.exprs[target.index()].kind = ExprKind::Name(copy);
                }
            }
        }
        if let Some(post) = post.take() {
            // In every iteration but the first.
            let first = self.program.temporary(self.function, basic::BOOL, pos);
            let is_first = self.program.add(ExprKind::Name(first), basic::BOOL, pos);
            before.push(self.program.stmt(pos, StmtKind::If { cond: is_first, then: vec![], els: vec![*post] }));
        }
        if let Some(cond) = cond.take() {
            let at = self.program.expr(cond).pos;
            let done = self.program.add(ExprKind::Unary(UnaryOp::Not, cond), basic::BOOL, at);
            let leave = self.program.stmt(pos, StmtKind::Break);
            before.push(self.program.stmt(pos, StmtKind::If { cond: done, then: vec![leave], els: vec![] }));
        }
        before.append(body);
        before.append(&mut after);
        *body = before;
    }
}

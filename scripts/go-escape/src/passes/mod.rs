//! What the compiler does to the typed program before it analyses it, as far as the analysis sees it.

pub(crate) mod captures;
pub(crate) mod dead_locals;
pub(crate) mod devirtualize;
pub(crate) mod loop_variables;
pub(crate) mod oracle;
pub(crate) mod static_init;

use crate::ir::{ExprId, FuncId, Program, Stmt};

/// Looks at every statement of a function and of the function literals in it, and at every expression.
pub(crate) fn everything(program: &Program, function: FuncId, visit: &mut dyn FnMut(Visited<'_>)) {
    if let Some(body) = &program.function(function).body {
        stmts(program, body, visit);
    }
}

/// The same of one expression.
pub(crate) fn everything_in(program: &Program, id: ExprId, visit: &mut dyn FnMut(Visited<'_>)) {
    expr(program, id, visit);
}

pub(crate) enum Visited<'a> {
    Stmt(&'a Stmt),
    Expr(ExprId),
}

fn stmts(program: &Program, list: &[Stmt], visit: &mut dyn FnMut(Visited<'_>)) {
    for stmt in list {
        visit(Visited::Stmt(stmt));
        crate::visit::exprs_of(stmt, |id| expr(program, id, visit));
        crate::visit::inner(stmt, |inner| stmts(program, std::slice::from_ref(inner), visit));
    }
}

fn expr(program: &Program, id: ExprId, visit: &mut dyn FnMut(Visited<'_>)) {
    visit(Visited::Expr(id));
    stmts(program, &program.expr(id).init, visit);
    if let crate::ir::ExprKind::Closure(function) = program.kind(id)
        && let Some(body) = &program.function(*function).body
    {
        stmts(program, body, visit);
    }
    crate::visit::children(program.kind(id), |child| expr(program, child, visit));
}

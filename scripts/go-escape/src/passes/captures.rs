//! Which variables of functions around it each function literal uses, in what is left of its body.

use crate::ir::{Capture, ExprId, ExprKind, FuncId, Program, Stmt};

/// Finds the captured variables of every function literal in the functions.
pub(crate) fn find(program: &mut Program, functions: &[FuncId]) {
    for &function in functions {
        if program.function(function).closure.is_none() {
            let mut found = Vec::new();
            of_function(program, function, &mut found);
            for (literal, captures) in found {
                if let Some(closure) = &mut program.function_mut(literal).closure {
                    closure.captures = captures;
                }
            }
        }
    }
}

/// Before Go 1.22 a variable counts as captured if code names it that is left out later.
pub(crate) fn add_named(program: &mut Program) {
    for (function, capture) in std::mem::take(&mut program.named) {
        let owner = program.var(capture.var).function;
        let mut at = function;
        while at != owner {
            let Some(closure) = &mut program.function_mut(at).closure else { break };
            if !closure.captures.iter().any(|known| known.var == capture.var) {
                closure.captures.push(capture);
            }
            at = closure.parent;
        }
    }
}

/// The variables that a function uses, and those of each literal in it.
fn of_function(program: &Program, function: FuncId, found: &mut Vec<(FuncId, Vec<Capture>)>) -> Vec<Capture> {
    let mut uses = Vec::new();
    if let Some(body) = &program.function(function).body {
        stmts(program, function, body, &mut uses, found);
    }
    uses
}

fn stmts(
    program: &Program,
    function: FuncId,
    list: &[Stmt],
    uses: &mut Vec<Capture>,
    found: &mut Vec<(FuncId, Vec<Capture>)>,
) {
    for stmt in list {
        crate::visit::exprs_of(stmt, |id| expr(program, function, id, uses, found));
        crate::visit::inner(stmt, |inner| stmts(program, function, std::slice::from_ref(inner), uses, found));
    }
}

fn expr(
    program: &Program,
    function: FuncId,
    id: ExprId,
    uses: &mut Vec<Capture>,
    found: &mut Vec<(FuncId, Vec<Capture>)>,
) {
    let expression = program.expr(id);
    stmts(program, function, &expression.init, uses, found);
    let mut add = |capture: Capture| {
        if program.var(capture.var).function != function && !uses.iter().any(|use_| use_.var == capture.var) {
            uses.push(capture);
        }
    };
    match &expression.kind {
        ExprKind::Name(var) => add(Capture { var: *var, pos: expression.pos }),
        ExprKind::Closure(literal) => {
            let captures = of_function(program, *literal, found);
            captures.iter().for_each(|&capture| add(capture));
            found.push((*literal, captures));
        }
        kind => crate::visit::children(kind, |child| expr(program, function, child, uses, found)),
    }
}

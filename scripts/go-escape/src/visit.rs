//! Walks over the expressions and statements of a program, children first or not at all: what the passes before the analysis need.

use crate::ir::{Element, ExprId, ExprKind, Program, Stmt, StmtKind};

/// The expressions that an expression is made of, in the order in which they are evaluated. Function literals are not entered.
pub(crate) fn children(kind: &ExprKind, mut each: impl FnMut(ExprId)) {
    match kind {
        ExprKind::Literal(_)
        | ExprKind::Nil
        | ExprKind::Blank
        | ExprKind::Name(_)
        | ExprKind::Global(_)
        | ExprKind::Func(_)
        | ExprKind::MethodExpr(..)
        | ExprKind::New(_)
        | ExprKind::Closure(_) => {}
        ExprKind::Unary(_, x)
        | ExprKind::AddrOf(x)
        | ExprKind::AddrOfLiteral(x)
        | ExprKind::Deref(x)
        | ExprKind::Dot(x, _)
        | ExprKind::DotPtr(x, _)
        | ExprKind::DotInter(x, _)
        | ExprKind::MethodValue(x, ..)
        | ExprKind::TypeAssert(x)
        | ExprKind::UnaryBuiltin(_, x)
        | ExprKind::Convert(_, x) => each(*x),
        ExprKind::Binary(_, x, y)
        | ExprKind::Index(x, y)
        | ExprKind::IndexMap(x, y)
        | ExprKind::BinaryBuiltin(_, x, y) => {
            each(*x);
            each(*y);
        }
        ExprKind::Concat(list) | ExprKind::ListBuiltin(_, list) | ExprKind::Append { args: list, .. } => {
            list.iter().copied().for_each(each);
        }
        ExprKind::Slice { x, bounds, .. } => {
            each(*x);
            bounds.iter().flatten().copied().for_each(each);
        }
        ExprKind::Call { fun, args, .. } => {
            each(*fun);
            args.iter().copied().for_each(each);
        }
        ExprKind::MakeSlice { len, cap } => {
            each(*len);
            cap.iter().copied().for_each(each);
        }
        ExprKind::MakeMap(len) | ExprKind::MakeChan(len) => len.iter().copied().for_each(each),
        ExprKind::ArrayLit(elements) | ExprKind::SliceLit(elements, _) => {
            for Element { key, value } in elements {
                key.iter().copied().for_each(&mut each);
                each(*value);
            }
        }
        ExprKind::StructLit(fields) => fields.iter().for_each(|(_, value)| each(*value)),
        ExprKind::MapLit(entries) => {
            for (key, value) in entries {
                each(*key);
                each(*value);
            }
        }
    }
}

/// Whether something in the expression, itself included, satisfies the condition.
pub(crate) fn any(program: &Program, expr: ExprId, condition: &mut dyn FnMut(&ExprKind) -> bool) -> bool {
    let kind = program.kind(expr);
    if condition(kind) || any_stmt(program, &program.expr(expr).init, condition) {
        return true;
    }
    let mut found = false;
    children(kind, |child| found = found || any(program, child, condition));
    found
}

fn any_stmt(program: &Program, stmts: &[Stmt], condition: &mut dyn FnMut(&ExprKind) -> bool) -> bool {
    stmts.iter().any(|stmt| {
        let mut found = false;
        exprs_of(stmt, |expr| found = found || any(program, expr, condition));
        found
    })
}

/// The expressions that stand in a statement itself, not in the statements inside it.
pub(crate) fn exprs_of(stmt: &Stmt, mut each: impl FnMut(ExprId)) {
    match &stmt.kind {
        StmtKind::Assign { lhs, rhs, .. } => {
            each(*lhs);
            rhs.iter().copied().for_each(each);
        }
        StmtKind::AssignOp { lhs, rhs, .. } => {
            each(*lhs);
            each(*rhs);
        }
        StmtKind::AssignList { lhs, rhs, .. } => lhs.iter().chain(rhs).copied().for_each(each),
        StmtKind::If { cond, .. } => each(*cond),
        StmtKind::For { cond, .. } => cond.iter().copied().for_each(each),
        StmtKind::Range { key, value, x, .. } => {
            each(*x);
            key.iter().chain(value).copied().for_each(each);
        }
        StmtKind::Switch { tag, cases } => {
            tag.iter().copied().for_each(&mut each);
            cases.iter().flat_map(|case| &case.values).copied().for_each(each);
        }
        StmtKind::TypeSwitch { x, .. } | StmtKind::Expr(x) => each(*x),
        StmtKind::Send(chan, value) => {
            each(*chan);
            each(*value);
        }
        StmtKind::Return(values) => values.iter().copied().for_each(each),
        StmtKind::GoDefer { call, .. } => each(*call),
        _ => {}
    }
}

/// The statements inside a statement: what comes before it, and its bodies.
pub(crate) fn inner(stmt: &Stmt, mut each: impl FnMut(&Stmt)) {
    stmt.init.iter().for_each(&mut each);
    match &stmt.kind {
        StmtKind::Block(list) => list.iter().for_each(each),
        StmtKind::If { then, els, .. } => then.iter().chain(els).for_each(each),
        StmtKind::For { post, body, .. } => {
            post.iter().for_each(|post| each(post));
            body.iter().for_each(each);
        }
        StmtKind::Range { body, .. } => body.iter().for_each(each),
        StmtKind::Switch { cases, .. } | StmtKind::TypeSwitch { cases, .. } => {
            cases.iter().flat_map(|case| &case.body).for_each(each)
        }
        StmtKind::Select(cases) => {
            for case in cases {
                case.comm.iter().for_each(|comm| each(comm));
                case.body.iter().for_each(&mut each);
            }
        }
        _ => {}
    }
}

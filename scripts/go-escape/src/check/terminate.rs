//! Whether control can reach the end of a list of statements, as the language defines it.

use gosyn::ast::{self, Expression, Statement};
use gosyn::token::Keyword;

/// Whether the list ends in a statement that never lets control pass.
pub(super) fn ends(list: &[Statement], is_panic: &dyn Fn(&ast::Ident) -> bool) -> bool {
    let last = list.iter().rev().find(|stmt| !matches!(stmt, Statement::Empty(_)));
    last.is_some_and(|stmt| terminates(stmt, None, is_panic))
}

fn terminates(stmt: &Statement, label: Option<&str>, is_panic: &dyn Fn(&ast::Ident) -> bool) -> bool {
    match stmt {
        Statement::Return(_) => true,
        Statement::Branch(branch) => branch.key == Keyword::Goto,
        Statement::Expr(expr) => calls_panic(&expr.expr, is_panic),
        Statement::Block(block) => ends(&block.list, is_panic),
        Statement::If(if_stmt) => {
            ends(&if_stmt.body.list, is_panic)
                && if_stmt.else_.as_ref().is_some_and(|els| terminates(els, None, is_panic))
        }
        Statement::For(for_stmt) => for_stmt.cond.is_none() && !breaks(&for_stmt.body.list, label, true),
        Statement::Label(labeled) => terminates(&labeled.stmt, Some(&labeled.name.name), is_panic),
        Statement::Switch(switch) => cases_end(&switch.block, label, is_panic),
        Statement::TypeSwitch(switch) => cases_end(&switch.block, label, is_panic),
        Statement::Select(select) => {
            select.body.body.iter().all(|clause| ends(&clause.body, is_panic) && !breaks(&clause.body, label, true))
        }
        _ => false,
    }
}

fn cases_end(block: &ast::CaseBlock, label: Option<&str>, is_panic: &dyn Fn(&ast::Ident) -> bool) -> bool {
    block.body.iter().any(|clause| clause.tok == Keyword::Default)
        && block.body.iter().all(|clause| {
            let falls =
                matches!(clause.body.last(), Some(Statement::Branch(branch)) if branch.key == Keyword::FallThrough);
            (falls || ends(&clause.body, is_panic)) && !breaks(&clause.body, label, true)
        })
}

pub(super) fn calls_panic(expr: &Expression, is_panic: &dyn Fn(&ast::Ident) -> bool) -> bool {
    match expr {
        Expression::Paren(paren) => calls_panic(&paren.expr, is_panic),
        Expression::Call(call) => matches!(&*call.func, Expression::Ident(ident) if is_panic(ident)),
        _ => false,
    }
}

/// Whether a `break` in the list leaves the statement around it: one without a label where `plain` says so, or one with this label.
fn breaks(list: &[Statement], label: Option<&str>, plain: bool) -> bool {
    list.iter().any(|stmt| match stmt {
        Statement::Branch(branch) if branch.key == Keyword::Break => match &branch.ident {
            None => plain,
            Some(ident) => label == Some(&ident.name),
        },
        Statement::Block(block) => breaks(&block.list, label, plain),
        Statement::If(if_stmt) => {
            breaks(&if_stmt.body.list, label, plain)
                || if_stmt.else_.as_ref().is_some_and(|els| breaks(std::slice::from_ref(els), label, plain))
        }
        Statement::Label(labeled) => breaks(std::slice::from_ref(&labeled.stmt), label, plain),
        Statement::For(inner) => breaks(&inner.body.list, label, false),
        Statement::Range(inner) => breaks(&inner.body.list, label, false),
        Statement::Switch(inner) => inner.block.body.iter().any(|clause| breaks(&clause.body, label, false)),
        Statement::TypeSwitch(inner) => inner.block.body.iter().any(|clause| breaks(&clause.body, label, false)),
        Statement::Select(inner) => inner.body.body.iter().any(|clause| breaks(&clause.body, label, false)),
        _ => false,
    })
}

//! Which local variables keep their first value for good, and what that value is.

use std::collections::{HashMap, HashSet};

use super::{Visited, everything};
use crate::ir::{ConvOp, Definition, ExprId, ExprKind, FuncId, Program, Stmt, StmtKind, VarClass, VarId};
use crate::types::Types;

/// What is known of the variables of one function, its function literals included.
pub(crate) struct Oracle {
    reassigned: HashSet<VarId>,
    /// Of a function variable, all values that are assigned to it; nothing if they are not known.
    functions: HashMap<VarId, Option<Vec<ExprId>>>,
}

impl Oracle {
    /// Looks through a function that is no function literal.
    pub(crate) fn of(program: &Program, types: &Types, root: FuncId) -> Self {
        let mut oracle = Oracle { reassigned: HashSet::new(), functions: HashMap::new() };
        everything(program, root, &mut |visited| {
            if let Visited::Stmt(stmt) = visited {
                oracle.look_at(program, types, stmt);
            }
        });
        oracle
    }

    fn look_at(&mut self, program: &Program, types: &Types, stmt: &Stmt) {
        let (targets, value): (Vec<ExprId>, Option<Option<ExprId>>) = match &stmt.kind {
            StmtKind::Assign { lhs, rhs, .. } => (vec![*lhs], Some(*rhs)),
            StmtKind::AssignList { lhs, .. } => (lhs.clone(), None),
            StmtKind::AssignOp { lhs, .. } => (vec![*lhs], None),
            StmtKind::Range { key, value, .. } => (key.iter().chain(value).copied().collect(), None),
            _ => return,
        };
        for target in targets {
            let outer = program.outer_value(target, |ty| types.is_array(ty));
            let ExprKind::Name(var) = *program.kind(outer) else { continue };
            let definition = program.var(var).definition;
            let is_definition = definition.stmt() == Some(stmt.id);
            if !is_definition || matches!(stmt.kind, StmtKind::AssignOp { .. }) {
                self.reassigned.insert(var);
            }
            let known = self.functions.entry(var).or_insert_with(|| Some(Vec::new()));
            match (value, known.as_mut()) {
                (Some(None), _) => {}
                (Some(Some(rhs)), _) if is_nil(program, rhs) => {}
                (Some(Some(rhs)), Some(list)) => list.push(rhs),
                (None, _) => *known = None,
                (Some(Some(_)), None) => {}
            }
        }
    }

    /// The earliest expression that always has the value of this one.
    pub(crate) fn static_value(&self, program: &Program, mut id: ExprId) -> ExprId {
        // A variable may be defined by itself only through another, so the way is no longer than there are variables.
        for _ in 0..=program.vars.len() {
            match *program.kind(id) {
                ExprKind::Convert(ConvOp::Nop, x) => id = x,
                ExprKind::Name(var) => match self.value_of(program, var) {
                    Some(value) => id = value,
                    None => return id,
                },
                _ => return id,
            }
        }
        id
    }

    fn value_of(&self, program: &Program, var: VarId) -> Option<ExprId> {
        let declared = program.var(var);
        if declared.class != VarClass::Auto || declared.addressed || self.reassigned.contains(&var) {
            return None;
        }
        match declared.definition {
            Definition::Value(_, value) => Some(value),
            _ => None,
        }
    }

    /// The values that are assigned to a function variable, if all of them are known.
    pub(crate) fn functions_of(&self, program: &Program, types: &Types, var: VarId) -> Option<&[ExprId]> {
        let declared = program.var(var);
        let simple = matches!(declared.definition, Definition::None | Definition::Value(..));
        if declared.class != VarClass::Auto || declared.addressed || !simple || !types.is_func(declared.ty) {
            return None;
        }
        self.functions.get(&var)?.as_deref()
    }
}

pub(crate) fn is_nil(program: &Program, mut id: ExprId) -> bool {
    while let ExprKind::Convert(ConvOp::Nop, x) = program.kind(id) {
        id = *x;
    }
    matches!(program.kind(id), ExprKind::Nil)
}

/// The function around a function literal, around all of them.
pub(crate) fn root_of(program: &Program, mut function: FuncId) -> FuncId {
    while let Some(closure) = &program.function(function).closure {
        if Some(closure.parent) == program.init {
            break;
        }
        function = closure.parent;
    }
    function
}

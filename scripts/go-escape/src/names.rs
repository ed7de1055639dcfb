//! The names of functions as the compiler gives them.

use std::collections::HashMap;

use crate::ir::{FuncId, Program, Wrapper};
use crate::releases::Release;
use crate::types::{Kind, Types};

/// Numbers the function literals of each function, in the order of the source. Since Go 1.22 those that are left count only.
pub(crate) fn number(program: &mut Program, functions: &[FuncId], release: Release) {
    let mut literals: Vec<FuncId> = match release.simplifies_early() {
        true => functions.to_vec(),
        false => (0..program.functions.len() as u32).map(FuncId).collect(),
    };
    literals.retain(|&function| program.function(function).closure.is_some());
    literals.sort();
    let mut counts: HashMap<(FuncId, Option<Wrapper>), usize> = HashMap::new();
    for literal in literals {
        if let Some(closure) = &mut program.function_mut(literal).closure {
            let count = counts.entry((closure.parent, closure.wrapper)).or_default();
            *count += 1;
            closure.number = *count;
        }
    }
}

/// `F`, `T.M`, `(*T).M`, or `F.func1` of a function literal.
pub(crate) fn function_name(program: &Program, types: &Types, id: FuncId) -> String {
    let function = program.function(id);
    if let Some(closure) = &function.closure {
        let number = closure.number;
        let parent = function_name(program, types, closure.parent);
        return match (closure.wrapper, &program.function(closure.parent).closure) {
            (Some(Wrapper::Go), _) => format!("{parent}.gowrap{number}"),
            (Some(Wrapper::Defer), _) => format!("{parent}.deferwrap{number}"),
            (None, Some(_)) => format!("{parent}.{number}"),
            (None, None) => format!("{parent}.func{number}"),
        };
    }
    match &function.recv {
        Some(recv) => match types.kind(recv.ty) {
            Kind::Pointer(_) => format!("({}).{}", types.name(recv.ty), function.name),
            _ => format!("{}.{}", types.name(recv.ty), function.name),
        },
        None => function.name.to_string(),
    }
}

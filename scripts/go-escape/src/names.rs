//! The names of functions as the compiler gives them.

use crate::ir::{FuncId, Program};
use crate::types::{Kind, Types};

/// `F`, `T.M`, `(*T).M`, or `F.func1` of a function literal.
pub(crate) fn function_name(program: &Program, types: &Types, id: FuncId) -> String {
    let function = program.function(id);
    if let Some(closure) = &function.closure {
        let siblings = (0..id.0).filter(|&other| {
            let other = program.function(FuncId(other)).closure.as_ref();
            other.is_some_and(|other| other.parent == closure.parent && other.wrapper == closure.wrapper)
        });
        let number = siblings.count() + 1;
        let parent = program.function(closure.parent);
        let separator = match (closure.wrapper, parent.closure.is_some()) {
            (true, _) => ".gowrap",
            (false, true) => ".",
            (false, false) => ".func",
        };
        return match Some(closure.parent) == program.init {
            true => format!("glob..func{number}"),
            false => format!("{}{separator}{number}", function_name(program, types, closure.parent)),
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

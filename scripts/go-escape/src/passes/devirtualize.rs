//! A call of a method of an interface whose concrete type is known becomes a call of the method itself.

use std::collections::{HashMap, HashSet};

use super::oracle::{Oracle, root_of};
use super::{Visited, everything};
use crate::check::lookup::{Found, Lookup, Selected, lookup_in};
use crate::ir::{ConvOp, ExprId, ExprKind, FuncId, ListKind, Program, Stmt, StmtKind, VarClass, VarId};
use crate::releases::Release;
use crate::source::Pos;
use crate::text::Text;
use crate::types::{Kind, Method, Type, Types};

/// A call that was made direct, as the compiler reports it.
pub(crate) struct Made {
    pub(crate) pos: Pos,
    pub(crate) message: String,
}

/// What is assigned to an interface variable.
#[derive(Clone, Copy)]
enum Assigned {
    Value(ExprId),
    /// A value of this type; not an interface.
    Typed(Type),
    Unknown,
}

/// Makes calls direct in all functions of the package.
pub(crate) fn run(program: &mut Program, types: &mut Types, release: Release, functions: &[FuncId]) -> Vec<Made> {
    let mut made = Vec::new();
    let mut assignments: HashMap<FuncId, HashMap<VarId, Vec<Assigned>>> = HashMap::new();
    let mut done: HashSet<ExprId> = HashSet::new();
    if !release.simplifies_early() {
        // What is deferred was looked at before it became a call inside a function literal, and left as it is.
        let is_wrapper = |function: &FuncId| {
            program.function(*function).closure.as_ref().is_some_and(|closure| closure.wrapper.is_some())
        };
        for &wrapper in functions.iter().filter(|function| is_wrapper(function)) {
            done.extend(interface_calls(program, wrapper));
        }
    }
    for &function in functions {
        for call in interface_calls(program, function) {
            if !done.insert(call) {
                continue;
            }
            let root = root_of(program, function);
            let concrete = if release.follows_assignments_of_interfaces() {
                let known = assignments.entry(root).or_insert_with(|| collect(program, types, root));
                let ExprKind::Call { fun, .. } = program.kind(call) else { continue };
                let ExprKind::DotInter(x, _) = program.kind(*fun) else { continue };
                match concrete_type(program, types, known, *x, &mut HashSet::new()) {
                    Concrete::Type(ty) => Some(ty),
                    Concrete::Nothing | Concrete::Unknown => None,
                }
            } else {
                by_first_value(program, types, root, call)
            };
            if let Some(ty) = concrete
                && let Some(report) = make_direct(program, types, call, ty)
            {
                made.push(report);
            }
        }
    }
    made
}

/// Calls of methods of interfaces in a function and the function literals in it.
fn interface_calls(program: &Program, function: FuncId) -> Vec<ExprId> {
    let mut calls = Vec::new();
    everything(program, function, &mut |visited| {
        if let Visited::Expr(id) = visited
            && let ExprKind::Call { fun, .. } = program.kind(id)
            && matches!(program.kind(*fun), ExprKind::DotInter(..))
        {
            calls.push(id);
        }
    });
    calls
}

/// Before Go 1.26: the receiver always has the value of one conversion.
fn by_first_value(program: &Program, types: &Types, root: FuncId, call: ExprId) -> Option<Type> {
    let ExprKind::Call { fun, .. } = program.kind(call) else { return None };
    let ExprKind::DotInter(x, _) = program.kind(*fun) else { return None };
    let oracle = Oracle::of(program, types, root);
    match *program.kind(oracle.static_value(program, *x)) {
        ExprKind::Convert(ConvOp::Iface, inner) => {
            let ty = program.ty(inner);
            (!types.is_interface(ty)).then_some(ty)
        }
        _ => None,
    }
}

enum Concrete {
    Type(Type),
    /// Nothing is assigned but nil, or what is looked at already.
    Nothing,
    Unknown,
}

fn concrete_type(
    program: &Program,
    types: &Types,
    known: &HashMap<VarId, Vec<Assigned>>,
    mut id: ExprId,
    seen: &mut HashSet<VarId>,
) -> Concrete {
    loop {
        if !types.is_interface(program.ty(id)) {
            return Concrete::Type(program.ty(id));
        }
        match program.kind(id) {
            ExprKind::Convert(ConvOp::Nop | ConvOp::Iface, x) | ExprKind::TypeAssert(x) => id = *x,
            _ => break,
        }
    }
    let ExprKind::Name(var) = *program.kind(id) else { return Concrete::Unknown };
    let declared = program.var(var);
    if declared.class != VarClass::Auto || declared.addressed {
        return Concrete::Unknown;
    }
    if !seen.insert(var) {
        return Concrete::Nothing;
    }
    let mut found: Option<Type> = None;
    for assigned in known.get(&var).into_iter().flatten() {
        let ty = match *assigned {
            Assigned::Unknown => return Concrete::Unknown,
            Assigned::Typed(ty) => ty,
            Assigned::Value(value) => match concrete_type(program, types, known, value, seen) {
                Concrete::Type(ty) => ty,
                Concrete::Nothing => continue,
                Concrete::Unknown => return Concrete::Unknown,
            },
        };
        match found {
            Some(old) if !types.identical(old, ty) => return Concrete::Unknown,
            _ => found = Some(ty),
        }
    }
    found.map_or(Concrete::Nothing, Concrete::Type)
}

/// Everything that is assigned to interface variables of a function, function literals included.
fn collect(program: &Program, types: &Types, root: FuncId) -> HashMap<VarId, Vec<Assigned>> {
    let mut known: HashMap<VarId, Vec<Assigned>> = HashMap::new();
    everything(program, root, &mut |visited| {
        if let Visited::Stmt(stmt) = visited {
            collect_stmt(program, types, stmt, &mut known);
        }
    });
    known
}

fn collect_stmt(program: &Program, types: &Types, stmt: &Stmt, known: &mut HashMap<VarId, Vec<Assigned>>) {
    let mut assign = |target: ExprId, assigned: Assigned| {
        let ExprKind::Name(var) = *program.kind(target) else { return };
        if !types.is_interface(program.var(var).ty) {
            return;
        }
        let assigned = match assigned {
            Assigned::Typed(ty) if types.is_interface(ty) => Assigned::Unknown,
            Assigned::Value(value) if matches!(program.kind(value), ExprKind::Nil) => return,
            other => other,
        };
        known.entry(var).or_default().push(assigned);
    };
    match &stmt.kind {
        StmtKind::Assign { lhs, rhs: Some(rhs), .. } => match program.kind(*rhs) {
            ExprKind::Call { .. } => assign(*lhs, Assigned::Typed(program.ty(*rhs))),
            _ => assign(*lhs, Assigned::Value(*rhs)),
        },
        StmtKind::AssignList { kind: ListKind::Pairs, lhs, rhs, .. } => {
            lhs.iter().zip(rhs).for_each(|(&lhs, &rhs)| assign(lhs, Assigned::Value(rhs)));
        }
        StmtKind::AssignList { kind: ListKind::TypeAssert, lhs, rhs, .. } => assign(lhs[0], Assigned::Value(rhs[0])),
        StmtKind::AssignList {
            kind: ListKind::MapIndex | ListKind::Receive | ListKind::SelectReceive,
            lhs,
            rhs,
            ..
        } => {
            assign(lhs[0], Assigned::Typed(program.ty(rhs[0])));
        }
        StmtKind::AssignList { kind: ListKind::Func, lhs, rhs, .. } => {
            if let Kind::Tuple(results) = types.kind(program.ty(rhs[0])) {
                lhs.iter().zip(results.iter()).for_each(|(&lhs, &ty)| assign(lhs, Assigned::Typed(ty)));
            }
        }
        StmtKind::Range { key, value, x, .. } => {
            let over = program.ty(*x);
            let array = match types.under(over) {
                Kind::Pointer(to) => *to,
                _ => over,
            };
            match *types.under(array) {
                Kind::Array(_, of) | Kind::Slice(of) => {
                    value.iter().for_each(|&value| assign(value, Assigned::Typed(of)));
                }
                Kind::Chan(_, of) => key.iter().for_each(|&key| assign(key, Assigned::Typed(of))),
                Kind::Map(of_key, of) => {
                    key.iter().for_each(|&key| assign(key, Assigned::Typed(of_key)));
                    value.iter().for_each(|&value| assign(value, Assigned::Typed(of)));
                }
                _ => {}
            }
        }
        StmtKind::TypeSwitch { x, cases, .. } => {
            for var in cases.iter().filter_map(|case| case.var) {
                if types.is_interface(program.var(var).ty) {
                    let assigned =
                        if matches!(program.kind(*x), ExprKind::Nil) { continue } else { Assigned::Value(*x) };
                    known.entry(var).or_default().push(assigned);
                }
            }
        }
        _ => {}
    }
}

/// Replaces the callee; nothing if the type does not have the method, which cannot happen at run time either.
fn make_direct(program: &mut Program, types: &mut Types, call: ExprId, ty: Type) -> Option<Made> {
    let ExprKind::Call { fun, args, spread } = program.kind(call).clone() else { return None };
    let ExprKind::DotInter(x, name) = program.kind(fun).clone() else { return None };
    let interface = program.ty(x);
    let methods = types.methods(interface)?;
    let has = |method: &Method| match lookup_in(types, ty, &method.name, method.package.unwrap_or(0)) {
        Lookup::Found(Found { what: Selected::Method { on_pointer, .. }, indirect, .. }) => !on_pointer || indirect,
        Lookup::Found(Found { what: Selected::InterfaceMethod(_), .. }) => true,
        _ => false,
    };
    if !methods.iter().all(has) {
        return None;
    }
    let package = methods.iter().find(|method| method.name == name)?.package.unwrap_or(0);
    let Lookup::Found(Found { path, what, .. }) = lookup_in(types, ty, &name, package) else { return None };
    let (pos, at) = (program.expr(call).pos, program.expr(fun).pos);
    let text = Text { program, types, shorten: true };
    let (shown, of) = (text.expr(fun), types.name(ty));
    let mut receiver = program.add(ExprKind::TypeAssert(x), ty, pos);
    for index in path {
        receiver = field(program, types, receiver, index, at);
    }
    match what {
        Selected::Method { function, on_pointer } => {
            let reached = program.ty(receiver);
            if let (Kind::Pointer(to), false) = (types.kind(reached).clone(), on_pointer) {
                receiver = program.add_implicit(ExprKind::Deref(receiver), to, at);
            } else if on_pointer && !types.is_pointer(reached) {
                let pointer = types.pointer(reached);
                receiver = program.add_implicit(ExprKind::AddrOf(receiver), pointer, at);
            }
            let signature = program.function(function).ty;
            let of_receiver = program.ty(receiver);
            let callee = program.add(ExprKind::MethodExpr(of_receiver, name, Some(function)), signature, at);
            let args = std::iter::once(receiver).chain(args).collect();
            program.exprs[call.index()].kind = ExprKind::Call { fun: callee, args, spread };
            Some(Made { pos, message: format!("devirtualizing {shown} to {of}") })
        }
        Selected::InterfaceMethod(signature) => {
            let callee = program.add(ExprKind::DotInter(receiver, name), signature, at);
            program.exprs[call.index()].kind = ExprKind::Call { fun: callee, args, spread };
            Some(Made { pos, message: format!("partially devirtualizing {shown} to {of}") })
        }
        Selected::Field(..) => None,
    }
}

fn field(program: &mut Program, types: &Types, x: ExprId, index: usize, pos: Pos) -> ExprId {
    let ty = program.ty(x);
    let (structure, through) = match *types.under(ty) {
        Kind::Pointer(to) => (to, true),
        _ => (ty, false),
    };
    let Some(fields) = types.fields(structure) else { return x };
    let (name, of) = (fields[index].name.clone(), fields[index].ty);
    let kind = if through { ExprKind::DotPtr(x, name) } else { ExprKind::Dot(x, name) };
    program.add_implicit(kind, of, pos)
}

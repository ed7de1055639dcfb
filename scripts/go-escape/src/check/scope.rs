//! What a name stands for, and where names are known.

use std::collections::HashMap;
use std::rc::Rc;

use crate::constant::Value;
use crate::ir::{FuncId, GlobalId, VarId};
use crate::source::Pos;
use crate::types::{Type, Types, basic};

/// What a name stands for.
#[derive(Clone, Debug)]
pub(crate) enum Entity {
    Const(Value, Type),
    Var(VarId),
    Global(GlobalId),
    Type(Type),
    Func(FuncId),
    Builtin(Builtin),
    Nil,
    Package(u32),
    /// A declaration with type parameters, by its name.
    Generic(Rc<str>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Builtin {
    Append,
    Cap,
    Clear,
    Close,
    Complex,
    Copy,
    Delete,
    Imag,
    Len,
    Make,
    Max,
    Min,
    New,
    Panic,
    Print,
    Println,
    Real,
    Recover,
    UnsafeAdd,
    UnsafeAlignof,
    UnsafeOffsetof,
    UnsafeSizeof,
    UnsafeSlice,
    UnsafeSliceData,
    UnsafeString,
    UnsafeStringData,
}

pub(crate) const BUILTINS: [(&str, Builtin); 18] = [
    ("append", Builtin::Append),
    ("cap", Builtin::Cap),
    ("clear", Builtin::Clear),
    ("close", Builtin::Close),
    ("complex", Builtin::Complex),
    ("copy", Builtin::Copy),
    ("delete", Builtin::Delete),
    ("imag", Builtin::Imag),
    ("len", Builtin::Len),
    ("make", Builtin::Make),
    ("max", Builtin::Max),
    ("min", Builtin::Min),
    ("new", Builtin::New),
    ("panic", Builtin::Panic),
    ("print", Builtin::Print),
    ("println", Builtin::Println),
    ("real", Builtin::Real),
    ("recover", Builtin::Recover),
];

pub(crate) const UNSAFE: [(&str, Builtin); 8] = [
    ("Add", Builtin::UnsafeAdd),
    ("Alignof", Builtin::UnsafeAlignof),
    ("Offsetof", Builtin::UnsafeOffsetof),
    ("Sizeof", Builtin::UnsafeSizeof),
    ("Slice", Builtin::UnsafeSlice),
    ("SliceData", Builtin::UnsafeSliceData),
    ("String", Builtin::UnsafeString),
    ("StringData", Builtin::UnsafeStringData),
];

/// What the language declares.
pub(crate) fn universe(types: &Types) -> HashMap<Rc<str>, Entity> {
    let mut names: HashMap<Rc<str>, Entity> = HashMap::new();
    let basics = [
        ("bool", basic::BOOL),
        ("int", basic::INT),
        ("int8", basic::INT8),
        ("int16", basic::INT16),
        ("int32", basic::INT32),
        ("int64", basic::INT64),
        ("uint", basic::UINT),
        ("uint8", basic::UINT8),
        ("uint16", basic::UINT16),
        ("uint32", basic::UINT32),
        ("uint64", basic::UINT64),
        ("uintptr", basic::UINTPTR),
        ("float32", basic::FLOAT32),
        ("float64", basic::FLOAT64),
        ("complex64", basic::COMPLEX64),
        ("complex128", basic::COMPLEX128),
        ("string", basic::STRING),
        ("byte", basic::BYTE),
        ("rune", basic::RUNE),
        ("any", basic::ANY),
        ("error", types.error),
    ];
    names.extend(basics.into_iter().map(|(name, ty)| (name.into(), Entity::Type(ty))));
    names.extend(BUILTINS.into_iter().map(|(name, builtin)| (name.into(), Entity::Builtin(builtin))));
    names.insert("true".into(), Entity::Const(Value::Bool(true), basic::UNTYPED_BOOL));
    names.insert("false".into(), Entity::Const(Value::Bool(false), basic::UNTYPED_BOOL));
    names.insert("nil".into(), Entity::Nil);
    names.insert("comparable".into(), Entity::Generic("comparable".into()));
    names
}

/// The names of one block of a function.
#[derive(Default)]
pub(crate) struct Scope {
    pub(crate) names: HashMap<Rc<str>, Local>,
}

pub(crate) struct Local {
    pub(crate) entity: Entity,
    pub(crate) pos: Pos,
    /// Whether something reads it; a variable that nothing reads is an error of the language.
    pub(crate) used: bool,
    pub(crate) must_be_used: bool,
}

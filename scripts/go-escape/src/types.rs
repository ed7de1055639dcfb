//! The types of a program, each kept once.
//!
//! Two spellings of one type, such as `byte` and `uint8`, are printed differently and are identical, so a type has an identity
//! beside its spelling: see [`Types::identical`].

use std::collections::HashMap;
use std::rc::Rc;

use crate::error::{Result, wrong};
use crate::source::Pos;

/// A type, by its place in the table. Equal places are equal spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Type(u32);

/// A type that has a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NamedId(pub(crate) u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Basic {
    Bool,
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Uintptr,
    Float32,
    Float64,
    Complex64,
    Complex128,
    String,
    UnsafePointer,
    UntypedBool,
    UntypedInt,
    UntypedRune,
    UntypedFloat,
    UntypedComplex,
    UntypedString,
    UntypedNil,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Direction {
    Both,
    Send,
    Receive,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Field {
    pub(crate) name: Rc<str>,
    pub(crate) ty: Type,
    pub(crate) embedded: bool,
    /// The package, of a name that is not exported.
    pub(crate) package: Option<u32>,
    pub(crate) tag: Option<Rc<str>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Signature {
    pub(crate) params: Vec<Type>,
    pub(crate) results: Vec<Type>,
    /// Whether the last parameter is `...T`; its type is then `[]T`.
    pub(crate) variadic: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Method {
    pub(crate) name: Rc<str>,
    pub(crate) package: Option<u32>,
    /// A function without a receiver.
    pub(crate) ty: Type,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Basic(Basic),
    /// The spellings `byte`, `rune` and `any`.
    Byte,
    Rune,
    Any,
    Named(NamedId),
    Pointer(Type),
    Slice(Type),
    Array(i64, Type),
    Map(Type, Type),
    Chan(Direction, Type),
    Struct(Rc<[Field]>),
    Func(Rc<Signature>),
    /// Methods sorted by name, embedded ones included.
    Interface(Rc<[Method]>),
    Tuple(Rc<[Type]>),
}

/// What is known of a type with a name.
pub(crate) struct Named {
    pub(crate) name: Rc<str>,
    pub(crate) package: u32,
    /// Unknown until the declaration is resolved.
    pub(crate) underlying: Option<Type>,
    pub(crate) methods: Vec<DeclaredMethod>,
}

#[derive(Clone)]
pub(crate) struct DeclaredMethod {
    pub(crate) name: Rc<str>,
    pub(crate) on_pointer: bool,
    pub(crate) function: crate::ir::FuncId,
}

/// The table.
pub(crate) struct Types {
    kinds: Vec<Kind>,
    identities: Vec<Type>,
    index: HashMap<Kind, Type>,
    pub(crate) named: Vec<Named>,
    /// Names of packages, to print types of others; the first is the package under analysis.
    pub(crate) packages: Vec<Rc<str>>,
    /// The type `error`.
    pub(crate) error: Type,
}

/// Types that are there before any program.
pub(crate) mod basic {
    use super::Type;

    macro_rules! basics {
        ($($name:ident = $index:expr),* $(,)?) => { $(pub(crate) const $name: Type = Type($index);)* };
    }
    basics!(
        BOOL = 0,
        INT = 1,
        INT8 = 2,
        INT16 = 3,
        INT32 = 4,
        INT64 = 5,
        UINT = 6,
        UINT8 = 7,
        UINT16 = 8,
        UINT32 = 9,
        UINT64 = 10,
        UINTPTR = 11,
        FLOAT32 = 12,
        FLOAT64 = 13,
        COMPLEX64 = 14,
        COMPLEX128 = 15,
        STRING = 16,
        UNSAFE_POINTER = 17,
        UNTYPED_BOOL = 18,
        UNTYPED_INT = 19,
        UNTYPED_RUNE = 20,
        UNTYPED_FLOAT = 21,
        UNTYPED_COMPLEX = 22,
        UNTYPED_STRING = 23,
        UNTYPED_NIL = 24,
        EMPTY_INTERFACE = 25,
        BYTE = 26,
        RUNE = 27,
        ANY = 28,
        NO_VALUE = 29,
    );
}

const BASICS: [Basic; 25] = [
    Basic::Bool,
    Basic::Int,
    Basic::Int8,
    Basic::Int16,
    Basic::Int32,
    Basic::Int64,
    Basic::Uint,
    Basic::Uint8,
    Basic::Uint16,
    Basic::Uint32,
    Basic::Uint64,
    Basic::Uintptr,
    Basic::Float32,
    Basic::Float64,
    Basic::Complex64,
    Basic::Complex128,
    Basic::String,
    Basic::UnsafePointer,
    Basic::UntypedBool,
    Basic::UntypedInt,
    Basic::UntypedRune,
    Basic::UntypedFloat,
    Basic::UntypedComplex,
    Basic::UntypedString,
    Basic::UntypedNil,
];

impl Types {
    pub(crate) fn new() -> Self {
        let mut types = Types {
            kinds: Vec::new(),
            identities: Vec::new(),
            index: HashMap::new(),
            named: Vec::new(),
            packages: Vec::new(),
            error: basic::BOOL,
        };
        for basic in BASICS {
            types.intern(Kind::Basic(basic));
        }
        types.intern(Kind::Interface(Rc::new([])));
        types.intern(Kind::Byte);
        types.intern(Kind::Rune);
        types.intern(Kind::Any);
        types.intern(Kind::Tuple(Rc::new([])));
        let text = types.intern(Kind::Func(Rc::new(Signature {
            params: vec![],
            results: vec![basic::STRING],
            variadic: false,
        })));
        let methods: Rc<[Method]> = Rc::new([Method { name: "Error".into(), package: None, ty: text }]);
        let underlying = types.intern(Kind::Interface(methods));
        types.named.push(Named {
            name: "error".into(),
            package: UNIVERSE,
            underlying: Some(underlying),
            methods: vec![],
        });
        types.error = types.intern(Kind::Named(NamedId(0)));
        types
    }

    pub(crate) fn intern(&mut self, kind: Kind) -> Type {
        if let Some(&ty) = self.index.get(&kind) {
            return ty;
        }
        let canonical = self.canonical(&kind);
        let ty = Type(self.kinds.len() as u32);
        self.kinds.push(kind.clone());
        self.index.insert(kind.clone(), ty);
        // The identity is itself, or another type that was spelled without aliases.
        self.identities.push(ty);
        if canonical != kind {
            let identity = self.intern(canonical);
            self.identities[ty.0 as usize] = identity;
        }
        ty
    }

    fn canonical(&self, kind: &Kind) -> Kind {
        let id = |ty: &Type| self.identities[ty.0 as usize];
        match kind {
            Kind::Byte => Kind::Basic(Basic::Uint8),
            Kind::Rune => Kind::Basic(Basic::Int32),
            Kind::Any => Kind::Interface(Rc::new([])),
            Kind::Basic(_) | Kind::Named(_) => kind.clone(),
            Kind::Pointer(to) => Kind::Pointer(id(to)),
            Kind::Slice(of) => Kind::Slice(id(of)),
            Kind::Array(len, of) => Kind::Array(*len, id(of)),
            Kind::Map(key, value) => Kind::Map(id(key), id(value)),
            Kind::Chan(direction, of) => Kind::Chan(*direction, id(of)),
            Kind::Struct(fields) => {
                Kind::Struct(fields.iter().map(|field| Field { ty: id(&field.ty), ..field.clone() }).collect())
            }
            Kind::Func(signature) => Kind::Func(Rc::new(Signature {
                params: signature.params.iter().map(id).collect(),
                results: signature.results.iter().map(id).collect(),
                variadic: signature.variadic,
            })),
            Kind::Interface(methods) => {
                Kind::Interface(methods.iter().map(|m| Method { ty: id(&m.ty), ..m.clone() }).collect())
            }
            Kind::Tuple(types) => Kind::Tuple(types.iter().map(id).collect()),
        }
    }

    pub(crate) fn kind(&self, ty: Type) -> &Kind {
        &self.kinds[ty.0 as usize]
    }

    /// Whether the language takes both for the same type.
    pub(crate) fn identical(&self, a: Type, b: Type) -> bool {
        self.identities[a.0 as usize] == self.identities[b.0 as usize]
    }

    /// The representative of all types identical to this one.
    pub(crate) fn identity(&self, ty: Type) -> Type {
        self.identities[ty.0 as usize]
    }

    pub(crate) fn pointer(&mut self, to: Type) -> Type {
        self.intern(Kind::Pointer(to))
    }

    pub(crate) fn slice(&mut self, of: Type) -> Type {
        self.intern(Kind::Slice(of))
    }

    /// The type without its name, aliases resolved; for a name that is not resolved yet, the name itself.
    pub(crate) fn underlying(&self, ty: Type) -> Type {
        match self.kind(ty) {
            Kind::Named(id) => self.named[id.0 as usize].underlying.unwrap_or(ty),
            Kind::Byte | Kind::Rune | Kind::Any => self.identity(ty),
            _ => ty,
        }
    }

    pub(crate) fn under(&self, ty: Type) -> &Kind {
        self.kind(self.underlying(ty))
    }

    pub(crate) fn basic(&self, ty: Type) -> Option<Basic> {
        match self.under(ty) {
            Kind::Basic(basic) => Some(*basic),
            _ => None,
        }
    }

    pub(crate) fn named_id(&self, ty: Type) -> Option<NamedId> {
        match self.kind(ty) {
            Kind::Named(id) => Some(*id),
            _ => None,
        }
    }

    /// Whether the type has a name, those of the language included.
    pub(crate) fn has_name(&self, ty: Type) -> bool {
        matches!(self.kind(ty), Kind::Named(_) | Kind::Basic(_) | Kind::Byte | Kind::Rune)
    }

    pub(crate) fn is_interface(&self, ty: Type) -> bool {
        matches!(self.under(ty), Kind::Interface(_))
    }

    pub(crate) fn is_empty_interface(&self, ty: Type) -> bool {
        matches!(self.under(ty), Kind::Interface(methods) if methods.is_empty())
    }

    pub(crate) fn is_pointer(&self, ty: Type) -> bool {
        matches!(self.under(ty), Kind::Pointer(_))
    }

    pub(crate) fn is_array(&self, ty: Type) -> bool {
        matches!(self.under(ty), Kind::Array(..))
    }

    pub(crate) fn is_func(&self, ty: Type) -> bool {
        matches!(self.under(ty), Kind::Func(_))
    }

    pub(crate) fn is_string(&self, ty: Type) -> bool {
        matches!(self.basic(ty), Some(Basic::String | Basic::UntypedString))
    }

    pub(crate) fn is_boolean(&self, ty: Type) -> bool {
        matches!(self.basic(ty), Some(Basic::Bool | Basic::UntypedBool))
    }

    pub(crate) fn is_untyped(&self, ty: Type) -> bool {
        matches!(self.kind(ty), Kind::Basic(basic) if *basic >= Basic::UntypedBool)
    }

    pub(crate) fn is_integer(&self, ty: Type) -> bool {
        matches!(self.basic(ty), Some(basic) if basic.is_integer())
    }

    pub(crate) fn is_float(&self, ty: Type) -> bool {
        matches!(self.basic(ty), Some(Basic::Float32 | Basic::Float64 | Basic::UntypedFloat))
    }

    pub(crate) fn is_complex(&self, ty: Type) -> bool {
        matches!(self.basic(ty), Some(Basic::Complex64 | Basic::Complex128 | Basic::UntypedComplex))
    }

    pub(crate) fn is_numeric(&self, ty: Type) -> bool {
        self.is_integer(ty) || self.is_float(ty) || self.is_complex(ty)
    }

    pub(crate) fn is_signed(&self, ty: Type) -> bool {
        use Basic::*;
        matches!(self.basic(ty), Some(Int | Int8 | Int16 | Int32 | Int64 | UntypedInt | UntypedRune))
    }

    pub(crate) fn is_unsafe_pointer(&self, ty: Type) -> bool {
        self.basic(ty) == Some(Basic::UnsafePointer)
    }

    /// What a pointer, a slice, an array, a channel or a map holds.
    pub(crate) fn elem(&self, ty: Type) -> Option<Type> {
        match self.under(ty) {
            Kind::Pointer(of) | Kind::Slice(of) | Kind::Array(_, of) | Kind::Map(_, of) | Kind::Chan(_, of) => {
                Some(*of)
            }
            _ => None,
        }
    }

    pub(crate) fn signature(&self, ty: Type) -> Option<Rc<Signature>> {
        match self.under(ty) {
            Kind::Func(signature) => Some(signature.clone()),
            _ => None,
        }
    }

    pub(crate) fn fields(&self, ty: Type) -> Option<Rc<[Field]>> {
        match self.under(ty) {
            Kind::Struct(fields) => Some(fields.clone()),
            _ => None,
        }
    }

    pub(crate) fn methods(&self, ty: Type) -> Option<Rc<[Method]>> {
        match self.under(ty) {
            Kind::Interface(methods) => Some(methods.clone()),
            _ => None,
        }
    }

    /// Whether values can be compared with `==`.
    pub(crate) fn is_comparable(&self, ty: Type) -> bool {
        match self.under(ty) {
            Kind::Slice(_) | Kind::Map(..) | Kind::Func(_) | Kind::Tuple(_) => false,
            Kind::Array(_, of) => self.is_comparable(*of),
            Kind::Struct(fields) => fields.iter().all(|field| self.is_comparable(field.ty)),
            _ => true,
        }
    }

    /// The type that an untyped constant has where nothing else asks for one.
    pub(crate) fn default(&self, ty: Type) -> Type {
        match self.kind(ty) {
            Kind::Basic(Basic::UntypedBool) => basic::BOOL,
            Kind::Basic(Basic::UntypedInt) => basic::INT,
            Kind::Basic(Basic::UntypedRune) => basic::RUNE,
            Kind::Basic(Basic::UntypedFloat) => basic::FLOAT64,
            Kind::Basic(Basic::UntypedComplex) => basic::COMPLEX128,
            Kind::Basic(Basic::UntypedString) => basic::STRING,
            _ => ty,
        }
    }

    /// A type that holds itself has no size.
    pub(crate) fn check_finite(&self, ty: Type, pos: Pos) -> Result<()> {
        fn visit(types: &Types, ty: Type, open: &mut Vec<NamedId>) -> bool {
            match types.kind(ty) {
                Kind::Named(id) => {
                    if open.contains(id) {
                        return false;
                    }
                    open.push(*id);
                    let fine = types.named[id.0 as usize].underlying.is_none_or(|ty| visit(types, ty, open));
                    open.pop();
                    fine
                }
                Kind::Array(_, of) => visit(types, *of, open),
                Kind::Struct(fields) => fields.iter().all(|field| visit(types, field.ty, open)),
                _ => true,
            }
        }
        match visit(self, ty, &mut Vec::new()) {
            true => Ok(()),
            false => wrong(pos, format!("invalid recursive type {}: it holds itself", self.name(ty))),
        }
    }

    /// The type as the compiler prints it.
    pub(crate) fn name(&self, ty: Type) -> String {
        let mut out = String::new();
        self.write(&mut out, ty);
        out
    }

    fn write(&self, out: &mut String, ty: Type) {
        match self.kind(ty) {
            Kind::Basic(basic) => out.push_str(basic.name()),
            Kind::Byte => out.push_str("byte"),
            Kind::Rune => out.push_str("rune"),
            Kind::Any => out.push_str("any"),
            Kind::Named(id) => {
                let named = &self.named[id.0 as usize];
                if named.package != 0 && named.package != UNIVERSE {
                    out.push_str(&self.packages[named.package as usize]);
                    out.push('.');
                }
                out.push_str(&named.name);
            }
            Kind::Pointer(to) => {
                out.push('*');
                self.write(out, *to);
            }
            Kind::Slice(of) => {
                out.push_str("[]");
                self.write(out, *of);
            }
            Kind::Array(len, of) => {
                out.push_str(&format!("[{len}]"));
                self.write(out, *of);
            }
            Kind::Map(key, value) => {
                out.push_str("map[");
                self.write(out, *key);
                out.push(']');
                self.write(out, *value);
            }
            Kind::Chan(direction, of) => {
                out.push_str(match direction {
                    Direction::Both => "chan ",
                    Direction::Send => "chan<- ",
                    Direction::Receive => "<-chan ",
                });
                let parenthesised =
                    *direction == Direction::Both && matches!(self.kind(*of), Kind::Chan(Direction::Receive, _));
                if parenthesised {
                    out.push('(');
                }
                self.write(out, *of);
                if parenthesised {
                    out.push(')');
                }
            }
            Kind::Struct(fields) => {
                out.push_str("struct {");
                for (index, field) in fields.iter().enumerate() {
                    out.push_str(if index > 0 { "; " } else { " " });
                    if !field.embedded {
                        if let Some(package) = field.package
                            && package != 0
                        {
                            out.push_str(&self.packages[package as usize]);
                            out.push('.');
                        }
                        out.push_str(&field.name);
                        out.push(' ');
                    }
                    self.write(out, field.ty);
                    if let Some(tag) = &field.tag {
                        out.push(' ');
                        out.push_str(&crate::constant::quoted(tag.as_bytes()));
                    }
                }
                out.push_str(if fields.is_empty() { "}" } else { " }" });
            }
            Kind::Func(signature) => {
                out.push_str("func");
                self.write_signature(out, signature);
            }
            Kind::Interface(methods) if methods.is_empty() => out.push_str("interface {}"),
            Kind::Interface(methods) => {
                out.push_str("interface {");
                for (index, method) in methods.iter().enumerate() {
                    out.push_str(if index > 0 { "; " } else { " " });
                    if let Some(package) = method.package {
                        out.push_str(&self.packages[package as usize]);
                        out.push('.');
                    }
                    out.push_str(&method.name);
                    if let Some(signature) = self.signature(method.ty) {
                        self.write_signature(out, &signature);
                    }
                }
                out.push_str(" }");
            }
            Kind::Tuple(types) => {
                out.push('(');
                self.write_list(out, types, false);
                out.push(')');
            }
        }
    }

    fn write_signature(&self, out: &mut String, signature: &Signature) {
        out.push('(');
        self.write_list(out, &signature.params, signature.variadic);
        out.push(')');
        match signature.results.as_slice() {
            [] => {}
            [one] => {
                out.push(' ');
                self.write(out, *one);
            }
            many => {
                out.push_str(" (");
                self.write_list(out, many, false);
                out.push(')');
            }
        }
    }

    fn write_list(&self, out: &mut String, types: &[Type], variadic: bool) {
        for (index, &ty) in types.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            match self.elem(ty) {
                Some(elem) if variadic && index + 1 == types.len() => {
                    out.push_str("...");
                    self.write(out, elem);
                }
                _ => self.write(out, ty),
            }
        }
    }
}

/// The package of what the language itself declares.
pub(crate) const UNIVERSE: u32 = u32::MAX;

impl Basic {
    pub(crate) fn is_integer(self) -> bool {
        self >= Basic::Int && self <= Basic::Uintptr || matches!(self, Basic::UntypedInt | Basic::UntypedRune)
    }

    fn name(self) -> &'static str {
        use Basic::*;
        match self {
            Bool => "bool",
            Int => "int",
            Int8 => "int8",
            Int16 => "int16",
            Int32 => "int32",
            Int64 => "int64",
            Uint => "uint",
            Uint8 => "uint8",
            Uint16 => "uint16",
            Uint32 => "uint32",
            Uint64 => "uint64",
            Uintptr => "uintptr",
            Float32 => "float32",
            Float64 => "float64",
            Complex64 => "complex64",
            Complex128 => "complex128",
            String => "string",
            UnsafePointer => "unsafe.Pointer",
            UntypedBool => "untyped bool",
            UntypedInt => "untyped int",
            UntypedRune => "untyped rune",
            UntypedFloat => "untyped float",
            UntypedComplex => "untyped complex",
            UntypedString => "untyped string",
            UntypedNil => "untyped nil",
        }
    }
}

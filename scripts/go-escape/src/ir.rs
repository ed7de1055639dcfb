//! The program as the analysis sees it: typed, with everything explicit that Go leaves out.
//!
//! Expressions are in one table and refer to each other by place, so that a later step can replace one, and no depth of nesting
//! reaches the stack when the program is dropped.

use std::collections::HashMap;
use std::rc::Rc;

use crate::constant::Value;
use crate::leaks::Leaks;
use crate::source::Pos;
use crate::types::Type;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(pub(crate) u32);

        impl $name {
            pub(crate) fn index(self) -> usize {
                self.0 as usize
            }
        }
    )* };
}

ids!(ExprId, VarId, GlobalId, FuncId);

/// A statement; only told apart from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct StmtId(pub(crate) u32);

#[derive(Clone, Debug)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) ty: Type,
    pub(crate) pos: Pos,
    /// Made by the compiler, so that it is not printed.
    pub(crate) implicit: bool,
    /// What happens before the expression is evaluated.
    pub(crate) init: Vec<Stmt>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnaryOp {
    Plus,
    Neg,
    BitNot,
    Not,
    Recv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    And,
    AndNot,
    Or,
    Xor,
    Shl,
    Shr,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    AndAnd,
    OrOr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConvOp {
    /// A conversion that changes bits, as between integers and floating-point numbers.
    Value,
    /// A conversion that changes nothing.
    Nop,
    /// To an interface.
    Iface,
    BytesToString,
    RunesToString,
    StringToBytes,
    StringToRunes,
    RuneToString,
    SliceToArray,
    SliceToArrayPointer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnaryBuiltin {
    Len,
    Cap,
    Real,
    Imag,
    Close,
    Clear,
    Panic,
    UnsafeStringData,
    UnsafeSliceData,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BinaryBuiltin {
    Copy,
    Complex,
    UnsafeAdd,
    UnsafeSlice,
    UnsafeString,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListBuiltin {
    Delete,
    Print,
    Println,
    Recover,
    Min,
    Max,
}

#[derive(Clone, Debug)]
pub(crate) enum ExprKind {
    Literal(Value),
    Nil,
    Blank,
    Name(VarId),
    Global(GlobalId),
    Func(FuncId),
    Unary(UnaryOp, ExprId),
    Binary(BinaryOp, ExprId, ExprId),
    Concat(Vec<ExprId>),
    /// The address of something that has one.
    AddrOf(ExprId),
    /// The address of a composite literal.
    AddrOfLiteral(ExprId),
    Deref(ExprId),
    Dot(ExprId, Rc<str>),
    DotPtr(ExprId, Rc<str>),
    /// A method of an interface value, in the place of a callee.
    DotInter(ExprId, Rc<str>),
    /// A method bound to a value; the function is known unless the value is an interface.
    MethodValue(ExprId, Rc<str>, Option<FuncId>),
    /// A method as a function of its receiver.
    MethodExpr(Type, Rc<str>, Option<FuncId>),
    Index(ExprId, ExprId),
    IndexMap(ExprId, ExprId),
    Slice {
        x: ExprId,
        bounds: [Option<ExprId>; 3],
        three: bool,
        of: Sliced,
    },
    TypeAssert(ExprId),
    Call {
        fun: ExprId,
        args: Vec<ExprId>,
        spread: bool,
    },
    Append {
        args: Vec<ExprId>,
        spread: bool,
    },
    UnaryBuiltin(UnaryBuiltin, ExprId),
    BinaryBuiltin(BinaryBuiltin, ExprId, ExprId),
    ListBuiltin(ListBuiltin, Vec<ExprId>),
    New(Type),
    MakeSlice {
        len: ExprId,
        cap: Option<ExprId>,
    },
    MakeMap(Option<ExprId>),
    MakeChan(Option<ExprId>),
    Convert(ConvOp, ExprId),
    ArrayLit(Vec<Element>),
    SliceLit(Vec<Element>, i64),
    StructLit(Vec<(Rc<str>, ExprId)>),
    MapLit(Vec<(ExprId, ExprId)>),
    Closure(FuncId),
}

/// An element of an array or slice literal, with its index where the source gives one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    pub(crate) key: Option<ExprId>,
    pub(crate) value: ExprId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sliced {
    Slice,
    /// An array, through a pointer.
    Array,
    String,
}

#[derive(Clone, Debug)]
pub(crate) struct Stmt {
    pub(crate) id: StmtId,
    pub(crate) pos: Pos,
    pub(crate) init: Vec<Stmt>,
    pub(crate) kind: StmtKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListKind {
    /// As many values as targets.
    Pairs,
    /// One call with several results.
    Func,
    /// `v, ok = m[k]`
    MapIndex,
    /// `v, ok = x.(T)`
    TypeAssert,
    /// `v, ok = <-c`
    Receive,
    /// A receive in a `select`.
    SelectReceive,
}

#[derive(Clone, Debug)]
pub(crate) enum StmtKind {
    Declare(VarId),
    Assign { lhs: ExprId, rhs: Option<ExprId>, def: bool },
    AssignOp { op: BinaryOp, lhs: ExprId, rhs: ExprId, step: bool },
    AssignList { kind: ListKind, lhs: Vec<ExprId>, rhs: Vec<ExprId>, def: bool },
    Block(Vec<Stmt>),
    If { cond: ExprId, then: Vec<Stmt>, els: Vec<Stmt> },
    For { cond: Option<ExprId>, post: Option<Box<Stmt>>, body: Vec<Stmt>, distinct: bool },
    Range { key: Option<ExprId>, value: Option<ExprId>, x: ExprId, body: Vec<Stmt>, def: bool, distinct: bool },
    Switch { tag: Option<ExprId>, cases: Vec<Case> },
    TypeSwitch { x: ExprId, named: bool, cases: Vec<Case> },
    Select(Vec<SelectCase>),
    Send(ExprId, ExprId),
    Return(Vec<ExprId>),
    Label(Rc<str>),
    Goto(Rc<str>),
    Break,
    Continue,
    Fallthrough,
    Expr(ExprId),
    GoDefer { go: bool, call: ExprId },
}

#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) pos: Pos,
    /// Of a `switch`, the values.
    pub(crate) values: Vec<ExprId>,
    /// Of a type switch, the types as they are printed.
    pub(crate) types: Vec<String>,
    /// Of a type switch, the variable of the clause.
    pub(crate) var: Option<VarId>,
    pub(crate) body: Vec<Stmt>,
}

#[derive(Clone, Debug)]
pub(crate) struct SelectCase {
    pub(crate) comm: Option<Box<Stmt>>,
    pub(crate) body: Vec<Stmt>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VarClass {
    Param,
    Result,
    Auto,
}

/// How a variable got its first value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Definition {
    None,
    /// By this assignment, of this value.
    Value(StmtId, ExprId),
    /// By this statement, of a value that is no expression of its own.
    Other(StmtId),
}

impl Definition {
    pub(crate) fn stmt(self) -> Option<StmtId> {
        match self {
            Definition::None => None,
            Definition::Value(stmt, _) | Definition::Other(stmt) => Some(stmt),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Var {
    pub(crate) name: Rc<str>,
    pub(crate) ty: Type,
    pub(crate) pos: Pos,
    pub(crate) function: FuncId,
    pub(crate) class: VarClass,
    pub(crate) definition: Definition,
    pub(crate) addressed: bool,
    /// Made by the compiler.
    pub(crate) temporary: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Param {
    /// The name as the compiler reports it; unnamed results are `~r0`.
    pub(crate) name: Option<Rc<str>>,
    pub(crate) ty: Type,
    pub(crate) pos: Pos,
    pub(crate) var: Option<VarId>,
    /// Where the value goes, once the function is analysed; of a function of another package, from the table.
    pub(crate) leaks: Option<Leaks>,
}

#[derive(Clone, Debug)]
pub(crate) struct ClosureInfo {
    pub(crate) parent: FuncId,
    /// Variables of functions around it, in the order of their first use.
    pub(crate) captures: Vec<Capture>,
    /// Made for a `go` or `defer` statement.
    pub(crate) wrapper: Option<Wrapper>,
    /// Its number among those that are made in the same function, by which it is named.
    pub(crate) number: usize,
}

/// The statement that a function literal was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Wrapper {
    Go,
    Defer,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Capture {
    pub(crate) var: VarId,
    pub(crate) pos: Pos,
}

#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) name: Rc<str>,
    pub(crate) package: u32,
    pub(crate) ty: Type,
    pub(crate) recv: Option<Param>,
    pub(crate) params: Vec<Param>,
    pub(crate) results: Vec<Param>,
    /// Absent for what is written in assembly, or in another package.
    pub(crate) body: Option<Vec<Stmt>>,
    /// Variables in the order of their declaration: receiver, parameters, results, then the rest.
    pub(crate) declared: Vec<VarId>,
    pub(crate) closure: Option<ClosureInfo>,
    /// `//go:noescape`
    pub(crate) noescape: bool,
    /// Whether its parameters have their final tags.
    pub(crate) tagged: bool,
    /// Another package's function whose tags are unknown: everything is assumed to leak.
    pub(crate) assumed: bool,
}

impl Function {
    pub(crate) fn is_capturing(&self) -> bool {
        self.closure.as_ref().is_some_and(|closure| !closure.captures.is_empty())
    }

    pub(crate) fn receiver_and_params(&self) -> impl Iterator<Item = &Param> {
        self.recv.iter().chain(&self.params)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Global {
    pub(crate) name: Rc<str>,
    pub(crate) package: u32,
    pub(crate) ty: Type,
    pub(crate) pos: Pos,
}

/// A whole program: the package under analysis, and what it uses of others.
#[derive(Default)]
pub(crate) struct Program {
    pub(crate) exprs: Vec<Expr>,
    pub(crate) vars: Vec<Var>,
    pub(crate) globals: Vec<Global>,
    pub(crate) functions: Vec<Function>,
    pub(crate) statements: u32,
    /// Functions that the package declares, in the order of the source.
    pub(crate) order: Vec<FuncId>,
    /// Before Go 1.22: constants as they are written in the source, which is how they are reported, and the operator that they are, if any.
    pub(crate) written: HashMap<ExprId, (Rc<str>, Option<BinaryOp>)>,
    /// Before Go 1.22: variables of other functions that function literals name, in code that is left out as well.
    pub(crate) named: Vec<(FuncId, Capture)>,
    /// The function that gives the package's variables their values.
    pub(crate) init: Option<FuncId>,
}

impl Program {
    pub(crate) fn add(&mut self, kind: ExprKind, ty: Type, pos: Pos) -> ExprId {
        self.exprs.push(Expr { kind, ty, pos, implicit: false, init: Vec::new() });
        ExprId(self.exprs.len() as u32 - 1)
    }

    pub(crate) fn add_implicit(&mut self, kind: ExprKind, ty: Type, pos: Pos) -> ExprId {
        let id = self.add(kind, ty, pos);
        self.exprs[id.index()].implicit = true;
        id
    }

    pub(crate) fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.index()]
    }

    pub(crate) fn kind(&self, id: ExprId) -> &ExprKind {
        &self.exprs[id.index()].kind
    }

    pub(crate) fn ty(&self, id: ExprId) -> Type {
        self.exprs[id.index()].ty
    }

    pub(crate) fn var(&self, id: VarId) -> &Var {
        &self.vars[id.index()]
    }

    pub(crate) fn function(&self, id: FuncId) -> &Function {
        &self.functions[id.index()]
    }

    pub(crate) fn function_mut(&mut self, id: FuncId) -> &mut Function {
        &mut self.functions[id.index()]
    }

    pub(crate) fn stmt(&mut self, pos: Pos, kind: StmtKind) -> Stmt {
        let id = StmtId(self.statements);
        self.statements += 1;
        Stmt { id, pos, init: Vec::new(), kind }
    }

    /// A variable of the compiler's own, named as the compiler names it.
    pub(crate) fn temporary(&mut self, function: FuncId, ty: Type, pos: Pos) -> VarId {
        let name = format!(".autotmp_{}", self.function(function).declared.len());
        let var = self.declare(function, name.into(), ty, pos, VarClass::Auto);
        self.vars[var.index()].temporary = true;
        var
    }

    pub(crate) fn declare(&mut self, function: FuncId, name: Rc<str>, ty: Type, pos: Pos, class: VarClass) -> VarId {
        let var = VarId(self.vars.len() as u32);
        self.vars.push(Var {
            name,
            ty,
            pos,
            function,
            class,
            definition: Definition::None,
            addressed: false,
            temporary: false,
        });
        self.function_mut(function).declared.push(var);
        var
    }

    /// The variable whose memory an expression stands for: fields, elements of arrays and parentheses stripped.
    pub(crate) fn outer_value(&self, mut id: ExprId, is_array: impl Fn(Type) -> bool) -> ExprId {
        loop {
            match self.kind(id) {
                ExprKind::Dot(x, _) | ExprKind::Convert(ConvOp::Nop, x) => id = *x,
                ExprKind::Index(x, _) if is_array(self.ty(*x)) => id = *x,
                _ => return id,
            }
        }
    }

    /// Whether one function is a closure somewhere inside the other.
    pub(crate) fn contains(&self, outer: FuncId, inner: FuncId) -> bool {
        let mut at = inner;
        while let Some(closure) = &self.function(at).closure {
            at = closure.parent;
            if at == outer {
                return true;
            }
        }
        false
    }
}

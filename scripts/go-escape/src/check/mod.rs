//! From the parsed files to a typed program: what every name stands for, what type every expression has, and everything that Go
//! leaves out made explicit. What the compiler would refuse is refused here, and what the model does not know as well.
//!
//! - `scope`: what names stand for
//! - `typexpr`: types as they are written
//! - `lookup`: fields and methods
//! - `operand`: values, and conversions between types
//! - `expr`, `binary`, `call`, `builtin`, `composite`: expressions
//! - `stmt`, `assign`, `control`, `deferred`, `terminate`: statements

mod assign;
mod binary;
mod builtin;
mod call;
mod composite;
mod control;
mod deferred;
mod expr;
pub(crate) mod lookup;
mod operand;
mod package;
mod scope;
mod stmt;
mod terminate;
mod typexpr;

use std::collections::HashMap;
use std::rc::Rc;

use gosyn::ast;

use crate::error::{Result, outside, wrong};
use crate::ir::{ExprId, FuncId, GlobalId, Program, Stmt, VarClass, VarId};
use crate::parse::Parsed;
use crate::releases::Release;
use crate::source::Pos;
use crate::types::Types;
use scope::{Entity, Local, Scope};

pub(crate) use package::{Given, Table};

/// Where the checker is: what unqualified names mean, and which function is being made.
pub(crate) struct At {
    pub(crate) package: u32,
    /// Index into [`Checker::files`].
    file: usize,
    function: Option<FuncId>,
    scopes: Vec<Scope>,
    /// What `iota` is, in a constant declaration.
    iota: Option<i64>,
    labels: Vec<Labels>,
}

/// The labels of one function, and what encloses the statement.
#[derive(Default)]
struct Labels {
    declared: HashMap<Rc<str>, (Pos, bool)>,
    gotos: Vec<(Rc<str>, Pos)>,
    /// Open statements that `break` and `continue` may leave.
    open: Vec<Open>,
}

struct Open {
    label: Option<Rc<str>>,
    is_loop: bool,
}

/// One declaration of a package, until something needs it.
#[derive(Clone)]
enum Decl<'a> {
    Const {
        names: &'a ast::ConstSpec,
        index: usize,
        typ: Option<&'a ast::Expression>,
        values: &'a [ast::Expression],
        iota: i64,
    },
    Var {
        spec: usize,
    },
    Alias(&'a ast::TypeSpec),
}

#[derive(Clone)]
struct Pending<'a> {
    decl: Decl<'a>,
    file: usize,
    pos: Pos,
    resolving: bool,
}

/// A declaration of variables of a package.
struct VarDecl<'a> {
    spec: &'a ast::VarSpec,
    file: usize,
    globals: Vec<Option<GlobalId>>,
    state: VarState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum VarState {
    Waiting,
    Resolving,
    Done,
}

/// An initial value of variables of the package.
pub(crate) struct Initialiser {
    pub(crate) globals: Vec<Option<GlobalId>>,
    pub(crate) stmts: Vec<Stmt>,
    pub(crate) value: Option<ExprId>,
}

struct Package<'a> {
    names: HashMap<Rc<str>, Entity>,
    pending: HashMap<Rc<str>, Pending<'a>>,
    /// Whether the package may declare more than is known of it.
    of_table: bool,
}

struct File<'a> {
    package: u32,
    parsed: &'a Parsed,
    /// The version of the language that the file is written in.
    language: Release,
    /// Imported packages by the name that the file uses, and whether it uses them.
    imports: HashMap<Rc<str>, (u32, Pos, bool)>,
}

struct FuncSource<'a> {
    decl: &'a ast::FuncDecl,
    file: usize,
    resolved: bool,
}

/// A method whose type is not looked up yet.
struct WaitingMethod {
    package: u32,
    base: Rc<str>,
    name: Rc<str>,
    function: FuncId,
    on_pointer: bool,
    pos: Pos,
}

pub(crate) struct Checker<'a> {
    pub(crate) types: Types,
    pub(crate) program: Program,
    pub(crate) release: Release,
    pub(crate) at: At,
    universe: HashMap<Rc<str>, Entity>,
    packages: Vec<Package<'a>>,
    paths: HashMap<Rc<str>, u32>,
    files: Vec<File<'a>>,
    var_decls: Vec<VarDecl<'a>>,
    type_sources: HashMap<u32, (&'a ast::TypeSpec, usize, bool)>,
    functions: HashMap<FuncId, FuncSource<'a>>,
    globals: HashMap<GlobalId, usize>,
    pub(crate) initialisers: Vec<Initialiser>,
    waiting: Vec<WaitingMethod>,
    table: &'a dyn Table,
}

/// A checked package.
pub(crate) struct Checked {
    pub(crate) types: Types,
    pub(crate) program: Program,
    pub(crate) initialisers: Vec<Initialiser>,
}

impl<'a> Checker<'a> {
    pub(crate) fn pos(&self, offset: usize) -> Pos {
        self.files[self.at.file].parsed.lines.pos(offset)
    }

    /// The version of the language here.
    fn language(&self) -> Release {
        self.files[self.at.file].language
    }

    fn function(&self) -> FuncId {
        self.at.function.unwrap_or_else(|| unreachable!("expressions are checked inside a function"))
    }

    fn open_scope(&mut self) {
        self.at.scopes.push(Scope::default());
    }

    /// Ends a block; what it declared has to have been read.
    fn close_scope(&mut self) -> Result<()> {
        let Some(scope) = self.at.scopes.pop() else { return Ok(()) };
        let unused = scope.names.iter().filter(|(_, local)| local.must_be_used && !local.used);
        match unused.min_by_key(|(_, local)| local.pos) {
            Some((name, local)) => wrong(local.pos, format!("declared and not used: {name}")),
            None => Ok(()),
        }
    }

    fn declare_local(&mut self, name: &str, entity: Entity, pos: Pos, must_be_used: bool) -> Result<()> {
        if name == "_" {
            return Ok(());
        }
        let Some(scope) = self.at.scopes.last_mut() else { return Ok(()) };
        if let Some(old) = scope.names.get(name) {
            let at = old.pos;
            return wrong(pos, format!("{name} is declared twice in this block; the first one is on line {}", at.line));
        }
        scope.names.insert(name.into(), Local { entity, pos, used: false, must_be_used });
        Ok(())
    }

    fn declare_var(&mut self, ident: &ast::Ident, ty: crate::types::Type, class: VarClass) -> VarId {
        let pos = self.pos(ident.pos);
        self.program.declare(self.function(), ident.name.as_str().into(), ty, pos, class)
    }

    /// What a name stands for here; `read` says whether this is a use that counts.
    fn resolve(&mut self, ident: &ast::Ident, read: bool) -> Result<Entity> {
        let pos = self.pos(ident.pos);
        let name = ident.name.as_str();
        if name == "_" {
            return wrong(pos, "cannot use _ as a value");
        }
        for scope in self.at.scopes.iter_mut().rev() {
            if let Some(local) = scope.names.get_mut(name) {
                local.used |= read;
                let entity = local.entity.clone();
                if let (Entity::Var(var), false) = (&entity, self.release.simplifies_early()) {
                    let function = self.function();
                    self.program.named.push((function, crate::ir::Capture { var: *var, pos }));
                }
                return Ok(entity);
            }
        }
        if let Some(import) = self.files[self.at.file].imports.get_mut(name) {
            import.2 = true;
            return Ok(Entity::Package(import.0));
        }
        if let Some(entity) = self.package_entity(self.at.package, name)? {
            return Ok(entity);
        }
        match (name, self.at.iota) {
            ("iota", Some(iota)) => {
                return Ok(Entity::Const(crate::constant::Value::int(iota), crate::types::basic::UNTYPED_INT));
            }
            ("iota", None) => return wrong(pos, "iota is known in a constant declaration only"),
            _ => {}
        }
        match self.universe.get(name) {
            Some(entity) => Ok(entity.clone()),
            None => wrong(pos, format!("undefined: {name}")),
        }
    }

    fn no_generics(&self, params: &ast::FieldList) -> Result<()> {
        match params.list.first() {
            Some(field) => {
                let pos = field.name.first().map_or_else(Pos::default, |name| self.pos(name.pos));
                outside(pos, "type parameters; write the function or type for the types that it is used with")
            }
            None => Ok(()),
        }
    }
}

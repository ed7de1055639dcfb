//! The declarations of packages, resolved when something needs them.

use std::collections::HashMap;
use std::rc::Rc;

use gosyn::ast;

use super::{
    At, Checked, Checker, Decl, File, FuncSource, Initialiser, Labels, Package, Pending, VarDecl, VarState,
    WaitingMethod,
};
use crate::check::scope::{Entity, UNSAFE, universe};
use crate::error::{Fault, FaultKind, Result, outside, wrong};
use crate::ir::{ExprKind, FuncId, Function, Global, GlobalId, Param, Program, StmtKind, VarClass};
use crate::leaks::Leaks;
use crate::parse::Parsed;
use crate::releases::Release;
use crate::source::Pos;
use crate::types::{DeclaredMethod, Kind, Named, NamedId, Type, Types, UNIVERSE, basic};

/// What is known of functions of other packages.
pub(crate) trait Table {
    /// Where the receiver and the parameters of a function go, by the package's path and the function's name (`F`, `T.M`).
    fn leaks(&self, path: &str, name: &str) -> Option<Vec<Option<Leaks>>>;
}

/// A package that is given to the checker: the first is the one under analysis, the rest is what it imports, dependencies included.
pub(crate) struct Given<'a> {
    pub(crate) path: Rc<str>,
    pub(crate) files: Vec<&'a Parsed>,
    /// Whether only its declarations are known, and not all of them.
    pub(crate) of_table: bool,
}

impl<'a> Checker<'a> {
    pub(crate) fn check(
        given: &[Given<'a>],
        release: Release,
        language: Release,
        table: &'a dyn Table,
    ) -> Result<Checked> {
        let types = Types::new();
        let universe = universe(&types);
        let at = At { package: 0, file: 0, function: None, scopes: vec![], iota: None, labels: vec![] };
        let mut checker = Checker {
            types,
            program: Program::default(),
            release,
            at,
            universe,
            packages: vec![],
            paths: HashMap::new(),
            files: vec![],
            var_decls: vec![],
            type_sources: HashMap::new(),
            functions: HashMap::new(),
            globals: HashMap::new(),
            initialisers: vec![],
            waiting: vec![],
            table,
        };
        for package in given {
            checker.collect(package, language)?;
        }
        checker.imports()?;
        checker.declarations()?;
        checker.bodies()?;
        checker.unused_imports()?;
        Ok(Checked { types: checker.types, program: checker.program, initialisers: checker.initialisers })
    }

    /// Notes the declarations of a package, without looking into them.
    fn collect(&mut self, given: &Given<'a>, language: Release) -> Result<()> {
        let index = self.packages.len() as u32;
        let name = given.files.first().map_or("", |file| file.ast.pkg_name.name.as_str());
        self.types.packages.push(name.into());
        self.paths.insert(given.path.clone(), index);
        self.packages.push(Package { names: HashMap::new(), pending: HashMap::new(), of_table: given.of_table });
        for parsed in &given.files {
            let file = self.files.len();
            let language = parsed.language.unwrap_or(language);
            self.files.push(File { package: index, parsed, language, imports: HashMap::new() });
            self.enter(index, file);
            if parsed.ast.pkg_name.name != name {
                let pos = self.pos(parsed.ast.pkg_name.pos);
                return wrong(pos, format!("package {} in a directory of package {name}", parsed.ast.pkg_name.name));
            }
            for decl in &parsed.ast.decl {
                self.collect_decl(decl, index, file)?;
            }
        }
        Ok(())
    }

    fn enter(&mut self, package: u32, file: usize) {
        self.at = At { package, file, function: None, scopes: vec![], iota: None, labels: vec![] };
    }

    fn collect_decl(&mut self, decl: &'a ast::Declaration, package: u32, file: usize) -> Result<()> {
        match decl {
            ast::Declaration::Function(function) => self.collect_function(function, package, file),
            ast::Declaration::Type(decl) => {
                for spec in &decl.specs {
                    let pos = self.pos(spec.name.pos);
                    let name: Rc<str> = spec.name.name.as_str().into();
                    if !spec.params.list.is_empty() {
                        self.insert(package, &name, Entity::Generic(name.clone()), pos)?;
                        continue;
                    }
                    if spec.alias {
                        self.pend(package, &name, Pending { decl: Decl::Alias(spec), file, pos, resolving: false })?;
                        continue;
                    }
                    let ty = self.new_named(&name, package, spec, file);
                    self.insert(package, &name, Entity::Type(ty), pos)?;
                }
                Ok(())
            }
            ast::Declaration::Const(decl) => {
                let (mut typ, mut values): (Option<&'a ast::Expression>, &'a [ast::Expression]) = (None, &[]);
                for (iota, spec) in decl.specs.iter().enumerate() {
                    if spec.typ.is_some() || !spec.values.is_empty() {
                        (typ, values) = (spec.typ.as_ref(), &spec.values);
                    }
                    for (index, ident) in spec.name.iter().enumerate() {
                        let pos = self.pos(ident.pos);
                        let decl = Decl::Const { names: spec, index, typ, values, iota: iota as i64 };
                        self.pend(package, &ident.name, Pending { decl, file, pos, resolving: false })?;
                    }
                }
                Ok(())
            }
            ast::Declaration::Variable(decl) => {
                for spec in &decl.specs {
                    let index = self.var_decls.len();
                    let mut globals = Vec::new();
                    for ident in &spec.name {
                        let pos = self.pos(ident.pos);
                        if ident.name == "_" {
                            globals.push(None);
                            continue;
                        }
                        let id = GlobalId(self.program.globals.len() as u32);
                        let name: Rc<str> = ident.name.as_str().into();
                        self.program.globals.push(Global { name: name.clone(), package, ty: basic::NO_VALUE, pos });
                        self.globals.insert(id, index);
                        globals.push(Some(id));
                        self.pend(
                            package,
                            &name,
                            Pending { decl: Decl::Var { spec: index }, file, pos, resolving: false },
                        )?;
                        self.packages[package as usize].names.insert(name, Entity::Global(id));
                    }
                    self.var_decls.push(VarDecl { spec, file, globals, state: VarState::Waiting });
                }
                Ok(())
            }
        }
    }

    pub(super) fn new_named(&mut self, name: &str, package: u32, spec: &'a ast::TypeSpec, file: usize) -> Type {
        let id = NamedId(self.types.named.len() as u32);
        self.types.named.push(Named { name: name.into(), package, underlying: None, methods: vec![] });
        self.type_sources.insert(id.0, (spec, file, false));
        self.types.intern(Kind::Named(id))
    }

    fn collect_function(&mut self, decl: &'a ast::FuncDecl, package: u32, file: usize) -> Result<()> {
        let pos = self.pos(decl.name.pos);
        let name: Rc<str> = decl.name.name.as_str().into();
        if !decl.typ.typ_params.list.is_empty() {
            if package == 0 {
                self.no_generics(&decl.typ.typ_params)?;
            }
            return self.insert(package, &name, Entity::Generic(name.clone()), pos);
        }
        let id = self.new_function(name.clone(), package);
        for comment in &decl.docs {
            let text = comment.text.trim_start_matches("//").trim();
            match text {
                "go:noescape" => self.program.function_mut(id).noescape = true,
                "go:uintptrescapes" | "go:uintptrkeepalive" if package == 0 => {
                    return outside(pos, format!("//{text}"));
                }
                _ => {}
            }
        }
        self.functions.insert(id, FuncSource { decl, file, resolved: false });
        if package == 0 {
            self.program.order.push(id);
        }
        if let Some(recv) = &decl.recv {
            return self.collect_method(recv, &name, id, package, pos);
        }
        if &*name == "_" {
            return Ok(());
        }
        if &*name == "init" || &*name == "main" && &*self.types.packages[package as usize] == "main" {
            if !decl.typ.params.list.is_empty() || !decl.typ.result.list.is_empty() {
                return wrong(pos, format!("func {name} has no parameters and no results"));
            }
            if &*name == "init" {
                // There may be several, so the compiler numbers them.
                let number =
                    self.program.functions.iter().filter(|function| function.name.starts_with("init.")).count();
                self.program.function_mut(id).name = format!("init.{number}").into();
                return Ok(());
            }
        }
        self.insert(package, &name, Entity::Func(id), pos)
    }

    fn collect_method(
        &mut self,
        recv: &'a ast::FieldList,
        name: &Rc<str>,
        id: FuncId,
        package: u32,
        pos: Pos,
    ) -> Result<()> {
        let Some(field) = recv.list.first().filter(|field| recv.list.len() == 1 && field.name.len() <= 1) else {
            return wrong(pos, "a method has one receiver");
        };
        let (base, on_pointer) = receiver_base(&field.typ);
        let Some(base) = base else {
            return match field.typ {
                ast::Expression::Index(_) | ast::Expression::IndexList(_) => outside(pos, "a method of a generic type"),
                _ => outside(pos, "a receiver that is not the name of a type of this package, or a pointer to one"),
            };
        };
        // The type may be declared further down or in another file.
        self.waiting.push(WaitingMethod { package, base, name: name.clone(), function: id, on_pointer, pos });
        Ok(())
    }

    /// Gives methods to the types that they are declared for.
    fn attach_methods(&mut self) -> Result<()> {
        for WaitingMethod { package, base, name, function, on_pointer, pos } in std::mem::take(&mut self.waiting) {
            let id = match self.package_entity(package, &base)? {
                Some(Entity::Type(ty)) => self.types.named_id(ty),
                Some(Entity::Generic(_)) if package != 0 => continue,
                Some(Entity::Generic(_)) => return outside(pos, "a method of a generic type"),
                _ => None,
            };
            let Some(id) = id.filter(|id| self.types.named[id.0 as usize].package == package) else {
                return wrong(pos, format!("{base} is no type of this package, so it can have no method"));
            };
            if &*name == "_" {
                continue;
            }
            let named = &mut self.types.named[id.0 as usize];
            if named.methods.iter().any(|method| method.name == name) {
                return wrong(pos, format!("method {base}.{name} is declared twice"));
            }
            named.methods.push(DeclaredMethod { name, on_pointer, function });
        }
        Ok(())
    }

    pub(super) fn new_function(&mut self, name: Rc<str>, package: u32) -> FuncId {
        let id = FuncId(self.program.functions.len() as u32);
        self.program.functions.push(Function {
            name,
            package,
            ty: basic::NO_VALUE,
            recv: None,
            params: vec![],
            results: vec![],
            body: None,
            declared: vec![],
            closure: None,
            noescape: false,
            tagged: false,
            assumed: false,
        });
        id
    }

    fn insert(&mut self, package: u32, name: &Rc<str>, entity: Entity, pos: Pos) -> Result<()> {
        if &**name == "_" {
            return Ok(());
        }
        let names = &mut self.packages[package as usize].names;
        if names.contains_key(name) || self.packages[package as usize].pending.contains_key(name) {
            return wrong(pos, format!("{name} is declared twice in this package"));
        }
        self.packages[package as usize].names.insert(name.clone(), entity);
        Ok(())
    }

    fn pend(&mut self, package: u32, name: &str, pending: Pending<'a>) -> Result<()> {
        if name == "_" {
            // Its value has to be right all the same.
            let unique: Rc<str> = format!("_{}", self.packages[package as usize].pending.len()).into();
            self.packages[package as usize].pending.insert(format!("_ {unique}").into(), pending);
            return Ok(());
        }
        let of_package = &mut self.packages[package as usize];
        if of_package.names.contains_key(name) || of_package.pending.contains_key(name) {
            return wrong(pending.pos, format!("{name} is declared twice in this package"));
        }
        of_package.pending.insert(name.into(), pending);
        Ok(())
    }

    /// What each file imports.
    fn imports(&mut self) -> Result<()> {
        for index in 0..self.files.len() {
            let (parsed, package) = (self.files[index].parsed, self.files[index].package);
            self.enter(package, index);
            for import in &parsed.ast.imports {
                let pos = self.pos(import.path.pos);
                let path = import.path.value.trim_matches(['"', '`']);
                let Some(&imported) = self.paths.get(path) else {
                    return if path == "C" {
                        outside(pos, "cgo")
                    } else {
                        outside(
                            pos,
                            format!(
                                "package \"{path}\": it is not in the table of the standard library; give its source, too"
                            ),
                        )
                    };
                };
                let name = match &import.name {
                    Some(ident) if ident.name == "_" => continue,
                    Some(ident) if ident.name == "." => return outside(pos, "an import of all names of a package"),
                    Some(ident) => Rc::from(ident.name.as_str()),
                    None => self.types.packages[imported as usize].clone(),
                };
                if self.files[index].imports.insert(name.clone(), (imported, pos, false)).is_some() {
                    return wrong(pos, format!("{name} is imported twice"));
                }
                if package == 0 && self.packages[0].names.contains_key(&name) {
                    return wrong(pos, format!("{name} is declared in this package, and imported"));
                }
            }
        }
        Ok(())
    }

    fn unused_imports(&self) -> Result<()> {
        for file in self.files.iter().filter(|file| file.package == 0) {
            for (name, (_, pos, used)) in &file.imports {
                if !used {
                    return wrong(*pos, format!("{name} is imported and not used"));
                }
            }
        }
        Ok(())
    }

    /// Resolves what the package under analysis declares.
    fn declarations(&mut self) -> Result<()> {
        let init = self.new_function("init".into(), 0);
        self.program.function_mut(init).ty = self.types.intern(Kind::Func(Rc::new(crate::types::Signature {
            params: vec![],
            results: vec![],
            variadic: false,
        })));
        self.program.init = Some(init);
        self.unsafe_package();
        self.attach_methods()?;
        let named: Vec<u32> =
            (0..self.types.named.len() as u32).filter(|id| self.types.named[*id as usize].package == 0).collect();
        for id in named {
            let pos = self.type_pos(NamedId(id));
            self.resolve_named_at(NamedId(id), pos)?;
            let ty = self.types.intern(Kind::Named(NamedId(id)));
            self.types.check_finite(ty, pos)?;
            self.fields_and_methods_differ(NamedId(id), pos)?;
        }
        let names: Vec<Rc<str>> = {
            let mut pending: Vec<_> =
                self.packages[0].pending.iter().map(|(name, pending)| (pending.pos, name.clone())).collect();
            pending.sort();
            pending.into_iter().map(|(_, name)| name).collect()
        };
        for name in names {
            self.package_entity(0, &name)?;
        }
        for index in 0..self.var_decls.len() {
            if self.files[self.var_decls[index].file].package == 0 {
                self.resolve_var(index)?;
            }
        }
        let functions = self.program.order.clone();
        for function in functions {
            self.resolve_signature(function)?;
        }
        Ok(())
    }

    fn fields_and_methods_differ(&self, id: NamedId, pos: Pos) -> Result<()> {
        let named = &self.types.named[id.0 as usize];
        let Some(Kind::Struct(fields)) = named.underlying.map(|ty| self.types.kind(ty)) else { return Ok(()) };
        match named.methods.iter().find(|method| fields.iter().any(|field| field.name == method.name)) {
            Some(method) => wrong(pos, format!("{} has a field and a method named {}", named.name, method.name)),
            None => Ok(()),
        }
    }

    fn unsafe_package(&mut self) {
        let Some(&index) = self.paths.get("unsafe") else { return };
        let names = &mut self.packages[index as usize].names;
        names.insert("Pointer".into(), Entity::Type(basic::UNSAFE_POINTER));
        names.extend(UNSAFE.into_iter().map(|(name, builtin)| (name.into(), Entity::Builtin(builtin))));
    }

    fn type_pos(&self, id: NamedId) -> Pos {
        match self.type_sources.get(&id.0) {
            Some((spec, file, _)) => self.files[*file].parsed.lines.pos(spec.name.pos),
            None => Pos::default(),
        }
    }

    /// Checks the bodies of the package's functions, in the order of the source.
    fn bodies(&mut self) -> Result<()> {
        let functions = self.program.order.clone();
        for id in functions {
            let Some(source) = self.functions.get(&id) else { continue };
            let (decl, file) = (source.decl, source.file);
            let Some(body) = &decl.body else { continue };
            self.enter(0, file);
            self.function_body(id, body)?;
        }
        Ok(())
    }

    /// What a name of a package stands for, resolved now if it was not.
    pub(super) fn package_entity(&mut self, package: u32, name: &str) -> Result<Option<Entity>> {
        let Some(pending) = self.packages[package as usize].pending.get(name).cloned() else {
            return Ok(self.packages[package as usize].names.get(name).cloned());
        };
        if let Decl::Var { spec } = pending.decl {
            self.resolve_var(spec)?;
            return Ok(self.packages[package as usize].names.get(name).cloned());
        }
        if pending.resolving {
            return wrong(pending.pos, format!("{name} is declared by itself"));
        }
        if let Some(pending) = self.packages[package as usize].pending.get_mut(name) {
            pending.resolving = true;
        }
        let outer = std::mem::replace(
            &mut self.at,
            At { package, file: pending.file, function: self.program.init, scopes: vec![], iota: None, labels: vec![] },
        );
        let entity = match pending.decl {
            Decl::Const { names, index, typ, values, iota } => {
                self.constant_decl(names, index, typ, values, iota, pending.pos)
            }
            Decl::Alias(spec) => self.type_expr(&spec.typ).map(Entity::Type),
            Decl::Var { .. } => unreachable!("variables are resolved above"),
        };
        self.at = outer;
        let entity = entity?;
        self.packages[package as usize].pending.remove(name);
        self.packages[package as usize].names.insert(name.into(), entity.clone());
        Ok(Some(entity))
    }

    /// The value of one name of a constant declaration.
    pub(super) fn constant_decl(
        &mut self,
        names: &ast::ConstSpec,
        index: usize,
        typ: Option<&ast::Expression>,
        values: &[ast::Expression],
        iota: i64,
        pos: Pos,
    ) -> Result<Entity> {
        let Some(value) = values.get(index) else {
            return wrong(pos, "a constant needs a value");
        };
        if !names.values.is_empty() && values.len() > names.name.len() {
            return wrong(pos, "more values than names in a constant declaration");
        }
        let outer = self.at.iota.replace(iota);
        let result = (|| {
            let operand = self.expr(value)?;
            let Some(constant) = operand.as_const().cloned() else {
                return wrong(operand.pos, "this is no constant");
            };
            match typ {
                Some(typ) => {
                    let ty = self.type_expr(typ)?;
                    if self.types.basic(ty).is_none() {
                        return wrong(pos, format!("a constant cannot have type {}", self.types.name(ty)));
                    }
                    if !self.assignable(&operand, ty) {
                        return wrong(operand.pos, format!("this constant is no {}", self.types.name(ty)));
                    }
                    Ok(Entity::Const(self.representable(constant, ty, operand.pos)?, ty))
                }
                None => Ok(Entity::Const(constant, operand.ty)),
            }
        })();
        self.at.iota = outer;
        result
    }

    /// The types of a package's variables, and the values that they begin with.
    fn resolve_var(&mut self, index: usize) -> Result<()> {
        match self.var_decls[index].state {
            VarState::Done => return Ok(()),
            VarState::Resolving => {
                let pos =
                    self.files[self.var_decls[index].file].parsed.lines.pos(self.var_decls[index].spec.name[0].pos);
                return wrong(pos, "the variable needs its own value for its type");
            }
            VarState::Waiting => {}
        }
        self.var_decls[index].state = VarState::Resolving;
        let (spec, file) = (self.var_decls[index].spec, self.var_decls[index].file);
        let package = self.files[file].package;
        let globals = self.var_decls[index].globals.clone();
        let outer = std::mem::replace(
            &mut self.at,
            At {
                package,
                file,
                function: self.program.init,
                scopes: vec![],
                iota: None,
                labels: vec![Labels::default()],
            },
        );
        let result = self.var_values(spec, &globals, index);
        self.at = outer;
        self.var_decls[index].state = VarState::Done;
        for ident in &spec.name {
            self.packages[package as usize].pending.remove(ident.name.as_str());
        }
        result
    }

    fn var_values(&mut self, spec: &'a ast::VarSpec, globals: &[Option<GlobalId>], index: usize) -> Result<()> {
        let declared = spec.typ.as_ref().map(|typ| self.type_expr(typ)).transpose()?;
        if let Some(ty) = declared {
            for id in globals.iter().flatten() {
                self.program.globals[id.index()].ty = ty;
            }
            // The type is known now, so the value may refer to the variable in a function.
            self.var_decls[index].state = VarState::Done;
        }
        if spec.values.is_empty() || self.files[self.at.file].package != 0 {
            return match declared {
                Some(_) => Ok(()),
                None => Err(Fault {
                    pos: self.pos(spec.name[0].pos),
                    what: "a variable needs a type or a value".into(),
                    kind: FaultKind::Type,
                }),
            };
        }
        if spec.values.len() == 1 && spec.name.len() > 1 {
            let pos = self.pos(spec.name[0].pos);
            let targets = vec![declared; spec.name.len()];
            let values = self.values(&spec.values, &targets, pos, "assignment")?;
            let mut stmts = Vec::new();
            for (slot, &value) in globals.iter().zip(&values) {
                let ty = self.program.ty(value);
                let name_pos = slot.map_or(pos, |id| self.program.globals[id.index()].pos);
                if let Some(id) = slot {
                    self.program.globals[id.index()].ty = ty;
                }
                let lhs = match slot {
                    Some(id) => self.program.add(ExprKind::Global(*id), ty, name_pos),
                    None => self.program.add(ExprKind::Blank, ty, name_pos),
                };
                stmts.push(self.program.stmt(name_pos, StmtKind::Assign { lhs, rhs: Some(value), def: false }));
            }
            self.initialisers.push(Initialiser { globals: globals.to_vec(), stmts, value: None });
            return Ok(());
        }
        if spec.values.len() != spec.name.len() {
            let pos = self.pos(spec.name[0].pos);
            return wrong(pos, format!("{} variables, and {} values", spec.name.len(), spec.values.len()));
        }
        for (slot, value) in globals.iter().zip(&spec.values) {
            let operand = self.expr(value)?;
            let value = self.convert(operand, declared, "variable declaration")?;
            if let Some(id) = slot
                && declared.is_none()
            {
                self.program.globals[id.index()].ty = self.program.ty(value);
            }
            self.initialisers.push(Initialiser { globals: vec![*slot], stmts: vec![], value: Some(value) });
        }
        Ok(())
    }

    /// Resolves a type of any package; what is wrong with one under analysis is reported where its declaration is checked.
    pub(super) fn resolve_named(&mut self, id: NamedId) {
        let _ = self.resolve_named_at(id, Pos::default());
    }

    pub(super) fn resolve_named_at(&mut self, id: NamedId, pos: Pos) -> Result<()> {
        let named = &self.types.named[id.0 as usize];
        if named.underlying.is_some() || named.package == UNIVERSE {
            return Ok(());
        }
        let Some((spec, file, resolving)) = self.type_sources.get_mut(&id.0) else { return Ok(()) };
        if *resolving {
            return wrong(pos, format!("invalid recursive type {}", named.name));
        }
        *resolving = true;
        let (spec, file) = (*spec, *file);
        let package = self.files[file].package;
        let outer = std::mem::replace(
            &mut self.at,
            At { package, file, function: self.program.init, scopes: vec![], iota: None, labels: vec![] },
        );
        let result = self.type_expr(&spec.typ).and_then(|ty| {
            if let Some(other) = self.types.named_id(ty) {
                self.resolve_named_at(other, pos)?;
            }
            Ok(self.types.underlying(ty))
        });
        self.at = outer;
        self.types.named[id.0 as usize].underlying = Some(result?);
        Ok(())
    }

    /// The types of a function's parameters and results.
    pub(super) fn resolve_signature(&mut self, id: FuncId) -> Result<()> {
        let Some(source) = self.functions.get_mut(&id) else { return Ok(()) };
        if source.resolved {
            return Ok(());
        }
        source.resolved = true;
        let (decl, file) = (source.decl, source.file);
        let package = self.files[file].package;
        let outer = std::mem::replace(
            &mut self.at,
            At { package, file, function: Some(id), scopes: vec![], iota: None, labels: vec![] },
        );
        let result = self.signature_of(id, decl);
        self.at = outer;
        result?;
        if package != 0 {
            self.tags_of_another(id, decl, package);
        }
        Ok(())
    }

    fn signature_of(&mut self, id: FuncId, decl: &'a ast::FuncDecl) -> Result<()> {
        if let Some(recv) = &decl.recv {
            let (mut params, _) = self.params(recv, VarClass::Param)?;
            self.program.function_mut(id).recv = params.pop();
        }
        let (params, variadic) = self.params(&decl.typ.params, VarClass::Param)?;
        let (mut results, _) = self.params(&decl.typ.result, VarClass::Result)?;
        name_results(&mut results, self.release);
        let ty = self.signature_type(&params, &results, variadic);
        let function = self.program.function_mut(id);
        (function.params, function.results, function.ty) = (params, results, ty);
        self.declare_params(id);
        Ok(())
    }

    pub(super) fn signature_type(&mut self, params: &[Param], results: &[Param], variadic: bool) -> Type {
        self.types.intern(Kind::Func(Rc::new(crate::types::Signature {
            params: params.iter().map(|param| param.ty).collect(),
            results: results.iter().map(|param| param.ty).collect(),
            variadic,
        })))
    }

    /// Makes variables of receiver, parameters and results.
    pub(super) fn declare_params(&mut self, id: FuncId) {
        let function = self.program.function(id).clone();
        let make = |checker: &mut Self, param: &Param, class| {
            let name = param.name.clone().unwrap_or_else(|| "_".into());
            checker.program.declare(id, name, param.ty, param.pos, class)
        };
        let recv = function.recv.as_ref().map(|param| make(self, param, VarClass::Param));
        let params: Vec<_> = function.params.iter().map(|param| make(self, param, VarClass::Param)).collect();
        let results: Vec<_> = function.results.iter().map(|param| make(self, param, VarClass::Result)).collect();
        let function = self.program.function_mut(id);
        if let (Some(param), Some(var)) = (&mut function.recv, recv) {
            param.var = Some(var);
        }
        for (param, var) in function.params.iter_mut().zip(params).chain(function.results.iter_mut().zip(results)) {
            param.var = Some(var);
        }
    }

    fn tags_of_another(&mut self, id: FuncId, decl: &ast::FuncDecl, package: u32) {
        let path = self.paths.iter().find(|(_, index)| **index == package).map(|(path, _)| path.clone());
        let base = decl.recv.as_ref().and_then(|recv| receiver_base(&recv.list.first()?.typ).0);
        let name = match base {
            Some(base) => format!("{base}.{}", decl.name.name),
            None => decl.name.name.clone(),
        };
        let tags = path.and_then(|path| self.table.leaks(&path, &name));
        let types = &self.types;
        let function = &mut self.program.functions[id.index()];
        function.tagged = true;
        function.assumed = tags.is_none();
        let mut tags = tags.unwrap_or_default().into_iter();
        for param in function.recv.iter_mut().chain(function.params.iter_mut()) {
            let tag = tags.next().flatten();
            param.leaks = Some(match tag {
                Some(leaks) => leaks,
                None if function.assumed && types.has_pointers(param.ty) => Leaks::unknown(),
                None => Leaks::default(),
            });
        }
    }

    /// Parameters or results as they are declared, and whether the last one is variadic.
    pub(super) fn params(&mut self, list: &ast::FieldList, class: VarClass) -> Result<(Vec<Param>, bool)> {
        let (mut params, mut variadic) = (Vec::new(), false);
        let count = list.list.len();
        for (index, field) in list.list.iter().enumerate() {
            let ty = match &field.typ {
                ast::Expression::Ellipsis(ellipsis) => {
                    let pos = self.pos(ellipsis.pos);
                    if index + 1 != count || field.name.len() > 1 || class == VarClass::Result {
                        return wrong(pos, "only the last parameter may be variadic");
                    }
                    let Some(elt) = &ellipsis.elt else { return wrong(pos, "a variadic parameter needs a type") };
                    variadic = true;
                    let elem = self.type_expr(elt)?;
                    self.types.slice(elem)
                }
                typ => self.type_expr(typ)?,
            };
            let pos = self.type_start(&field.typ);
            if field.name.is_empty() {
                params.push(Param { name: None, ty, pos, var: None, leaks: None });
            }
            for ident in &field.name {
                let pos = self.pos(ident.pos);
                params.push(Param { name: Some(ident.name.as_str().into()), ty, pos, var: None, leaks: None });
            }
        }
        Ok((params, variadic))
    }
}

/// Results without a name are reported as `~r0`, `~r1` and so on.
pub(super) fn name_results(results: &mut [Param], release: Release) {
    for (index, param) in results.iter_mut().enumerate() {
        if param.name.as_deref().is_none_or(|name| name == "_") {
            let blank = if param.name.is_some() && !release.simplifies_early() { "b" } else { "r" };
            param.name = Some(format!("~{blank}{index}").into());
        }
    }
}

/// The name of the type that a method is declared for, and whether the receiver is a pointer.
fn receiver_base(typ: &ast::Expression) -> (Option<Rc<str>>, bool) {
    match typ {
        ast::Expression::Ident(ident) => (Some(ident.name.as_str().into()), false),
        ast::Expression::Paren(paren) => receiver_base(&paren.expr),
        ast::Expression::TypePointer(pointer) => (receiver_base(&pointer.typ).0, true),
        ast::Expression::Operation(operation) if operation.y.is_none() => (receiver_base(&operation.x).0, true),
        _ => (None, false),
    }
}

//! Fields and methods: what `x.f` stands for, through embedded fields, and whether a type has the methods of an interface.

use std::rc::Rc;

use crate::check::Checker;
use crate::ir::FuncId;
use crate::types::{Kind, NamedId, Type, Types};

/// What a selector found, and the embedded fields on the way there.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Indexes of embedded fields, outermost first.
    pub(crate) path: Vec<usize>,
    pub(crate) what: Selected,
    /// Whether a pointer was followed on the way, so that the receiver has an address.
    pub(crate) indirect: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Selected {
    Field(usize, Type),
    Method {
        function: FuncId,
        on_pointer: bool,
    },
    /// A method of an interface, by its type without a receiver.
    InterfaceMethod(Type),
}

pub(crate) enum Lookup {
    Found(Found),
    Ambiguous,
    Missing,
    /// A type on the way is declared, and not resolved yet.
    Unresolved(NamedId),
}

/// Looks a name up in a type, shallowest first, as the language says.
pub(crate) fn lookup_in(types: &Types, ty: Type, name: &str, package: u32) -> Lookup {
    let (mut ty, mut indirect) = (ty, false);
    if let Kind::Pointer(to) = *types.under(ty)
        && types.named_id(ty).is_none()
    {
        if types.is_interface(to) {
            return Lookup::Missing;
        }
        (ty, indirect) = (to, true);
    }
    let exported = is_exported(name);
    let mut level = vec![(ty, Vec::new(), indirect, false)];
    let mut seen: Vec<NamedId> = Vec::new();
    while !level.is_empty() {
        let mut found: Vec<Found> = Vec::new();
        let mut ambiguous = false;
        let mut next: Vec<(Type, Vec<usize>, bool, bool)> = Vec::new();
        for (ty, path, indirect, multiple) in level {
            if let Some(id) = types.named_id(ty) {
                if seen.contains(&id) {
                    continue;
                }
                seen.push(id);
                let named = &types.named[id.0 as usize];
                if named.underlying.is_none() {
                    return Lookup::Unresolved(id);
                }
                let of_package = named.package;
                if let Some(method) = named.methods.iter().find(|m| &*m.name == name)
                    && (exported || of_package == package)
                {
                    let what = Selected::Method { function: method.function, on_pointer: method.on_pointer };
                    ambiguous |= multiple;
                    found.push(Found { path: path.clone(), what, indirect });
                    continue;
                }
            }
            match types.under(ty).clone() {
                Kind::Struct(fields) => {
                    for (index, field) in fields.iter().enumerate() {
                        if &*field.name == name && (exported || field.package == Some(package)) {
                            ambiguous |= multiple;
                            let what = Selected::Field(index, field.ty);
                            found.push(Found { path: path.clone(), what, indirect });
                            continue;
                        }
                        if !field.embedded {
                            continue;
                        }
                        let (to, through) = match *types.kind(field.ty) {
                            Kind::Pointer(to) => (to, true),
                            _ => (field.ty, false),
                        };
                        let mut path = path.clone();
                        path.push(index);
                        match next.iter_mut().find(|(ty, ..)| *ty == to) {
                            Some((_, _, _, multiple)) => *multiple = true,
                            None => next.push((to, path, indirect || through, multiple)),
                        }
                    }
                }
                Kind::Interface(methods) => {
                    let method = methods.iter().find(|m| &*m.name == name && (exported || m.package == Some(package)));
                    if let Some(method) = method {
                        ambiguous |= multiple;
                        found.push(Found { path, what: Selected::InterfaceMethod(method.ty), indirect });
                    }
                }
                _ => {}
            }
        }
        match found.len() {
            0 => level = next,
            1 if !ambiguous => return Lookup::Found(found.remove(0)),
            _ => return Lookup::Ambiguous,
        }
    }
    Lookup::Missing
}

impl Checker<'_> {
    /// Looks a name up in a type, whose declaration is resolved for it.
    pub(crate) fn lookup(&mut self, ty: Type, name: &str, package: u32) -> Lookup {
        loop {
            match lookup_in(&self.types, ty, name, package) {
                Lookup::Unresolved(id) => {
                    self.resolve_named(id);
                    if self.types.named[id.0 as usize].underlying.is_none() {
                        return Lookup::Missing;
                    }
                }
                found => return found,
            }
        }
    }

    /// The name of a method of the interface that the type does not have, if there is one.
    pub(crate) fn missing_method(&mut self, ty: Type, interface: Type) -> Option<Rc<str>> {
        let methods = self.types.methods(interface)?;
        for method in methods.iter() {
            let package = method.package.unwrap_or(self.at.package);
            let found = match self.lookup(ty, &method.name, package) {
                Lookup::Found(found) => found,
                _ => return Some(method.name.clone()),
            };
            let fits = match found.what {
                Selected::Method { function, on_pointer } => {
                    if self.resolve_signature(function).is_err() {
                        return Some(method.name.clone());
                    }
                    let signature = self.program.function(function).ty;
                    self.types.identical(signature, method.ty) && (!on_pointer || found.indirect)
                }
                Selected::InterfaceMethod(of) => self.types.identical(of, method.ty),
                Selected::Field(..) => false,
            };
            if !fits {
                return Some(method.name.clone());
            }
        }
        None
    }
}

pub(crate) fn is_exported(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}

//! Which functions can reach the allocator?
//!
//! A call graph over the objects of the code reported on and, as far as it reaches into them, the archives it is linked with. Nodes are
//! functions, edges are calls that a relocation names. Searched backwards from the allocator's entries ([`AllocatorCall`]), never through a
//! cold function ([`symbols::is_cold`]) and never through the reader's own functions, which are reported on themselves.

use crate::Error;
use crate::archives::{Archives, Member};
use crate::code::{Code, Function, Opened, Target};
use crate::instructions::Ways;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use symbols::{AllocatorCall, Foreign};

/// A node's number.
pub(crate) type Id = usize;

/// A function.
#[derive(Debug)]
pub(crate) struct Node {
    /// Demangled.
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) calls: Vec<Id>,
    /// Functions whose address it passes on.
    pub(crate) taken: Vec<Id>,
    /// Functions of the tables that it passes on, as a `dyn` object has one: what it calls without a name may be one of these.
    handed: Vec<Id>,
    /// The ways through it, where they are known, and its calls, ascending: the distance of each from its beginning, and what is called.
    ways: Option<Ways>,
    calls_at: Vec<(u64, Id)>,
    /// Whether it calls what no relocation names, or what is of another language and in no object.
    pub(crate) is_indirect: bool,
    /// Whether it runs a destructor that no relocation names, in code that was inlined.
    pub(crate) drops_unseen: bool,
    /// Whether it is only another name of the one function that it calls.
    is_alias: bool,
    body: Body,
}

impl Node {
    /// Whether a call, by its distance from where the function begins, is of functions that are all meant.
    fn only_calls(&self, at: u64, is_meant: impl Fn(Id) -> bool) -> bool {
        let first = self.calls_at.partition_point(|(call, _)| *call < at);
        let mut called = self.calls_at[first..].iter().take_while(|(call, _)| *call == at).peekable();
        called.peek().is_some() && called.all(|(_, called)| is_meant(*called))
    }
}

/// What a function is to the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One of the allocator's entries.
    Allocator(AllocatorCall),
    /// Ends what the program was doing: its name says so, and its code, where it is seen, does not return.
    Cold,
    /// Of the code that is reported on.
    Reader,
    /// Of the standard library or of another crate, or of C.
    Library,
}

/// Where a function's calls are found when they are asked for.
#[derive(Debug)]
enum Body {
    /// Nowhere, or they are known already.
    Known,
    /// A symbol not looked up yet.
    Symbol(String),
    /// A function of an object that was read.
    Read(Rc<Object>, usize),
}

/// An object read from an archive, and the nodes of its functions.
#[derive(Debug)]
struct Object {
    code: Code,
    nodes: Vec<Id>,
}

/// The functions met so far.
pub(crate) struct Graph<'a> {
    nodes: Vec<Node>,
    by_symbol: HashMap<String, Id>,
    archives: &'a Archives<'a>,
    read: HashMap<Member, Rc<Object>>,
}

/// What a function asks of the allocator when it is called: one of the allocator's entries, whoever wrote the allocator.
pub(crate) fn allocator_call(name: &str) -> Option<AllocatorCall> {
    AllocatorCall::of(name).or_else(|| {
        let frees = name.ends_with("dealloc");
        symbols::is_allocator_entry(name).then_some(if frees { AllocatorCall::Frees } else { AllocatorCall::Allocates })
    })
}

/// Functions that allocate each time, though their code has a way without: for a type or a text of no size, of which none is made.
const ALWAYS: [&str; 3] =
    ["alloc::boxed::box_new_uninit", "alloc::fmt::format::format_inner", "tokio::task::spawn::spawn"];

/// From each function, the next one on the shortest path to what was searched for.
pub(crate) struct Paths {
    next: Vec<Option<Id>>,
}

impl Paths {
    /// Whether there is a path.
    pub(crate) fn leads(&self, from: Id) -> bool {
        self.next.get(from).is_some_and(Option::is_some)
    }

    /// The functions from `from` to the end of the path, both included.
    pub(crate) fn from(&self, from: Id) -> Vec<Id> {
        let mut path = vec![from];
        let mut here = from;
        while let Some(next) = self.next.get(here).copied().flatten()
            && next != here
        {
            path.push(next);
            here = next;
        }
        path
    }
}

impl<'a> Graph<'a> {
    pub(crate) fn new(archives: &'a Archives<'a>) -> Self {
        Self { nodes: Vec::new(), by_symbol: HashMap::new(), archives, read: HashMap::new() }
    }

    pub(crate) fn node(&self, id: Id) -> &Node {
        &self.nodes[id]
    }

    /// Every function met, by its number.
    pub(crate) fn into_nodes(self) -> Vec<Node> {
        self.nodes
    }

    /// Adds the functions of an object of the reader's; their kinds and calls are set afterwards.
    pub(crate) fn add(&mut self, code: &Code) -> Vec<Id> {
        let nodes = self.functions(code);
        let data: Vec<Id> = code.data.iter().map(|symbol| self.symbol(symbol)).collect();
        for id in nodes.iter().chain(&data) {
            self.nodes[*id].body = Body::Known;
        }
        for (node, function) in nodes.iter().zip(&code.functions) {
            self.hold_to_its_name(*node, function.may_return);
        }
        nodes
    }

    /// Adds the functions of an object that is no one's to report on, with their calls.
    pub(crate) fn add_library(&mut self, code: &Code) {
        let nodes = self.add(code);
        for (node, function) in nodes.iter().zip(&code.functions) {
            self.connect(*node, function, &nodes);
            self.lay_out(*node, function, &nodes);
        }
    }

    /// The ways through a function and the places of its calls; `nodes` are those of the functions of its object.
    pub(crate) fn lay_out(&mut self, id: Id, function: &Function, nodes: &[Id]) {
        self.nodes[id].ways.clone_from(&function.ways);
        for reference in &function.references {
            let target = self.target(&reference.target, nodes);
            self.nodes[id].calls_at.push((reference.address.wrapping_sub(function.address), target));
        }
        self.nodes[id].calls_at.sort_unstable();
    }

    /// What a function of a library calls, and what it passes on; `nodes` are those of the functions of its object.
    fn connect(&mut self, id: Id, function: &Function, nodes: &[Id]) {
        self.nodes[id].is_indirect = !function.indirect.is_empty();
        let taken = function.taken.iter().filter(|_| function.calls_back);
        for reference in function.references.iter().chain(taken) {
            let target = self.target(&reference.target, nodes);
            self.nodes[id].calls.push(target);
        }
        for reference in &function.handed {
            let target = self.target(&reference.target, nodes);
            self.nodes[id].handed.push(target);
        }
    }

    /// The node of a target that an object names; `nodes` are those of the functions of the object.
    pub(crate) fn target(&mut self, target: &Target, nodes: &[Id]) -> Id {
        match target {
            Target::Here(index) => nodes[*index],
            Target::Elsewhere(symbol) => self.symbol(symbol),
        }
    }

    /// A node for every function of an object, the known one where its symbol was met before.
    fn functions(&mut self, code: &Code) -> Vec<Id> {
        let nodes: Vec<Id> = code
            .functions
            .iter()
            .map(
                |function| if function.is_global { self.symbol(&function.symbol) } else { self.push(&function.symbol) },
            )
            .collect();
        for (alias, function) in &code.aliases {
            let node = self.symbol(alias);
            if node != nodes[*function] && matches!(self.nodes[node].body, Body::Symbol(_)) {
                self.nodes[node].body = Body::Known;
                self.nodes[node].is_alias = true;
                self.nodes[node].calls = vec![nodes[*function]];
            }
        }
        nodes
    }

    /// The node of a symbol that other objects can name.
    pub(crate) fn symbol(&mut self, symbol: &str) -> Id {
        if let Some(id) = self.by_symbol.get(symbol) {
            return *id;
        }
        let id = self.push(symbol);
        self.nodes[id].body = Body::Symbol(symbol.to_owned());
        self.by_symbol.insert(symbol.to_owned(), id);
        id
    }

    fn push(&mut self, symbol: &str) -> Id {
        let name = symbols::demangle(symbol);
        let kind = match allocator_call(&name) {
            Some(call) => Kind::Allocator(call),
            None if symbols::is_cold(&name) => Kind::Cold,
            None => Kind::Library,
        };
        self.nodes.push(Node {
            name,
            kind,
            calls: Vec::new(),
            taken: Vec::new(),
            handed: Vec::new(),
            ways: None,
            calls_at: Vec::new(),
            is_indirect: false,
            drops_unseen: false,
            is_alias: false,
            body: Body::Known,
        });
        self.nodes.len() - 1
    }

    /// A function that has the name of one that ends everything, and returns, does not.
    fn hold_to_its_name(&mut self, id: Id, may_return: bool) {
        if may_return && self.nodes[id].kind == Kind::Cold {
            self.nodes[id].kind = Kind::Library;
        }
    }

    pub(crate) fn set_reader(&mut self, id: Id) {
        self.nodes[id].kind = Kind::Reader;
    }

    /// Whether a function is the reader's, or another name of one.
    pub(crate) fn is_of_reader(&self, id: Id) -> bool {
        let node = &self.nodes[id];
        node.kind == Kind::Reader
            || matches!(node.calls[..], [only] if node.is_alias && self.nodes[only].kind == Kind::Reader)
    }

    pub(crate) fn add_call(&mut self, from: Id, to: Id) {
        self.nodes[from].calls.push(to);
    }

    pub(crate) fn add_taken(&mut self, from: Id, to: Id) {
        self.nodes[from].taken.push(to);
    }

    pub(crate) fn add_handed(&mut self, from: Id, to: Id) {
        self.nodes[from].handed.push(to);
    }

    pub(crate) fn set_drops_unseen(&mut self, id: Id) {
        self.nodes[id].drops_unseen = true;
    }

    pub(crate) fn set_indirect(&mut self, id: Id) {
        self.nodes[id].is_indirect = true;
    }

    /// Reads from the archives whatever the functions in `from` can call.
    pub(crate) fn follow(&mut self, from: &[Id]) -> Result<(), Error> {
        let mut open: Vec<Id> = from.to_vec();
        let mut is_done = vec![false; self.nodes.len()];
        while let Some(id) = open.pop() {
            is_done.resize(self.nodes.len(), false);
            if std::mem::replace(&mut is_done[id], true) || matches!(self.nodes[id].kind, Kind::Allocator(_)) {
                continue;
            }
            self.expand(id)?;
            if self.nodes[id].kind == Kind::Cold {
                continue;
            }
            open.extend_from_slice(&self.nodes[id].calls);
            open.extend_from_slice(&self.nodes[id].handed);
        }
        Ok(())
    }

    fn expand(&mut self, id: Id) -> Result<(), Error> {
        if let Body::Symbol(symbol) = &self.nodes[id].body {
            let symbol = symbol.clone();
            match self.archives.defining(&symbol) {
                Some(member) => self.read(member, id, &symbol)?,
                // A function of Rust may call anything.
                None if symbols::is_rust(&symbol) => self.nodes[id].is_indirect = true,
                // The compiler makes it when a program is linked.
                None if self.nodes[id].name.starts_with("__rustc::") => {}
                // What no archive defines is of the C library, the linker's, or of another language.
                None => match Foreign::of(&symbol) {
                    Foreign::AllocatesNothing => {}
                    Foreign::Allocates => {
                        let allocator = self.symbol("malloc");
                        self.nodes[id].calls.push(allocator);
                    }
                    Foreign::Unknown => self.nodes[id].is_indirect = self.nodes[id].kind != Kind::Cold,
                },
            }
        }
        let Body::Read(object, index) = std::mem::replace(&mut self.nodes[id].body, Body::Known) else { return Ok(()) };
        let function = &object.code.functions[index];
        self.hold_to_its_name(id, function.may_return);
        self.connect(id, function, &object.nodes);
        self.lay_out(id, function, &object.nodes);
        Ok(())
    }

    /// Reads a member of an archive, because of one function that it defines.
    fn read(&mut self, member: Member, wanted: Id, symbol: &str) -> Result<(), Error> {
        let (name, data) = self.archives.read(member)?;
        let lacks = |name: &str| {
            let reason = format!("it lacks {symbol}, which the archive's index says it has");
            Err(Error::Damaged { file: name.to_owned(), reason })
        };
        if let Some(known) = self.read.get(&member) {
            // Its functions were found when it was read; what is left is data.
            let is_known = known.code.data.iter().any(|data| data == symbol);
            return if is_known { Ok(()) } else { lacks(&name) };
        }
        let opened = Opened::new(&data, &name)?;
        if opened.is_only_bitcode() {
            return Err(Error::Bitcode { file: self.archives.path(member).display().to_string() });
        }
        let code = opened.code()?;
        // The function wanted is taken from here, whatever its node says.
        self.nodes[wanted].body = Body::Symbol(String::new());
        let nodes = self.functions(&code);
        let object = Rc::new(Object { code, nodes });
        for (index, node) in object.nodes.iter().enumerate() {
            let body = &mut self.nodes[*node].body;
            if matches!(body, Body::Symbol(_)) || !object.code.functions[index].is_global {
                *body = Body::Read(Rc::clone(&object), index);
            }
        }
        if matches!(self.nodes[wanted].body, Body::Symbol(_)) && !opened.defines(symbol) {
            return lacks(&name);
        }
        self.read.insert(member, object);
        Ok(())
    }

    /// Whether every way through a function leads through one of the calls that are `meant`, each by its distance from where it begins; `None` where
    /// the ways are not known.
    pub(crate) fn all_ways_lead_through(&self, id: Id, meant: impl Fn(u64) -> bool) -> Option<bool> {
        let node = &self.nodes[id];
        let is_cold = |at| node.only_calls(at, |called| self.nodes[called].kind == Kind::Cold);
        Some(node.ways.as_ref()?.all_lead_through(meant, is_cold))
    }

    /// For each function, whether every way through it allocates. Where the ways are not known, they do if they are `trusted` to, and it can reach
    /// the allocator at all.
    pub(crate) fn always_allocate(&self, allocates: &Paths, are_trusted: bool) -> Vec<bool> {
        let mut always: Vec<bool> = self
            .nodes
            .iter()
            .enumerate()
            .map(|(id, node)| {
                node.kind == Kind::Allocator(AllocatorCall::Allocates)
                    || ALWAYS.contains(&symbols::without_generics(&node.name).as_str())
                    || (are_trusted && node.ways.is_none() && allocates.leads(id))
            })
            .collect();
        let mut callers: Vec<Vec<Id>> = vec![Vec::new(); self.nodes.len()];
        for (caller, node) in self.nodes.iter().enumerate() {
            // A symbol that is another name of a function has its calls alone.
            let called = node.calls_at.iter().map(|(_, called)| *called);
            called
                .chain(node.calls.iter().copied().filter(|_| node.is_alias))
                .for_each(|called| callers[called].push(caller));
        }
        let mut open: Vec<Id> = (0..self.nodes.len()).filter(|id| always[*id]).collect();
        while let Some(callee) = open.pop() {
            for caller in &callers[callee] {
                let node = &self.nodes[*caller];
                if always[*caller] || node.kind == Kind::Cold {
                    continue;
                }
                let is_meant = |at| node.only_calls(at, |called| always[called]);
                if node.is_alias || self.all_ways_lead_through(*caller, is_meant) == Some(true) {
                    always[*caller] = true;
                    open.push(*caller);
                }
            }
        }
        always
    }

    /// The shortest paths from the library's functions to one of the allocator's entries.
    pub(crate) fn paths_to(&self, call: AllocatorCall) -> Paths {
        self.paths(|id| self.nodes[id].kind == Kind::Allocator(call), |_| true, |_| &[])
    }

    /// The shortest paths from the library's functions to an entry that allocates, or to one of `own`, functions of the reader's that do; where a
    /// function that makes calls which cannot be seen, or calls one that does, may call what it passes on in a table.
    pub(crate) fn paths_through_tables(&self, unseen: &Paths, own: &BTreeSet<Id>) -> Paths {
        let handed = |id: Id| if unseen.leads(id) { self.nodes[id].handed.as_slice() } else { &[] };
        let is_end = |id: Id| {
            self.nodes[id].kind == Kind::Allocator(AllocatorCall::Allocates)
                || (self.nodes[id].kind == Kind::Library && handed(id).iter().any(|function| own.contains(function)))
        };
        self.paths(is_end, |_| true, handed)
    }

    /// The shortest paths from the library's functions to a call that cannot be seen through; destructors are left out.
    pub(crate) fn paths_to_unseen_calls(&self) -> Paths {
        let is_glue = |node: &Node| symbols::is_drop_glue(&node.name);
        let is_unseen = |id: Id| {
            let node = &self.nodes[id];
            node.is_indirect && node.kind == Kind::Library && !is_glue(node)
        };
        self.paths(is_unseen, |node| !is_glue(node), |_| &[])
    }

    /// The shortest paths to what `is_end`, through what `is_open`; `also` are calls beside those that are named.
    fn paths<'b>(
        &'b self,
        is_end: impl Fn(Id) -> bool,
        is_open: impl Fn(&Node) -> bool,
        also: impl Fn(Id) -> &'b [Id],
    ) -> Paths {
        let mut callers: Vec<Vec<Id>> = vec![Vec::new(); self.nodes.len()];
        for (caller, node) in self.nodes.iter().enumerate() {
            for callee in node.calls.iter().chain(also(caller)) {
                callers[*callee].push(caller);
            }
        }
        let mut next: Vec<Option<Id>> = vec![None; self.nodes.len()];
        let mut level: Vec<Id> = (0..self.nodes.len()).filter(|id| is_end(*id)).collect();
        for id in &level {
            next[*id] = Some(*id);
        }
        while !level.is_empty() {
            // Of paths of the same length, the one whose names come first is taken: the order of symbols depends on how the crates
            // were built. The sort is stable, and functions of the same name are in the order of what they call.
            level.sort_by(|a, b| self.nodes[*a].name.cmp(&self.nodes[*b].name));
            let mut farther = Vec::new();
            for callee in level {
                for caller in &callers[callee] {
                    let node = &self.nodes[*caller];
                    if next[*caller].is_none() && node.kind == Kind::Library && is_open(node) {
                        next[*caller] = Some(callee);
                        farther.push(*caller);
                    }
                }
            }
            level = farther;
        }
        Paths { next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path from `start` to the allocator in a program whose symbols come in this order.
    fn path(symbols: [&str; 5]) -> Vec<String> {
        let archives = Archives::of(&[]).unwrap();
        let mut graph = Graph::new(&archives);
        for symbol in symbols {
            graph.symbol(symbol);
        }
        for (from, to) in [
            ("start", "right"),
            ("start", "left"),
            ("left", "__rust_realloc"),
            ("left", "__rust_alloc"),
            ("right", "__rust_alloc"),
        ] {
            let (from, to) = (graph.symbol(from), graph.symbol(to));
            graph.add_call(from, to);
        }
        let start = graph.symbol("start");
        let paths = graph.paths_to(AllocatorCall::Allocates);
        paths.from(start).into_iter().map(|id| graph.node(id).name.clone()).collect()
    }

    #[test]
    fn of_paths_of_the_same_length_the_order_of_symbols_decides_nothing() {
        let expected = ["start", "left", "__rust_alloc"];
        assert_eq!(path(["start", "right", "left", "__rust_realloc", "__rust_alloc"]), expected);
        assert_eq!(path(["__rust_alloc", "__rust_realloc", "left", "right", "start"]), expected);
    }
}

//! Which lines of the reader's code call the allocator, in one build?
//!
//! Every reference from the reader's code to the allocator, or to a function that can reach it, is a site. It is attributed to the
//! innermost line of the reader's own code in the chain of inlined functions.

use crate::archives::{self, Archive, Archives};
use crate::code::{Code, Opened, Reference};
use crate::error::Error;
use crate::graph::{Graph, Id, Kind, Paths, allocator_call};
use crate::lines::{Frame, Lines, Place};
use crate::reach::{Call, Reach};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::OsString;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use symbols::AllocatorCall;

/// What was compiled in one profile.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The archives and objects with the code to be reported on.
    pub objects: Vec<PathBuf>,
    /// Archives of dependencies that are reported on, too. What of them cannot be read is skipped and named.
    pub dependencies: Vec<PathBuf>,
    /// The archives that it is linked with: dependencies first, then the standard library.
    pub libraries: Vec<PathBuf>,
}

/// Which source files are the reader's.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Directories whose files are reported on.
    pub roots: Vec<PathBuf>,
    /// Directories inside of those that are not: other packages, and what cargo builds into.
    pub except: Vec<PathBuf>,
}

impl Scope {
    /// Whether a file is the reader's.
    pub fn contains(&self, file: &Path) -> bool {
        self.known().contains(file)
    }

    /// The same, for many questions.
    pub(crate) fn known(&self) -> Known<'_> {
        fn set(directories: &[PathBuf]) -> HashSet<&Path> {
            directories.iter().map(PathBuf::as_path).collect()
        }
        Known { roots: set(&self.roots), except: set(&self.except), files: RefCell::default() }
    }
}

/// Which source files are the reader's, with what was answered before.
pub(crate) struct Known<'a> {
    roots: HashSet<&'a Path>,
    except: HashSet<&'a Path>,
    files: RefCell<HashMap<OsString, bool>>,
}

impl Known<'_> {
    pub(crate) fn contains(&self, file: &Path) -> bool {
        if let Some(known) = self.files.borrow().get(file.as_os_str()) {
            return *known;
        }
        // The deepest directory decides, so that a package inside of another's directory can be excluded or included.
        let decides = |directory: &&Path| self.except.contains(directory) || self.roots.contains(directory);
        let is_contained = file.ancestors().find(decides).is_some_and(|directory| !self.except.contains(directory));
        self.files.borrow_mut().insert(file.as_os_str().to_owned(), is_contained);
        is_contained
    }
}

/// What a site does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteKind {
    /// Calls the allocator here.
    Heap,
    /// Calls a function of the standard library or of another crate that can reach the allocator.
    May,
    /// Calls what cannot be seen: through `dyn` or a function pointer, here or in the function called.
    Unknown,
    /// Gives a block back, or calls a function that can.
    Free,
}

/// One step from a site to the allocator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The function that is called, without type arguments where the compiler left none.
    pub function: String,
    /// Whether its code was merged into the caller's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inlined: bool,
}

/// One place of the source that reaches, or may reach, the allocator in one build.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The column, from 1; 0 where the compiler left none.
    pub column: u32,
    /// What it does.
    pub kind: SiteKind,
    /// The reader's function, as the compiler names it.
    pub function: String,
    /// From the call in the reader's code to the allocator, or to the call that cannot be seen.
    pub chain: Vec<Step>,
    /// How many compiled functions have this site: more than one where generic or inlined code was compiled several times.
    pub copies: usize,
    /// Whether the compiler left no line, so that the site stands at the function's first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lost_line: bool,
    /// Whether the compiler made its code one with that of other lines of the function, so that it has no line of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_shared: bool,
    /// Whether it only takes the address of the function, which something called in the same function may call, on another line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_address: bool,
    /// Whether each run of the function allocates here, as far as its ways and those of what it calls are known; a panic is no run. `None` where
    /// that does not tell, or where the site does not allocate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_certain: Option<bool>,
}

impl Site {
    /// The function called in the source, shortened: `Box::new`.
    pub fn via(&self) -> String {
        self.chain.first().map_or_else(|| "a pointer".to_owned(), |step| symbols::short(&step.function))
    }

    /// The first function of the chain that is really called, where something was inlined before it.
    pub fn through(&self) -> Option<String> {
        let step = self.chain.iter().find(|step| !step.inlined)?;
        (self.chain.first() != Some(step)).then(|| symbols::short(&step.function))
    }
}

/// The sites of one build, by file and line.
#[derive(Clone, Debug, Default)]
pub struct Sites {
    /// By absolute path and line.
    pub by_line: BTreeMap<PathBuf, BTreeMap<u32, Vec<Site>>>,
    /// The lines that have code in this build, by absolute path, the reader's files only.
    pub lines_with_code: BTreeMap<PathBuf, BTreeSet<u32>>,
    /// The reader's compiled functions, by name; those that differ only in types may share one.
    pub(crate) functions: BTreeMap<String, CompiledFunction>,
    /// Other files that the objects have code of: of the standard library, of dependencies.
    pub(crate) elsewhere: BTreeSet<PathBuf>,
    /// What calls what, for questions about whole functions.
    pub(crate) reach: Reach,
    /// Objects of dependencies that could not be read, and why.
    pub(crate) skipped: Vec<String>,
}

/// A function of the reader's that has a symbol in a build.
#[derive(Clone, Debug, Default)]
pub(crate) struct CompiledFunction {
    /// Where its code begins: file and line.
    pub(crate) places: BTreeSet<(PathBuf, u32)>,
    /// The reader's functions that it calls.
    pub(crate) calls: BTreeSet<String>,
    /// The function that its symbol is only another name of, because the two were identical.
    pub(crate) same_as: Option<String>,
    /// Whether it has a site that is not only a free.
    pub(crate) has_site: bool,
}

impl Sites {
    /// Whether any of these lines has code in this build.
    pub fn has_code(&self, file: &Path, lines: &RangeInclusive<u32>) -> bool {
        self.lines_with_code.get(file).is_some_and(|with_code| with_code.range(lines.clone()).next().is_some())
    }
}

/// A reference from the reader's code, before it is known what it reaches.
struct Candidate {
    /// From the reader's frame inwards.
    inlined: Vec<Frame>,
    /// The reader's frame and those around it, the innermost first: where the code was written, and where it was inlined.
    around: Vec<Frame>,
    function: String,
    place: Place,
    lost_line: bool,
    /// `None`: a call that names nothing.
    target: Option<Id>,
    /// The compiled function it is in, and the distance from where that begins.
    within: Id,
    at: u64,
    how: Use,
}

/// What is done with a function that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// It is called.
    Called,
    /// Its address is taken where something is called that may call it.
    CalledBack,
    /// Its address is taken, and passed on.
    Taken,
    /// It is in a table that is passed on, as the vtable of a `dyn` object is.
    Handed,
}

/// Finds the sites of one build.
///
/// # Errors
///
/// [`Error`]: an object cannot be read, holds no machine code, or has no debug information.
pub fn sites(compiled: &Compiled, scope: &Scope) -> Result<Sites, Error> {
    let scope = &scope.known();
    let open = Archive::open(&compiled.libraries)?;
    let archives = Archives::of(&open)?;
    let mut graph = Graph::new(&archives);
    let mut found = Sites::default();
    let mut candidates = Vec::new();
    let mut has_object = false;
    for path in &compiled.objects {
        let objects = archives::objects(path)?;
        has_object |= !objects.is_empty();
        for (name, data) in &objects {
            add(&mut graph, name, data, scope, &mut candidates, &mut found)?;
        }
    }
    if !has_object {
        return Err(Error::NoObject(compiled.objects.first().cloned().unwrap_or_default()));
    }
    for path in &compiled.dependencies {
        let objects = match archives::objects(path) {
            Ok(objects) => objects,
            Err(error) => {
                found.skipped.push(error.to_string());
                continue;
            }
        };
        for (name, data) in &objects {
            // What it defines is unknown to those who call it, unless it is in an archive that is searched.
            if let Err(error) = add(&mut graph, name, data, scope, &mut candidates, &mut found) {
                found.skipped.push(error.to_string());
            }
        }
    }
    // The rows of a line table do not name a function whose code is all inlined from elsewhere, such as one that only jumps on.
    for (file, line) in found.functions.values().flat_map(|function| &function.places).filter(|(_, line)| *line > 0) {
        found.lines_with_code.entry(file.clone()).or_default().insert(*line);
    }
    found.elsewhere = found.lines_with_code.keys().filter(|file| !scope.contains(file)).cloned().collect();
    found.lines_with_code.retain(|file, _| scope.contains(file));
    let targets: Vec<Id> = candidates.iter().filter_map(|candidate| candidate.target).collect();
    graph.follow(&targets)?;
    let mut paths = AllPaths::of(&graph);
    let own = allocating(&graph, &candidates, &paths);
    paths.through_tables = Some(graph.paths_through_tables(&paths.unseen, &own));
    let handed = handed(&graph, &candidates, &paths, &own);
    let mut copies: BTreeMap<(Place, Site), BTreeMap<Id, Calls>> = BTreeMap::new();
    let mut calls = Vec::new();
    for candidate in candidates {
        match candidate.how {
            Use::Handed => continue,
            Use::Taken => {
                calls.extend(taken(&graph, candidate, &paths));
                continue;
            }
            Use::Called | Use::CalledBack => {}
        }
        // The line of a call that was inlined has code, though none of it is the line's own.
        let Place { file, line, .. } = &candidate.place;
        found.lines_with_code.entry(file.clone()).or_default().insert(*line);
        let within = graph.node(candidate.within).name.clone();
        if let Some(target) = candidate.target
            && graph.is_of_reader(target)
        {
            let called = graph.node(target).name.clone();
            found.functions.entry(within.clone()).or_default().calls.insert(called);
        }
        let mut reached = Vec::new();
        for (kind, path) in seen_kinds(&graph, &candidate, &paths, &handed) {
            let inlined =
                candidate.inlined.iter().map(|frame| Step { function: frame.function.clone(), inlined: true });
            let called = path.iter().map(|id| Step { function: graph.node(*id).name.clone(), inlined: false });
            let site = Site {
                column: candidate.place.column,
                kind,
                function: candidate.function.clone(),
                chain: inlined.chain(called).collect(),
                copies: 0,
                lost_line: candidate.lost_line,
                is_shared: false,
                is_address: candidate.how == Use::CalledBack,
                is_certain: None,
            };
            if kind != SiteKind::Free {
                reached.push((kind, site.chain.clone()));
            }
            found.functions.entry(within.clone()).or_default().has_site |= kind != SiteKind::Free;
            let of_function =
                copies.entry((candidate.place.clone(), site)).or_default().entry(candidate.within).or_default();
            of_function.add(&candidate);
        }
        let is_drop = candidate.inlined.iter().any(|frame| symbols::is_drop_glue(&frame.function));
        calls.push(Call {
            around: candidate.around,
            place: candidate.place,
            target: candidate.target,
            within: candidate.within,
            is_unseen_drop: is_drop && candidate.target.is_none(),
            reached,
        });
    }
    let certainty = Certainty::of(&graph, &paths);
    for ((place, mut site), within) in copies {
        site.copies = within.len();
        site.is_certain = certainty.of_site(&site, &within);
        found.by_line.entry(place.file).or_default().entry(place.line).or_default().push(site);
    }
    found.reach = Reach::new(graph.into_nodes(), calls);
    Ok(found)
}

/// The calls of one site in one compiled function.
#[derive(Default)]
struct Calls {
    /// The distances from where the function begins, and what is called; nothing where the allocator's own code is there.
    at: Vec<(u64, Option<Id>)>,
    /// Whether the source's function is the compiled one, and not one that was inlined into it.
    is_own: bool,
}

impl Calls {
    fn add(&mut self, candidate: &Candidate) {
        self.at.push((candidate.at, candidate.target));
        self.is_own = candidate.around.len() == 1;
    }
}

/// Which functions allocate on every way: for certain, and as far as is known.
struct Certainty<'a> {
    graph: &'a Graph<'a>,
    always: Vec<bool>,
    perhaps: Vec<bool>,
}

impl<'a> Certainty<'a> {
    fn of(graph: &'a Graph<'a>, paths: &AllPaths) -> Self {
        let always = |are_trusted| graph.always_allocate(&paths.allocates, are_trusted);
        Self { graph, always: always(false), perhaps: always(true) }
    }

    fn of_site(&self, site: &Site, within: &BTreeMap<Id, Calls>) -> Option<bool> {
        if !matches!(site.kind, SiteKind::Heap | SiteKind::May) || site.is_address {
            return None;
        }
        let each = |allocate: &[bool]| -> Option<bool> {
            let mut all = true;
            for (id, calls) in within {
                let is_meant = |at: u64| {
                    calls.at.iter().any(|(call, target)| *call == at && target.is_none_or(|target| allocate[target]))
                };
                all &= self.graph.all_ways_lead_through(*id, is_meant)?;
            }
            Some(all)
        };
        if each(&self.always)? {
            return Some(true);
        }
        // Of a function that was inlined, the ways of its caller tell only that.
        let is_own = within.values().all(|calls| calls.is_own);
        (is_own && !each(&self.perhaps)?).then_some(false)
    }
}

/// A function whose address is passed on, as a call for questions about whole functions: whoever gets it will call it. What only writes to a
/// `Formatter` is left to that call, which cannot be seen itself; most such addresses are of messages of panics.
fn taken(graph: &Graph<'_>, candidate: Candidate, paths: &AllPaths) -> Option<Call> {
    let reached = kinds(graph, &candidate, paths)
        .into_iter()
        .filter(|(kind, _)| !matches!(kind, SiteKind::Free | SiteKind::Unknown));
    let chain =
        |path: Vec<Id>| path.into_iter().map(|id| Step { function: graph.node(id).name.clone(), inlined: false });
    Some(Call {
        reached: reached.map(|(kind, path)| (kind, chain(path).collect())).collect(),
        around: candidate.around,
        place: candidate.place,
        target: Some(candidate.target?),
        within: candidate.within,
        is_unseen_drop: false,
    })
}

/// Whether an object only hands the allocator's entries on: rustc makes one for every program that has no `#[global_allocator]`.
fn is_allocator_shim(code: &Code) -> bool {
    !code.functions.is_empty()
        && code.functions.iter().all(|function| symbols::demangle(&function.symbol).starts_with("__rustc::"))
}

/// Adds an object.
fn add(
    graph: &mut Graph<'_>,
    name: &str,
    data: &[u8],
    scope: &Known<'_>,
    candidates: &mut Vec<Candidate>,
    found: &mut Sites,
) -> Result<(), Error> {
    let opened = Opened::new(data, name)?;
    if opened.is_only_bitcode() {
        return Err(Error::Bitcode { file: name.to_owned() });
    }
    if !opened.has_code() {
        return Ok(());
    }
    let code = opened.code()?;
    if is_allocator_shim(&code) {
        return Ok(());
    }
    let lines = match Lines::of(&opened, name) {
        Ok(lines) => lines,
        // Code of another language that came with the package: it has no lines, and is followed as a library's.
        Err(Error::NoDebugInformation { .. })
            if code.functions.iter().all(|function| !symbols::is_rust(&function.symbol)) =>
        {
            graph.add_library(&code);
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    lines.add_lines_with_code(&mut found.lines_with_code)?;
    collect(graph, &code, &lines, scope, candidates, &mut found.functions)
}

/// Adds an object's functions to the graph and its references to the candidates.
fn collect(
    graph: &mut Graph<'_>,
    code: &Code,
    lines: &Lines,
    scope: &Known<'_>,
    candidates: &mut Vec<Candidate>,
    functions: &mut BTreeMap<String, CompiledFunction>,
) -> Result<(), Error> {
    let nodes = graph.add(code);
    let mut has_place = code.functions.is_empty();
    let mut lost = None;
    for (alias, function) in &code.aliases {
        let (alias, same_as) = (symbols::demangle(alias), graph.node(nodes[*function]).name.clone());
        functions.entry(alias).or_default().same_as.get_or_insert(same_as);
    }
    let is_of_reader =
        |frame: &Frame| frame.place.as_ref().is_some_and(|place| place.line > 0 && scope.contains(&place.file));
    for (function, node) in code.functions.iter().zip(&nodes) {
        graph.lay_out(*node, function, &nodes);
        // The function's own code is where its outermost frame is.
        let first = lines.frames(function.address)?.pop();
        has_place |= first.as_ref().is_some_and(|frame| frame.place.is_some());
        if first.is_none() && symbols::is_rust(&function.symbol) {
            lost = Some(&function.symbol);
        }
        let own = first.filter(|frame| frame.place.as_ref().is_some_and(|place| scope.contains(&place.file)));
        if let Some(own) = &own {
            graph.set_reader(*node);
            let known = functions.entry(graph.node(*node).name.clone()).or_default();
            known.places.extend(own.place.clone().map(|place| (place.file, place.line)));
        }
        let named = |reference: &'_ Reference, how| (reference.address, Some(reference.target.clone()), how);
        let taken = if function.calls_back { Use::CalledBack } else { Use::Taken };
        let references = function.references.iter().map(|reference| named(reference, Use::Called));
        let taken = function.taken.iter().map(|reference| named(reference, taken));
        let handed = function.handed.iter().map(|reference| named(reference, Use::Handed));
        let indirect = function.indirect.iter().map(|address| (*address, None, Use::Called));
        for (address, target, how) in references.chain(indirect).chain(taken).chain(handed) {
            let target = target.map(|target| graph.target(&target, &nodes));
            let mut frames = lines.frames(address)?;
            // What a global allocator of the reader's does is the allocator's work: the line is the one that asked it.
            let inside = frames.iter().rposition(|frame| allocator_call(&frame.function).is_some());
            let reader = frames.iter().position(is_of_reader);
            let reader = match inside {
                Some(inside) => (inside + 1..frames.len()).find(|at| is_of_reader(&frames[*at])),
                None => reader,
            };
            if inside.is_some_and(|inside| inside + 1 == frames.len()) {
                continue;
            }
            let around: Vec<Frame> =
                reader.map_or_else(|| frames.last().cloned().into_iter().collect(), |at| frames[at..].to_vec());
            let (name, place, lost_line) = match (reader, &own) {
                (Some(reader), _) => {
                    let frame = frames[reader].clone();
                    frames.truncate(reader);
                    (frame.function, frame.place, false)
                }
                // The reader's function, at a place for which the compiler left no line.
                (None, Some(own)) => {
                    frames.pop();
                    (own.function.clone(), own.place.clone(), true)
                }
                (None, None) => {
                    match (target, how) {
                        (Some(target), Use::Called | Use::CalledBack) => graph.add_call(*node, target),
                        (Some(target), Use::Taken) => graph.add_taken(*node, target),
                        (Some(target), Use::Handed) => graph.add_handed(*node, target),
                        (None, _) if frames.iter().any(|frame| symbols::is_drop_glue(&frame.function)) => {
                            graph.set_drops_unseen(*node);
                        }
                        (None, _) => graph.set_indirect(*node),
                    }
                    continue;
                }
            };
            let Some(place) = place else { continue };
            frames.reverse();
            let column = if lost_line { 0 } else { place.column };
            let place = Place { column, ..place };
            candidates.push(Candidate {
                how,
                inlined: frames,
                around,
                function: name,
                place,
                lost_line,
                target,
                within: *node,
                at: address.wrapping_sub(function.address),
            });
        }
    }
    match lost {
        _ if !has_place => Err(lines.missing()),
        // The compiler says of each of its functions where it is from.
        Some(symbol) => Err(lines.damaged(format!("its debug information lacks {}", symbols::demangle(symbol)))),
        None => Ok(()),
    }
}

/// From each function, the shortest ways to what is asked.
struct AllPaths {
    allocates: Paths,
    unseen: Paths,
    frees: Paths,
    /// To an allocation, through tables that are passed on where calls are made that cannot be seen; once that is known.
    through_tables: Option<Paths>,
}

impl AllPaths {
    fn of(graph: &Graph<'_>) -> Self {
        Self {
            allocates: graph.paths_to(AllocatorCall::Allocates),
            unseen: graph.paths_to_unseen_calls(),
            frees: graph.paths_to(AllocatorCall::Frees),
            through_tables: None,
        }
    }

    /// What calling a function of a library does, and how.
    fn kinds(&self, target: Id) -> Vec<(SiteKind, Vec<Id>)> {
        let mut kinds = Vec::new();
        if self.allocates.leads(target) {
            kinds.push((SiteKind::May, self.allocates.from(target)));
        } else if self.unseen.leads(target) {
            // What may allocate anyway is not also unknown.
            kinds.push(match self.through_tables.as_ref().filter(|paths| paths.leads(target)) {
                Some(paths) => (SiteKind::May, paths.from(target)),
                None => (SiteKind::Unknown, self.unseen.from(target)),
            });
        }
        if self.frees.leads(target) {
            kinds.push((SiteKind::Free, self.frees.from(target)));
        }
        kinds
    }
}

/// The reader's functions that have a site themselves.
fn allocating(graph: &Graph<'_>, candidates: &[Candidate], paths: &AllPaths) -> BTreeSet<Id> {
    let allocates = |candidate: &&Candidate| {
        let kinds = kinds(graph, candidate, paths);
        candidate.how == Use::Called && kinds.iter().any(|(kind, _)| matches!(kind, SiteKind::Heap | SiteKind::May))
    };
    candidates.iter().filter(allocates).map(|candidate| candidate.within).collect()
}

/// Where, in a compiled function, a table is passed on with a function in it that may allocate: that function, and what it calls.
type Handed = BTreeMap<(Id, Place), Vec<Id>>;

fn handed(graph: &Graph<'_>, candidates: &[Candidate], paths: &AllPaths, own: &BTreeSet<Id>) -> Handed {
    let mut handed = Handed::new();
    for candidate in candidates.iter().filter(|candidate| candidate.how == Use::Handed) {
        let Some(target) = candidate.target else { continue };
        let path = match graph.node(target).kind {
            Kind::Library if paths.allocates.leads(target) => paths.allocates.from(target),
            Kind::Reader if own.contains(&target) => vec![target],
            _ => continue,
        };
        let known = handed.entry((candidate.within, candidate.place.clone())).or_insert_with(|| path.clone());
        if path.len() < known.len() {
            *known = path;
        }
    }
    handed
}

/// The same as [`kinds`], where a call that cannot be seen may be one of a function in a table that the same line passes on.
fn seen_kinds(graph: &Graph<'_>, candidate: &Candidate, paths: &AllPaths, handed: &Handed) -> Vec<(SiteKind, Vec<Id>)> {
    let mut kinds = kinds(graph, candidate, paths);
    if candidate.how == Use::CalledBack {
        // The call of it, which cannot be seen, is a site itself.
        kinds.retain(|(kind, _)| *kind != SiteKind::Unknown);
    }
    for (kind, path) in kinds.iter_mut().filter(|(kind, _)| *kind == SiteKind::Unknown) {
        if let Some(called) = handed.get(&(candidate.within, candidate.place.clone())) {
            *kind = SiteKind::May;
            path.extend(called);
        }
    }
    kinds
}

/// What a candidate is, and the functions it calls on the path, the first one first; nothing where it reaches nothing.
fn kinds(graph: &Graph<'_>, candidate: &Candidate, paths: &AllPaths) -> Vec<(SiteKind, Vec<Id>)> {
    let is_drop = candidate.inlined.iter().any(|frame| symbols::is_drop_glue(&frame.function));
    // The allocator's own code, inlined where it is asked.
    match candidate.inlined.iter().find_map(|frame| allocator_call(&frame.function)) {
        Some(AllocatorCall::Allocates) => return vec![(SiteKind::Heap, candidate.target.into_iter().collect())],
        Some(AllocatorCall::Frees) => return vec![(SiteKind::Free, candidate.target.into_iter().collect())],
        None => {}
    }
    let Some(target) = candidate.target else {
        return vec![(if is_drop { SiteKind::Free } else { SiteKind::Unknown }, Vec::new())];
    };
    match graph.node(target).kind {
        Kind::Allocator(AllocatorCall::Allocates) => vec![(SiteKind::Heap, vec![target])],
        Kind::Allocator(AllocatorCall::Frees) => vec![(SiteKind::Free, vec![target])],
        Kind::Cold | Kind::Reader => Vec::new(),
        Kind::Library => paths.kinds(target),
    }
}

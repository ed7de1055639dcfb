//! From files to verdicts: all steps in their order, and the result as data.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use serde::Serialize;

use crate::check::{Checked, Checker, Given};
use crate::components::components;
use crate::error::{Error, Fault, FaultKind, Result as Inner};
use crate::escape::graph::{Attrs, LocId, Stands};
use crate::escape::{Batch, Wanted};
use crate::ir::{ExprId, ExprKind, FuncId, GlobalId, Program, StmtKind, VarClass};
use crate::leaks::Leaks;
use crate::parse::{Parsed, parse};
use crate::passes::{self, Visited, captures, dead_locals, devirtualize, loop_variables, static_init};
use crate::releases::Release;
use crate::source::{Pos, SourceFile};
use crate::standard::Standard;

/// What is asked for beside the verdicts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether to keep why each place escapes, and why each parameter leaks.
    pub explain: bool,
    /// Whether to keep the graph, and every step of the walk over it.
    pub graph: bool,
    /// The version of the language, which `go.mod` names; that of the release if nothing is given.
    pub language: Option<Release>,
}

/// What the analysis found.
#[derive(Clone, Debug, Serialize)]
pub struct Analysis {
    /// The release whose rules were applied.
    pub release: Release,
    /// The names of the files, in the order in which positions count them.
    pub files: Vec<String>,
    /// What the compiler reports, sorted by position, each line once.
    pub lines: Vec<Line>,
    /// Functions of other packages about which nothing is known, so that all their arguments were taken to leak.
    pub assumed: Vec<String>,
    /// Why places escape and parameters leak, where that was asked for.
    pub explanations: Vec<Explanation>,
    /// The graphs, one for functions that call each other, where they were asked for.
    pub graphs: Vec<Graph>,
}

/// One line of the compiler's report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Line {
    /// Where it points to.
    pub pos: Pos,
    /// What it says.
    pub message: String,
}

/// Why a place escapes or a parameter leaks: a chain of flows, from the place to where it has to outlive the frame.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// Where the place is declared or allocated.
    pub pos: Pos,
    /// What follows from the chain.
    pub head: String,
    /// The flows, one after another.
    pub parts: Vec<Part>,
}

/// One flow of an explanation.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Where the value goes.
    pub to: String,
    /// Where it comes from.
    pub from: String,
    /// How often it is dereferenced on the way; -1 says that the address goes.
    pub derefs: i32,
    /// The parts of the program that make the flow.
    pub reasons: Vec<Reason>,
}

/// A part of the program that makes a value flow.
#[derive(Clone, Debug, Serialize)]
pub struct Reason {
    /// The expression or statement.
    pub text: String,
    /// What it does, in the compiler's words.
    pub why: &'static str,
    /// Where it is.
    pub pos: Pos,
}

/// The graph of functions that were analysed together.
#[derive(Clone, Debug, Serialize)]
pub struct Graph {
    /// Their names.
    pub functions: Vec<String>,
    /// The places, the heap and its like first.
    pub places: Vec<Place>,
    /// The assignments between them.
    pub edges: Vec<Edge>,
    /// The walk, step by step.
    pub steps: Vec<Step>,
}

/// A place that holds values.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// The variable or expression, as the compiler writes it.
    pub name: String,
    /// Where it is; the line is zero for places of the analysis's own.
    pub pos: Pos,
    /// The function that it belongs to.
    pub function: Option<String>,
    /// How deep in loops it is declared; one outside of loops.
    pub depth: i32,
    /// What it is in the end.
    pub verdict: Verdict,
    /// Properties in the end: `escapes`, `persists`, `mutates`, `calls`.
    pub properties: Vec<&'static str>,
    /// Of a parameter, where it leaks.
    pub leaks: Option<Leaks>,
}

/// What a place is in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// On the heap.
    Heap,
    /// In the frame.
    Frame,
    /// No place of the program.
    Auxiliary,
}

/// A value of one place goes to another.
#[derive(Clone, Debug, Serialize)]
pub struct Edge {
    /// Index of the place that the value comes from.
    pub from: usize,
    /// Index of the place that it goes to.
    pub to: usize,
    /// How often it is dereferenced; -1 says that the address goes.
    pub derefs: i32,
}

/// One step of the walk: a place is looked at, seen from the root of the walk.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// Index of the place that the walk began at.
    pub root: usize,
    /// Index of the place.
    pub place: usize,
    /// The fewest dereferences found so far on a way from the place to the root; -1 says that its address gets there.
    pub derefs: i32,
    /// Properties that the place has since this step.
    pub gained: Vec<&'static str>,
    /// Where the parameter was found to leak in this step.
    pub leak: Option<String>,
}

impl Analysis {
    /// The report as the compiler prints it: `file:line:column: message`.
    pub fn report(&self) -> impl Iterator<Item = String> {
        self.lines.iter().map(|line| self.written(line))
    }

    /// One line as the compiler prints it.
    pub fn written(&self, line: &Line) -> String {
        match line.pos.line {
            0 => format!("<autogenerated>:1: {}", line.message),
            _ => format!("{}: {}", self.place(line.pos), line.message),
        }
    }

    /// The sign that the release writes between the ends of a flow.
    pub fn flow_sign(&self) -> &'static str {
        self.release.flow_sign()
    }

    /// A position as the compiler prints it.
    pub fn place(&self, pos: Pos) -> String {
        let file = self.files.get(pos.file as usize).map_or("", String::as_str);
        format!("{file}:{}:{}", pos.line, pos.column)
    }
}

impl Explanation {
    /// The explanation in the words of the compiler, one line a step.
    pub fn text(&self, analysis: &Analysis) -> Vec<String> {
        let place = analysis.place(self.pos);
        let mut out = vec![format!("{place}: {}", self.head)];
        for part in &self.parts {
            let derefs = match part.derefs {
                -1 => "&".to_owned(),
                count => "*".repeat(count as usize),
            };
            out.push(format!("{place}:   flow: {} {} {derefs}{}:", part.to, analysis.release.flow_sign(), part.from));
            for reason in &part.reasons {
                out.push(format!(
                    "{place}:     from {} ({}) at {}",
                    reason.text,
                    reason.why,
                    analysis.place(reason.pos)
                ));
            }
        }
        out
    }
}

/// Analyses one package, under the rules of a release.
///
/// `dependencies` are packages that it imports and that are not of the standard library, by their import path; they are analysed as
/// well, for their tags. An error names the file, the line and what is wrong or not in the subset; nothing is guessed.
pub fn analyse(
    files: &[SourceFile],
    dependencies: &[(String, Vec<SourceFile>)],
    release: Release,
    options: Options,
) -> Result<Analysis, Error> {
    if files.is_empty() {
        return Err(Error::Empty);
    }
    on_a_large_stack(|| {
        analyse_inner(files, dependencies, release, options).map_err(|(fault, names)| fault.named(&names))
    })
}

/// What is nested deeply, or calls a long row of functions, needs more stack than a thread of a test has.
#[cfg(not(target_family = "wasm"))]
fn on_a_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    const BYTES: usize = 256 << 20;
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(BYTES).spawn_scoped(scope, work);
        match thread.map(|thread| thread.join()) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => panic!("a thread for the analysis cannot be started: {error}"),
        }
    })
}

/// In a browser there is one thread, and its stack is as large as the program was linked for.
#[cfg(target_family = "wasm")]
fn on_a_large_stack<T>(work: impl FnOnce() -> T) -> T {
    work()
}

type Failed = (Fault, Vec<SourceFile>);

fn analyse_inner(
    files: &[SourceFile],
    dependencies: &[(String, Vec<SourceFile>)],
    release: Release,
    options: Options,
) -> Result<Analysis, Failed> {
    no_import_cycle(dependencies)?;
    let mut tags = HashMap::new();
    let mut known: Vec<(String, Vec<SourceFile>)> = Vec::new();
    // A dependency may need those before it, so they are analysed in the order in which they are given.
    for (path, sources) in dependencies {
        let plain = Options { language: options.language, ..Options::default() };
        let of_package = run(path, sources, &known, &tags, release, plain)?;
        tags.extend(of_package.1);
        known.push((path.clone(), sources.clone()));
    }
    let (analysis, _) = run("", files, &known, &tags, release, options)?;
    Ok(analysis)
}

/// Packages that import each other have no order in which they could be analysed.
fn no_import_cycle(dependencies: &[(String, Vec<SourceFile>)]) -> Result<(), Failed> {
    fn visit<'a>(
        path: &'a str,
        imports: &'a HashMap<&'a str, Vec<(String, Pos)>>,
        open: &mut Vec<&'a str>,
        done: &mut BTreeSet<&'a str>,
    ) -> Option<(&'a str, Pos, String)> {
        for (imported, pos) in imports.get(path).into_iter().flatten() {
            let Some((imported, _)) = imports.get_key_value(imported.as_str()) else { continue };
            if let Some(at) = open.iter().position(|path| path == imported) {
                return Some((path, *pos, [&open[at..], &[imported]].concat().join(" imports ")));
            }
            if done.insert(imported) {
                open.push(imported);
                let found = visit(imported, imports, open, done);
                open.pop();
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }
    let mut imports = HashMap::new();
    for (path, sources) in dependencies {
        let parsed = parse_all(sources, 0).map_err(|fault| (fault, sources.clone()))?;
        let of_package = parsed.iter().flat_map(|file| {
            let import = |import: &gosyn::ast::Import| (import_path(import), file.lines.pos(import.path.pos));
            file.ast.imports.iter().map(import).collect::<Vec<_>>()
        });
        imports.insert(path.as_str(), of_package.collect::<Vec<_>>());
    }
    let mut done = BTreeSet::new();
    for (path, sources) in dependencies {
        if let Some((of, pos, chain)) = visit(path, &imports, &mut vec![path], &mut done) {
            let sources = dependencies.iter().find(|(path, _)| path == of).map_or(sources, |(_, sources)| sources);
            let what = format!("import cycle: {chain}");
            return Err((Fault { pos, what, kind: FaultKind::Type }, sources.clone()));
        }
    }
    Ok(())
}

/// Tags by package path and function.
pub(crate) type Tags = HashMap<(String, String), Vec<Option<Leaks>>>;

fn run(
    path: &str,
    files: &[SourceFile],
    dependencies: &[(String, Vec<SourceFile>)],
    tags: &Tags,
    release: Release,
    options: Options,
) -> Result<(Analysis, Tags), Failed> {
    let standard = Standard::new(release, tags);
    let failed = |fault| (fault, files.to_vec());
    let own = parse_all(files, 0).map_err(failed)?;
    let mut groups: Vec<(String, Vec<Parsed>, bool)> = vec![(path.to_owned(), own, false)];
    let mut wanted: Vec<String> = imports_of(&groups[0].1);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(path) = wanted.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let given = dependencies.iter().find(|(known, _)| *known == path);
        let sources = match given {
            Some((_, sources)) => sources.clone(),
            None => match standard.declarations(&path) {
                Some(text) => vec![SourceFile { name: format!("<{path}>"), text: text.to_owned() }],
                None => continue,
            },
        };
        let parsed = parse_all(&sources, files.len() as u32).map_err(|fault| (fault, sources.clone()))?;
        wanted.extend(imports_of(&parsed));
        groups.push((path, parsed, given.is_none()));
    }
    let given: Vec<Given<'_>> = groups
        .iter()
        .map(|(path, parsed, of_table)| Given {
            path: Rc::from(path.as_str()),
            files: parsed.iter().collect(),
            of_table: *of_table,
        })
        .collect();
    let checked = Checker::check(&given, release, options.language.unwrap_or(release), &standard).map_err(failed)?;
    Ok(solve(checked, files, path, release, options))
}

fn parse_all(files: &[SourceFile], first: u32) -> Inner<Vec<Parsed>> {
    files.iter().enumerate().map(|(index, file)| parse(first + index as u32, file)).collect()
}

fn imports_of(files: &[Parsed]) -> Vec<String> {
    files.iter().flat_map(|file| &file.ast.imports).map(import_path).collect()
}

fn import_path(import: &gosyn::ast::Import) -> String {
    import.path.value.trim_matches(['"', '`']).to_owned()
}

/// Everything after the types are known: the passes, the batches, and the result.
fn solve(checked: Checked, files: &[SourceFile], path: &str, release: Release, options: Options) -> (Analysis, Tags) {
    let Checked { mut types, mut program, initialisers } = checked;
    let mut lines: Vec<Line> = Vec::new();

    // What is left to compute of the package's variables is the body of a function of the compiler's own.
    let values: HashMap<GlobalId, ExprId> = initialisers
        .iter()
        .filter_map(|initialiser| match (initialiser.globals.as_slice(), initialiser.value) {
            ([Some(global)], Some(value)) => Some((*global, value)),
            _ => None,
        })
        .collect();
    let roots: Vec<ExprId> = initialisers.iter().filter_map(|initialiser| initialiser.value).collect();
    let mut body = Vec::new();
    for initialiser in initialisers {
        body.extend(initialiser.stmts);
        let Some(value) = initialiser.value else { continue };
        let target = initialiser.globals.first().copied().flatten();
        for left in static_init::left_to_compute(&program, &types, &|global| values.get(&global).copied(), value) {
            let (ty, pos) = (program.ty(left), program.expr(left).pos);
            let kind = target.map_or(ExprKind::Blank, ExprKind::Global);
            let lhs = program.add(kind, ty, pos);
            body.push(program.stmt(pos, StmtKind::Assign { lhs, rhs: Some(left), def: false }));
        }
    }
    if let Some(init) = program.init {
        program.function_mut(init).body = Some(body);
        program.order.push(init);
    }
    let functions = with_literals(&program, &roots);
    captures::find(&mut program, &functions);
    captures::add_named(&mut program);
    crate::names::number(&mut program, &functions, release);

    for made in devirtualize::run(&mut program, &mut types, release, &functions) {
        lines.push(Line { pos: made.pos, message: made.message });
    }
    if release.has_variables_per_iteration() {
        functions.iter().for_each(|&function| loop_variables::rewrite(&mut program, &types, function));
    }
    if release.removes_dead_locals() {
        for &function in &functions {
            if !program.function(function).is_capturing() {
                dead_locals::remove(&mut program, function, release);
            }
        }
    }

    let (mut explanations, mut graphs) = (Vec::new(), Vec::new());
    let mut oracles = HashMap::new();
    let wanted = Wanted { flows: options.explain, steps: options.graph };
    for group in components(&program, release, &functions) {
        let mut batch = Batch::new(&mut program, &types, release, wanted, &mut oracles);
        batch.run(&group);
        lines.extend(batch.lines.iter().map(|line| Line { pos: line.pos, message: line.message.clone() }));
        if options.explain {
            explanations.extend(explanations_of(&batch));
        }
        if options.graph && batch.graph.own().next().is_some() {
            graphs.push(graph_of(&batch, &group));
        }
    }
    lines.extend(
        crate::bounds::elided(&program, &types, &functions)
            .into_iter()
            .map(|pos| Line { pos, message: "index bounds check elided".to_owned() }),
    );
    lines.sort();
    lines.dedup();

    let mut tags = Tags::new();
    for &function in &functions {
        let made = program.function(function);
        if made.closure.is_some() {
            continue;
        }
        let base = made.recv.as_ref().map(|recv| {
            let name = types.name(recv.ty);
            format!("{}.", name.trim_start_matches('*'))
        });
        let name = format!("{}{}", base.unwrap_or_default(), made.name);
        tags.insert((path.to_owned(), name), made.receiver_and_params().map(|param| param.leaks).collect());
    }
    let mut assumed: Vec<String> = program
        .functions
        .iter()
        .filter(|function| function.assumed && function.receiver_and_params().any(|param| types.has_pointers(param.ty)))
        .map(|function| format!("{}.{}", types.packages[function.package as usize], function.name))
        .collect();
    assumed.sort();
    assumed.dedup();
    let files = files.iter().map(|file| file.name.clone()).collect();
    (Analysis { release, files, lines, assumed, explanations, graphs }, tags)
}

/// The functions of the package, and the function literals in what is left of their bodies and in the values of the package's variables.
fn with_literals(program: &Program, values: &[ExprId]) -> Vec<FuncId> {
    let mut functions = program.order.clone();
    let mut literals = Vec::new();
    let mut add = |visited: Visited<'_>| {
        if let Visited::Expr(id) = visited
            && let ExprKind::Closure(literal) = *program.kind(id)
        {
            literals.push(literal);
        }
    };
    for &function in &program.order {
        passes::everything(program, function, &mut add);
    }
    for &value in values {
        passes::everything_in(program, value, &mut add);
    }
    literals.sort();
    literals.dedup();
    functions.extend(literals);
    functions
}

fn explanations_of(batch: &Batch<'_>) -> Vec<Explanation> {
    let of = |flow: &crate::escape::solve::Flow| Explanation {
        pos: flow.pos,
        head: flow.head.clone(),
        parts: flow
            .parts
            .iter()
            .map(|part| Part {
                to: part.to.clone(),
                from: part.from.clone(),
                derefs: part.derefs,
                reasons: part
                    .reasons
                    .iter()
                    .map(|reason| Reason { text: reason.text.clone(), why: reason.why, pos: reason.pos })
                    .collect(),
            })
            .collect(),
    };
    batch.graph.flows.iter().map(of).collect()
}

fn graph_of(batch: &Batch<'_>, group: &[FuncId]) -> Graph {
    let graph = &batch.graph;
    let ids = (0..graph.locations.len() as u32).map(LocId);
    let places = ids.clone().map(|id| {
        let location = graph.at(id);
        let is_param = matches!(location.stands, Stands::Var(var) if batch.program.var(var).class == VarClass::Param);
        let verdict = match location.stands {
            Stands::Nothing => Verdict::Auxiliary,
            _ if location.attrs.has(Attrs::ESCAPES) => Verdict::Heap,
            _ => Verdict::Frame,
        };
        Place {
            name: batch.end_text(id),
            pos: batch.place_pos(id),
            function: location.function.map(|function| batch.function_name(function)),
            depth: location.depth,
            verdict,
            properties: location.attrs.names(),
            leaks: is_param.then_some(location.leaks),
        }
    });
    let edges = ids.clone().flat_map(|id| {
        let edges = graph.at(id).edges.iter();
        edges.map(move |edge| Edge { from: edge.source.0 as usize, to: id.0 as usize, derefs: edge.derefs })
    });
    let steps = graph.steps.iter().map(|step| Step {
        root: step.root.0 as usize,
        place: step.place.0 as usize,
        derefs: step.derefs,
        gained: step.gained.names(),
        leak: step.leak.clone(),
    });
    Graph {
        functions: group.iter().map(|&function| batch.function_name(function)).collect(),
        places: places.collect(),
        edges: edges.collect(),
        steps: steps.collect(),
    }
}

//! `{{#escape}}`: a Go function, the graph of its places and assignments, and the walk over it, from the model of Go's escape analysis.
//!
//! The drawing is that of a diagram: places one below the other, so that it fits 320 pixels. Of the walk all steps are there without
//! script, each with a table of the places; `book/theme/walk.js` shows one at a time.

use super::diagram::lanes;
use super::syntax::{Context, Directive, Syntax, words};
use crate::drawings::chart::Chart;
use crate::html::{self, Cell, Table};
use crate::suggest;
use go_escape::{Analysis, Graph, Options, Package, Release, Step, Verdict, analyse};
use std::collections::BTreeSet;
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "escape",
    forms: &["SLUG FILE FUNCTION", "SLUG FILE FUNCTION graph", "SLUG FILE FUNCTION,FUNCTION... lines"],
    about: "A function of a Go program of the experiment, by the model of Go’s escape analysis under the rules of the newest release: code, graph and walk, the graph alone, or the lines of the report beside the code.",
    parse: |arguments| match words(arguments)[..] {
        [slug, file, function] => Ok(Box::new(Escape { slug, file, function, view: View::Walk })),
        [slug, file, function, "graph"] => Ok(Box::new(Escape { slug, file, function, view: View::Graph })),
        [slug, file, function, "lines"] => Ok(Box::new(Escape { slug, file, function, view: View::Lines })),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct Escape<'a> {
    slug: &'a str,
    file: &'a str,
    function: &'a str,
    view: View,
}

#[derive(Clone, Copy, Debug)]
enum View {
    /// Code, graph and walk.
    Walk,
    /// The graph, with the code above it.
    Graph,
    /// The lines of the report, with the code.
    Lines,
}

impl Directive for Escape<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let Self { slug, file, function, view } = *self;
        let records = context.records();
        records.experiment(slug)?;
        let directory = records.go_directory(slug);
        let failed = |error: String| format!("experiments/{slug}/go cannot be analysed: {error}");
        let package = Package::read(&directory, Release::NEWEST, false).map_err(|error| failed(error.to_string()))?;
        let options = Options { explain: true, graph: true, language: package.language };
        let analysis = analyse(&package.files, &package.dependencies, Release::NEWEST, options)
            .map_err(|error| failed(error.to_string()))?;
        let name = format!("./{file}");
        let index = analysis.files.iter().position(|known| *known == name).ok_or_else(|| {
            let known = analysis.files.iter().map(|known| known.trim_start_matches("./"));
            format!("experiments/{slug}/go has no file `{file}`{}", suggest::nearest(file, known))
        })?;
        let code_of = |function: &str| {
            let missing = || format!("experiments/{slug}/go/{file} has no line that begins with `func {function}(`");
            code(&package.files[index].text, function).ok_or_else(missing)
        };
        if matches!(view, View::Lines) {
            let functions: Vec<Code<'_>> = function.split(',').map(code_of).collect::<Result<_, _>>()?;
            return Ok(report(&analysis, &functions, index, file, function));
        }
        let code = code_of(function)?;
        let graph = analysis.graphs.iter().find(|graph| graph.functions.iter().any(|known| known == function));
        let graph = graph.ok_or_else(|| format!("`{function}` of experiments/{slug}/go/{file} has no graph"))?;
        let drawing = Drawing::of(graph, &analysis, function);
        let note = html::note(&format!(
            "<b>&#38;</b> an address goes, <b>=</b> a value, <b>&#42;</b> what it points to. By the rules of Go {}, without the places for writes and calls.",
            Release::NEWEST
        ));
        let [listing, walk] = match view {
            View::Walk => [String::new(), walk(&drawing, &code, file, function)],
            _ => [listed(&code), String::new()],
        };
        Ok(format!(
            r#"{walk}<figure class="figures chart escape"><figcaption>{}: its graph</figcaption>{listing}{}{note}</figure>{}"#,
            title(function, file),
            drawing.html(function)?,
            "\n"
        ))
    }
}

type Code<'t> = Vec<(u32, &'t str)>;

/// The lines of a function with their numbers, without pins.
fn code<'t>(text: &'t str, function: &str) -> Option<Code<'t>> {
    let head = format!("func {function}(");
    let lines = (1..).zip(text.lines()).skip_while(|(_, line)| !line.starts_with(&head));
    let mut code = Vec::new();
    for (number, line) in lines {
        let shown = line.split("// -m").next().unwrap_or_default().trim_end();
        // A pin alone on a line leaves nothing of it, and the marks of regions are no code.
        let is_mark = shown.trim_start().starts_with("// ANCHOR");
        if !is_mark && (!shown.trim().is_empty() || line.trim().is_empty()) {
            code.push((number, shown));
        }
        if line == "}" || line.starts_with(&head) && line.ends_with('}') {
            return Some(code);
        }
    }
    None
}

fn title(function: &str, file: &str) -> String {
    format!("<code>{}</code> in <code>{}</code>", html::escape(function), html::escape(file))
}

fn listed(code: &Code<'_>) -> String {
    let mut out = r#"<div class="hljs"><ol class="sites">"#.to_owned();
    for (number, line) in code {
        let text = line.trim_start();
        let _ = write!(
            out,
            r#"<li value="{number}" style="--indent: {}"><code class="language-go">{}</code></li>"#,
            4 * (line.len() - text.len()),
            html::escape(text)
        );
    }
    out + "</ol></div>"
}

/// The lines of the report about some functions of a file, a row each.
fn report(analysis: &Analysis, functions: &[Code<'_>], file: usize, name: &str, names: &str) -> String {
    let caption = format!("{} in {name}: what the compiler and the model report", names.replace(',', ", "));
    let mut table = Table::new("escapes", &caption);
    table.head([Cell::column("number", "line"), Cell::column("", "code"), Cell::column("", "report")]);
    let text = |text: &str| Cell::value("", format!("<code>{}</code>", html::escape(text)));
    let number = |number: u32| Cell::value("number", number.to_string());
    for code in functions {
        let mut is_silent = true;
        for (line, code) in code {
            let is_of_line = |one: &&go_escape::Line| one.pos.file as usize == file && one.pos.line == *line;
            for message in analysis.lines.iter().filter(is_of_line) {
                table.row([number(*line), text(code.trim()), text(&message.message)]);
                is_silent = false;
            }
        }
        if let Some((line, code)) = code.first().filter(|_| is_silent) {
            table.row([number(*line), text(code.trim()), Cell::value("", "nothing: all of it stays in the frame")]);
        }
    }
    format!(r#"<div class="figures go">{}</div>"#, table.html())
}

/// What of a graph is drawn: places of the program and the heap, where something is to be said of them.
struct Drawing<'g> {
    graph: &'g Graph,
    /// Indices of the places, the heap first.
    places: Vec<usize>,
    edges: Vec<Drawn>,
    function: &'g str,
}

/// An edge as it is drawn.
struct Drawn {
    from: usize,
    to: usize,
    derefs: i32,
    /// Why the place escapes as soon as its address goes there: such a flow is no edge of the graph.
    at_once: bool,
}

impl<'g> Drawing<'g> {
    fn of(graph: &'g Graph, analysis: &Analysis, function: &'g str) -> Self {
        let is_program = |index: usize| graph.places[index].verdict != Verdict::Auxiliary;
        let is_heap = |index: usize| graph.places[index].name == "{heap}";
        let is_drawn = |index: usize| is_program(index) || is_heap(index);
        let mut edges: Vec<Drawn> = graph
            .edges
            .iter()
            .filter(|edge| is_drawn(edge.from) && is_drawn(edge.to) && edge.from != edge.to)
            .map(|edge| Drawn { from: edge.from, to: edge.to, derefs: edge.derefs, at_once: false })
            .collect();
        let heap = (0..graph.places.len()).find(|index| is_heap(*index));
        for (index, place) in graph.places.iter().enumerate() {
            // Found by a step of the walk, it has an edge.
            let by_walk = graph.steps.iter().any(|step| step.place == index && step.gained.contains(&"escapes"));
            let explained = analysis.explanations.iter().any(|one| one.pos == place.pos && one.parts.len() == 1);
            if let Some(heap) = heap.filter(|_| place.verdict == Verdict::Heap && !by_walk && explained) {
                edges.push(Drawn { from: index, to: heap, derefs: -1, at_once: true });
            }
        }
        edges.sort_by_key(|edge| (edge.from, edge.to));
        edges.dedup_by_key(|edge| (edge.from, edge.to, edge.derefs));
        let touched: BTreeSet<usize> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
        // A result without a name and what the compiler made of itself are there in any case; without an edge there is nothing to say of them.
        let is_named = |index: usize| !graph.places[index].name.starts_with(['~', '.']);
        let mut places: Vec<usize> = heap.into_iter().collect();
        places.extend((0..graph.places.len()).filter(|index| {
            is_program(*index) && (touched.contains(index) || is_named(*index) && graph.places[*index].pos.line > 0)
        }));
        Self { graph, places, edges, function }
    }

    fn name(&self, index: usize) -> String {
        let name = &self.graph.places[index].name;
        match name.strip_prefix("~r") {
            _ if name == "{heap}" => "the heap".to_owned(),
            Some(number) => format!("result {number}"),
            None => {
                name.strip_prefix("{storage for ").and_then(|name| name.strip_suffix('}')).unwrap_or(name).to_owned()
            }
        }
    }

    /// The drawing and, folded, the same as a table.
    fn html(&self, function: &str) -> Result<String, String> {
        let row = |index: usize| self.places.iter().position(|place| *place == index);
        let spans: Vec<(usize, usize)> =
            self.edges.iter().filter_map(|edge| Some((row(edge.from)?, row(edge.to)?))).collect();
        let lanes = lanes(&spans);
        let count = lanes.iter().max().map_or(0, |last| last + 1);
        if count > MOST_LANES {
            return Err(format!("the graph of `{function}` needs {count} lanes, and there is room for {MOST_LANES}"));
        }
        let left = if count == 0 { 0.0 } else { LANE * count as f64 + LABEL };
        let frame = HEADING + ROW * (self.places.len() - 1) as f64;
        let mut chart = Chart::new(HEADING + ROW + GAP + frame);
        let mut middles = Vec::new();
        for (top, name, places) in [
            (0.0, "outside of every frame".to_owned(), &self.places[..1]),
            (HEADING + ROW + GAP, format!("frame of {}", self.function), &self.places[1..]),
        ] {
            chart.rectangle("band", (left, top), (100.0 - left, HEADING + ROW * places.len() as f64));
            chart.text("heading", "start", (left + 2.0, top + 16.0), &name);
            for (number, index) in places.iter().enumerate() {
                let place = &self.graph.places[*index];
                let top = top + HEADING + ROW * number as f64;
                let is_moved = place.verdict == Verdict::Heap;
                let class = if is_moved { "slot moved" } else { "slot" };
                chart.rectangle(class, (left + 2.0, top), (96.0 - left, SLOT));
                chart.text("label", "start", (left + 4.0, top + 17.0), &self.name(*index));
                chart.text("tick", "start", (left + 4.0, top + 33.0), &detail(place));
                middles.push(top + SLOT / 2.0);
            }
        }
        let mut rows = Table::without_caption("", &format!("Assignments of {function}"));
        rows.head([Cell::column("case", "from"), Cell::column("", "what goes"), Cell::column("", "to")]);
        for (number, ((edge, (from, to)), lane)) in self.edges.iter().zip(&spans).zip(&lanes).enumerate() {
            let lane = left - LABEL - LANE * (*lane as f64 + 0.5);
            // What leaves a place for several others leaves it at several heights.
            let before = self.edges[..number].iter().filter(|other| other.from == edge.from).count();
            let arriving = self.edges[..number].iter().filter(|other| other.to == edge.to).count();
            let leaves = middles[*from] + 6.0 + 8.0 * before as f64;
            chart.arrow(lane, left + 2.0, leaves, middles[*to] - 6.0 + 5.0 * arriving as f64);
            chart.text("edge", "middle", (left - 1.0, leaves + 12.0), sign(edge.derefs));
            let what = if edge.at_once { "the address, at once" } else { said(edge.derefs) };
            rows.row([
                Cell::row_name("case", code_of(&self.name(edge.from))),
                Cell::value("", what),
                Cell::value("", code_of(&self.name(edge.to))),
            ]);
        }
        let name = html::escape(function);
        Ok(format!(
            r#"<svg role="img" width="100%" height="{:.0}"><title>Graph of {name}</title><desc>Places one below the other, and an arrow for each assignment; the table below has the same.</desc>{}</svg><details class="data"><summary>The graph as a table</summary>{}</details>"#,
            chart.height,
            chart.shapes,
            rows.html()
        ))
    }
}

/// In pixels: the heading of a band, a place with the gap below it, a place, and the gap between bands. In per cent: a lane, and the room for
/// heads of arrows and their signs.
const HEADING: f64 = 24.0;
const ROW: f64 = 46.0;
const SLOT: f64 = 40.0;
const GAP: f64 = 10.0;
const LANE: f64 = 4.0;
const LABEL: f64 = 5.0;
const MOST_LANES: usize = 5;

fn sign(derefs: i32) -> &'static str {
    match derefs {
        -1 => "&",
        0 => "=",
        1 => "*",
        _ => "**",
    }
}

fn said(derefs: i32) -> &'static str {
    match derefs {
        -1 => "the address",
        0 => "the value",
        1 => "what it points to",
        _ => "what is reached by several pointers",
    }
}

fn code_of(name: &str) -> String {
    if name == "the heap" { name.to_owned() } else { format!("<code>{}</code>", html::escape(name)) }
}

fn detail(place: &go_escape::Place) -> String {
    let depth = if place.depth > 1 { format!(", in a loop, depth {}", place.depth) } else { String::new() };
    match place.verdict {
        Verdict::Auxiliary => "outlives everything".to_owned(),
        Verdict::Heap => format!("line {}{depth}: on the heap", place.pos.line),
        Verdict::Frame => format!("line {}{depth}: in the frame", place.pos.line),
    }
}

/// The walks that come past more than the place at which they begin, each a row of steps.
fn walks<'g>(drawing: &Drawing<'g>) -> Vec<&'g [Step]> {
    let is_drawn = |step: &Step| drawing.places.contains(&step.root) && drawing.places.contains(&step.place);
    let walks = drawing.graph.steps.chunk_by(|a, b| a.root == b.root && b.place != b.root);
    walks.filter(|walk| walk.len() > 1 && walk.iter().all(is_drawn)).collect()
}

fn walk(drawing: &Drawing<'_>, code: &Code<'_>, file: &str, function: &str) -> String {
    let mut out = format!(
        r#"<figure class="figures walk escape"><figcaption>{}, step by step</figcaption><div class="stage">{}<ol class="steps">"#,
        title(function, file),
        listed(code)
    );
    let mut on_heap: BTreeSet<usize> = drawing.edges.iter().filter(|edge| edge.at_once).map(|edge| edge.from).collect();
    let mut item = |line: u32, sentence: &str, table: String| {
        let _ = write!(out, r#"<li data-line="{line}"><p>{sentence}</p>{table}</li>"#);
    };
    let start = "Before the walk, every place is in the frame, unless its address goes to the heap at once.";
    item(code[0].0, start, states(drawing, &[], &on_heap, None));
    for walk in walks(drawing) {
        for (number, step) in walk.iter().enumerate() {
            let sentence = match number {
                0 => begins(drawing, step),
                _ => goes_on(drawing, step, &walk[..number]),
            };
            if step.gained.contains(&"escapes") {
                on_heap.insert(step.place);
            }
            let line = drawing.graph.places[step.place].pos.line;
            item(line, &sentence, states(drawing, &walk[..=number], &on_heap, Some(step.place)));
        }
    }
    let moved = drawing.places.iter().filter(|index| drawing.graph.places[**index].verdict == Verdict::Heap);
    let moved: Vec<String> = moved.map(|index| code_of(&drawing.name(*index))).collect();
    let end = match &moved[..] {
        [] => "The walk ends, and everything is in the frame.".to_owned(),
        moved => format!("The walk ends. On the heap: {}.", moved.join(", ")),
    };
    item(code[code.len() - 1].0, &end, states(drawing, &[], &on_heap, None));
    out + "</ol></div></figure>"
}

fn begins(drawing: &Drawing<'_>, step: &Step) -> String {
    let root = &drawing.graph.places[step.root];
    let name = code_of(&drawing.name(step.root));
    match root.verdict {
        Verdict::Auxiliary => {
            format!("The walk begins at {name}, which outlives everything, and goes back along the arrows.")
        }
        _ => format!("The walk begins at {name}, and goes back along the arrows."),
    }
}

/// The step to a place, with the sum that is made on the way.
fn goes_on(drawing: &Drawing<'_>, step: &Step, before: &[Step]) -> String {
    let [place, root] = [step.place, step.root].map(|index| code_of(&drawing.name(index)));
    // The edge by which the walk came: the first that gives this sum.
    let came = before.iter().find_map(|from| {
        let is_it = |edge: &&go_escape::Edge| {
            edge.from == step.place && edge.to == from.place && from.derefs.max(0) + edge.derefs == step.derefs
        };
        drawing.graph.edges.iter().find(is_it).map(|edge| (from.derefs.max(0), edge.derefs))
    });
    let sum = came.map_or_else(String::new, |(so_far, edge)| {
        let sign = if edge < 0 { "\u{2212}" } else { "+" };
        format!(" ({so_far} {sign} {} = {})", edge.abs(), minus(step.derefs))
    });
    let mut sentence = match step.derefs {
        -1 => format!("The address of {place} reaches {root}{sum}."),
        0 => format!("The value of {place} reaches {root}{sum}: where {place} itself is does not matter to it."),
        1 => format!("What {place} points to reaches {root}{sum}."),
        count => format!("What {place} leads to by {count} pointers reaches {root}{sum}."),
    };
    if step.gained.contains(&"escapes") {
        let _ = write!(
            sentence,
            " The address may be used longer than the frame is there, so {place} is moved to the heap."
        );
    } else if step.derefs < 0 {
        let _ = write!(sentence, " {} does not outlive it, so {place} stays.", html::capital(&root));
    }
    if let Some(leak) = &step.leak {
        let _ = write!(sentence, " {} is a parameter: its tag says that it leaks to {}.", place, html::escape(leak));
    }
    sentence
}

fn minus(number: i32) -> String {
    if number < 0 { format!("\u{2212}{}", number.abs()) } else { number.to_string() }
}

/// The places at one step: the sum of each on this walk, and where it is.
fn states(drawing: &Drawing<'_>, walk: &[Step], on_heap: &BTreeSet<usize>, now: Option<usize>) -> String {
    let mut table = Table::without_caption("states", "The places at this step");
    table.head([Cell::column("case", "place"), Cell::column("number", "sum"), Cell::column("", "where")]);
    for index in &drawing.places {
        let sum =
            walk.iter().rev().find(|step| step.place == *index).map_or_else(String::new, |step| minus(step.derefs));
        let place = &drawing.graph.places[*index];
        let place = match (place.verdict, on_heap.contains(index)) {
            (Verdict::Auxiliary, _) => "",
            (_, true) => "<strong>heap</strong>",
            (_, false) => "frame",
        };
        let class = if now == Some(*index) { "now" } else { "" };
        table.row_of(
            class,
            [
                Cell::row_name("case", code_of(&drawing.name(*index))),
                Cell::value("number", sum),
                Cell::value("", place),
            ],
        );
    }
    table.html()
}

#[cfg(test)]
mod tests {
    use super::*;
    use go_escape::SourceFile;

    const SOURCE: &str = "package a\n\nvar kept *int\n\nfunc decided() int {\n\tlow := 40\n\thigh := 2 // -m: moved to heap: high\n\tp := &low\n\tq := &high\n\tr := &q\n\tkept = *r\n\treturn *p\n}\n\nfunc at_once(n int) {\n\tkept = &n\n}\n";

    fn analysed() -> Analysis {
        let files = [SourceFile { name: "./a.go".to_owned(), text: SOURCE.to_owned() }];
        let options = Options { explain: true, graph: true, language: None };
        analyse(&files, &[], Release::NEWEST, options).unwrap()
    }

    fn graph<'a>(analysis: &'a Analysis, function: &str) -> &'a Graph {
        analysis.graphs.iter().find(|graph| graph.functions[0] == function).unwrap()
    }

    #[test]
    fn the_code_is_that_of_the_function_without_pins() {
        let code = code(SOURCE, "decided").unwrap();
        assert_eq!((code[0], code[2], code.len()), ((5, "func decided() int {"), (7, "\thigh := 2"), 9));
        assert!(super::code(SOURCE, "decide").is_none());
    }

    #[test]
    fn each_assignment_is_an_arrow_with_its_sign_and_the_heap_comes_first() {
        let analysis = analysed();
        let drawing = Drawing::of(graph(&analysis, "decided"), &analysis, "decided");
        let names: Vec<String> = drawing.places.iter().map(|index| drawing.name(*index)).collect();
        assert_eq!(names, ["the heap", "low", "high", "p", "q", "r"]);
        let edges: Vec<(String, i32, String)> =
            drawing.edges.iter().map(|edge| (drawing.name(edge.from), edge.derefs, drawing.name(edge.to))).collect();
        let expected = [("low", -1, "p"), ("high", -1, "q"), ("q", -1, "r"), ("r", 1, "the heap")];
        assert_eq!(edges, expected.map(|(from, derefs, to)| (from.to_owned(), derefs, to.to_owned())));
        let html = drawing.html("decided").unwrap();
        assert_eq!((html.matches("class=\"arrowhead\"").count(), html.matches("slot moved").count()), (4, 1), "{html}");
        assert!(!html.contains("fill=") && !html.contains("viewBox") && !html.contains("\n\n"), "{html}");
    }

    #[test]
    fn the_steps_add_up_the_pointers_and_end_with_the_verdict() {
        let analysis = analysed();
        let drawing = Drawing::of(graph(&analysis, "decided"), &analysis, "decided");
        let code = code(SOURCE, "decided").unwrap();
        let html = walk(&drawing, &code, "a.go", "decided");
        for expected in [
            "What <code>r</code> points to reaches the heap (0 + 1 = 1).",
            "The value of <code>q</code> reaches the heap (1 \u{2212} 1 = 0)",
            "The address of <code>high</code> reaches the heap (0 \u{2212} 1 = \u{2212}1). The address may be used longer",
            "The address of <code>low</code> reaches <code>p</code> (0 \u{2212} 1 = \u{2212}1). <code>p</code> does not outlive it",
            "On the heap: <code>high</code>.",
        ] {
            assert!(html.contains(expected), "{expected} is not in {html}");
        }
    }

    #[test]
    fn an_address_that_goes_to_the_heap_at_once_is_an_arrow_too_and_has_a_line_in_the_report() {
        let analysis = analysed();
        let drawing = Drawing::of(graph(&analysis, "at_once"), &analysis, "at_once");
        let [edge] = &drawing.edges[..] else { panic!("one edge") };
        assert!(edge.at_once && drawing.name(edge.from) == "n" && drawing.name(edge.to) == "the heap");
        let code = code(SOURCE, "at_once").unwrap();
        let silent = vec![(4, "")];
        let html = report(&analysis, &[code, silent], 0, "a.go", "at_once,f");
        assert!(html.contains("moved to heap: n") && html.contains("at&#95;once, f in"), "{html}");
        assert_eq!(html.matches("nothing: all of it stays").count(), 1);
    }
}

//! How is a call graph drawn?
//!
//! Text has the size it has in a page, so that a wide picture is scrolled and not shrunk.

use super::Call;
use super::layout::{self, Arrow, Direction, Line, Point};
use crate::calls::Node;
use crate::drawings::{escape, exact};
use crate::text::percent;
use crate::{Sample, Unit};
use std::collections::HashMap;
use std::fmt::Write;
use symbols::{short_with_closures, without_generics};

/// The part of a font's size that a character of a font of fixed width is wide, and one of another font in the mean. Both are rounded up.
const MONO: f64 = 0.61;
const PROPORTIONAL: f64 = 0.56;
/// The sizes of text: a function without and with all of the total as its own, its figures, a call's figure, and the notes.
const NAME: f64 = 13.0;
const LARGEST_NAME: f64 = 18.0;
const FIGURES: f64 = 12.0;
const CALL: f64 = 11.5;
const NOTE: f64 = 13.0;
/// Between a box's edge and its text.
const PADDING: f64 = 8.0;
/// How many characters of a name stand on one line.
const LINE: usize = 26;
/// Around the picture, and the least it is wide: so wide are the notes, which a narrow screen shows without scrolling.
const MARGIN: f64 = 6.0;
const MIN_WIDTH: f64 = 300.0;

/// The rules for everything in the picture. The variables are the book's; a file of its own takes the colours of the reader's system.
const STYLE: &str = "\
.heap-graph{color:var(--fg,CanvasText);background:var(--bg,Canvas);color-scheme:var(--color-scheme,light dark);max-width:none}\
.heap-graph text{fill:currentColor;font-family:var(--mono-font,ui-monospace,monospace)}\
.heap-graph .note{font-family:system-ui,sans-serif}\
.heap-graph rect{fill:var(--chart-0,light-dark(#1b5fa7,#6cb2f2));stroke:currentColor}\
.heap-graph path{fill:none;stroke:currentColor;stroke-opacity:0.55}\
.heap-graph .head{fill:currentColor;fill-opacity:0.7;stroke:none}\
.heap-graph .indirect{stroke-dasharray:5 4}\
.heap-graph .behind{fill:var(--bg,Canvas);stroke:none}";

/// What is drawn, and the sums of the rest.
pub(super) struct Picture<'p> {
    pub(super) sample: Sample,
    pub(super) total: i64,
    pub(super) functions: &'p [&'p Node],
    pub(super) calls: Vec<Call>,
    pub(super) functions_left_out: usize,
    pub(super) flat_left_out: i64,
    pub(super) calls_left_out: usize,
}

/// A function with the text and the size of its box.
struct Sized<'p> {
    node: &'p Node,
    lines: Vec<String>,
    size: f64,
    figures: Vec<String>,
    width: f64,
    height: f64,
}

impl Picture<'_> {
    /// The picture, unless it would be wider than `max_width`. It grows downwards where that fits, and else to the right.
    pub(super) fn draw(&self, max_width: f64) -> Option<String> {
        let nodes = self.nodes();
        let boxes: Vec<(f64, f64)> = nodes.iter().map(|node| (node.width, node.height)).collect();
        let arrow = |call: &Call| {
            let label = self.figure(call.figure);
            let label = (width(&label, CALL, MONO) + 6.0, CALL + 4.0);
            Arrow { from: call.from, to: call.to, label, weight: self.share(call.figure) }
        };
        let arrows: Vec<Arrow> = self.calls.iter().map(arrow).collect();
        [Direction::Down, Direction::Right].into_iter().find_map(|direction| {
            // What cannot be laid out is tried with one box less, like what is too wide.
            let placed = layout::place(&boxes, &arrows, direction).ok()?;
            let full = placed.width.max(MIN_WIDTH) + 2.0 * MARGIN;
            (full <= max_width).then(|| self.render(&nodes, &placed, full))
        })
    }

    fn nodes(&self) -> Vec<Sized<'_>> {
        let mut shown: HashMap<String, usize> = HashMap::new();
        for node in self.functions {
            *shown.entry(short_with_closures(&node.function)).or_default() += 1;
        }
        self.functions
            .iter()
            .map(|node| {
                // A short name that two functions share names neither.
                let name = short_with_closures(&node.function);
                let name = if shown[&name] > 1 { without_generics(&node.function) } else { name };
                let lines = wrapped(&name);
                let share = self.share(node.flat).sqrt();
                let size = NAME + (LARGEST_NAME - NAME) * share;
                let figures = [("flat", node.flat), ("cum", node.cum)]
                    .map(|(word, figure)| format!("{word} {}, {}", self.figure(figure), percent(figure, self.total)));
                let figures = figures.into_iter().skip(usize::from(node.flat == 0)).collect::<Vec<_>>();
                let widths = lines.iter().map(|line| width(line, size, MONO));
                let widths = widths.chain(figures.iter().map(|line| width(line, FIGURES, MONO)));
                Sized {
                    node,
                    width: widths.fold(0.0, f64::max) + 2.0 * PADDING,
                    height: lines.len() as f64 * leading(size)
                        + figures.len() as f64 * leading(FIGURES)
                        + 2.0 * PADDING,
                    lines,
                    size,
                    figures,
                }
            })
            .collect()
    }

    fn figure(&self, value: i64) -> String {
        Unit::Scaled.figure(value, self.sample)
    }

    /// A figure's part of the total, from 0 to 1.
    fn share(&self, figure: i64) -> f64 {
        (figure.unsigned_abs() as f64 / (self.total as f64).max(1.0)).min(1.0)
    }

    fn render(&self, nodes: &[Sized<'_>], placed: &layout::Placed, full: f64) -> String {
        let notes = wrapped_words(&self.notes(), MIN_WIDTH);
        let top = notes.len() as f64 * leading(NOTE) + 2.0 * MARGIN;
        let height = top + placed.height + MARGIN;
        let title = escape(&format!("Call graph of {}", self.sample));
        let mut out = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="heap-graph" role="img" width="{full:.0}" height="{height:.0}" viewBox="0 0 {full:.0} {height:.0}"><title>{title}</title><desc>{}</desc><style>{STYLE}</style>"#,
            escape(&self.notes())
        );
        for (line, y) in notes.iter().zip(1..) {
            let y = MARGIN + f64::from(y) * leading(NOTE) - 4.0;
            let _ =
                write!(out, r#"<text class="note" x="{MARGIN}" y="{y:.1}" font-size="{NOTE}">{}</text>"#, escape(line));
        }
        // A picture narrower than its notes stands in the middle.
        let left = (full - placed.width) / 2.0;
        let _ = write!(out, r#"<g transform="translate({left:.1} {top:.1})">"#);
        for (call, line) in self.calls.iter().zip(&placed.lines) {
            self.call(&mut out, call, line);
        }
        for (node, centre) in nodes.iter().zip(&placed.centres) {
            self.node(&mut out, node, *centre);
        }
        // Above all lines, so that none runs through a figure.
        for (call, Line { label, .. }) in self.calls.iter().zip(&placed.lines) {
            let figure = self.figure(call.figure);
            let (width, height) = (width(&figure, CALL, MONO) + 2.0, CALL + 2.0);
            let _ = write!(
                out,
                r#"<rect class="behind" x="{:.1}" y="{:.1}" width="{width:.1}" height="{height:.1}"></rect><text text-anchor="middle" x="{:.1}" y="{:.1}" font-size="{CALL}">{}</text>"#,
                label.x - width / 2.0,
                label.y - height / 2.0,
                label.x,
                label.y + CALL * 0.36,
                escape(&figure)
            );
        }
        out.push_str("</g></svg>");
        out
    }

    fn call(&self, out: &mut String, call: &Call, line: &Line) {
        let [.., before, end] = &line.points[..] else { return };
        let width = 1.0 + 4.0 * self.share(call.figure);
        let [from, to] = [call.from, call.to].map(|place| &self.functions[place].function);
        let over = if call.is_indirect { ", over functions that are not drawn" } else { "" };
        let title = format!(
            "{from} calls {to}{over}: {}, {}",
            exact(call.figure, self.sample),
            percent(call.figure, self.total)
        );
        let class = if call.is_indirect { r#" class="indirect""# } else { "" };
        // The line ends where its head begins, the head where the box does.
        let head = 5.0 + width;
        let (dx, dy) = (end.x - before.x, end.y - before.y);
        let length = dx.hypot(dy).max(1.0);
        let (dx, dy) = (dx / length, dy / length);
        let base = Point { x: end.x - dx * head, y: end.y - dy * head };
        let mut points = line.points.clone();
        if let Some(last) = points.last_mut() {
            *last = base;
        }
        let side = head * 0.5;
        let _ = write!(
            out,
            r#"<g><title>{}</title><path{class} stroke-width="{width:.1}" d="{}"></path><path class="head" d="M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z"></path></g>"#,
            escape(&title),
            curve(&points),
            end.x,
            end.y,
            base.x - dy * side,
            base.y + dx * side,
            base.x + dy * side,
            base.y - dx * side,
        );
    }

    fn node(&self, out: &mut String, node: &Sized<'_>, centre: Point) {
        let Node { function: name, flat, cum, .. } = node.node;
        let title = format!(
            "{name}: flat {}, {}; cum {}, {}",
            exact(*flat, self.sample),
            percent(*flat, self.total),
            exact(*cum, self.sample),
            percent(*cum, self.total)
        );
        let (x, y) = (centre.x - node.width / 2.0, centre.y - node.height / 2.0);
        let _ = write!(
            out,
            r#"<g><title>{}</title><rect x="{x:.1}" y="{y:.1}" width="{:.1}" height="{:.1}" rx="4" fill-opacity="{:.2}" stroke-width="{:.1}"></rect>"#,
            escape(&title),
            node.width,
            node.height,
            // Text on it is to be read, so even the fullest is light.
            0.03 + 0.25 * self.share(*flat).sqrt(),
            0.6 + 1.6 * self.share(*cum),
        );
        let mut y = y + PADDING;
        let names = node.lines.iter().map(|line| (line, node.size, r#" font-weight="600""#));
        for (line, size, weight) in names.chain(node.figures.iter().map(|line| (line, FIGURES, ""))) {
            y += leading(size);
            let (x, y) = (centre.x, y - size * 0.3);
            let _ = write!(
                out,
                r#"<text text-anchor="middle" x="{x:.1}" y="{y:.1}" font-size="{size:.1}"{weight}>{}</text>"#,
                escape(line)
            );
        }
        out.push_str("</g>");
    }

    /// What is drawn and what is not.
    fn notes(&self) -> String {
        let drawn = self.functions.len();
        let all = drawn + self.functions_left_out;
        let total = self.figure(self.total);
        let mut notes = format!("{}: {total}, {drawn} of {all} functions.", self.sample);
        if self.functions_left_out > 0 {
            let _ = write!(
                notes,
                " Left out: flat {}, {}.",
                self.figure(self.flat_left_out),
                percent(self.flat_left_out, self.total)
            );
        }
        match self.calls_left_out {
            0 => {}
            1 => notes.push_str(" One small call is not drawn."),
            count => {
                let _ = write!(notes, " {count} small calls are not drawn.");
            }
        }
        if self.calls.iter().any(|call| call.is_indirect) {
            notes.push_str(" A dashed line leads over functions left out.");
        }
        notes
    }
}

fn width(text: &str, size: f64, part: f64) -> f64 {
    text.chars().count() as f64 * size * part
}

fn leading(size: f64) -> f64 {
    size * 1.3
}

/// A name on lines of a length that a box can have, broken after `::` where there is one. What is longer is cut.
fn wrapped(name: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in name.split_inclusive("::") {
        let length = part.chars().count();
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].chars().count() + length > LINE {
            lines.push(String::new());
        }
        let last = lines.len() - 1;
        if length > LINE {
            lines[last].extend(part.chars().take(LINE - 1).chain(['…']));
        } else {
            lines[last].push_str(part);
        }
    }
    lines
}

/// A sentence on lines of at most `width` pixels.
fn wrapped_words(text: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line, NOTE, PROPORTIONAL) + width(word, NOTE, PROPORTIONAL) < room - NOTE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A line through the middles between the points, rounded at each point.
fn curve(points: &[Point]) -> String {
    let [first, rest @ ..] = points else { return String::new() };
    let mut path = format!("M{:.1} {:.1}", first.x, first.y);
    for pair in rest.windows(2) {
        let (x, y) = ((pair[0].x + pair[1].x) / 2.0, (pair[0].y + pair[1].y) / 2.0);
        let _ = write!(path, "Q{:.1} {:.1} {x:.1} {y:.1}", pair[0].x, pair[0].y);
    }
    if let Some(last) = rest.last() {
        let _ = write!(path, "L{:.1} {:.1}", last.x, last.y);
    }
    path
}

//! Which chains of calls asked for the memory: as a flame graph.
//!
//! A box is a function beside those that called it, as wide as what was asked for there. Chains stand in the order of their names, so that
//! those that begin alike have common boxes.

use super::{NothingToDraw, escape, exact};
use crate::text::percent;
use crate::{HeapProfile, Sample, Unit};
use std::fmt::Write;

/// The size of a box's text, and the part of it that a character is wide, rounded up.
const TEXT: f64 = 12.0;
const CHARACTER: f64 = 0.61;
/// The height of a box with the gap above it.
const ROW: usize = 20;
/// How many colours the book has for series.
const COLOURS: u32 = 6;

/// The least width in pixels, and the height of what stands above the boxes.
const MIN_WIDTH: usize = 200;
const HEADER: usize = 26;

/// The rules for everything in the picture. The variables are the book's; a file of its own takes the colours of the reader's system.
const STYLE: &str = "\
.heap-flame{color:var(--fg,CanvasText);background:var(--bg,Canvas);color-scheme:var(--color-scheme,light dark);max-width:none}\
.heap-flame text{fill:currentColor;font-family:var(--mono-font,ui-monospace,monospace)}\
.heap-flame .note{font-family:system-ui,sans-serif}\
.heap-flame rect{fill-opacity:0.28}\
.heap-flame .c0{fill:var(--chart-0,light-dark(#1b5fa7,#6cb2f2))}\
.heap-flame .c1{fill:var(--chart-1,light-dark(#b0470e,#f2a065))}\
.heap-flame .c2{fill:var(--chart-2,light-dark(#1e7a45,#6fca8e))}\
.heap-flame .c3{fill:var(--chart-3,light-dark(#7b3fa0,#c79bf0))}\
.heap-flame .c4{fill:var(--chart-4,light-dark(#8a6100,#e0c15a))}\
.heap-flame .c5{fill:var(--chart-5,light-dark(#b3245a,#f58fb0))}";

/// How a flame graph is drawn.
#[derive(Clone, Copy, Debug)]
pub struct FlameOptions {
    /// The figure.
    pub sample: Sample,
    /// The width in pixels.
    pub width: usize,
    /// Whether callees stand below their callers, as in a list of calls, and not above.
    pub is_inverted: bool,
}

impl Default for FlameOptions {
    fn default() -> Self {
        Self { sample: Sample::default(), width: 900, is_inverted: false }
    }
}

/// Why there is no flame graph.
#[derive(Debug, thiserror::Error)]
pub enum FlameError {
    /// No stack has a figure other than zero.
    #[error(transparent)]
    NothingToDraw(#[from] NothingToDraw),
    /// A difference of two profiles, in which something became less.
    #[error(
        "`{function}` has less than nothing in {sample}, and a flame graph has no box for that; look at the difference as text"
    )]
    Negative {
        /// The innermost function of the stack.
        function: String,
        /// The figure.
        sample: Sample,
    },
}

/// The profile's stacks as a picture. What is narrower than a pixel is left out.
///
/// # Errors
///
/// [`FlameError`].
pub fn flame(profile: &HeapProfile, options: &FlameOptions) -> Result<String, FlameError> {
    let chains = chains(profile, options.sample)?;
    let total: i64 = chains.iter().map(|(_, figure)| figure).sum();
    if total == 0 {
        return Err(NothingToDraw(options.sample).into());
    }
    let width = options.width.max(MIN_WIDTH);
    let mut boxes = boxes(&chains);
    boxes.retain(|one| one.figure as f64 * width as f64 >= total as f64);
    Ok(svg(&boxes, total, width, options))
}

/// A chain of calls, the outermost function first, with its figure.
type Chain<'p> = (Vec<&'p str>, i64);

/// The stacks that have a figure, in the order of their functions' names.
fn chains(profile: &HeapProfile, sample: Sample) -> Result<Vec<Chain<'_>>, FlameError> {
    let name = |frame| profile.function(profile.frame(frame).function).name.as_str();
    let mut chains = Vec::new();
    for stack in &profile.stacks {
        let figure = stack.values.get(sample);
        if figure < 0 {
            let function = stack.frames.first().map_or("", |frame| name(*frame)).to_owned();
            return Err(FlameError::Negative { function, sample });
        }
        if figure > 0 && !stack.frames.is_empty() {
            chains.push((stack.frames.iter().rev().map(|frame| name(*frame)).collect(), figure));
        }
    }
    chains.sort_unstable();
    Ok(chains)
}

/// A function in the calls that lead to it.
#[derive(Debug)]
struct Box<'p> {
    name: &'p str,
    /// How many functions it was called through.
    depth: usize,
    /// Where it begins and how wide it is: in bytes or blocks.
    start: i64,
    figure: i64,
}

/// A box for each beginning that neighbours have in common. A box comes when its chains end, callers before callees.
fn boxes<'p>(chains: &[Chain<'p>]) -> Vec<Box<'p>> {
    let mut boxes = Vec::new();
    // Name and start of the boxes that are not done.
    let mut open: Vec<(&str, i64)> = Vec::new();
    let mut at = 0;
    let end: Chain<'_> = (Vec::new(), 0);
    for (chain, figure) in chains.iter().chain([&end]) {
        let shared = open.iter().zip(chain).take_while(|((open, _), name)| open == *name).count();
        let done = open.drain(shared..).zip(shared..);
        boxes.extend(done.map(|((name, start), depth)| Box { name, depth, start, figure: at - start }));
        open.extend(chain[shared..].iter().map(|name| (*name, at)));
        at += figure;
    }
    boxes
}

fn svg(boxes: &[Box<'_>], total: i64, width: usize, options: &FlameOptions) -> String {
    let FlameOptions { sample, is_inverted, .. } = *options;
    let deepest = boxes.iter().map(|one| one.depth).max().unwrap_or_default();
    let order = if is_inverted { "callees below their callers" } else { "callees above their callers" };
    let note = format!("{sample}: {}, {order}.", Unit::Scaled.figure(total, sample));
    let height = (deepest + 1) * ROW + HEADER;
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="heap-flame" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><title>Flame graph of {sample}</title><desc>{note} As wide as what was asked for; the colours tell crates apart.</desc><style>{STYLE}</style><text class="note" x="1" y="15" font-size="13">{note}</text>"#
    );
    for Box { name, depth, start, figure } in boxes {
        let across = |figure: i64| figure as f64 / total as f64 * width as f64;
        let (x, room) = (across(*start), across(*figure));
        let y = HEADER + ROW * if is_inverted { *depth } else { deepest - depth };
        let title = escape(&format!("{name}: {}, {}", exact(*figure, sample), percent(*figure, total)));
        let _ = write!(
            out,
            r#"<g><title>{title}</title><rect class="c{}" x="{x:.2}" y="{y}" width="{:.2}" height="{}" rx="2"></rect>"#,
            colour(name),
            (room - 1.0).max(0.4),
            ROW - 2
        );
        let label = fitting(&symbols::short_with_closures(name), ((room - 8.0) / (TEXT * CHARACTER)).max(0.0) as usize);
        if !label.is_empty() {
            let (x, y) = (x + 4.0, y + 13);
            let _ = write!(out, r#"<text x="{x:.2}" y="{y}" font-size="{TEXT}">{}</text>"#, escape(&label));
        }
        out.push_str("</g>");
    }
    out + "</svg>"
}

/// `text` in at most `room` characters; nothing where that would not tell it from others.
fn fitting(text: &str, room: usize) -> String {
    match text.chars().count() {
        length if length <= room => text.to_owned(),
        _ if room < 4 => String::new(),
        _ => text.chars().take(room - 1).chain(['…']).collect(),
    }
}

/// The colour of a function's crate: the first that its name mentions.
fn colour(name: &str) -> u32 {
    let own = symbols::crates(name).first().copied().unwrap_or(name);
    let mix = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(16_777_619);
    own.bytes().fold(2_166_136_261, mix) % COLOURS
}

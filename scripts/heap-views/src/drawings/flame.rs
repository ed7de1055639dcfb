//! Which chains of calls asked for the memory: as a flame graph.
//!
//! A box is a function beside those that called it, as wide as what was asked for there. Chains stand in the order of their names, so that
//! those that begin alike have common boxes.
//!
//! Of a difference, a box is as wide as what changed: what became more and what became less, both as figures without a sign, so that a change that
//! moved bytes from one place to another is seen in both. The left part of a box is what became more, the right part what became less, and its
//! text begins with the sign of the sum.

use super::{NothingToDraw, escape, exact};
use crate::flame_boxes::{Box, Boxes, Change, boxes, colour};
use crate::text::percent;
use crate::{HeapProfile, Sample, Unit};
use std::fmt::Write;

/// The size of a box's text, and the part of it that a character is wide, rounded up.
const TEXT: f64 = 12.0;
const CHARACTER: f64 = 0.61;
/// The height of a box with the gap above it.
const ROW: usize = 20;

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
    /// Whether the profile is a difference of two.
    pub is_difference: bool,
}

impl Default for FlameOptions {
    fn default() -> Self {
        Self { sample: Sample::default(), width: 900, is_inverted: false, is_difference: false }
    }
}

/// The profile's stacks as a picture. What is narrower than a pixel is left out.
///
/// # Errors
///
/// When no stack has a figure other than zero.
pub fn flame(profile: &HeapProfile, options: &FlameOptions) -> Result<String, NothingToDraw> {
    let width = options.width.max(MIN_WIDTH);
    let Boxes { total, boxes, .. } = boxes(profile, options.sample, width);
    if total.size() == 0 {
        return Err(NothingToDraw(options.sample));
    }
    let is_difference = options.is_difference || total.less > 0;
    Ok(svg(&boxes, total, width, &FlameOptions { is_difference, ..*options }))
}

fn svg(boxes: &[Box<'_>], total: Change, width: usize, options: &FlameOptions) -> String {
    let FlameOptions { sample, is_inverted, is_difference, .. } = *options;
    let deepest = boxes.iter().map(|one| one.depth).max().unwrap_or_default();
    let order = if is_inverted { "callees below their callers" } else { "callees above their callers" };
    let scaled = |figure| Unit::Scaled.figure(figure, sample);
    let (note, how) = if is_difference {
        let note = format!("{sample}: {} more, {} less, {order}.", scaled(total.more), scaled(total.less));
        (note, "As wide as what changed: left, what became more; right, what became less.")
    } else {
        let note = format!("{sample}: {}, {order}.", scaled(total.more));
        (note, "As wide as what was asked for; the colours tell crates apart.")
    };
    let height = (deepest + 1) * ROW + HEADER;
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="heap-flame" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><title>Flame graph of {sample}</title><desc>{note} {how}</desc><style>{STYLE}</style><text class="note" x="1" y="15" font-size="13">{note}</text>"#
    );
    for Box { name, depth, start, change } in boxes {
        let across = |figure: i64| figure as f64 / total.size() as f64 * width as f64;
        let (x, room) = (across(*start), across(change.size()));
        let y = HEADER + ROW * if is_inverted { *depth } else { deepest - depth };
        let figures = if is_difference {
            let Change { more, less } = *change;
            let net = change.net();
            format!("{} more, {} less, {} in sum", exact(more, sample), exact(less, sample), exact(net, sample))
        } else {
            format!("{}, {}", exact(change.more, sample), percent(change.more, total.more))
        };
        let title = escape(&format!("{name}: {figures}"));
        let _ = write!(out, "<g><title>{title}</title>");
        let drawn = (room - 1.0).max(0.4);
        let mut rect = |class: &str, x: f64, width: f64| {
            let height = ROW - 2;
            let _ = write!(
                out,
                r#"<rect class="{class}" x="{x:.2}" y="{y}" width="{width:.2}" height="{height}" rx="2"></rect>"#
            );
        };
        if is_difference {
            let more = drawn * (change.more as f64 / change.size() as f64);
            if change.more > 0 {
                rect("c1", x, more);
            }
            if change.less > 0 {
                rect("c0", x + more, drawn - more);
            }
        } else {
            rect(&format!("c{}", colour(name)), x, drawn);
        }
        let short = symbols::short_with_closures(name);
        let text = match change.net().signum() {
            _ if !is_difference => short,
            1 => format!("+ {short}"),
            -1 => format!("\u{2212} {short}"),
            _ => format!("= {short}"),
        };
        let label = fitting(&text, ((room - 8.0) / (TEXT * CHARACTER)).max(0.0) as usize);
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

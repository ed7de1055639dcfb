//! How are figures drawn?
//!
//! Inline SVG without a view box: positions along the width are percentages, so that the drawing fills any width
//! while its text keeps its size. Colours are CSS classes that use the theme's own variables.
//! A table of the same figures always follows.

mod diagram;
mod ratio;
mod scale;
mod size;
mod steps;

pub(crate) use diagram::diagram;
pub(crate) use ratio::ratio;
pub(crate) use size::size;
pub(crate) use steps::steps;

use crate::html;
use std::fmt::Write;

/// A chart under construction.
struct Chart {
    height: f64,
    shapes: String,
}

impl Chart {
    fn new(height: f64) -> Self {
        Self { height, shapes: String::new() }
    }

    /// A straight line; `x` in per cent of the width, `y` in pixels.
    fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let _ = write!(
            self.shapes,
            r#"<line class="{class}" x1="{x1:.2}%" y1="{y1:.1}" x2="{x2:.2}%" y2="{y2:.1}"></line>"#
        );
    }

    /// Text that begins, is centred, or ends at `x`: `anchor` is `start`, `middle` or `end`.
    fn text(&mut self, class: &str, anchor: &str, (x, y): (f64, f64), text: &str) {
        let _ = write!(
            self.shapes,
            r#"<text class="{class}" text-anchor="{anchor}" x="{x:.2}%" y="{y:.1}">{}</text>"#,
            html::escape(text)
        );
    }

    /// The mark of a series, centred at the point.
    fn mark(&mut self, class: &str, series: usize, (x, y): (f64, f64)) {
        let _ = write!(
            self.shapes,
            r#"<svg x="{x:.2}%" y="{y:.1}" overflow="visible"><path class="mark {class}" d="{}"></path></svg>"#,
            MARKS[series % MARKS.len()]
        );
    }

    /// A rectangle; its left edge and its width in per cent of the width, the rest in pixels.
    fn rectangle(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let _ = write!(
            self.shapes,
            r#"<rect class="{class}" x="{x:.2}%" y="{y:.1}" width="{width:.2}%" height="{height:.1}" rx="3"></rect>"#
        );
    }

    /// An arrow that leaves the edge at `right` on the height `from`, runs along `lane`, and comes back to the edge on the height `to`.
    fn arrow(&mut self, lane: f64, right: f64, from: f64, to: f64) {
        self.line("arrow", (right, from), (lane, from));
        self.line("arrow", (lane, from), (lane, to));
        self.line("arrow", (lane, to), (right, to));
        let _ = write!(
            self.shapes,
            r#"<svg x="{right:.2}%" y="{to:.1}" overflow="visible"><path class="arrowhead" d="M0,0L-7,-4V4Z"></path></svg>"#
        );
    }

    /// The figure: drawing, caption, anything after it, and the table of the same data.
    fn finish(self, parts: &Parts<'_>) -> String {
        let Parts { title, description, legend, header, rows, anchor } = parts;
        let (title, description) = (html::escape(title), html::escape(description));
        let mut out = format!(
            r#"<figure class="figures chart"><figcaption>{title}</figcaption>{legend}<svg role="img" width="100%" height="{:.0}"><title>{title}</title><desc>{description}</desc>{}</svg>"#,
            self.height, self.shapes
        );
        out.push_str(r#"<details class="data"><summary>The same figures as a table</summary>"#);
        let _ = write!(
            out,
            r#"<div class="scroll" role="region" tabindex="0" aria-label="Figures: {title}"><table class="cases"><thead><tr>"#
        );
        for (index, name) in header.iter().enumerate() {
            let class = if index == 0 { "case" } else { "number" };
            let _ = write!(out, r#"<th scope="col" class="{class}">{}</th>"#, html::escape(name));
        }
        out.push_str("</tr></thead><tbody>");
        for row in *rows {
            out.push_str("<tr>");
            for (index, cell) in row.iter().enumerate() {
                let cell = html::escape_with_code(cell);
                let _ = match index {
                    0 => write!(out, r#"<th scope="row" class="case">{cell}</th>"#),
                    _ => write!(out, r#"<td class="number">{cell}</td>"#),
                };
            }
            out.push_str("</tr>");
        }
        let _ = write!(
            out,
            r##"</tbody></table></div></details><p class="note">{description} <a href="#{anchor}">How this was measured</a></p></figure>"##
        );
        out
    }
}

/// What goes around the drawing.
struct Parts<'a> {
    title: &'a str,
    /// What is drawn and how to read it; shown below the drawing and read out with it.
    description: &'a str,
    /// HTML that says which mark is which series; empty where the drawing says it.
    legend: &'a str,
    header: &'a [String],
    rows: &'a [Vec<String>],
    /// The id of the provenance block on the same page.
    anchor: &'a str,
}

/// Circle, square, triangle, diamond, cross, down triangle: told apart without colour.
const MARKS: [&str; 6] = [
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z",
    "M-3.6,-3.6H3.6V3.6H-3.6Z",
    "M0,-4.6L4.4,3.6H-4.4Z",
    "M0,-5L5,0L0,5L-5,0Z",
    "M-1.4,-4.4H1.4V-1.4H4.4V1.4H1.4V4.4H-1.4V1.4H-4.4V-1.4H-1.4Z",
    "M0,4.6L4.4,-3.6H-4.4Z",
];

/// How many series one chart can tell apart.
const MAX_SERIES: usize = MARKS.len();

//! How are figures drawn beside their table?
//!
//! Inline SVG without a view box: positions along the width are percentages, so that the drawing fills any width
//! while its text keeps its size. Colours are CSS classes that use the theme's own variables.
//! A table of the same figures always follows.

use crate::html::{self, Cell, Table};
use std::fmt::Write;

/// A chart under construction.
pub(crate) struct Chart {
    pub(crate) height: f64,
    pub(crate) shapes: String,
}

impl Chart {
    pub(crate) fn new(height: f64) -> Self {
        Self { height, shapes: String::new() }
    }

    /// A straight line; `x` in per cent of the width, `y` in pixels.
    pub(crate) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let _ = write!(
            self.shapes,
            r#"<line class="{class}" x1="{x1:.2}%" y1="{y1:.1}" x2="{x2:.2}%" y2="{y2:.1}"></line>"#
        );
    }

    /// An upright line that shows while the slider of a table on the page stands at this size; `x` in per cent of the width, `y` in pixels.
    pub(crate) fn at_size(&mut self, size: u64, x: f64, (top, bottom): (f64, f64)) {
        let _ = write!(
            self.shapes,
            r#"<line class="at-size" data-size="{size}" x1="{x:.2}%" y1="{top:.1}" x2="{x:.2}%" y2="{bottom:.1}"></line>"#
        );
    }

    /// Text that begins, is centred, or ends at `x`: `anchor` is `start`, `middle` or `end`.
    pub(crate) fn text(&mut self, class: &str, anchor: &str, (x, y): (f64, f64), text: &str) {
        let _ = write!(
            self.shapes,
            r#"<text class="{class}" text-anchor="{anchor}" x="{x:.2}%" y="{y:.1}">{}</text>"#,
            html::escape(text)
        );
    }

    /// The mark of a series, centred at the point.
    pub(crate) fn mark(&mut self, class: &str, series: usize, (x, y): (f64, f64)) {
        let _ = write!(
            self.shapes,
            r#"<svg x="{x:.2}%" y="{y:.1}" overflow="visible"><path class="mark {class}" d="{}"></path></svg>"#,
            MARKS[series % MARKS.len()]
        );
    }

    /// A small dot; its place across in per cent of the width, down in pixels.
    pub(crate) fn dot(&mut self, class: &str, (x, y): (f64, f64)) {
        let _ = write!(self.shapes, r#"<circle class="dot {class}" cx="{x:.2}%" cy="{y:.1}" r="3"></circle>"#);
    }

    /// A rectangle; its left edge and its width in per cent of the width, the rest in pixels.
    pub(crate) fn rectangle(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let _ = write!(
            self.shapes,
            r#"<rect class="{class}" x="{x:.2}%" y="{y:.1}" width="{width:.2}%" height="{height:.1}" rx="3"></rect>"#
        );
    }

    /// An arrow that leaves the edge at `right` on the height `from`, runs along `lane`, and comes back to the edge on the height `to`.
    pub(crate) fn arrow(&mut self, lane: f64, right: f64, from: f64, to: f64) {
        self.line("arrow", (right, from), (lane, from));
        self.line("arrow", (lane, from), (lane, to));
        self.line("arrow", (lane, to), (right, to));
        let _ = write!(
            self.shapes,
            r#"<svg x="{right:.2}%" y="{to:.1}" overflow="visible"><path class="arrowhead" d="M0,0L-7,-4V4Z"></path></svg>"#
        );
    }

    /// The figure: drawing, caption, anything after it, and the table of the same data.
    pub(crate) fn finish(self, parts: &Parts<'_>) -> String {
        let Parts { title, description, legend, header, rows, anchor } = parts;
        let mut table = Table::without_caption("", &format!("Figures: {title}"));
        let class = |index| if index == 0 { "case" } else { "number" };
        table.head(header.iter().enumerate().map(|(index, name)| Cell::column(class(index), html::escape(name))));
        for row in *rows {
            table.row(row.iter().map(|cell| html::escape_with_code(cell)).enumerate().map(
                |(index, cell)| match index {
                    0 => Cell::row_name("case", cell),
                    _ => Cell::value("number", cell),
                },
            ));
        }
        let (title, description) = (html::escape(title), html::escape(description));
        let note = html::note(&format!("{description} {}", html::link_to(anchor, "How this was measured")));
        format!(
            r#"<figure class="figures chart"><figcaption>{title}</figcaption>{legend}<svg role="img" width="100%" height="{:.0}"><title>{title}</title><desc>{description}</desc>{}</svg><details class="data"><summary>The same figures as a table</summary>{}</details>{note}</figure>"#,
            self.height,
            self.shapes,
            table.html()
        )
    }
}

/// What goes around the drawing.
pub(crate) struct Parts<'a> {
    pub(crate) title: &'a str,
    /// What is drawn and how to read it; shown below the drawing and read out with it.
    pub(crate) description: &'a str,
    /// HTML that says which mark is which series; empty where the drawing says it.
    pub(crate) legend: &'a str,
    pub(crate) header: &'a [String],
    pub(crate) rows: &'a [Vec<String>],
    /// The id of the provenance block on the same page.
    pub(crate) anchor: &'a str,
}

/// Circle, square, triangle, diamond, cross, down triangle: distinct without colour.
pub(crate) const MARKS: [&str; 6] = [
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z",
    "M-3.6,-3.6H3.6V3.6H-3.6Z",
    "M0,-4.6L4.4,3.6H-4.4Z",
    "M0,-5L5,0L0,5L-5,0Z",
    "M-1.4,-4.4H1.4V-1.4H4.4V1.4H1.4V4.4H-1.4V1.4H-4.4V-1.4H-1.4Z",
    "M0,4.6L4.4,-3.6H-4.4Z",
];

/// How many series one chart can tell apart.
pub(crate) const MAX_SERIES: usize = MARKS.len();

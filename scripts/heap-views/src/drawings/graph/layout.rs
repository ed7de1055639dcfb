//! Where do the boxes and arrows of a call graph stand?
//!
//! In layers, callers before callees, as the method of Sugiyama, Tagawa and Toda (1981) has it, by the crate `dugong`, a port of dagre.
//! Calls that close a circle, as recursion does, run against the direction.

use dugong::graphlib::{Graph, GraphOptions};
use dugong::{EdgeLabel, GraphLabel, LayoutError, NodeLabel, RankDir};

/// Where callees stand from their caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Down,
    Right,
}

/// A place in the picture, in pixels from its left and upper edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// From the edge of the caller's box to that of the callee's; two at least.
    pub(super) points: Vec<Point>,
    /// The middle of its figure.
    pub(super) label: Point,
}

/// A call to be drawn: the places of its two boxes, and the width and height of its figure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: (f64, f64),
    /// From 0 to 1: the more, the straighter and shorter.
    pub(super) weight: f64,
}

/// The layout.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The middle of each box.
    pub(super) centres: Vec<Point>,
    pub(super) lines: Vec<Line>,
}

impl Placed {
    /// With left and right changed.
    fn mirrored(mut self) -> Self {
        let points = self.lines.iter_mut().flat_map(|line| line.points.iter_mut().chain([&mut line.label]));
        points.chain(&mut self.centres).for_each(|point| point.x = self.width - point.x);
        self
    }
}

/// Finds a place for boxes of these widths and heights. The first stands in the left half, where a narrow screen begins.
pub(super) fn place(boxes: &[(f64, f64)], arrows: &[Arrow], direction: Direction) -> Result<Placed, LayoutError> {
    let mut graph: Graph<NodeLabel, EdgeLabel, GraphLabel> = Graph::new(GraphOptions::default());
    graph.set_graph(GraphLabel {
        rankdir: match direction {
            Direction::Down => RankDir::TB,
            Direction::Right => RankDir::LR,
        },
        nodesep: 18.0,
        edgesep: 10.0,
        // A figure has a layer of its own, with this distance from the boxes at both of its sides.
        ranksep: 34.0,
        ..GraphLabel::default()
    });
    for (index, (width, height)) in boxes.iter().enumerate() {
        graph.set_node(index.to_string(), NodeLabel { width: *width, height: *height, ..NodeLabel::default() });
    }
    for arrow in arrows {
        let (width, height) = arrow.label;
        let label = EdgeLabel { width, height, weight: 1.0 + (8.0 * arrow.weight).round(), ..EdgeLabel::default() };
        graph.set_edge_with_label(arrow.from.to_string(), arrow.to.to_string(), label);
    }
    dugong::layout(&mut graph)?;
    let point = |x: Option<f64>, y: Option<f64>| Point { x: x.unwrap_or_default(), y: y.unwrap_or_default() };
    let centres = (0..boxes.len()).map(|index| {
        let node = graph.node(&index.to_string());
        node.map_or(point(None, None), |node| point(node.x, node.y))
    });
    let lines = arrows.iter().map(|arrow| {
        let Some(edge) = graph.edge(&arrow.from.to_string(), &arrow.to.to_string(), None) else {
            return Line { points: Vec::new(), label: point(None, None) };
        };
        let points = edge.points.iter().map(|at| Point { x: at.x, y: at.y }).collect();
        Line { points, label: point(edge.x, edge.y) }
    });
    let placed = Placed {
        centres: centres.collect(),
        lines: lines.collect(),
        width: graph.graph().width,
        height: graph.graph().height,
    };
    let is_right = placed.centres.first().is_some_and(|first| first.x > placed.width / 2.0);
    Ok(if is_right { placed.mirrored() } else { placed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn arrow(from: usize, to: usize) -> Arrow {
        Arrow { from, to, label: (50.0, 15.0), weight: 0.5 }
    }

    #[test]
    fn callees_stand_below_their_callers_or_right_of_them() {
        let boxes = [(100.0, 40.0); 3];
        let down = place(&boxes, &[arrow(0, 1), arrow(1, 2)], Direction::Down).unwrap();
        assert!(down.centres[0].y < down.centres[1].y && down.centres[1].y < down.centres[2].y, "{down:?}");
        let right = place(&boxes, &[arrow(0, 1), arrow(1, 2)], Direction::Right).unwrap();
        assert!(right.centres[0].x < right.centres[1].x && right.centres[1].x < right.centres[2].x, "{right:?}");
    }

    #[test]
    fn a_call_that_closes_a_circle_leads_from_caller_to_callee() {
        let boxes = [(100.0, 40.0); 2];
        let placed = place(&boxes, &[arrow(0, 1), arrow(1, 0), arrow(1, 1)], Direction::Down).unwrap();
        for (line, (from, to)) in placed.lines.iter().zip([(0, 1), (1, 0), (1, 1)]) {
            let near = |point: Point, index: usize| {
                let centre: Point = placed.centres[index];
                (point.x - centre.x).abs() <= 51.0 && (point.y - centre.y).abs() <= 21.0
            };
            let (first, last) = (line.points[0], line.points[line.points.len() - 1]);
            assert!(near(first, from) && near(last, to), "{line:?} {placed:?}");
        }
    }

    proptest! {
        #[test]
        fn every_graph_has_a_layout_in_which_no_box_covers_another(
            sizes in proptest::collection::vec((40.0..200.0_f64, 30.0..80.0_f64), 1..12),
            ends in proptest::collection::btree_set((0..12_usize, 0..12_usize), 0..30),
            is_down in any::<bool>(),
        ) {
            let arrows: Vec<Arrow> =
                ends.into_iter().filter(|(from, to)| from.max(to) < &sizes.len()).map(|(from, to)| arrow(from, to)).collect();
            let direction = if is_down { Direction::Down } else { Direction::Right };
            let placed = place(&sizes, &arrows, direction).unwrap();
            prop_assert!(placed.centres[0].x <= placed.width / 2.0 + 0.5);
            for (index, (centre, (width, height))) in placed.centres.iter().zip(&sizes).enumerate() {
                prop_assert!(centre.x - width / 2.0 > -0.5 && centre.x + width / 2.0 < placed.width + 0.5);
                prop_assert!(centre.y - height / 2.0 > -0.5 && centre.y + height / 2.0 < placed.height + 0.5);
                for (other, (other_width, other_height)) in placed.centres[..index].iter().zip(&sizes) {
                    let (dx, dy) = ((centre.x - other.x).abs(), (centre.y - other.y).abs());
                    prop_assert!(dx > (width + other_width) / 2.0 - 0.5 || dy > (height + other_height) / 2.0 - 0.5);
                }
            }
            for line in &placed.lines {
                prop_assert!(line.points.len() >= 2);
                prop_assert!(line.points.iter().all(|point| point.x.is_finite() && point.y.is_finite()));
            }
        }
    }
}

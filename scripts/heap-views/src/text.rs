//! How are the views written for people?
//!
//! In the columns of pprof, so that a reader of either finds the other familiar. Percentages are pprof's to the digit; figures have units of
//! 1024, or none with [`Unit::Exact`].

use crate::Sample;
use crate::calls::{Call, CallGraph, Inlined, Node};
use crate::listing::Listing;
pub use heap_stacks::figures::{Unit, percent};
use std::fmt::Write as _;

/// `top`: the functions in their order, `count` of them.
pub fn top(graph: &CallGraph, count: usize, unit: Unit) -> String {
    let shown = &graph.nodes[..count.min(graph.nodes.len())];
    let figure = |value| unit.figure(value, graph.sample);
    let mut text = head(graph.sample, &figure(graph.total), graph.is_difference);
    if shown.len() < graph.nodes.len() {
        let flat = shown.iter().map(|node| node.flat).sum();
        _ = writeln!(
            text,
            "the first {} of {} functions, with {}, {}",
            shown.len(),
            graph.nodes.len(),
            figure(flat),
            percent(flat, graph.total)
        );
    }
    _ = writeln!(text, "{:>10} {:>6} {:>6} {:>10} {:>6}", "flat", "flat%", "sum%", "cum", "cum%");
    let mut sum = 0;
    for node in shown {
        sum += node.flat;
        _ = writeln!(
            text,
            "{:>10} {:>6} {:>6} {:>10} {:>6}  {}{}",
            figure(node.flat),
            percent(node.flat, graph.total),
            percent(sum, graph.total),
            figure(node.cum),
            percent(node.cum, graph.total),
            node.function,
            match node.inlined() {
                Inlined::Never => "",
                Inlined::Partly => " (partial-inline)",
                Inlined::Always => " (inline)",
            }
        );
    }
    text
}

/// `peek` and `tree`: the functions at these places, each with its callers above it and its callees below it. The percentage of a call is of
/// the function's cum.
pub fn tree(graph: &CallGraph, places: &[usize], unit: Unit) -> String {
    const RULE: &str = "----------------------------------------------------------+-------------";
    let figure = |value| unit.figure(value, graph.sample);
    let call = |node: &Node, call: &Call| {
        let inline = if call.is_inlined { " (inline)" } else { "" };
        let other = &graph.nodes[call.node].function;
        format!("{:>50} {:>6} |   {other}{inline}\n", figure(call.value), percent(call.value, node.cum))
    };
    let mut text = head(graph.sample, &figure(graph.total), graph.is_difference);
    _ = writeln!(
        text,
        "{RULE}\n{:>10} {:>6} {:>6} {:>10} {:>6} {:>8} {:>6} | context",
        "flat", "flat%", "sum%", "cum", "cum%", "calls", "calls%"
    );
    let mut sum = 0;
    for node in places.iter().map(|place| &graph.nodes[*place]) {
        sum += node.flat;
        text += RULE;
        text += "\n";
        text.extend(node.callers.iter().map(|caller| call(node, caller)));
        _ = writeln!(
            text,
            "{:>10} {:>6} {:>6} {:>10} {:>6}                 | {}",
            figure(node.flat),
            percent(node.flat, graph.total),
            percent(sum, graph.total),
            figure(node.cum),
            percent(node.cum, graph.total),
            node.function
        );
        text.extend(node.callees.iter().map(|callee| call(node, callee)));
    }
    text + RULE + "\n"
}

/// `list`: source with figures beside it.
pub fn list(listing: &Listing, unit: Unit) -> String {
    let figure = |value| unit.figure(value, listing.sample);
    let beside = |value| unit.figure_or_dot(value, listing.sample);
    let mut text = head(listing.sample, &figure(listing.total), listing.is_difference);
    for routine in &listing.routines {
        let place = if routine.file.is_empty() { "a file that is not known" } else { &routine.file };
        _ = writeln!(text, "\n{} in {place}", routine.function);
        _ = writeln!(
            text,
            "{:>10} {:>10} (flat, cum) {} of the total",
            figure(routine.flat),
            figure(routine.cum),
            percent(routine.cum, listing.total)
        );
        for line in &routine.lines {
            let number = if line.number == 0 { "?".to_owned() } else { line.number.to_string() };
            let source = match (&line.text, line.number) {
                (Some(source), _) => source.trim_end(),
                (None, 0) => "the compiler left no line",
                (None, _) => "",
            };
            let row = format!("{:>10} {:>10} {number:>6} | {source}", beside(line.flat), beside(line.cum));
            _ = writeln!(text, "{}", row.trim_end());
        }
    }
    text
}

/// What is counted, and the total that percentages are of.
fn head(sample: Sample, total: &str, is_difference: bool) -> String {
    let of_what = if is_difference { " in the base" } else { "" };
    format!("{sample}: {total} in total{of_what}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sources;
    use crate::fixture::profile;

    #[test]
    fn percentages_are_those_of_pprof() {
        // What Go's fmt makes of "%5.2f%%" and "%5.2g%%", without the spaces.
        for (value, total, expected) in [
            (0, 0, "0%"),
            (0, 7, "0%"),
            (7, 7, "100%"),
            (-7, 7, "100%"),
            (9996, 10000, "100%"),
            (9994, 10000, "99.94%"),
            (10006, 10000, "100.06%"),
            (1245, 10000, "12.45%"),
            (1, 100, "1.00%"),
            (99, 10000, "0.99%"),
            (999, 100_000, "1%"),
            (5, 1000, "0.5%"),
            (54, 100_000, "0.054%"),
            (1, 1_000_000, "0.0001%"),
            (12, 100_000_000, "1.2e-05%"),
            (1, 10_000_000, "1e-05%"),
            (1, i64::MAX, "1.1e-17%"),
        ] {
            assert_eq!(percent(value, total), expected, "{value} of {total}");
        }
    }

    #[test]
    fn bytes_have_the_unit_that_leaves_three_digits_or_four() {
        for (value, expected) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (-1023, "-1023 B"),
            (1024, "1 KiB"),
            (1536, "1.50 KiB"),
            (-1536, "-1.50 KiB"),
            (1_048_575, "1 MiB"),
            (1_048_000, "1023.44 KiB"),
            (3_774_589, "3.60 MiB"),
            (i64::MAX, "8 EiB"),
            (i64::MIN, "-8 EiB"),
        ] {
            assert_eq!(Unit::Scaled.figure(value, Sample::AllocSpace), expected);
            assert_eq!(Unit::Exact.figure(value, Sample::AllocSpace), value.to_string());
            assert_eq!(Unit::Scaled.figure(value, Sample::EndObjects), value.to_string());
        }
    }

    #[test]
    fn views_have_the_columns_of_pprof() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("a.rs"), "fn main() {\n    f();\n}\n").unwrap();
        let sources = Sources::below(&[directory.path().to_owned()]).unwrap();
        let profile = profile(&[("main@a.rs:2 +f@b.rs:7", 1536), ("main@a.rs:2", 512)]);
        let graph = CallGraph::new(&profile, Sample::AllocSpace);
        assert_eq!(
            top(&graph, 1, Unit::Scaled),
            "alloc-space: 2 KiB in total\n\
             the first 1 of 2 functions, with 1.50 KiB, 75.00%\n\
             \x20     flat  flat%   sum%        cum   cum%\n\
             \x20 1.50 KiB 75.00% 75.00%   1.50 KiB 75.00%  f (inline)\n"
        );
        assert_eq!(
            tree(&graph, &[0], Unit::Exact),
            "alloc-space: 2048 in total\n\
             ----------------------------------------------------------+-------------\n\
             \x20     flat  flat%   sum%        cum   cum%    calls calls% | context\n\
             ----------------------------------------------------------+-------------\n\
             \x20                                             1536   100% |   main (inline)\n\
             \x20     1536 75.00% 75.00%       1536 75.00%                 | f\n\
             ----------------------------------------------------------+-------------\n"
        );
        let (listing, _) = crate::list(&profile, Sample::AllocSpace, "main", &sources).unwrap();
        assert_eq!(
            list(&listing, Unit::Exact),
            "alloc-space: 2048 in total\n\n\
             main in a.rs\n\
             \x20      512       2048 (flat, cum) 100% of the total\n\
             \x20        .          .      1 | fn main() {\n\
             \x20      512       2048      2 |     f();\n\
             \x20        .          .      3 | }\n"
        );
    }
}

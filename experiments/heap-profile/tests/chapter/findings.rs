//! Facts of the chapter that are neither counts nor times of a case, established by counting.

use count_allocations::count;
use harness::{Findings, Shared};
use heap_profile::summary::Summary;
use heap_profile::{
    as_written, borrowed_keys, borrowed_text, capacity_hint, in_place, log, no_temporary_vec, reused_buffers,
    reused_line_buffer, typed_decoding,
};

type Summarise = fn(&[u8]) -> Summary;

/// The path has an escape and a query, and all of it is ASCII.
const LINE: &str = r#"{"time":"2026-03-14T09:00:00.000Z","client":"203.0.113.7","method":"GET","path":"/shop/items/smoked%20salmon?page=2","status":200,"bytes":5120,"micros":310,"agent":"curl/8.14.1"}
"#;

/// Each variant, with the allocations and reallocations that a line adds whose route and client are known.
const VARIANTS: [(&str, Summarise, [i64; 2]); 9] = [
    // Allocations: the line and its text; a tree of a node, 8 keys and 5 texts; method and client; of the path what is left and right of the
    // query's mark, the decoded bytes, their text, the same in lower case, the segments, two of them joined, and the slash before them;
    // the key, and the client again. Reallocations: 25 decoded bytes come into blocks of 8, 16 and 32, and the slash and the method into
    // blocks that are too small for what follows them.
    ("as_written", as_written::summarise, [2 + 14 + 2 + 7 + 2, 2 + 1 + 1]),
    // The tree is gone.
    ("typed_decoding", typed_decoding::summarise, [27 - 14, 4]),
    // The text of the line.
    ("borrowed_text", borrowed_text::summarise, [13 - 1, 4]),
    // The line.
    ("reused_line_buffer", reused_line_buffer::summarise, [12 - 1, 4]),
    // Both collected vectors, and the joined text: the slashes and segments are put together in one.
    ("no_temporary_vec", no_temporary_vec::summarise, [11 - 3, 4]),
    // The text of the decoded bytes, and the same in lower case.
    ("in_place", in_place::summarise, [8 - 2, 4]),
    // The growth of the decoded bytes.
    ("capacity_hint", capacity_hint::summarise, [6, 4 - 2]),
    // Both copies of the client.
    ("borrowed_keys", borrowed_keys::summarise, [6 - 2, 2]),
    // The method, the decoded bytes, the beginning of the path, the key, and what made two of them grow.
    ("reused_buffers", reused_buffers::summarise, [0, 0]),
];

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    let first = log::text(1);
    let first = String::from_utf8_lossy(first.trim_ascii_end()).into_owned();
    findings.exact("line", "the first line of every log").found(first);
    for (variant, summarise, expected) in VARIANTS {
        let added = Shared::new(|| Ok::<_, anyhow::Error>(added_by_a_line(summarise)));
        for (figure, what) in ["allocations", "reallocations"].into_iter().enumerate() {
            let how = format!(
                "{what} of a summary of two lines that are the same, less those of one: what a line adds whose route and client are \
                 known; the path has an escape and a query"
            );
            let key = format!("{what}_of_a_line_{variant}");
            findings.exact(key, how).is(expected[figure]).by(|| Ok::<_, anyhow::Error>(added.get()?[figure]));
        }
    }
}

/// The allocations and reallocations that a line adds whose route and client are known.
fn added_by_a_line(summarise: Summarise) -> [i64; 2] {
    let figures = |lines: usize| {
        let log = LINE.repeat(lines);
        let (summary, figures) = count(|| summarise(log.as_bytes()));
        figures.assert_nothing_elsewhere();
        assert_eq!((summary.damaged, summary.routes["GET /shop/items"].hits), (0, lines as u64));
        [figures.allocations, figures.reallocations]
    };
    let [one, two] = [figures(1), figures(2)];
    std::array::from_fn(|figure| two[figure] as i64 - one[figure] as i64)
}

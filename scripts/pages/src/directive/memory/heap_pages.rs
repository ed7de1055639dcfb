//! A heap, page by page: which page has a block in use in it, and which is resident.

use crate::drawings::chart::{Chart, Parts};
use crate::{html, suggest};
use record::memory::{Page, PageMap};
use record::{Kind, MemoryRecord, print};

/// Pages in a row.
const ROW: usize = 64;
/// From a row to the next, and a page's height, in pixels.
const STEP: f64 = 13.0;
const SIDE: f64 = 10.0;
/// What stands above the pages of an instant, and below them.
const HEADING: f64 = 24.0;
const GAP: f64 = 14.0;

/// What an instant is called.
const INSTANTS: [(&str, &str); 3] =
    [("peak", "at the peak"), ("dropped", "dropped, but for what is kept"), ("trimmed", "after malloc_trim(0)")];

const KINDS: [(Page, &str, &str); 3] = [
    (Page::Used, "used", "a block in use"),
    (Page::Kept, "kept", "resident, no block in use"),
    (Page::Gone, "gone", "not resident"),
];

/// The drawing of the heap of this name.
pub(super) fn draw(held: &MemoryRecord, name: &str, anchor: &str) -> Result<String, String> {
    let map = held.maps.iter().find(|map| map.name == name).ok_or_else(|| {
        let nearest = suggest::nearest(name, held.maps.iter().map(|map| &*map.name));
        format!("{} has no heap `{name}`{nearest}", crate::records::shown(&held.experiment, Kind::Memory))
    })?;
    let states: Vec<(&str, Vec<Page>)> = INSTANTS
        .iter()
        .map(|(instant, label)| {
            let pages = map.pages(instant).ok_or_else(|| format!("the heap `{name}` was not seen at `{instant}`"))?;
            Ok((*label, pages))
        })
        .collect::<Result<_, String>>()?;
    let rows = |pages: &[Page]| pages.len().div_ceil(ROW) as f64;
    let height: f64 = states.iter().map(|(_, pages)| HEADING + rows(pages) * STEP + GAP).sum();
    let mut chart = Chart::new(height - GAP);
    let mut top = 0.0;
    for (label, pages) in &states {
        chart.text("heading", "start", (0.0, top + 14.0), label);
        top += HEADING;
        for row in pages.chunks(ROW) {
            for (first, length, page) in stretches(row) {
                let width = 100.0 / ROW as f64;
                let class = format!("page {}", kind(page));
                chart.rectangle(&class, (first as f64 * width, top), (length as f64 * width, SIDE));
            }
            top += STEP;
        }
        top += GAP;
    }
    let header: Vec<String> =
        std::iter::once("pages").chain(KINDS.map(|(_, _, label)| label)).map(str::to_owned).collect();
    let count = |pages: &[Page], kind: Page| print::count(pages.iter().filter(|page| **page == kind).count() as i128);
    let rows: Vec<Vec<String>> = states
        .iter()
        .map(|(label, pages)| {
            std::iter::once((*label).to_owned()).chain(KINDS.map(|(kind, _, _)| count(pages, kind))).collect()
        })
        .collect();
    Ok(chart.finish(&Parts {
        title: &format!("The heap of {}, page by page", map.about),
        description: &described(map),
        legend: &legend(),
        header: &header,
        rows: &rows,
        anchor,
    }))
}

fn described(map: &PageMap) -> String {
    format!(
        "From the first block on, {ROW} pages of {} in a row, neighbours of one kind drawn as one bar. A block is one of the data: at the last instant, what is resident without one has blocks of the program itself, or such as a thread keeps at hand.",
        print::bytes(map.page_bytes.into())
    )
}

fn kind(page: Page) -> &'static str {
    KINDS.iter().find(|(one, ..)| *one == page).map_or("", |(_, class, _)| class)
}

/// Neighbours of one kind: where they begin, how many they are, and which.
fn stretches(row: &[Page]) -> Vec<(usize, usize, Page)> {
    let mut stretches: Vec<(usize, usize, Page)> = Vec::new();
    for (index, page) in row.iter().enumerate() {
        match stretches.last_mut() {
            Some((_, length, last)) if last == page => *length += 1,
            _ => stretches.push((index, 1, *page)),
        }
    }
    stretches
}

fn legend() -> String {
    let item = |(_, class, label): (Page, &str, &str)| {
        format!(
            r#"<li><svg aria-hidden="true" width="18" height="10"><rect class="page {class}" x="0" y="0" width="18" height="10" rx="3"></rect></svg> {}</li>"#,
            html::escape(label)
        )
    };
    format!(r#"<ul class="legend">{}</ul>"#, KINDS.map(item).concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_one_kind_are_one_bar() {
        use Page::{Gone, Kept, Used};
        assert_eq!(stretches(&[Used, Used, Kept, Gone, Gone]), [(0, 2, Used), (2, 1, Kept), (3, 2, Gone)]);
        assert_eq!(stretches(&[]), []);
    }
}

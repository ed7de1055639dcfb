//! `{{#growth}}`: collections that grow under a slider.
//!
//! The page has every step, and for each collection the picture of a thousand elements. `book/theme/growth.js` adds the slider and chooses among what is
//! there: it knows no rule.

use super::syntax::{Context, Directive, Syntax, words};
use crate::growth::{Collection, Step};
use crate::html::{self, Cell, Table};
use record::print;
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "growth",
    forms: &["TYPE..."],
    about: "Collections that grow under a slider: capacity, calls of the allocator, bytes and blocks after so many elements. The types, each written without spaces: `Vec<u8>`, `Vec<u64>`, `Vec<[u8;2000]>`, `String`, `VecDeque<u64>`, `HashMap<u64,u64>`, `SmallVec<[u64;8]>`.",
    parse: |arguments| match words(arguments)[..] {
        [] => Err(SYNTAX.usage()),
        ref names => {
            let collections: Result<Vec<_>, String> = names.iter().map(|name| Collection::named(name)).collect();
            Ok(Box::new(Growth { collections: collections? }))
        }
    },
};

/// The most elements of the slider, and those of the picture without it.
const MOST: u64 = 10_000;
const SHOWN: u64 = 1_000;
/// How many blocks are drawn: the current one, and those before it.
const BLOCKS: usize = 5;
/// A block of so many places is drawn place by place.
const CELLS: u64 = 64;

#[derive(Debug)]
struct Growth {
    collections: Vec<&'static Collection>,
}

impl Directive for Growth {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let mut origins = Vec::new();
        for collection in &self.collections {
            collection.check(context.records())?;
            let slug = collection.evidence.slug;
            if !origins.contains(&slug) {
                origins.push(slug);
            }
        }
        // A page that has figures of its own says how those were made; these are computed, so it need not.
        let origins: Vec<String> = origins
            .into_iter()
            .map(|slug| match context.provenance(slug) {
                Ok(id) => html::link_to(id, &html::escape(slug)),
                Err(_) => format!("<code>{}</code>", html::escape(slug)),
            })
            .collect();
        Ok(draw(&self.collections, &origins.join(" and ")))
    }
}

fn draw(collections: &[&Collection], origins: &str) -> String {
    let steps: Vec<Vec<Step>> = collections.iter().map(|collection| collection.steps(MOST)).collect();
    let positions = positions(&steps);
    let texts: Vec<_> = positions.iter().map(|elements| json!([elements, print::count((*elements).into())])).collect();
    let mut out = format!(
        r#"<figure class="figures growth" data-positions="{}" data-at="{SHOWN}"><figcaption>What a collection asks of the allocator while elements are added one by one</figcaption><p class="pushed"><span>Elements added</span> <output>{}</output></p>"#,
        html::escape(&json!(texts).to_string()),
        print::count(SHOWN.into())
    );
    for (collection, steps) in collections.iter().zip(&steps) {
        out.push_str(&grower(collection, steps));
    }
    out.push_str(r#"<details class="data" open><summary>Every step as a table</summary>"#);
    for (collection, steps) in collections.iter().zip(&steps) {
        out.push_str(&table(collection, steps));
    }
    out.push_str("</details>");
    out.push_str(&html::note(&format!(
        "A bar is a block, the lowest the one in use; those above it were asked for before, and freed. Computed by the rules of the standard library and of the crate, which are held to the counts of {origins}. <em>Copied at most</em>: the elements that stood in the block before. A reallocation that finds room behind the block copies nothing."
    )));
    out + "</figure>\n"
}

/// The numbers of elements at which the slider stops: the small ones, then about thirty a decade, and both sides of every step.
fn positions(steps: &[Vec<Step>]) -> BTreeSet<u64> {
    let mut positions: BTreeSet<u64> = (0..=20).chain([SHOWN, MOST]).collect();
    let mut next = 20;
    while next < MOST {
        positions.insert(next);
        next += next.div_ceil(14);
    }
    for from in steps.iter().flatten().map(|step| step.from).filter(|from| *from > 0) {
        positions.extend([from - 1, from]);
    }
    positions
}

/// One collection: its picture, its figures, and its capacities.
fn grower(collection: &Collection, steps: &[Step]) -> String {
    let data: Vec<_> = steps.iter().map(|step| json!([step.from, figures(step)])).collect();
    let at = steps.iter().rposition(|step| step.from <= SHOWN).unwrap_or_default();
    let mut out = format!(
        r#"<div class="grower" role="group" aria-label="{name}" data-steps="{}"><p class="name"><code>{name}</code> <span>{call}</span></p><div class="blocks" aria-hidden="true" style="--places: {}; --used: {SHOWN}">"#,
        html::escape(&json!(data).to_string()),
        steps[at].places,
        name = html::escape(&as_written(collection.name)),
        call = html::escape(&format!(".{}(\u{2026})", collection.call)),
    );
    for (index, step) in steps.iter().enumerate() {
        let mut class = String::from("bar");
        for (name, holds) in [
            (" now", index == at),
            (" cells", (1..=CELLS).contains(&step.places)),
            (" inline", Collection::is_inline(step)),
        ] {
            if holds {
                class.push_str(name);
            }
        }
        let hidden = if index > at || index + BLOCKS <= at || step.places == 0 { " hidden" } else { "" };
        let _ = write!(
            out,
            r#"<div class="{class}" style="--of: {}; --room: {}"{hidden}><span></span><small>{}</small></div>"#,
            step.places,
            step.capacity,
            print::count(step.capacity.into())
        );
    }
    out.push_str("</div><ul>");
    for (name, [value, detail]) in NAMES.into_iter().zip(figures(&steps[at])) {
        let _ = write!(out, "<li><span>{name}</span> <b>{value}</b> <small>{detail}</small></li>");
    }
    out + "</ul></div>"
}

/// A type with the spaces that a directive has no room for.
fn as_written(name: &str) -> String {
    name.replace(',', ", ").replace(';', "; ")
}

/// What [`figures`] are.
const NAMES: [&str; 4] = ["capacity", "calls", "requested", "copied at most"];

/// The figures of a step, each with what there is to say of it.
fn figures(step: &Step) -> [[String; 2]; 4] {
    let kept_empty = step.places - step.capacity;
    let of_capacity = match (step.places, kept_empty) {
        (0, _) => "no block".to_owned(),
        _ if Collection::is_inline(step) => "in the value itself".to_owned(),
        (_, 0) => print::bytes(step.block.into()),
        _ => format!("{} places, {}", print::count(step.places.into()), print::bytes(step.block.into())),
    };
    let of_calls = match (step.allocations, step.reallocations) {
        (0, 0) => String::new(),
        (made, 0) => print::counted(made.into(), "allocation"),
        (made, grown) => {
            format!("{}, {}", print::counted(made.into(), "allocation"), print::counted(grown.into(), "reallocation"))
        }
    };
    [
        [print::count(step.capacity.into()), of_capacity],
        [print::count((step.allocations + step.reallocations).into()), of_calls],
        [exact_bytes(step.requested), String::new()],
        [exact_bytes(step.carried), String::new()],
    ]
}

/// Bytes to the last one, so that two steps compare at a glance.
fn exact_bytes(bytes: u64) -> String {
    format!("{}\u{a0}B", print::count(bytes.into()))
}

fn table(collection: &Collection, steps: &[Step]) -> String {
    let mut table = Table::new("", &format!("{}: every step", as_written(collection.name)));
    let columns = ["from element", "capacity", "block", "allocations", "reallocations", "requested", "copied at most"];
    table.head(
        columns.iter().enumerate().map(|(index, name)| Cell::column(if index == 0 { "case" } else { "number" }, *name)),
    );
    for step in steps {
        let count = |value: u64| Cell::value("number", print::count(value.into()));
        let bytes = |value: u64| Cell::value("number", exact_bytes(value));
        table.row([
            Cell::row_name("case", print::count(step.from.into())),
            count(step.capacity),
            bytes(step.block),
            count(step.allocations),
            count(step.reallocations),
            bytes(step.requested),
            bytes(step.carried),
        ]);
    }
    table.html()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(name: &str) -> String {
        draw(&[Collection::named(name).unwrap()], "x")
    }

    /// The attribute of this name, with the character references that [`html::escape`] writes read back.
    fn attribute(html: &str, name: &str) -> serde_json::Value {
        let value = html.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap();
        let [open, close, quote] = [("&#91;", "["), ("&#93;", "]"), ("&#34;", "\"")];
        let value = [open, close, quote].iter().fold(value.to_owned(), |text, (from, to)| text.replace(from, to));
        serde_json::from_str(&value).unwrap()
    }

    #[test]
    fn the_slider_stops_at_both_sides_of_every_step() {
        let html = drawn("Vec<u64>");
        let positions = attribute(&html, "data-positions");
        let stops: Vec<u64> = positions.as_array().unwrap().iter().map(|stop| stop[0].as_u64().unwrap()).collect();
        for elements in [0, 1, 4, 5, 512, 513, 1_000, 1_024, 1_025, 8_192, 8_193, 10_000] {
            assert!(stops.contains(&elements), "{elements}: {stops:?}");
        }
        assert!(stops.is_sorted() && stops.len() < 200, "{stops:?}");
    }

    #[test]
    fn the_script_finds_a_bar_and_all_figures_for_every_step() {
        let html = drawn("HashMap<u64,u64>");
        let steps = attribute(&html, "data-steps");
        let steps = steps.as_array().unwrap();
        assert_eq!(html.matches("<div class=\"bar").count(), steps.len());
        assert_eq!(html.matches("<li>").count(), NAMES.len());
        let thousand = &steps[10];
        assert_eq!(thousand[0], 897);
        assert_eq!(thousand[1][0], json!(["1\u{202f}792", "2\u{202f}048 places, 34\u{202f}832\u{a0}B"]));
        assert_eq!(thousand[1][1], json!(["10", "10\u{a0}allocations"]));
    }

    #[test]
    fn without_script_the_picture_is_that_of_a_thousand_elements() {
        let html = drawn("Vec<u64>");
        assert!(html.contains("<span>capacity</span> <b>1\u{202f}024</b> <small>8\u{a0}KiB</small>"), "{html}");
        assert!(html.contains("<b>9</b> <small>1\u{a0}allocation, 8\u{a0}reallocations</small>"), "{html}");
        assert!(html.contains("<b>16\u{202f}352\u{a0}B</b>"), "{html}");
        assert_eq!(html.matches("class=\"bar").count() - html.matches(" hidden>").count(), BLOCKS);
        assert!(!html.contains("\n\n") && !html.contains("Vec<u64>"), "{html}");
    }
}

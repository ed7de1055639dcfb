//! `{{#diagram}}`: a finding that is a diagram: things in named bands, such as values in regions of memory, and arrows from thing to thing.
//!
//! Bands stand one below the other and things one below the other, so that the drawing needs height and not width: it fits 320
//! pixels. Arrows run beside the bands, each in a lane of its own where it would meet another.

use super::syntax::{Context, Directive, Syntax, words};
use crate::drawings::chart::{Chart, Parts};
use crate::records;
use record::{Arrow, Band, Diagram, Record, Value};

pub(super) static SYNTAX: Syntax = Syntax {
    name: "diagram",
    forms: &["SLUG KEY"],
    about: "A finding that is a diagram, drawn.",
    parse: |arguments| match words(arguments)[..] {
        [slug, key] => Ok(Box::new(ShownDiagram { slug, key })),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct ShownDiagram<'a> {
    slug: &'a str,
    key: &'a str,
}

impl Directive for ShownDiagram<'_> {
    fn finding(&self) -> Option<(&str, &str)> {
        Some((self.slug, self.key))
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        diagram(&*context.records().get(self.slug)?, self.key, context.provenance(self.slug)?)
    }
}

/// The height of a band's heading, of a thing with the gap below it, and of a thing; and the gap below a band. In pixels.
const HEADING: f64 = 24.0;
const ROW: f64 = 46.0;
const SLOT: f64 = 40.0;
const GAP: f64 = 10.0;
/// The width of a lane, and of the room for the heads of arrows. In per cent.
const LANE: f64 = 4.0;
const HEAD: f64 = 3.5;
/// How many lanes a narrow drawing has room for.
const MAX_LANES: usize = 5;
/// How many characters fit beside that many lanes at 320 pixels; the label is set in a font of fixed width.
const MAX_LABEL: usize = 28;
const MAX_DETAIL: usize = 36;

/// The drawing of the diagram called `key`.
fn diagram(record: &Record, key: &str, anchor: &str) -> Result<String, String> {
    let finding = records::finding(record, key)?;
    let Value::Diagram(diagram) = records::value(record, finding)? else {
        return Err(format!("the finding `{key}` is no diagram; write {{{{#finding {} {key}}}}}", record.experiment));
    };
    let chart = draw(diagram).map_err(|error| format!("the diagram `{key}` cannot be drawn: {error}"))?;
    let slots = diagram.bands.iter().flat_map(|band| band.slots.iter().map(move |slot| (band, slot)));
    let rows: Vec<Vec<String>> = slots
        .map(|(band, slot)| {
            let targets = diagram.arrows.iter().filter(|arrow| arrow.from == slot.label).map(|arrow| arrow.to.as_str());
            let targets = targets.collect::<Vec<_>>().join(", ");
            vec![slot.label.clone(), band.name.clone(), slot.detail.clone(), targets]
        })
        .collect();
    let has_arrows = !diagram.arrows.is_empty();
    let header = ["what", "where", "detail", "leads to"].map(str::to_owned);
    let columns = if has_arrows { 4 } else { 3 };
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| row.into_iter().take(columns).collect()).collect();
    Ok(chart.finish(&Parts {
        title: &crate::html::capital(&key.replace(['_', '-'], " ")),
        description: &format!("{}.", finding.how.trim_end_matches('.')),
        legend: "",
        header: &header[..columns],
        rows: &rows,
        anchor,
    }))
}

/// The shapes: a band a region, a box a thing, from top to bottom in the order of the diagram.
fn draw(diagram: &Diagram) -> Result<Chart, String> {
    let labels: Vec<&str> = diagram.bands.iter().flat_map(|band| &band.slots).map(|slot| slot.label.as_str()).collect();
    validate(diagram, &labels)?;
    let row = |label: &str| labels.iter().position(|other| *other == label);
    let spans: Vec<(usize, usize)> =
        diagram.arrows.iter().filter_map(|Arrow { from, to }| Some((row(from)?, row(to)?))).collect();
    let lanes = lanes(&spans);
    let count = lanes.iter().max().map_or(0, |last| last + 1);
    if count > MAX_LANES {
        return Err(format!("{count} arrows run beside each other, and there is room for {MAX_LANES}; leave some out"));
    }
    let left = if count == 0 { 0.0 } else { LANE * count as f64 + HEAD };

    let height = |band: &Band| HEADING + ROW * band.slots.len() as f64;
    let total: f64 = diagram.bands.iter().map(|band| height(band) + GAP).sum();
    let mut chart = Chart::new(total - GAP);
    let mut middles = Vec::new();
    let mut top = 0.0;
    for band in &diagram.bands {
        chart.rectangle("band", (left, top), (100.0 - left, height(band)));
        chart.text("heading", "start", (left + 2.0, top + 16.0), &band.name);
        for (index, slot) in band.slots.iter().enumerate() {
            let top = top + HEADING + ROW * index as f64;
            chart.rectangle("slot", (left + 2.0, top), (96.0 - left, SLOT));
            let baseline = if slot.detail.is_empty() { 24.0 } else { 17.0 };
            chart.text("label", "start", (left + 4.0, top + baseline), &slot.label);
            chart.text("tick", "start", (left + 4.0, top + 33.0), &slot.detail);
            middles.push(top + SLOT / 2.0);
        }
        top += height(band) + GAP;
    }
    for ((from, to), lane) in spans.iter().zip(lanes) {
        let lane = left - HEAD - LANE * (lane as f64 + 0.5);
        // What leaves a thing and what arrives at it are a little apart.
        chart.arrow(lane, left + 2.0, middles[*from] + 5.0, middles[*to] - 5.0);
    }
    Ok(chart)
}

/// Everything that a drawing cannot show, or would show wrongly.
fn validate(diagram: &Diagram, labels: &[&str]) -> Result<(), String> {
    if labels.is_empty() {
        return Err("it is empty".to_owned());
    }
    for (index, label) in labels.iter().enumerate() {
        if label.trim().is_empty() {
            return Err("a thing in it has no label".to_owned());
        }
        if labels[..index].contains(label) {
            return Err(format!("the label `{label}` is there twice, and arrows could mean either"));
        }
    }
    let texts = diagram.bands.iter().flat_map(|band| {
        let slots = band.slots.iter().flat_map(|slot| [(&slot.label, MAX_LABEL), (&slot.detail, MAX_DETAIL)]);
        std::iter::once((&band.name, MAX_DETAIL)).chain(slots)
    });
    for (text, most) in texts {
        if text.chars().count() > most {
            return Err(format!("`{text}` is longer than {most} characters and would not fit a narrow screen"));
        }
    }
    for end in diagram.arrows.iter().flat_map(|Arrow { from, to }| [from, to]) {
        if !labels.contains(&end.as_str()) {
            return Err(format!("an arrow names `{end}`, and nothing in it is called that"));
        }
    }
    match diagram.arrows.iter().find(|arrow| arrow.from == arrow.to) {
        Some(arrow) => Err(format!("an arrow leads from `{}` to itself", arrow.from)),
        None => Ok(()),
    }
}

/// The lane of each span of rows, the innermost being 0: short spans inside, and none in a lane where it would meet another.
pub(super) fn lanes(spans: &[(usize, usize)]) -> Vec<usize> {
    let ends = |(from, to): (usize, usize)| (from.min(to), from.max(to));
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|index| {
        let (first, last) = ends(spans[*index]);
        (last - first, first)
    });
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut lanes = vec![0; spans.len()];
    for index in order {
        let (first, last) = ends(spans[index]);
        let is_free = |lane: &Vec<(usize, usize)>| lane.iter().all(|(begin, end)| last < *begin || *end < first);
        let lane = taken.iter().position(is_free).unwrap_or(taken.len());
        if lane == taken.len() {
            taken.push(Vec::new());
        }
        taken[lane].push((first, last));
        lanes[index] = lane;
    }
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Slot;

    fn band(name: &str, labels: &[&str]) -> Band {
        let slot = |label: &&str| Slot { label: (*label).to_owned(), detail: "8 B".to_owned() };
        Band { name: name.to_owned(), slots: labels.iter().map(slot).collect() }
    }

    fn arrow(from: &str, to: &str) -> Arrow {
        Arrow { from: from.to_owned(), to: to.to_owned() }
    }

    fn sample() -> Diagram {
        Diagram {
            bands: vec![band("stack", &["pointer", "header"]), band("heap", &["content", "elements"])],
            arrows: vec![arrow("pointer", "content"), arrow("header", "elements")],
        }
    }

    /// The numbers of an attribute in the drawing, in order.
    fn numbers(shapes: &str, element: &str, attribute: &str) -> Vec<f64> {
        let value = |rest: &str| {
            let value = rest.split(&format!(" {attribute}=\"")).nth(1)?.split('"').next()?;
            value.trim_end_matches('%').parse().ok()
        };
        shapes.split(&format!("<{element} ")).skip(1).filter_map(|rest| value(rest.split('>').next()?)).collect()
    }

    #[test]
    fn every_thing_is_a_box_in_its_band_and_every_arrow_three_lines_and_a_head() {
        let chart = draw(&sample()).unwrap();
        let shapes = &chart.shapes;
        assert_eq!(shapes.matches("class=\"band\"").count(), 2);
        assert_eq!(shapes.matches("class=\"slot\"").count(), 4);
        assert_eq!(shapes.matches("class=\"arrow\"").count(), 6);
        assert_eq!(shapes.matches("class=\"arrowhead\"").count(), 2);
        let (tops, heights) = (numbers(shapes, "rect", "y"), numbers(shapes, "rect", "height"));
        // band, slot, slot, band, slot, slot: each slot inside its band, the bands one below the other and inside the drawing.
        for (band, slots) in [(0, [1, 2]), (3, [4, 5])] {
            for slot in slots {
                assert!(tops[slot] > tops[band] && tops[slot] + heights[slot] <= tops[band] + heights[band]);
            }
        }
        assert!(tops[0] + heights[0] < tops[3] && tops[3] + heights[3] <= chart.height);
    }

    #[test]
    fn nothing_leaves_the_width_and_no_colour_is_written() {
        let shapes = draw(&sample()).unwrap().shapes;
        let widths = numbers(&shapes, "rect", "width");
        for (x, width) in numbers(&shapes, "rect", "x").into_iter().zip(widths) {
            assert!(x >= 0.0 && x + width <= 100.0, "{x} {width}");
        }
        for attribute in ["x1", "x2"] {
            assert!(numbers(&shapes, "line", attribute).iter().all(|x| (0.0..=100.0).contains(x)), "{shapes}");
        }
        assert!(!shapes.contains("fill=") && !shapes.contains("stroke=") && !shapes.contains("style="), "{shapes}");
        assert!(!shapes.contains("viewBox"), "{shapes}");
    }

    #[test]
    fn without_arrows_the_bands_have_the_whole_width() {
        let shapes = draw(&Diagram { arrows: vec![], ..sample() }).unwrap().shapes;
        assert_eq!(numbers(&shapes, "rect", "x")[0], 0.0);
        assert_eq!(numbers(&shapes, "rect", "width")[0], 100.0);
        assert!(!shapes.contains("<line"), "{shapes}");
    }

    #[test]
    fn markup_in_a_text_stays_text() {
        let shapes = draw(&Diagram { bands: vec![band("<b>", &["&'a <i> \"x\" {{#table s}}"])], arrows: vec![] });
        let shapes = shapes.unwrap().shapes;
        assert!(shapes.contains("&#60;b&#62;") && !shapes.contains("<b>") && !shapes.contains("<i>"), "{shapes}");
        assert!(!shapes.contains("{{"), "{shapes}");
    }

    #[test]
    fn arrows_that_meet_have_lanes_of_their_own_and_the_others_share() {
        assert_eq!(lanes(&[(0, 1), (2, 3)]), [0, 0]);
        assert_eq!(lanes(&[(0, 3), (1, 2)]), [1, 0]);
        assert_eq!(lanes(&[(3, 0), (2, 1), (1, 0)]), [2, 1, 0]);
        assert!(lanes(&[]).is_empty());
    }

    #[test]
    fn what_cannot_be_drawn_says_why() {
        let refused = |diagram: Diagram, expected: &str| {
            let error = draw(&diagram).err().unwrap_or_else(|| panic!("it is drawn: {expected}"));
            assert!(error.contains(expected), "{error}");
        };
        refused(Diagram { bands: vec![], arrows: vec![] }, "it is empty");
        refused(Diagram { bands: vec![band("stack", &[])], arrows: vec![] }, "it is empty");
        refused(Diagram { bands: vec![band("stack", &[" "])], arrows: vec![] }, "no label");
        refused(Diagram { bands: vec![band("a", &["x"]), band("b", &["x"])], arrows: vec![] }, "is there twice");
        refused(Diagram { bands: vec![band("stack", &["x".repeat(29).as_str()])], arrows: vec![] }, "would not fit");
        refused(Diagram { bands: vec![band(&"x".repeat(37), &["x"])], arrows: vec![] }, "would not fit");
        refused(Diagram { arrows: vec![arrow("pointer", "nowhere")], ..sample() }, "an arrow names `nowhere`");
        refused(Diagram { arrows: vec![arrow("pointer", "pointer")], ..sample() }, "to itself");
        let beside = (0..6).map(|_| arrow("pointer", "elements")).collect();
        refused(Diagram { arrows: beside, ..sample() }, "6 arrows run beside each other");
    }
}

use super::profiles;
use heap_views::drawings::{GraphOptions, graph};
use heap_views::{CallGraph, HeapProfile, Sample};
use proptest::prelude::*;
use quick_xml::events::Event;

fn drawn_with(profile: &HeapProfile, sample: Sample, options: &GraphOptions) -> String {
    graph(profile, &CallGraph::new(profile, sample), options).unwrap()
}

fn drawn(profile: &HeapProfile, sample: Sample) -> String {
    drawn_with(profile, sample, &GraphOptions::default())
}

/// Every title in the picture but the first, which is that of the whole: those of boxes and arrows.
fn titles(svg: &str) -> Vec<String> {
    let mut titles = texts(svg, b"title");
    titles.remove(0);
    titles
}

/// The text of every element of this name. Fails where the picture is not well-formed.
pub(crate) fn texts(svg: &str, element: &[u8]) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let (mut texts, mut is_inside) = (Vec::<String>::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == element => {
                is_inside = true;
                texts.push(String::new());
            }
            Event::End(end) if end.name().as_ref() == element => is_inside = false,
            Event::Text(text) if is_inside => texts.last_mut().unwrap().push_str(&text.decode().unwrap()),
            Event::GeneralRef(reference) if is_inside => {
                texts.last_mut().unwrap().push(reference.resolve_char_ref().unwrap().unwrap());
            }
            Event::Eof => return texts,
            _ => {}
        }
    }
}

/// The values of an attribute, in order.
fn numbers(svg: &str, attribute: &str) -> Vec<f64> {
    let begin = format!(" {attribute}=\"");
    let values = svg.split(&begin).skip(1);
    values.filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
}

/// What no picture for a page may have: script, fixed colours, ids, what is loaded from elsewhere, and what a directive or Markdown could be.
pub(crate) fn assert_fit_for_a_page(svg: &str) {
    for unwanted in ["<script", "onload", "onclick", " id=", "href", "http-equiv", "url(", "@import", "{{", "\n\n", "`"]
    {
        assert!(!svg.contains(unwanted), "{unwanted} in {svg}");
    }
    assert_eq!(svg.matches("http").count(), 1, "the namespace is the only address: {svg}");
    for colour in ["fill=", "stroke=", "rgb(", "hsl("] {
        assert!(!svg.contains(colour), "{colour} in {svg}");
    }
    let (_, style) = svg.split_once("<style>").unwrap();
    let (style, _) = style.split_once("</style>").unwrap();
    // A colour in digits stands as what is taken where the page has no variable.
    for (place, _) in style.match_indices('#') {
        let declaration = style[..place].rsplit([';', '{']).next().unwrap();
        assert!(declaration.contains(":var(--chart-"), "{declaration}");
    }
    let elements = texts(svg, b"svg").len();
    assert_eq!(elements, 1);
    assert!(svg.starts_with("<svg ") && svg.contains(" role=\"img\"") && svg.contains("<desc>"), "{svg}");
}

#[test]
fn every_function_is_a_box_and_every_call_an_arrow_with_exact_figures() {
    let titles = titles(&drawn(&profiles::example(), Sample::AllocSpace));
    for expected in [
        "app::main: flat 0 B, 0%; cum 1790 B, 99.39%",
        "app::parse: flat 250 B, 13.88%; cum 1250 B, 69.41%",
        // Three times in a stack, and once in cum.
        "app::walk::<app::Tree<u8>>: flat 500 B, 27.76%; cum 750 B, 41.64%",
        "<alloc::vec::Vec<u8>>::push: flat 1000 B, 55.52%; cum 1000 B, 55.52%",
        "???: flat 33 B, 1.83%; cum 33 B, 1.83%",
        "app::main calls app::parse: 250 B, 13.88%",
        "app::parse calls app::walk::<app::Tree<u8>>: 250 B, 13.88%",
        "app::walk::<app::Tree<u8>> calls app::parse: 250 B, 13.88%",
        "app::work calls app::parse: 1000 B, 55.52%",
    ] {
        assert!(titles.iter().any(|title| title == expected), "{expected} in {titles:#?}");
    }
    // A seventh function has less than half a per cent.
    assert_eq!(titles.len(), 6 + 8, "{titles:#?}");
}

#[test]
fn what_is_not_drawn_is_said_with_its_sum() {
    let options = GraphOptions { max_functions: 3, ..GraphOptions::default() };
    let svg = drawn_with(&profiles::example(), Sample::AllocSpace, &options);
    let notes = texts(&svg, b"desc").remove(0);
    // main, parse and push or work are drawn; walk has 500 B, `???` 33 B and `of` 7 B.
    assert!(notes.starts_with("alloc-space: 1.76 KiB, 3 of 7 functions. Left out: flat 540 B, 29.98%."), "{notes}");
    assert!(notes.ends_with("A dashed line leads over functions left out."), "{notes}");
    let titles = titles(&svg);
    let over = "app::main calls app::parse, over functions that are not drawn: 1250 B, 69.41%";
    assert!(titles.iter().any(|title| title == over), "{titles:#?}");
    assert!(svg.contains("class=\"indirect\""));
    let whole = texts(&drawn(&profiles::example(), Sample::AllocSpace), b"desc").remove(0);
    assert!(!whole.contains("dashed"), "{whole}");
}

#[test]
fn a_box_is_heavier_the_more_its_function_asks_for() {
    let profile = profiles::profile(&[
        (&["app::small", "app::main"], [10, 0, 0, 0, 0, 0]),
        (&["app::large", "app::main"], [990, 0, 0, 0, 0, 0]),
    ]);
    let svg = drawn(&profile, Sample::AllocSpace);
    let weights = |function: &str| {
        let (_, from) = svg.split_once(&format!("<title>app::{function}: ")).unwrap();
        [numbers(from, "fill-opacity")[0], numbers(from, "stroke-width")[0], numbers(from, "font-size")[0]]
    };
    let (small, large) = (weights("small"), weights("large"));
    assert!(small.iter().zip(large).all(|(small, large)| *small < large), "{small:?} {large:?}");
}

#[test]
fn functions_that_are_short_for_the_same_keep_their_paths() {
    let profile = profiles::profile(&[
        (&["one::read::<T>", "app::main"], [1, 0, 0, 0, 0, 0]),
        (&["a::one::Reader::read", "app::main"], [1, 0, 0, 0, 0, 0]),
        (&["b::one::Reader::read", "app::main"], [1, 0, 0, 0, 0, 0]),
    ]);
    let labels = texts(&drawn(&profile, Sample::AllocSpace), b"text");
    for expected in ["one::read", "a::one::Reader::read", "b::one::Reader::read"] {
        assert!(labels.iter().any(|label| label == expected), "{labels:?}");
    }
}

#[test]
fn a_profile_without_the_figure_is_not_drawn() {
    let profile = profiles::profile(&[(&["app::main"], [8, 1, 0, 0, 0, 0])]);
    let error = graph(&profile, &CallGraph::new(&profile, Sample::EndSpace), &GraphOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the profile has nothing in end-space, so there is nothing to draw; choose another with --sample"
    );
}

#[test]
fn a_difference_is_drawn_with_its_signs() {
    let profile = profiles::profile(&[
        (&["app::less", "app::main"], [-3000, 0, 0, 0, 0, 0]),
        (&["app::more", "app::main"], [1000, 0, 0, 0, 0, 0]),
    ]);
    let calls = CallGraph::new(&profile, Sample::AllocSpace).relative_to(10_000);
    let titles = titles(&graph(&profile, &calls, &GraphOptions::default()).unwrap());
    assert!(titles.iter().any(|title| title == "app::less: flat -3000 B, 30.00%; cum -3000 B, 30.00%"), "{titles:#?}");
}

/// Many functions beside each other, each called by `main`.
fn wide(count: usize) -> HeapProfile {
    let names: Vec<String> = (0..count).map(|index| format!("app::module::a_function_of_number_{index}")).collect();
    let stacks: Vec<[&str; 2]> = names.iter().map(|name| [name.as_str(), "app::main"]).collect();
    profiles::profile(&stacks.iter().map(|stack| (&stack[..], [100, 1, 0, 0, 0, 0])).collect::<Vec<_>>())
}

#[test]
fn a_picture_is_as_wide_as_a_page_at_most() {
    let narrow = numbers(&drawn(&wide(3), Sample::AllocSpace), "width")[0];
    assert!(narrow < 900.0);
    // Thirty beside each other would not fit, and stand below each other.
    let svg = drawn(&wide(30), Sample::AllocSpace);
    assert!(numbers(&svg, "width")[0] <= 900.0);
    assert!(texts(&svg, b"desc")[0].contains("31 of 31 functions"), "{svg}");
    // Where not even that fits, functions are left out.
    let options = GraphOptions { max_width: 420.0, ..GraphOptions::default() };
    let svg = drawn_with(&wide(30), Sample::AllocSpace, &options);
    assert!(numbers(&svg, "width")[0] <= 420.0);
    assert!(texts(&svg, b"desc")[0].contains("of 31 functions. Left out: "), "{svg}");
    let options = GraphOptions { max_width: 1.0, ..GraphOptions::default() };
    assert!(texts(&drawn_with(&wide(3), Sample::AllocSpace, &options), b"desc")[0].contains("1 of 4 functions"));
}

#[test]
fn a_picture_is_fit_for_a_page() {
    assert_fit_for_a_page(&drawn(&profiles::example(), Sample::AllocSpace));
    let name = "<b onload=\"x\">{{#include /etc/passwd}}`*_[a](http://b)\n\n</svg><script>";
    let profile = profiles::profile(&[(&[name, "app::main"], [8, 1, 0, 0, 0, 0])]);
    let svg = drawn(&profile, Sample::AllocSpace);
    assert!(!svg.contains("<script") && !svg.contains("{{") && !svg.contains("\n"), "{svg}");
    assert!(titles(&svg).iter().any(|title| title.starts_with("<b onload=\"x\">{{#include /etc/passwd}}")), "{svg}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_profile_is_drawn_with_the_sums_of_top(profile in profiles::any_profile()) {
        let calls = CallGraph::new(&profile, Sample::AllocSpace);
        let options = GraphOptions { min_function: 0.0, min_call: 0.0, max_width: f64::INFINITY, ..GraphOptions::default() };
        let Ok(svg) = graph(&profile, &calls, &options) else {
            prop_assert!(calls.nodes.is_empty());
            return Ok(());
        };
        let titles = titles(&svg);
        for node in &calls.nodes {
            let expected = format!("{}: flat {} B, ", node.function, node.flat);
            prop_assert!(titles.iter().any(|title| title.starts_with(&expected)), "{} {:?}", expected, titles);
            for call in &node.callees {
                let expected = format!("{} calls {}: {} B, ", node.function, calls.nodes[call.node].function, call.value);
                prop_assert!(titles.iter().any(|title| title.starts_with(&expected)), "{} {:?}", expected, titles);
            }
        }
    }
}

use super::graph::{assert_fit_for_a_page, texts};
use super::profiles;
use heap_views::drawings::{FlameOptions, flame};
use heap_views::{HeapProfile, Sample};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn drawn(profile: &HeapProfile, options: &FlameOptions) -> String {
    flame(profile, options).unwrap()
}

/// What each box says: the name and the figure, summed where a function has several boxes.
fn boxes(svg: &str) -> BTreeMap<String, i64> {
    let mut boxes = BTreeMap::new();
    for title in texts(svg, b"title").into_iter().skip(1) {
        let (name, figures) = title.rsplit_once(": ").unwrap();
        let figure: i64 = figures.split(' ').next().unwrap().parse().unwrap();
        *boxes.entry(name.to_owned()).or_default() += figure;
    }
    boxes
}

fn numbers(svg: &str, attribute: &str) -> Vec<f64> {
    let rects = svg.split("<rect ").skip(1);
    rects
        .map(|rect| rect.split(&format!("{attribute}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
        .collect()
}

#[test]
fn every_function_has_boxes_as_wide_as_what_was_asked_for_there() {
    let svg = drawn(&profiles::example(), &FlameOptions::default());
    assert!(texts(&svg, b"title").contains(&"<[u8; 4] as app::Size>::of & more: 7 B, 0.39%".to_owned()), "{svg}");
    let boxes = boxes(&svg);
    assert_eq!(boxes["app::main"], 1790);
    assert_eq!(boxes["app::work"], 1000);
    // Below itself, once for each: a flame graph shows stacks.
    assert_eq!(boxes["app::walk::<app::Tree<u8>>"], 3 * 500 + 250);
    let widths = numbers(&svg, "width");
    assert!((widths.iter().copied().fold(0.0, f64::max) - 899.0).abs() < 0.1, "{widths:?}");
}

#[test]
fn callers_stand_below_or_above() {
    let heights = |is_inverted| {
        let svg = drawn(&profiles::example(), &FlameOptions { is_inverted, ..FlameOptions::default() });
        let heights = numbers(&svg, "y");
        let boxes = texts(&svg, b"title").into_iter().skip(1);
        let main = boxes.zip(&heights).find(|(title, _)| title.starts_with("app::main: ")).unwrap();
        (*main.1, heights.iter().copied().fold(f64::MAX, f64::min), heights.iter().copied().fold(0.0, f64::max))
    };
    let (main, _, lowest) = heights(false);
    assert_eq!(main, lowest);
    let (main, highest, _) = heights(true);
    assert_eq!(main, highest);
}

#[test]
fn nothing_leaves_the_picture() {
    for width in [320, 900] {
        let svg = drawn(&profiles::example(), &FlameOptions { width, ..FlameOptions::default() });
        let height: f64 = svg.split(" height=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        for ((x, y), (w, h)) in numbers(&svg, " x")
            .into_iter()
            .zip(numbers(&svg, " y"))
            .zip(numbers(&svg, "width").into_iter().zip(numbers(&svg, "height")))
        {
            assert!(x >= 0.0 && x + w <= width as f64 + 0.5 && y >= 0.0 && y + h <= height, "{x} {y} {w} {h}");
        }
    }
}

#[test]
fn a_picture_is_fit_for_a_page() {
    let svg = drawn(&profiles::example(), &FlameOptions::default());
    assert_fit_for_a_page(&svg);
    assert!(!svg.contains("Search") && !svg.contains("Reset Zoom"), "{svg}");
    // The box for the whole is no function.
    assert!(!texts(&svg, b"title").iter().any(|title| title.starts_with("all")), "{svg}");
    let names: [&str; 5] = ["a;b 12", "# c", "all", "<script>{{#x}}\n", " "];
    for name in names {
        let profile = profiles::profile(&[(&[name, "all"], [8, 1, 0, 0, 0, 0])]);
        let svg = drawn(&profile, &FlameOptions::default());
        assert_fit_for_a_page(&svg);
        let shown = name.replace('\n', "\u{fffd}");
        assert_eq!(boxes(&svg)[&shown], if name == "all" { 16 } else { 8 });
    }
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let options = FlameOptions { sample: Sample::EndSpace, ..FlameOptions::default() };
    let error = flame(&profiles::profile(&[]), &options).unwrap_err();
    assert!(error.to_string().starts_with("the profile has nothing in end-space"), "{error}");
}

/// Bytes that moved from `b` to `c`, and some more in `d`.
fn moved() -> HeapProfile {
    profiles::profile(&[
        (&["app::b", "app::main"], [-60, 0, 0, 0, 0, 0]),
        (&["app::c", "app::main"], [60, 0, 0, 0, 0, 0]),
        (&["app::d", "app::main"], [30, 0, 0, 0, 0, 0]),
    ])
}

#[test]
fn of_a_difference_boxes_are_as_wide_as_what_changed() {
    let svg = drawn(&moved(), &FlameOptions { is_difference: true, ..FlameOptions::default() });
    assert_fit_for_a_page(&svg);
    assert!(svg.contains("90 B more, 60 B less"), "{svg}");
    let titles = texts(&svg, b"title");
    for title in [
        "app::main: 90 B more, 60 B less, 30 B in sum",
        "app::b: 0 B more, 60 B less, -60 B in sum",
        "app::c: 60 B more, 0 B less, 60 B in sum",
    ] {
        assert!(titles.contains(&title.to_owned()), "{titles:?}");
    }
    // Of `main` two parts, 90 and 60 of 150; of the others one.
    let mut widths = numbers(&svg, "width");
    widths.sort_by(f64::total_cmp);
    let expected = [179.0, 359.0, 359.0, 359.6, 539.4];
    assert!(widths.iter().zip(expected).all(|(width, expected)| (width - expected).abs() < 0.1), "{widths:?}");
    let labels = texts(&svg, b"text");
    for label in ["+ app::main", "\u{2212} app::b", "+ app::c"] {
        assert!(labels.contains(&label.to_owned()), "{labels:?}");
    }
    // Also where nobody said that it is one.
    assert_eq!(drawn(&moved(), &FlameOptions::default()), svg);
}

#[test]
fn a_difference_in_which_all_became_more_says_so() {
    let profile = profiles::profile(&[(&["app::d"], [30, 0, 0, 0, 0, 0])]);
    let svg = drawn(&profile, &FlameOptions { is_difference: true, ..FlameOptions::default() });
    assert!(svg.contains("30 B more, 0 B less"), "{svg}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn boxes_have_the_sums_of_their_stacks(profile in profiles::any_profile()) {
        let mut expected: BTreeMap<String, i64> = BTreeMap::new();
        let mut total = 0;
        for stack in &profile.stacks {
            let figure = stack.values.get(Sample::AllocSpace);
            total += if stack.frames.is_empty() { 0 } else { figure };
            for frame in &stack.frames {
                *expected.entry(profile.function(profile.frame(*frame).function).name.clone()).or_default() += figure;
            }
        }
        // Wide enough for every box to be more than a pixel.
        let options = FlameOptions { width: 100_000_000, ..FlameOptions::default() };
        match flame(&profile, &options) {
            Ok(svg) => {
                expected.retain(|_, figure| *figure != 0);
                prop_assert_eq!(boxes(&svg), expected);
            }
            Err(_) => prop_assert_eq!(total, 0),
        }
    }
}

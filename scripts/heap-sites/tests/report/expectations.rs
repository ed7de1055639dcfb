//! Pins hold, or are broken.

use crate::fixture::Fixture;

const LIBRARY: &str = "pub fn returned(n: u64) -> Box<u64> {
    Box::new(n) // heap: PIN
}
pub fn local(n: u64) -> u64 {
    let boxed = Box::new(n); // heap: elided
    *boxed + n // heap: none
}
pub fn pushed(v: &mut Vec<u64>) {
    v.push(1); // heap: may
}
pub fn called(f: &dyn Fn() -> u64) -> u64 {
    f() // heap: unknown
}
pub fn generic<T>(value: T) -> Box<T> {
    Box::new(value)
}
";

fn problems(text: &str, every_line: bool) -> Vec<String> {
    Fixture::new("pinned", &[("src/lib.rs", text)]).survey().verify(every_line)
}

#[test]
fn pins_that_hold_say_nothing() {
    assert_eq!(problems(&LIBRARY.replace("PIN", "1"), true), Vec::<String>::new());
}

#[test]
fn a_broken_pin_names_the_line_what_was_expected_and_what_was_found() {
    for (pin, expected) in [
        (
            "none",
            [
                "src/lib.rs:2: expected none, found may: Box::new in debug",
                "src/lib.rs:2: expected none, found Box::new in release",
            ]
            .as_slice(),
        ),
        (
            "2",
            &[
                "src/lib.rs:2: expected 2, found may: Box::new in debug",
                "src/lib.rs:2: expected 2, found Box::new in release",
            ],
        ),
        ("may", &["src/lib.rs:2: expected may, found Box::new in release"]),
        ("elided", &["src/lib.rs:2: expected elided, found Box::new in release"]),
    ] {
        assert_eq!(problems(&LIBRARY.replace("PIN", pin), false), expected, "{pin}");
    }
    let swapped = LIBRARY.replace("PIN", "1").replace("elided", "1");
    assert_eq!(problems(&swapped, false), ["src/lib.rs:5: expected 1, found none in release"]);
}

#[test]
fn a_site_without_a_pin_is_wrong_where_every_line_is_asked_for() {
    let text = LIBRARY.replace(" // heap: PIN", "");
    assert_eq!(problems(&text, false), Vec::<String>::new());
    assert_eq!(
        problems(&text, true),
        [
            "src/lib.rs:2: expected a pin, found may: Box::new in debug",
            "src/lib.rs:2: expected a pin, found Box::new in release"
        ]
    );
}

#[test]
fn a_pin_on_code_that_was_not_compiled_does_not_hold() {
    let text = LIBRARY.replace("PIN", "1").replace("Box::new(value)", "Box::new(value) // heap: none");
    // Once: in release alone, a function without code may be one that was inlined.
    assert_eq!(problems(&text, false), ["src/lib.rs:15: expected none, found no code of its function in debug"]);
}

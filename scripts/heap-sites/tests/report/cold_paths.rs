//! Panics, aborts and failed allocations are left out.

use crate::fixture::{Fixture, shown};

#[test]
fn what_a_panic_allocates_is_left_out_and_what_is_made_for_it_beforehand_is_not() {
    let fixture = Fixture::new(
        "cold",
        &[(
            "src/lib.rs",
            r#"pub fn indexes(values: &[u64], i: usize) -> u64 {
    values[i]
}
pub fn slices(values: &[u64], i: usize) -> &[u64] {
    &values[i..]
}
pub fn unwraps(value: Option<u64>) -> u64 {
    value.unwrap()
}
pub fn expects(value: Result<u64, std::num::ParseIntError>) -> u64 {
    value.expect("a number")
}
pub fn asserts(n: u64) {
    assert!(n > 3, "{n} is too small");
    assert_eq!(n % 2, 0);
}
pub fn panics(n: u64) -> u64 {
    if n > 3 { panic!("{n} is too large") } else { n }
}
pub fn divides(a: u64, b: u64) -> u64 {
    a / b
}
pub fn unreachable(n: u64) -> u64 {
    match n {
        0 => 1,
        _ => unreachable!("{n}"),
    }
}
pub fn borrows(cell: &std::cell::RefCell<u64>) -> u64 {
    *cell.borrow_mut()
}
pub fn expects_eagerly(value: Option<u64>, n: u64) -> u64 {
    value.expect(&format!("no value for {n}")) //= may: fmt::format
}
pub fn panics_lazily(value: Option<u64>, n: u64) -> u64 {
    value.unwrap_or_else(|| panic!("no value for {n}"))
}
"#,
        )],
    );
    let text = shown(&fixture.survey());
    let plain: Vec<&str> = text.lines().map(|line| line.split(", through ").next().unwrap()).collect();
    assert_eq!(plain.join("\n") + "\n", fixture.expected(&["src/lib.rs"]));
}

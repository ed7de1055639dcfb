//! What the compiler refuses: an array whose size is known only at run time.

#[test]
fn an_array_of_runtime_size_is_refused() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/array_of_runtime_size.rs");
}

#[test]
fn the_refusal_is_that_the_size_is_not_constant() {
    let message = include_str!("../compile_fail/array_of_runtime_size.stderr");
    assert!(message.starts_with("error[E0435]"), "{message}");
}

//! What the compiler refuses: an array whose size is known only at run time.

use harness::refused::{Refusal, refusals};

fn program() -> Refusal {
    let programs: [Refusal; 1] =
        refusals(env!("CARGO_MANIFEST_DIR"), &[]).expect("each program is refused").try_into().expect("one program");
    let [program] = programs;
    program
}

#[test]
fn an_array_of_runtime_size_is_refused() {
    let Refusal { program, said, kept } = program();
    assert_eq!(program, "array_of_runtime_size");
    assert_eq!(said, kept);
}

#[test]
fn the_refusal_is_that_the_size_is_not_constant() {
    assert_eq!(program().codes(), ["E0435"]);
}

//! The facts of the chapter that are neither counts nor times of a case, established by running the compiler.

use anyhow::{Context, Result};
use harness::refused::{Refusal, refusals};
use harness::{Findings, Shared};

/// Programs of Go in Rust, which the compiler refuses.
const REFUSED: [&str; 4] = ["decided", "pointer_reused", "loop_addresses", "late_tickets"];

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    let all = Shared::new(|| refusals(env!("CARGO_MANIFEST_DIR"), &[]));
    for program in REFUSED {
        let how = format!("the codes in rustc's answer to tests/compile_fail/{program}.rs");
        findings.exact(["refused", program], how).by(|| codes(all.get()?, program));
    }
}

/// The codes of a program's errors, each once.
fn codes(all: &[Refusal], program: &str) -> Result<String> {
    let refusal = all.iter().find(|refusal| refusal.program == program);
    let mut codes = refusal.with_context(|| format!("there is no program {program}"))?.codes();
    codes.dedup();
    Ok(codes.join(", "))
}

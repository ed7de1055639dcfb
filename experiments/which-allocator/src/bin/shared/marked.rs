//! How many instructions does a call of the work take? The program's half: it calls it between the marks of callgrind.

use super::programs::Program;
use anyhow::{Result, bail};
use declaration::Call;
use record::allocators::NOTHING;
use std::ffi::{CStr, CString};
use std::hint::black_box;

/// Before the first call that is counted, beside the one that verifies the answer.
const BEFORE: u64 = 2;

/// Calls a function that does nothing, and then the work, so often, each call between the marks and under a label of its own.
pub(super) fn called(program: Program, calls: u64) -> Result<()> {
    if !program.is_of_one_thread()? {
        bail!("{} has several threads, and the marks count the one that sets them", program.name);
    }
    each(&CString::new(NOTHING)?, &mut (Box::new(|| 0_u64) as Call), calls);
    let mut call = program.verified()?;
    for _ in 0..BEFORE {
        black_box(call());
    }
    each(&CString::new(program.name)?, &mut call, calls);
    Ok(())
}

fn each(label: &CStr, call: &mut Call, calls: u64) {
    for _ in 0..calls {
        between_marks(call);
        callgrind::dump(label);
    }
}

/// A function of its own, so that there are as many instructions around every call.
#[inline(never)]
fn between_marks(call: &mut Call) {
    callgrind::toggle();
    black_box(call());
    callgrind::toggle();
}

//! What do malloc and `stats_alloc` see of every case, whatever this build's settings are?
//!
//! The program runs itself under valgrind twice: with an allocator that counts nothing, and with `stats_alloc` as its allocator. In the
//! first, what is left of an allocation is what malloc sees. In the second the counter may see more than malloc: where the optimiser
//! has both before it, as with fat LTO, it removes a call of malloc and must keep what was added to the counter.

use crate::malloc::{Calls, trace};
use crate::program::output;
use crate::witness;
use declaration::Experiment;
use record::program::{Asked, Readings};

/// After [`witness::CHILD`]: `stats_alloc` is the allocator, and what it counted is printed.
pub(crate) const WITH_COUNTER: &str = "--with-counter";

/// What is seen of every counted case.
pub(crate) fn readings(experiment: &'static Experiment) -> Result<Vec<Readings>, String> {
    let program = std::env::current_exe().map_err(|error| format!("the path of this test program: {error}"))?;
    let plain = trace(&program, &[witness::CHILD])?;
    let counted = trace(&program, &[witness::CHILD, WITH_COUNTER])?;
    let counts: Vec<Asked> = output(&counted.stdout)?;
    let cases: Vec<_> = witness::counted_cases(experiment).collect();
    // Before the cases there is a thread that does nothing.
    let lengths = [plain.calls.len(), counted.calls.len(), counts.len() + 1];
    if lengths.iter().any(|length| *length != cases.len() + 1) {
        return Err(format!("{} cases ran, and there are {lengths:?} readings", cases.len()));
    }
    let asked = |calls: &Calls| Asked { allocations: calls.allocations, reallocations: calls.reallocations };
    let seen = plain.calls.iter().skip(1).zip(counted.calls.iter().skip(1)).zip(counts);
    let readings = cases.iter().zip(seen).map(|(case, ((plain, beside), counter))| Readings {
        case: case.id(),
        malloc: asked(plain),
        counter,
        malloc_beside_counter: asked(beside),
    });
    Ok(readings.collect())
}

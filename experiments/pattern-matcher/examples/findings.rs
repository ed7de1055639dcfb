use pattern_matcher::{automaton::*, corpus::*, *};
use std::time::Instant;
fn main() {
    for &n in SIZES {
        let t = Instant::now();
        let d = dictionary(n);
        let td = t.elapsed();
        let t = Instant::now();
        let a = Automaton::new(&d).unwrap();
        eprintln!("{n}: dict {td:?} build {:?} states {} bytes {}", t.elapsed(), a.states(), a.table_bytes());
        let t = Instant::now();
        let c = crate_nfa::automaton(&d);
        eprintln!("  crate nfa {:?} {}", t.elapsed(), c.memory_usage());
        let t = Instant::now();
        let c = crate_dfa::automaton(&d);
        eprintln!("  crate dfa {:?} {}", t.elapsed(), c.memory_usage());
        for k in [Text::Common, Text::Scattered, Text::Sparse] {
            let x = text(k, n);
            let mut lines = std::collections::HashSet::new();
            for o in a.offsets_read(&x) { lines.insert(o / 64); }
            let t = Instant::now();
            let s: u64 = a.matches(&x).map(weight).sum();
            let t1 = t.elapsed();
            eprintln!("  {k:?} matches {} answer {} lines {} = {} B; first {t1:?}; {}", a.matches(&x).count(), s, lines.len(), lines.len() * 64, String::from_utf8_lossy(&x[..60]));
        }
        type P = fn(usize) -> instruments::Prepared;
        let v: [(&str, P); 14] = [("callback", callback::prepare), ("callback_scattered", callback::prepare_scattered), ("callback_sparse", callback::prepare_sparse), ("iterator", iterator::prepare), ("reused", reused_vec::prepare), ("reused_sparse", reused_vec::prepare_sparse), ("fresh", fresh_vec::prepare), ("fixed", fixed_buffer::prepare), ("boxed", boxed_any::prepare), ("boxed_scattered", boxed_any::prepare_scattered),  ("overwritten", boxed_any_overwritten::prepare), ("refilled", boxed_any_refilled::prepare), ("dfa", crate_dfa::prepare), ("nfa", crate_nfa::prepare)];
        for (name, p) in v {
            let mut w = p(n);
            let mut best = u128::MAX;
            let mut r = 0;
            for _ in 0..60 { let t = Instant::now(); r = w(); best = best.min(t.elapsed().as_nanos()); }
            eprintln!("  {name} {r} {} us", best / 1000);
        }
    }
}

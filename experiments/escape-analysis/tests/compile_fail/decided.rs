//! The address of a local is kept by the program, as in `go/decided.go`.

use std::sync::Mutex;

static KEPT: Mutex<&'static u64> = Mutex::new(&0);

fn decided() -> u64 {
    let (low, high) = (40, 2);
    let (p, q) = (&low, &high);
    let r = &q;
    *KEPT.lock().unwrap() = *r;
    *p + **KEPT.lock().unwrap()
}

fn main() {
    decided();
}

//! One variable for two references, the second of which is kept, as in `go/pointer_reused.go`.

use std::sync::Mutex;

static KEPT: Mutex<&'static u64> = Mutex::new(&ANSWER);
static ANSWER: u64 = 40;

fn pointer_reused() -> u64 {
    let n = 2;
    let mut p = &n;
    let sum = *p;
    p = &ANSWER;
    *KEPT.lock().unwrap() = p;
    sum + **KEPT.lock().unwrap()
}

fn main() {
    pointer_reused();
}

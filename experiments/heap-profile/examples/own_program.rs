//! A heap profile of a program of your own: copy this file, and call your library where this one is called.

// ANCHOR: own_program
#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

fn main() {
    // What is made here is not in the profile.
    let log = heap_profile::log::text(1_000);

    // By default dhat keeps ten frames of a stack: the callers further out are lost, and their cum with them.
    let profiler = dhat::Profiler::builder().file_name("dhat-heap.json").trim_backtraces(Some(64)).build();
    let answer = heap_profile::as_written::report(&log);
    // This writes the file.
    drop(profiler);

    println!("{answer:016x}");
}
// ANCHOR_END: own_program

/// For `tests/own_program.rs`, which has this file as a module.
#[cfg(test)]
pub(crate) fn run() {
    main();
}

//! Does a report that nobody asks for any more end, with the builds that it started?

use crate::fixture::{Fixture, manifest};
use heap_sites::{Error, Request, Stop};
use std::time::{Duration, Instant};

#[cfg(unix)]
#[test]
fn a_report_that_is_stopped_ends_with_the_processes_of_its_build() {
    // The build's script says that it runs, and would take minutes.
    let script = "fn main() {\n    let directory = std::env::var(\"CARGO_MANIFEST_DIR\").unwrap();\n    let begun = std::path::Path::new(&directory).join(\"begun\");\n    std::fs::write(begun, std::process::id().to_string()).unwrap();\n    std::thread::sleep(std::time::Duration::from_secs(600));\n}\n";
    let files = [("Cargo.toml", manifest("slow")), ("src/lib.rs", String::new()), ("build.rs", script.to_owned())];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let fixture = Fixture::new("slow", &files);
    let stop = Stop::default();
    let request = Request { stop: Some(stop.clone()), ..fixture.request() };
    let report = std::thread::spawn(move || heap_sites::survey(&request).map(|_| ()));
    let begun = fixture.path().join("begun");
    let id = wait(|| std::fs::read_to_string(&begun).ok().filter(|id| !id.is_empty()));
    stop.now();
    assert!(matches!(report.join().unwrap(), Err(Error::Stopped)));
    let process = std::path::Path::new("/proc").join(id);
    // On a system without /proc the process is not seen, and the report's end has to do.
    wait(|| (!process.exists() || is_dead(&process)).then_some(()));
    // One that is stopped before it begins builds nothing.
    let request = Request { stop: Some(stop), ..fixture.request() };
    assert!(matches!(heap_sites::survey(&request), Err(Error::Stopped)));
}

/// Whether a process has ended and only waits for its parent to hear of it.
fn is_dead(process: &std::path::Path) -> bool {
    std::fs::read_to_string(process.join("stat")).map_or(true, |stat| stat.contains(") Z "))
}

fn wait<T>(mut until: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = until() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(300), "nothing happened");
        std::thread::sleep(Duration::from_millis(20));
    }
}

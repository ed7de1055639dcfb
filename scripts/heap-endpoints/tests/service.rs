//! Does a program with two lines more say over HTTP where its memory is? Real HTTP against a program that has the allocator: this one.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use heap_views::{HeapProfile, Sample, Warning, pprof};
use std::hint::black_box;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

#[global_allocator]
static ALLOCATOR: heap_endpoints::Allocator = heap_endpoints::Allocator::with_rate(1);

const KEPT: usize = 300_000;

#[inline(never)]
fn keep() -> Vec<u8> {
    vec![black_box(1); KEPT]
}

#[inline(never)]
fn pass() {
    for _ in 0..black_box(50) {
        drop(black_box(String::from("a text that is soon gone")));
    }
}

/// The status line, the head, and the body of an answer.
fn get(address: SocketAddr, path: &str, host: &str) -> (String, String, Vec<u8>) {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    (head.lines().next().unwrap().to_owned(), head.to_lowercase(), answer[end + 4..].to_vec())
}

fn ok(address: SocketAddr, path: &str) -> Vec<u8> {
    let (status, head, body) = get(address, path, &address.to_string());
    assert_eq!(status, "HTTP/1.1 200 OK", "{path}: {}", String::from_utf8_lossy(&body));
    assert!(head.contains("connection: close"), "{head}");
    body
}

fn profile(address: SocketAddr, path: &str) -> (HeapProfile, Vec<Warning>) {
    pprof::read(&ok(address, path)).unwrap()
}

/// What the stacks with a function of this name have.
fn of(profile: &HeapProfile, function: &str, sample: Sample) -> i64 {
    let is_meant = |id: &heap_views::FrameId| profile.function(profile.frame(*id).function).name.ends_with(function);
    profile.stacks.iter().filter(|stack| stack.frames.iter().any(is_meant)).map(|stack| stack.values.get(sample)).sum()
}

fn main() {
    let address = heap_endpoints::start(0).unwrap();
    assert!(address.ip().is_loopback());
    let kept = keep();
    pass();

    let (heap, warnings) = profile(address, "/debug/pprof/heap");
    assert_eq!(warnings, []);
    assert_eq!(heap.about.first, Sample::EndSpace);
    assert_eq!(of(&heap, "::keep", Sample::EndSpace), KEPT as i64, "{:?}", heap.functions);
    assert_eq!((of(&heap, "::pass", Sample::AllocObjects), of(&heap, "::pass", Sample::EndObjects)), (50, 0));
    // Neither the profiler nor the endpoints are in it.
    for function in &heap.functions {
        let is_left_out = ["pprof_alloc::", "heap_endpoints::counting"].iter().any(|part| function.name.contains(part));
        assert!(!is_left_out, "{}", function.name);
    }
    assert_eq!(of(&heap, "heap_endpoints::routes", Sample::AllocSpace), 0);

    let (allocs, _) = profile(address, "/debug/pprof/allocs");
    assert_eq!(allocs.about.first, Sample::AllocSpace);
    let text = String::from_utf8(ok(address, "/debug/pprof/heap?debug=1")).unwrap();
    assert!(text.starts_with("heap profile: ") && text.contains("keep") && text.contains("# HeapAlloc = "), "{text}");
    let memory: serde_json::Value = serde_json::from_slice(&ok(address, "/debug/memstats")).unwrap();
    assert!(memory["memstats"][0]["value"].as_u64().unwrap() >= KEPT as u64, "{memory}");
    assert!(String::from_utf8(ok(address, "/debug/pprof/")).unwrap().contains("<h1>/debug/pprof/</h1>"));

    // A difference has what came while it was taken. Meanwhile nobody else gets a profile.
    let difference = std::thread::spawn(move || {
        loop {
            let (status, _, body) = get(address, "/debug/pprof/heap?seconds=2", "localhost");
            if !status.contains("429") {
                return pprof::read(&body).unwrap().0;
            }
        }
    });
    let busy = loop {
        let (status, head, _) = get(address, "/debug/pprof/heap", "localhost");
        if status.contains("429") {
            break head;
        }
        assert!(!difference.is_finished(), "nobody was told to come again");
        std::thread::sleep(std::time::Duration::from_millis(50));
    };
    assert!(busy.contains("retry-after: "), "{busy}");
    let mut more = Vec::new();
    while !difference.is_finished() {
        more.push(keep());
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let came = of(&difference.join().unwrap(), "::keep", Sample::EndSpace);
    let most = (more.len() * KEPT) as i64;
    assert!(came > 0 && came <= most && came % KEPT as i64 == 0, "{came} of {most}");
    drop((kept, more));

    // A page in a browser could make a name of its own lead here.
    assert!(get(address, "/debug/pprof/heap", "evil.example").0.contains("403"));
    assert!(get(address, "/debug/pprof/heap?seconds=3600", "localhost").0.contains("400"));
    assert!(get(address, "/debug/pprof/goroutine", "localhost").0.contains("404"));
    let taken = heap_endpoints::start(address.port()).unwrap_err().to_string();
    assert!(taken.contains("cannot listen there") && taken.contains("choose another"), "{taken}");
    println!("service: every endpoint answered");
}

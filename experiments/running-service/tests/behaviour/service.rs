//! Does the running service say which line keeps its memory? Real HTTP against the real process.

#![expect(clippy::unwrap_used, reason = "in a test, and in what tests call, a failed unwrap is a failed test")]

#[expect(dead_code, reason = "the service uses the rest")]
#[path = "../../../../scripts/heap-endpoints/src/bounds.rs"]
mod bounds;
#[expect(dead_code, reason = "the findings use the rest")]
#[path = "../support/mod.rs"]
mod support;

use bounds::{MOST_CONNECTIONS, SEND_BUFFER};
use heap_views::calls::Node;
use heap_views::{CallGraph, FrameId, Sample};
use running_service::trimmed::KEPT;
use running_service::{LOOKUP, OLD_URL};
use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use support::profile::{ALLOC_OBJECTS, ALLOC_SPACE, INUSE_OBJECTS, INUSE_SPACE, Profile};
use support::{Connection, Kind, Server, is_of_workspace};

/// Every allocation is recorded, so figures are exact.
const EVERYTHING: Option<u64> = Some(1);

const REMEMBER_UNTRIMMED: &str = "running_service::untrimmed::remember";
const HANDLE: &str = "running_service::service::Service::handle";
const REMEMBER_TRIMMED: &str = "running_service::trimmed::remember";

fn start(arguments: &[&str], rate: Option<u64>) -> Server {
    let program = Path::new(env!("CARGO_BIN_EXE_registry-service"));
    Server::start(program, &[&["--debug-port", "0"], arguments].concat(), rate).unwrap()
}

fn heap(server: &Server) -> Profile {
    let answer = server.debug("/debug/pprof/heap").unwrap();
    assert_eq!(answer.status, 200, "{:?}", answer.text());
    Profile::decode(&answer.body).unwrap()
}

/// The line that leaks, from the comment that marks it.
fn leaking_line() -> i64 {
    let source = include_str!("../../src/untrimmed.rs");
    let comment = source.lines().position(|line| line.ends_with("// The next line leaks.")).unwrap();
    i64::try_from(comment).unwrap() + 2
}

#[test]
fn the_leak_is_on_top_of_the_difference_of_two_profiles_with_its_line() {
    let server = start(&[], EVERYTHING);
    server.register_instances().unwrap();
    let mut connection = server.connect().unwrap();
    connection.ask(Kind::Lookup).unwrap();

    let before = heap(&server);
    let lookups = 200;
    for _ in 0..lookups {
        connection.ask(Kind::Lookup).unwrap();
    }
    let grown = heap(&server).since(&before);

    let (top, bytes) = grown.by_line(INUSE_SPACE, "running_service::").remove(0);
    assert_eq!((top.function.as_str(), top.line), (REMEMBER_UNTRIMMED, leaking_line()), "{bytes} B");
    let file = grown.file(REMEMBER_UNTRIMMED).unwrap();
    assert!(file.ends_with("experiments/running-service/src/untrimmed.rs"), "{file}");
    // One line a request is kept, and nothing else of a request is.
    assert_eq!(grown.on_line(INUSE_OBJECTS, &top), lookups);
}

/// The heap after the chapter's walk.
static WALKED: LazyLock<heap_views::HeapProfile> = LazyLock::new(|| {
    let server = start(&[], EVERYTHING);
    server.register_instances().unwrap();
    server.walk().unwrap();
    heap_views::pprof::decode(&server.debug("/debug/pprof/heap").unwrap().body).unwrap()
});

fn function(frame: &FrameId) -> &'static str {
    &WALKED.function(WALKED.frame(*frame).function).name
}

/// Bytes by function, the largest flat first; those of a stack are given to its innermost function of the workspace.
fn top(sample: Sample) -> CallGraph {
    let mut profile = WALKED.clone();
    for stack in &mut profile.stacks {
        stack.frames.retain(|frame| is_of_workspace(function(frame)));
    }
    CallGraph::new(&profile, sample)
}

fn node<'g>(graph: &'g CallGraph, function: &str) -> &'g Node {
    graph.nodes.iter().find(|node| node.function == function).unwrap_or_else(|| panic!("{function} is not there"))
}

#[test]
fn pp_4_the_leak_holds_the_most_memory_now() {
    let in_use = top(Sample::EndSpace);
    let first = &in_use.nodes[0];
    // It calls no function of the workspace, so all is its own.
    assert_eq!((first.function.as_str(), first.flat), (REMEMBER_UNTRIMMED, first.cum));
    assert!(first.flat > in_use.nodes[1].flat);
    // What is in use was allocated, and little of what was allocated is in use.
    let allocated = top(Sample::AllocSpace);
    for node_in_use in &in_use.nodes {
        assert!(node_in_use.flat <= node(&allocated, &node_in_use.function).flat, "{}", node_in_use.function);
    }
    assert!(in_use.total < allocated.total);
}

#[test]
fn pp_5_who_allocated_in_total_is_not_who_holds_memory() {
    let allocated = top(Sample::AllocSpace);
    let leak = allocated.nodes.iter().position(|node| node.function == REMEMBER_UNTRIMMED);
    assert!(leak.unwrap() > 0, "the leak is no exception among the rows");
    let first = &allocated.nodes[0].function;
    assert!(node(&allocated, first).flat > node(&allocated, REMEMBER_UNTRIMMED).flat);
    let kept = top(Sample::EndSpace).nodes.iter().find(|node| node.function == *first).map_or(0, |node| node.flat);
    assert!(kept < node(&top(Sample::EndSpace), REMEMBER_UNTRIMMED).flat, "{first} keeps {kept} B");

    // What is missing to the whole has no function of the workspace on its stack, and most of it has one of the HTTP library.
    let rows: i64 = allocated.nodes.iter().map(|node| node.flat).sum();
    let without = |is_meant: fn(&str) -> bool| -> i64 {
        let stacks = WALKED.stacks.iter().filter(|stack| !stack.frames.iter().any(|frame| is_meant(function(frame))));
        stacks.map(|stack| stack.values.get(Sample::AllocSpace)).sum()
    };
    let missing = without(is_of_workspace);
    assert_eq!(rows + missing, WALKED.total(Sample::AllocSpace));
    let neither = without(|name| is_of_workspace(name) || name.contains("hyper::"));
    assert!(neither < missing / 2, "{neither} of {missing} B");
}

#[test]
fn pp_6_what_translate_has_beyond_redirect_is_what_parse_has_below_it() {
    let allocated = top(Sample::AllocSpace);
    let translate = node(&allocated, "running_service::old_url::translate");
    assert_eq!(translate.flat, 0, "it allocates nothing itself");
    let below: BTreeMap<&str, i64> =
        translate.callees.iter().map(|call| (allocated.nodes[call.node].function.as_str(), call.value)).collect();
    let (parse, redirect) = ("running_service::query::parse", "running_service::old_url::redirect");
    assert_eq!(below.keys().copied().collect::<Vec<_>>(), [redirect, parse], "it calls these two");
    // Nobody else redirects, so its figures can be subtracted; lookups parse as well, so the whole of `parse` is more than the difference.
    assert_eq!(below[redirect], node(&allocated, redirect).cum);
    assert_eq!(translate.cum - node(&allocated, redirect).cum, below[parse]);
    assert!(below[parse] < node(&allocated, parse).cum);
}

#[test]
fn the_leak_is_gone_when_the_list_is_trimmed() {
    let server = start(&["--trimmed"], EVERYTHING);
    server.register_instances().unwrap();
    let mut connection = server.connect().unwrap();
    for _ in 0..KEPT {
        connection.ask(Kind::Lookup).unwrap();
    }
    let before = heap(&server);
    let lookups = 200;
    for _ in 0..lookups {
        connection.ask(Kind::Lookup).unwrap();
    }
    let grown = heap(&server).since(&before);
    // As many lines were made as before, and as many were given back.
    assert!(grown.within(ALLOC_OBJECTS, REMEMBER_TRIMMED) >= lookups);
    assert_eq!(grown.within(INUSE_OBJECTS, REMEMBER_TRIMMED), 0);
}

#[test]
fn a_sampled_profile_finds_the_leak_as_well() {
    let server = start(&[], Some(4096));
    server.register_instances().unwrap();
    let mut connection = server.connect().unwrap();
    let before = heap(&server);
    for _ in 0..5_000 {
        connection.ask(Kind::Lookup).unwrap();
    }
    let (top, bytes) = heap(&server).since(&before).by_line(INUSE_SPACE, "running_service::").remove(0);
    assert_eq!((top.function.as_str(), top.line), (REMEMBER_UNTRIMMED, leaking_line()), "{bytes} B");
}

#[test]
fn at_a_rate_of_one_the_profile_counts_what_the_cases_declare() {
    // What is remembered of a request, trimmed or not, is no block of its handler.
    for arguments in [&[][..], &["--trimmed"]] {
        let server = start(arguments, EVERYTHING);
        server.register_instances().unwrap();
        let mut connection = server.connect().unwrap();
        for (kind, declared, handler) in [
            (Kind::Lookup, LOOKUP, "running_service::lookup::lookup"),
            (Kind::OldUrl, OLD_URL, "running_service::old_url::translate"),
        ] {
            connection.ask(kind).unwrap();
            let before = heap(&server);
            let requests = 50;
            for _ in 0..requests {
                connection.ask(kind).unwrap();
            }
            let counted = heap(&server).since(&before).within(ALLOC_OBJECTS, handler);
            // A reallocation is a block to the profiler.
            let blocks = i64::try_from(declared.allocations + declared.reallocations).unwrap();
            assert_eq!(counted, requests * blocks, "{kind:?} {arguments:?}");
        }
    }
}

#[test]
fn a_difference_over_seconds_is_the_difference_of_two_profiles() {
    let server = start(&[], EVERYTHING);
    server.register_instances().unwrap();
    let answer = std::thread::scope(|scope| {
        let difference = scope.spawn(|| server.debug("/debug/pprof/heap?seconds=2").unwrap());
        // Requests before, while and after: those of the two seconds are counted, and no test can say how many they are.
        let mut connection = server.connect().unwrap();
        while !difference.is_finished() {
            connection.ask(Kind::Lookup).unwrap();
            std::thread::sleep(Duration::from_millis(5));
        }
        difference.join().unwrap()
    });
    assert_eq!(answer.status, 200);
    let difference = Profile::decode(&answer.body).unwrap();
    let (top, _) = difference.by_line(INUSE_SPACE, "running_service::").remove(0);
    assert_eq!((top.function.as_str(), top.line), (REMEMBER_UNTRIMMED, leaking_line()));
    // What was there before is not in it: the instances were registered earlier.
    assert_eq!(difference.within(ALLOC_OBJECTS, "running_service::heartbeat::heartbeat"), 0);
}

#[test]
fn the_index_lists_the_profiles_with_counts() {
    let server = start(&[], EVERYTHING);
    server.register_instances().unwrap();
    let answer = server.debug("/debug/pprof/").unwrap();
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    let count = |profile: &str| -> u64 {
        let (before, _) =
            answer.text().unwrap().split_once(&format!("</td><td><a href=\"{profile}?debug=1\">")).unwrap();
        before.rsplit('>').next().unwrap().parse().unwrap()
    };
    let (allocs, live) = (count("allocs"), count("heap"));
    assert!(allocs > live && live > 0, "{allocs} stacks, {live} of them with something in use");
    for link in ["/debug/pprof/allocs?debug=1", "/debug/pprof/heap?debug=1", "/debug/memstats"] {
        assert_eq!(server.debug(link).unwrap().status, 200, "{link}");
    }
}

#[test]
fn heap_and_allocs_are_the_same_profile_with_another_first_figure() {
    let server = start(&[], EVERYTHING);
    server.register_instances().unwrap();
    let figures = |profile: &Profile| {
        [ALLOC_OBJECTS, ALLOC_SPACE, INUSE_OBJECTS, INUSE_SPACE].map(|figure| profile.within(figure, HANDLE))
    };
    let allocs = || Profile::decode(&server.debug("/debug/pprof/allocs").unwrap().body).unwrap();
    // A task that has answered may still give something back, between the two profiles; a third one says whether it did.
    let quiet = (0..20).find_map(|_| {
        let (first, second, third) = (heap(&server), allocs(), heap(&server));
        (figures(&first) == figures(&third)).then_some((first, second))
    });
    let (heap, allocs) = quiet.expect("at some time, nothing is given back");
    assert_eq!((heap.first.as_str(), allocs.first.as_str()), ("inuse_space", "alloc_space"));
    assert_eq!(heap.period, 1);
    assert_eq!(figures(&heap), figures(&allocs));
}

#[test]
fn the_text_form_has_the_figures_of_the_file() {
    let server = start(&[], EVERYTHING);
    server.register_instances().unwrap();
    let mut connection = server.connect().unwrap();
    for kind in [Kind::Heartbeat, Kind::Lookup, Kind::OldUrl] {
        connection.ask(kind).unwrap();
    }
    // A request may give something back when its answer is there already, so text and file are compared once the service has come to rest.
    let of_handle = || {
        let file = heap(&server);
        [INUSE_OBJECTS, INUSE_SPACE, ALLOC_OBJECTS, ALLOC_SPACE].map(|figure| file.within(figure, HANDLE))
    };
    let at_rest = (0..20).find_map(|_| {
        let before = of_handle();
        let answer = server.debug("/debug/pprof/heap?debug=1").unwrap();
        (before == of_handle()).then_some((answer, before))
    });
    let (answer, of_handle) = at_rest.expect("the service never comes to rest");
    let text = answer.text().unwrap();

    let (first, rest) = text.split_once('\n').unwrap();
    let first = first.strip_prefix("heap profile: ").unwrap().strip_suffix(" @ heap/2").unwrap();
    let (records, trailer) = rest.split_once("\n# runtime.MemStats\n").unwrap();
    let (mut sums, mut handles) = ([0; 4], [0; 4]);
    let mut in_use_before = i64::MAX;
    for record in records.trim_end().split("\n\n") {
        let mut lines = record.lines();
        let (figures, addresses) = lines.next().unwrap().split_once("] @").unwrap();
        let figures: Vec<i64> = figures.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        sums.iter_mut().zip(&figures).for_each(|(sum, figure)| *sum += figure);
        if record.contains(&format!("\t{HANDLE}\t")) {
            handles.iter_mut().zip(&figures).for_each(|(sum, figure)| *sum += figure);
        }
        assert!(figures[1] <= in_use_before, "the stack with the most bytes in use comes first");
        in_use_before = figures[1];
        // An address has a line for each function that was inlined there.
        let lines: Vec<&str> = lines.collect();
        assert!(
            lines.len() >= addresses.split_whitespace().count() && lines.iter().all(|line| line.starts_with("#\t0x"))
        );
    }
    assert_eq!(first, format!("{}: {} [{}: {}]", sums[0], sums[1], sums[2], sums[3]));
    assert_eq!(handles, of_handle);
    assert!(text.contains(&format!("src/untrimmed.rs:{}\n", leaking_line())));
    assert!(trailer.lines().all(|line| line.is_empty() || line.starts_with("# ")), "{trailer}");
    for row in ["# TotalAlloc = ", "# Mallocs = ", "# HeapAlloc = ", "# NumGC: "] {
        assert!(trailer.lines().any(|line| line.starts_with(row)), "{row}");
    }
}

#[test]
fn no_row_of_a_profile_is_the_profilers_or_the_endpoints() {
    let server = start(&[], EVERYTHING);
    for _ in 0..3 {
        server.debug("/debug/pprof/heap?debug=1").unwrap();
        server.debug("/debug/pprof/heap").unwrap();
    }
    let profile = heap(&server);
    let strangers: Vec<&str> = profile
        .functions()
        .filter(|name| {
            ["pprof_alloc::", "__rust_alloc", "heap_endpoints::"].iter().any(|stranger| name.contains(stranger))
        })
        .collect();
    assert!(strangers.is_empty(), "{strangers:?}");
    assert!(profile.functions().any(|name| name.starts_with("alloc::")), "the standard library's frames stay");
    // The endpoints did allocate, and the text says how much.
    let answer = server.debug("/debug/pprof/heap?debug=1").unwrap();
    let mut lines = answer.text().unwrap().lines();
    let left_out = lines.find_map(|line| line.strip_prefix("# LeftOutOfDebugEndpoints = ")).unwrap();
    let allocated = left_out.split_once('[').unwrap().1.split_once(':').unwrap().0;
    assert!(allocated.parse::<u64>().unwrap() > 1_000, "{left_out}");
}

fn memstats(server: &Server) -> serde_json::Value {
    let answer = server.debug("/debug/memstats").unwrap();
    assert_eq!(answer.header("content-type"), Some("application/json"));
    serde_json::from_slice(&answer.body).unwrap()
}

#[test]
fn what_is_no_option_is_refused_in_a_sentence() {
    let server = start(&[], None);
    for (target, status) in [
        ("/debug/pprof/heap?debug=2", 400),
        ("/debug/pprof/heap?seconds=0", 400),
        ("/debug/pprof/heap?seconds=61", 400),
        ("/debug/pprof/allocs?seconds=1&debug=1", 400),
        ("/debug/pprof/allocs?gc=1", 400),
        ("/debug/pprof/heap?file=%2Fetc%2Fpasswd", 400),
        ("/debug/pprof/../../etc/passwd", 404),
        ("/debug/pprof/goroutine", 404),
        ("/v1/services/billing", 404),
    ] {
        let answer = server.debug(target).unwrap();
        assert_eq!(answer.status, status, "{target}");
        if status == 400 {
            let why = answer.text().unwrap();
            assert!(why.contains("debug") || why.contains("seconds"), "{target}: {why}");
            assert!(!why.contains("passwd"), "{target}: {why}");
        }
    }
    let mut connection = Connection::open(server.debug.unwrap()).unwrap();
    assert_eq!(connection.send("POST", "/debug/pprof/heap", b"").unwrap().status, 405);
    // The service's own port has no debug endpoints.
    assert_eq!(server.connect().unwrap().get("/debug/pprof/heap").unwrap().status, 404);
}

#[test]
fn the_service_refuses_what_it_cannot_read() {
    let server = start(&[], None);
    let mut connection = server.connect().unwrap();
    assert_eq!(connection.send("POST", "/v1/heartbeat", b"{").unwrap().status, 400);
    assert_eq!(connection.get("/naming/service?region=eu").unwrap().status, 400);
    assert_eq!(connection.get("/v1/services/nothing").unwrap().status, 404);
    let answer = connection.get("/naming/service?service=a%2Fb&region=eu%2D1").unwrap();
    assert_eq!((answer.status, answer.header("location")), (308, Some("/v1/services/a%2Fb?region=eu-1")));
}

#[test]
fn there_is_one_profile_at_a_time_and_the_service_goes_on() {
    let server = start(&[], None);
    server.register_instances().unwrap();
    let mut first = take_the_slot(&server, 2);
    let refused = server.debug("/debug/pprof/allocs?debug=1").unwrap();
    assert_eq!(refused.status, 429);
    let seconds: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=4).contains(&seconds), "{seconds}");
    server.connect().unwrap().ask(Kind::Lookup).unwrap();
    assert_eq!(server.debug("/debug/pprof/").unwrap().status, 200);
    assert_eq!(server.debug("/debug/memstats").unwrap().status, 200);
    assert_eq!(first.read().unwrap().status, 200);
    assert_eq!(server.debug("/debug/pprof/heap").unwrap().status, 200, "the slot is free again");
}

/// Asks for a difference, and returns when it is being made.
fn take_the_slot(server: &Server, seconds: u64) -> Connection {
    for _ in 0..20 {
        let mut connection = Connection::open(server.debug.unwrap()).unwrap();
        connection.send_only(&format!("/debug/pprof/heap?seconds={seconds}")).unwrap();
        // Nobody says that it has begun. Whoever asks too early takes the slot and has to try again.
        std::thread::sleep(Duration::from_millis(200));
        if server.debug("/debug/pprof/heap").unwrap().status == 429 {
            return connection;
        }
    }
    panic!("the slot was never taken");
}

#[test]
fn a_client_that_goes_away_gives_the_slot_back() {
    let server = start(&[], None);
    server.debug("/debug/pprof/heap").unwrap();
    drop(take_the_slot(&server, 60));
    wait_until(|| server.debug("/debug/pprof/heap").unwrap().status == 200);
}

/// Waits for what comes soon. It is given up after a minute.
fn wait_until(has_come: impl Fn() -> bool) {
    let begun = Instant::now();
    while !has_come() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not come");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn of_clients_that_never_read_one_has_a_profile_and_not_for_ever() {
    let server = start(&[], EVERYTHING);
    server.register_instances().unwrap();
    let mut service = server.connect().unwrap();
    service.ask(Kind::OldUrl).unwrap();
    // What does not fit into the two buffers of a connection, each of twice the size at most, stays in the process.
    let text = "/debug/pprof/heap?debug=1";
    assert!(server.debug(text).unwrap().body.len() > 4 * SEND_BUFFER as usize);

    let ask = |_| {
        let mut connection = Connection::open(server.debug.unwrap()).unwrap();
        connection.send_only(text).unwrap();
        let status = connection.peek_status().unwrap();
        (connection, status)
    };
    let (mut silent, statuses): (Vec<Connection>, Vec<u16>) = (0..2 * MOST_CONNECTIONS).map(ask).unzip();
    assert_eq!(statuses[0], 200);
    assert!(statuses[1..].iter().all(|status| *status == 429), "{statuses:?}");

    // The service goes on, and so do the other endpoints.
    service.ask(Kind::Lookup).unwrap();
    assert_eq!(server.debug("/debug/pprof/allocs").unwrap().status, 429);
    assert_eq!(server.debug("/debug/pprof/").unwrap().status, 200);
    assert_eq!(server.debug("/debug/memstats").unwrap().status, 200);
    // Nobody reads, and the slot is given back: the answer was cut off.
    wait_until(|| server.debug("/debug/pprof/heap").unwrap().status == 200);
    silent[0].read().unwrap_err();
}

#[test]
fn no_more_connections_are_open_than_there_is_room_for() {
    let server = start(&[], None);
    let mut service = server.connect().unwrap();
    service.ask(Kind::Heartbeat).unwrap();
    let open = || std::fs::read_dir(format!("/proc/{}/fd", server.id())).unwrap().count();
    let before = open();
    let silent: Vec<Connection> =
        (0..2 * MOST_CONNECTIONS).map(|_| Connection::open(server.debug.unwrap()).unwrap()).collect();
    wait_until(|| open() >= before + MOST_CONNECTIONS);
    // Time for one too many.
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(open(), before + MOST_CONNECTIONS);
    service.ask(Kind::Heartbeat).unwrap();
    drop(silent);
    assert_eq!(server.debug("/debug/pprof/heap").unwrap().status, 200, "there is room again");
}

#[test]
fn the_debug_endpoints_listen_on_the_loopback_address_alone() {
    let server = start(&[], None);
    let address = server.debug.unwrap();
    assert_eq!(listening_addresses(address.port()), [address]);
    assert!(address.ip().is_loopback());

    let exposed = Server::start(
        Path::new(env!("CARGO_BIN_EXE_registry-service")),
        &["--expose-heap-profiles-on", "0.0.0.0:0"],
        None,
    )
    .unwrap();
    assert!(exposed.debug.unwrap().ip().is_unspecified());
}

/// The IPv4 addresses on which somebody listens at this port, from the kernel.
fn listening_addresses(port: u16) -> Vec<SocketAddr> {
    let sockets = std::fs::read_to_string("/proc/net/tcp").unwrap();
    let listening = sockets.lines().filter(|line| line.split_whitespace().nth(3) == Some("0A"));
    let addresses = listening.filter_map(|line| {
        let (address, port) = line.split_whitespace().nth(1)?.split_once(':')?;
        let address = u32::from_str_radix(address, 16).ok()?.to_ne_bytes();
        Some(SocketAddr::from((address, u16::from_str_radix(port, 16).ok()?)))
    });
    addresses.filter(|address| address.port() == port).collect()
}

#[test]
fn another_name_for_the_loopback_address_is_refused() {
    let server = start(&[], None);
    for (host, status) in
        [("example.org", 403), ("127.0.0.1.example.org", 403), ("localhost", 200), ("127.0.0.1:1", 200)]
    {
        let mut connection = Connection::open(server.debug.unwrap()).unwrap();
        assert_eq!(connection.send_to_host("GET", "/debug/pprof/", b"", host).unwrap().status, status, "{host}");
    }
}

#[test]
fn no_request_is_lost_while_profiles_are_taken() {
    let server = start(&[], None);
    server.register_instances().unwrap();
    let (mut connections, requests) = (server.connections(64).unwrap(), 10_000);
    let profiles = std::thread::scope(|scope| {
        let load = scope.spawn(|| support::load(&mut connections, requests, Kind::Lookup).unwrap());
        let mut profiles = 0;
        while !load.is_finished() {
            assert_eq!(server.debug("/debug/pprof/heap").unwrap().status, 200);
            profiles += 1;
        }
        assert_eq!(load.join().unwrap().len(), requests);
        profiles
    });
    assert!(profiles > 0);
}

#[test]
fn memstats_names_what_a_rust_process_has_and_what_it_cannot_have() {
    let server = start(&[], EVERYTHING);
    server.register_instances().unwrap();
    let memory = memstats(&server);
    let rows = memory["memstats"].as_array().unwrap();
    let row = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("no row {name}"));
    for name in ["TotalAlloc", "Mallocs", "Frees", "HeapAlloc", "HeapObjects", "HeapInuse", "HeapSys", "BuckHashSys"] {
        assert!(row(name)["value"].as_i64().unwrap() > 0, "{name}");
    }
    for name in ["Sys", "PauseNs", "NumGC", "NextGC", "BySize", "HeapReleased"] {
        assert!(row(name)["value"].is_null() && !row(name)["why"].as_str().unwrap().is_empty(), "{name}");
    }
    let of = |name: &str| row(name)["value"].as_i64().unwrap();
    assert_eq!(of("HeapObjects"), of("Mallocs") - of("Frees"));
}

#[test]
fn malloc_has_given_out_what_the_program_and_the_profiler_asked_for_and_its_headers() {
    let server = start(&[], EVERYTHING);
    server.register_instances().unwrap();
    // They are read one after the other, and the runtime may free something in between.
    let mut seen = Vec::new();
    for _ in 0..20 {
        let memory = memstats(&server);
        let [given_out, programs, profilers] =
            ["HeapInuse", "HeapAlloc", "BuckHashSys"].map(|name| value(&memory, "memstats", name));
        if given_out > programs + profilers {
            return;
        }
        seen.push((given_out, programs, profilers));
    }
    panic!("malloc never had given out more than was asked for: {seen:?}");
}

/// A row of the memstats.
fn value(memory: &serde_json::Value, group: &str, name: &str) -> i64 {
    let rows = memory[group].as_array().unwrap();
    rows.iter().find(|row| row["name"] == name).unwrap()["value"].as_i64().unwrap()
}

#[test]
fn at_a_rate_of_one_the_profile_and_the_counters_agree_to_the_byte() {
    let server = start(&[], EVERYTHING);
    server.register_instances().unwrap();
    // They are read one after the other, and the runtime may work in between; so not every reading agrees.
    let mut seen = Vec::new();
    for _ in 0..20 {
        let memory = memstats(&server);
        let (counted, recorded) = (value(&memory, "memstats", "HeapAlloc"), value(&memory, "beside", "ProfileInuse"));
        if counted == recorded {
            return;
        }
        seen.push((counted, recorded));
    }
    panic!("HeapAlloc and ProfileInuse never agreed: {seen:?}");
}

#[test]
fn go_tool_pprof_reads_the_served_profile() {
    let Some(go) = go() else {
        let message = "SKIPPED: no Go toolchain below target/go or on PATH, so nothing but our own reader read the profile; \
                       get one with scripts/install-go 1.27.3";
        assert!(std::env::var_os("CI").is_none(), "{message} (CI must not skip it)");
        // Not `eprintln!`, which the test harness keeps to itself when the test passes.
        writeln!(std::io::stderr(), "{message}").expect("standard error is open");
        return;
    };
    let server = start(&[], EVERYTHING);
    server.register_instances().unwrap();
    let mut connection = server.connect().unwrap();
    for _ in 0..300 {
        connection.ask(Kind::Lookup).unwrap();
    }
    let directory = tempfile::tempdir().unwrap();
    let pprof = |arguments: &[&str], file: &Path| {
        let output = Command::new(&go)
            .args(["tool", "pprof", "-symbolize=none"])
            .args(arguments)
            .arg(file)
            .env("GOTOOLCHAIN", "local")
            .env("GOENV", "off")
            // Go builds pprof when it is first asked for it; the cache of `scripts/check` keeps it.
            .env("GOCACHE", below_target().join("go/cache"))
            .env("HOME", directory.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };

    let file = directory.path().join("heap.pb.gz");
    std::fs::write(&file, server.debug("/debug/pprof/heap").unwrap().body).unwrap();
    let top = pprof(
        &["-top", "-cum", "-sample_index=inuse_objects", "-unit=count", "-nodecount=100000", "-nodefraction=0"],
        &file,
    );
    let row = top.lines().find(|line| line.ends_with(REMEMBER_UNTRIMMED)).unwrap_or_else(|| panic!("{top}"));
    let expected = heap(&server).within(INUSE_OBJECTS, REMEMBER_UNTRIMMED);
    assert!(row.split_whitespace().any(|word| word == expected.to_string()), "{expected}: {row}");
    let list = pprof(&["-list", "untrimmed::remember$", "-sample_index=inuse_space"], &file);
    let number = format!(" {}:", leaking_line());
    let line = list.lines().find(|line| line.contains(&number)).unwrap_or_else(|| panic!("{list}"));
    assert!(line.contains("kB") && line.contains(".concat()"), "{line}");

    // The text form as well, of which it reads the figures and not our names.
    let text = directory.path().join("heap.txt");
    std::fs::write(&text, server.debug("/debug/pprof/heap?debug=1").unwrap().body).unwrap();
    let written = std::fs::read_to_string(&text).unwrap();
    let total = written.strip_prefix("heap profile: ").unwrap().split(':').next().unwrap();
    let top = pprof(&["-top", "-sample_index=inuse_objects"], &text);
    assert!(top.contains(&format!("of {total} total")), "{total}: {top}");
}

fn below_target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).ancestors().nth(1).unwrap().to_owned()
}

/// The newest Go below `target/go`, otherwise the one on PATH.
fn go() -> Option<PathBuf> {
    let mut installed: Vec<(Vec<u32>, PathBuf)> = std::fs::read_dir(below_target().join("go"))
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let version =
                path.file_name()?.to_str()?.split('.').map(|number| number.parse().ok()).collect::<Option<_>>()?;
            Some((version, path.join("bin/go")))
        })
        .filter(|(_, go)| go.is_file())
        .collect();
    installed.sort();
    let newest = installed.pop().map(|(_, go)| go);
    newest.or_else(|| Command::new("go").arg("version").output().is_ok_and(|o| o.status.success()).then(|| "go".into()))
}

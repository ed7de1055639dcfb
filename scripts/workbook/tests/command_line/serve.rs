//! `serve`: good pages whatever happens, and new ones after every change of what the book is made from.

#[cfg(unix)]
use crate::book::temporary;
use crate::book::workspace;
use crate::workspace::command_in;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than anything takes that is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that ends with its test.
struct Server {
    child: Child,
    port: u16,
    stderr: Receiver<String>,
}

impl Server {
    fn start(root: &Path, port: u16) -> Self {
        let mut child = command_in(root, &["--port", &port.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("serving the book at http://127.0.0.1:");
        let Some(port) = address.and_then(|rest| rest.strip_suffix('/')) else {
            let mut rest = String::new();
            child.stderr.take().unwrap().read_to_string(&mut rest).unwrap();
            panic!("no address: {line}{rest}");
        };
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (sender, stderr) = channel();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { port: port.parse().unwrap(), child, stderr }
    }

    fn get(&self, path: &str) -> String {
        get(self.port, path)
    }

    /// Reads what the server reports until a line holds `text`.
    #[track_caller]
    fn wait_for(&self, text: &str) {
        let mut lines = Vec::new();
        while let Ok(line) = self.stderr.recv_timeout(PATIENCE) {
            if line.contains(text) {
                return;
            }
            lines.push(line);
        }
        panic!("the server does not say {text:?}, but {lines:?}");
    }

    #[cfg(unix)]
    fn end(&mut self, signal: &str) -> Option<i32> {
        assert!(
            std::process::Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap().success()
        );
        let started = std::time::Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(started.elapsed() < PATIENCE, "the server does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response
}

#[test]
fn serve_rebuilds_on_change_and_keeps_the_last_good_pages() {
    let workspace = workspace();
    let server = Server::start(&workspace.root(), 38_000);
    let first = server.get("first.html");
    assert!(first.starts_with("HTTP/1.1 200") && first.contains("Before."), "{first}");
    assert!(server.get("nothing.html").starts_with("HTTP/1.1 404"));

    workspace.write("book/src/first.md", "# First\n\nAfter.\n");
    server.wait_for("rebuilt 1 page");
    assert!(server.get("first.html").contains("After."));

    workspace.write("book/src/first.md", "# First\n\n{{#nothing}}\n");
    server.wait_for("book/src/first.md:3: unknown directive");
    server.wait_for("still serving the last good pages");
    assert!(server.get("first.html").contains("After."));

    let include = "# First\n\n```text\n{{#include ../../experiments/growing-vec/src/lib.rs}}\n```\n";
    workspace.write("book/src/first.md", include);
    server.wait_for("cannot be read");
    workspace.write("experiments/growing-vec/src/lib.rs", "Included.\n");
    server.wait_for("rebuilt 1 page");
    assert!(server.get("first.html").contains("Included."));
}

#[test]
fn a_book_that_cannot_be_rendered_leaves_the_last_good_pages_and_is_rendered_when_it_can_be() {
    let workspace = workspace();
    let server = Server::start(&workspace.root(), 38_100);
    let css = workspace.root().join("book/theme/a.css");
    std::fs::remove_file(&css).unwrap();
    server.wait_for("mdBook cannot render the book");
    server.wait_for("still serving the last good pages");
    assert!(server.get("first.html").contains("Before."));
    workspace.write("book/src/first.md", "# First\n\nAfter.\n");
    server.wait_for("still serving the last good pages");
    workspace.write("book/theme/a.css", "p {}\n");
    server.wait_for("rebuilt 1 page");
    assert!(server.get("first.html").contains("After."));
}

#[test]
fn every_request_during_a_rebuild_is_answered_with_a_page() {
    let workspace = workspace();
    let server = Server::start(&workspace.root(), 38_200);
    let is_over = AtomicBool::new(false);
    let port = server.port;
    let wrong = std::thread::scope(|scope| {
        let poll = || {
            let mut wrong = Vec::new();
            while !is_over.load(Ordering::Relaxed) {
                let response = get(port, "first.html");
                if !response.starts_with("HTTP/1.1 200") || !response.contains("</html>") {
                    wrong.push(response);
                }
            }
            wrong
        };
        let polls = [(); 3].map(|()| scope.spawn(poll));
        for rebuild in 0..8 {
            workspace.write("book/src/first.md", &format!("# First\n\nNumber {rebuild}.\n"));
            server.wait_for("rebuilt 1 page");
        }
        is_over.store(true, Ordering::Relaxed);
        polls.map(|poll| poll.join().unwrap()).concat()
    });
    assert_eq!(wrong, [""; 0]);
    assert!(server.get("first.html").contains("Number 7."));
}

#[test]
fn a_change_of_any_file_of_an_experiment_rebuilds_the_book() {
    let workspace = workspace();
    let server = Server::start(&workspace.root(), 38_300);
    let files = [
        "src/a.rs",
        "tests/a.rs",
        "benches/time.rs",
        "examples/findings.rs",
        "go/a.go",
        "c/a.c",
        "output/test.txt",
        "record.json",
        "heap.json",
        "sites.json",
        "go.json",
        "matrix.json",
        "calibration.json",
        "kept/record.json",
        "kept/output.json",
    ];
    // The first round makes directories, whose making is a change, too.
    for (file, text) in files.map(|file| (file, "1")).into_iter().chain(files.map(|file| (file, "2"))) {
        workspace.write(&format!("experiments/growing-vec/{file}"), text);
        server.wait_for("rebuilt 1 page");
    }
}

#[test]
fn builds_and_servers_at_once_do_not_collide() {
    let workspace = workspace();
    let servers = [Server::start(&workspace.root(), 38_400), Server::start(&workspace.root(), 38_400)];
    for number in 0..3 {
        workspace.write("book/src/first.md", &format!("# First\n\nNumber {number}.\n"));
        workspace.run(&["build"]).ends(0);
        for server in &servers {
            server.wait_for("rebuilt 1 page");
            assert!(server.get("first.html").contains(&format!("Number {number}.")));
        }
    }
}

#[test]
fn a_port_in_use_gives_way_to_the_next_and_that_is_said() {
    let workspace = workspace();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let server = Server::start(&workspace.root(), port);
    assert!(server.port > port);
    server.wait_for(&format!("port {port} is in use, taking {}", server.port));
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_the_server_while_a_page_waits_for_reloads() {
    let workspace = workspace();
    let mut server = Server::start(&workspace.root(), 38_500);
    let mut waiting = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    write!(waiting, "GET /_tower-livereload/event-stream HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    let mut start = [0; 12];
    waiting.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 200");
    assert_eq!(server.end("-INT"), Some(0));
    assert_eq!(temporary(&workspace), [""; 0], "its pages are removed");
}

#[cfg(unix)]
#[test]
fn what_a_server_that_was_killed_leaves_is_removed_by_the_next_build() {
    let workspace = workspace();
    let mut server = Server::start(&workspace.root(), 38_600);
    assert_eq!(server.end("-KILL"), None);
    assert_eq!(temporary(&workspace).len(), 1);
    workspace.run(&["build"]).ends(0);
    assert_eq!(temporary(&workspace), [""; 0]);
}

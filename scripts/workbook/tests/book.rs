//! Does the command line do what it says from anywhere in the workspace, and fail as it says?

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn workspace() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    file(root, "book/book.toml", "[book]\ntitle = \"T\"\n\n[build]\nbuild-dir = \"../target/book\"\n");
    file(root, "book/src/SUMMARY.md", "# Summary\n\n- [First](first.md)\n");
    file(root, "book/src/first.md", "# First\n\nBefore.\n");
    std::fs::create_dir_all(root.join("experiments/a/src")).unwrap();
    directory
}

fn file(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn workbook(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workbook"));
    command.current_dir(directory).env("RUST_BACKTRACE", "1").stdin(Stdio::null());
    command
}

fn run(directory: &Path, arguments: &[&str]) -> Output {
    workbook(directory).args(arguments).output().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn build_works_from_any_directory_of_the_workspace() {
    let workspace = workspace();
    let output = run(&workspace.path().join("experiments/a/src"), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let index = String::from_utf8(output.stdout).unwrap();
    assert!(index.trim_end().ends_with("target/book/index.html"), "{index}");
    assert!(Path::new(index.trim_end()).is_file());
}

#[test]
fn outside_of_the_workspace_the_error_says_where_to_go() {
    let elsewhere = tempfile::tempdir().unwrap();
    for arguments in [&["build"][..], &["serve"], &[]] {
        let output = run(elsewhere.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("change into a clone of it"), "{}", stderr(&output));
    }
}

#[test]
fn a_mistake_in_a_page_is_reported_with_page_and_line_and_without_a_backtrace() {
    let workspace = workspace();
    file(workspace.path(), "book/src/first.md", "# First\n\n{{#nothing}}\n\n[a](b.md)\n");
    let output = run(workspace.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = stderr(&output);
    assert!(
        stderr.starts_with("error: 2 problems in the book's source\n  book/src/first.md:3: unknown directive"),
        "{stderr}"
    );
    assert!(stderr.contains("\n  book/src/first.md:5: the link b.md leads nowhere"), "{stderr}");
    assert!(!stderr.to_lowercase().contains("backtrace"), "{stderr}");
}

#[test]
fn a_mistake_in_the_arguments_is_a_usage_error() {
    let workspace = workspace();
    for arguments in [&["bulid"][..], &["--port", "many"], &["build", "--nothing"]] {
        assert_eq!(run(workspace.path(), arguments).status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(run(workspace.path(), &["--help"]).status.code(), Some(0));
}

#[test]
fn the_preprocessor_supports_html_only() {
    let workspace = workspace();
    assert_eq!(run(workspace.path(), &["preprocess", "supports", "html"]).status.code(), Some(0));
    assert_eq!(run(workspace.path(), &["preprocess", "supports", "markdown"]).status.code(), Some(1));
    let help = run(workspace.path(), &["--help"]);
    assert!(!String::from_utf8(help.stdout).unwrap().contains("preprocess"));
}

/// A server that ends with its test.
struct Server {
    child: Child,
    port: u16,
    stderr: BufReader<std::process::ChildStderr>,
}

impl Server {
    fn start(root: &Path, port: u16) -> Self {
        let mut child = workbook(root)
            .args(["--port", &port.to_string()])
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
        let stderr = BufReader::new(child.stderr.take().unwrap());
        Self { port: port.parse().unwrap(), child, stderr }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET /{path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        response
    }

    /// Reads what the server reports until a line holds `text`.
    fn wait_for(&mut self, text: &str) {
        let mut line = String::new();
        while !line.contains(text) {
            line.clear();
            assert!(self.stderr.read_line(&mut line).unwrap() > 0, "the server ended before it said {text:?}");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn serve_rebuilds_on_change_and_keeps_the_last_good_pages() {
    let workspace = workspace();
    let mut server = Server::start(workspace.path(), 38_000);
    let first = server.get("first.html");
    assert!(first.starts_with("HTTP/1.1 200") && first.contains("Before."), "{first}");
    assert!(server.get("nothing.html").starts_with("HTTP/1.1 404"));

    file(workspace.path(), "book/src/first.md", "# First\n\nAfter.\n");
    server.wait_for("rebuilt 1 pages");
    assert!(server.get("first.html").contains("After."));

    file(workspace.path(), "book/src/first.md", "# First\n\n{{#nothing}}\n");
    server.wait_for("book/src/first.md:3: unknown directive");
    server.wait_for("still serving the last good pages");
    assert!(server.get("first.html").contains("After."));

    file(
        workspace.path(),
        "book/src/first.md",
        "# First\n\n```text\n{{#include ../../experiments/a/src/lib.rs}}\n```\n",
    );
    server.wait_for("cannot be read");
    file(workspace.path(), "experiments/a/src/lib.rs", "Included.\n");
    server.wait_for("rebuilt 1 pages");
    assert!(server.get("first.html").contains("Included."));
}

#[test]
fn a_port_in_use_gives_way_to_the_next_and_that_is_said() {
    let workspace = workspace();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut server = Server::start(workspace.path(), port);
    assert!(server.port > port);
    let said = format!("port {port} is in use, taking {}", server.port);
    server.wait_for(&said);
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_the_server_while_a_page_waits_for_reloads() {
    let workspace = workspace();
    let mut server = Server::start(workspace.path(), 38_500);
    let mut waiting = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    write!(waiting, "GET /_tower-livereload/event-stream HTTP/1.1\r\nhost: localhost\r\n\r\n").unwrap();
    let mut start = [0; 12];
    waiting.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 200");
    let pid = server.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let started = Instant::now();
    loop {
        if let Some(status) = server.child.try_wait().unwrap() {
            assert_eq!(status.code(), Some(0));
            return;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "the server does not stop");
        std::thread::sleep(Duration::from_millis(20));
    }
}

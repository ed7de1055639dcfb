//! The language server, as an editor meets it: the real program, spoken to through its standard input and output.

use crate::package::{Package, command_in};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any build of these packages takes.
const PATIENCE: Duration = Duration::from_secs(300);

struct Editor {
    server: Child,
    to: Option<ChildStdin>,
    from: Receiver<Value>,
    asked: u64,
}

impl Editor {
    fn new(directory: &Path, options: Value) -> Self {
        let mut command = command_in(directory, &["lsp"]);
        let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (mut from, (sender, receiver)) = (BufReader::new(server.stdout.take().unwrap()), channel());
        std::thread::spawn(move || {
            while let Some(message) = read(&mut from) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut editor = Self { to: server.stdin.take(), server, from: receiver, asked: 0 };
        editor.ask("initialize", json!({ "capabilities": {}, "initializationOptions": options }));
        editor.tell("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let (text, to) = (message.to_string(), self.to.as_mut().unwrap());
        write!(to, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        to.flush().unwrap();
    }

    fn tell(&mut self, method: &str, parameters: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    /// Asks, and waits for the answer; what is said meanwhile is not heard.
    fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.asked += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": parameters }));
        loop {
            let message = self.from.recv_timeout(PATIENCE).unwrap();
            if message["id"] == self.asked {
                return message;
            }
        }
    }

    /// The next message of a kind.
    fn hears(&mut self, method: &str) -> Value {
        loop {
            let message = self.from.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("no {method}: {error}"));
            if message["method"] == method {
                return message["params"].clone();
            }
        }
    }

    fn opens(&mut self, file: &Path) {
        let document = json!({ "uri": uri(file), "languageId": "rust", "version": 1, "text": "" });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn saves(&mut self, file: &Path) {
        self.tell("textDocument/didSave", json!({ "textDocument": { "uri": uri(file) } }));
    }

    /// What is shown next of a file: line, from, to, severity and message of each diagnostic.
    fn shows(&mut self, file: &Path) -> Vec<String> {
        let shown = self.hears("textDocument/publishDiagnostics");
        assert_eq!(shown["uri"], uri(file));
        let text = |one: &Value| {
            let (start, end) = (&one["range"]["start"], &one["range"]["end"]);
            assert_eq!((&start["line"], &one["source"]), (&end["line"], &json!("allocations")));
            let message = one["message"].as_str().unwrap().lines().next().unwrap();
            format!("{}:{}-{} {}: {message}", start["line"], start["character"], end["character"], one["severity"])
        };
        shown["diagnostics"].as_array().unwrap().iter().map(text).collect()
    }

    fn hovers(&mut self, file: &Path, line: u32) -> String {
        let position = json!({ "line": line, "character": 5 });
        let answer =
            self.ask("textDocument/hover", json!({ "textDocument": { "uri": uri(file) }, "position": position }));
        answer["result"]["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    fn ends(mut self) {
        assert!(self.ask("shutdown", Value::Null)["error"].is_null());
        self.tell("exit", Value::Null);
        assert!(self.server.wait().unwrap().success());
    }
}

fn read(from: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().unwrap(),
            Some(_) => {}
            None => break,
        }
    }
    let mut text = vec![0; length];
    from.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

fn uri(file: &Path) -> String {
    format!("file://{}", file.display())
}

/// All files in a directory that are not below `target`.
fn files(directory: &Path) -> BTreeSet<PathBuf> {
    let mut files = BTreeSet::new();
    for path in std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() && !path.ends_with("target") {
            files.extend(self::files(&path));
        } else if !path.is_dir() {
            files.insert(path);
        }
    }
    files
}

const SOURCE: &str = "#[inline(never)]
pub fn boxed(number: u64) -> Box<u64> {
    Box::new(number)
}

pub fn push(numbers: &mut Vec<u64>, make: &dyn Fn() -> u64) {
    /* größe 𝄞 */ numbers.push(make());
}

pub fn steady(number: u64) -> u64 { // heap: none
    *boxed(number)
}

pub fn pinned(number: u64) -> Box<u64> {
    Box::new(number) // heap: none
}
";

/// What the crate dhat writes, of one stack.
const PROFILE: &str = r#"{ "dhatFileVersion": 2, "mode": "rust-heap", "verb": "Allocated", "bklt": true, "bkacc": false,
"tu": "µs", "Mtu": "s", "tuth": 10, "cmd": "own", "pid": 1, "tg": 5, "te": 9,
"pps": [{ "tb": 24, "tbk": 3, "tl": 6, "mb": 16, "mbk": 2, "gb": 16, "gbk": 2, "eb": 0, "ebk": 0, "fs": [1, 2] }],
"ftbl": ["[root]", "0x1: alloc::boxed::Box<T>::new (src/boxed.rs:258:9)", "0x2: own::boxed (src/lib.rs:3:5)"] }
"#;

#[test]
fn an_editor_sees_what_allocates_when_it_opens_and_saves_and_why_where_it_points() {
    let package = Package::new(SOURCE);
    package.write("Cargo.lock", "version = 4\n\n[[package]]\nname = \"own\"\nversion = \"0.0.0\"\n");
    package.write("dhat-heap.json", PROFILE);
    let (root, file) = (package.root(), package.root().join("src/lib.rs"));
    let before = files(&root);
    let mut editor = Editor::new(&root, Value::Null);
    editor.opens(&file);
    let contract = "`steady` is to allocate nothing, and reaches the allocator, in";
    let expected = [
        "2:4-12 2: heap: Box::new, each time".to_owned(),
        "6:27-31 3: may: Vec::push, through RawVec::grow_one, when it grows".to_owned(),
        "6:32-36 4: unknown: a call through dyn or a function pointer".to_owned(),
        "14:4-12 2: heap: Box::new, each time".to_owned(),
        format!("9:0-49 1: {contract} debug"),
        format!("9:0-49 1: {contract} release"),
    ];
    let shown = editor.shows(&file);
    assert_eq!(shown[..6], expected);
    assert!(shown[6..].iter().all(|pin| pin.starts_with("14:4-34 1: ")) && shown.len() > 6, "{shown:?}");

    let why = editor.hovers(&file, 2);
    for part in ["Box::new(number)", "release, column 5: own::boxed", "calls", "__rust_alloc"] {
        assert!(why.contains(part), "{part}: {why}");
    }
    assert!(why.contains("measured: 3 blocks, 24 bytes; 16 bytes at the peak, in "), "{why}");
    assert!(editor.hovers(&file, 14).contains("measured: nothing was asked for on this line"));
    assert_eq!(editor.hovers(&root.join("src/other.rs"), 2), "");

    package.write("src/lib.rs", "pub fn broken( {\n");
    editor.saves(&file);
    let said = editor.hears("window/showMessage");
    assert_eq!(
        said["message"],
        "own does not compile, so the allocations that are shown are those of the last build that did"
    );
    assert!(editor.hovers(&file, 2).contains("own::boxed"), "what was known is kept");

    package.write("src/lib.rs", "\npub fn boxed(number: u64) -> Box<u64> {\n    Box::new(number)\n}\n");
    editor.saves(&file);
    assert_eq!(editor.shows(&file), ["2:4-12 2: heap: Box::new, each time"]);
    package.write("src/lib.rs", "pub fn twice(number: u64) -> u64 {\n    number * 2\n}\n");
    editor.saves(&file);
    assert_eq!(editor.shows(&file), [""; 0], "what is gone is taken away");
    editor.ends();
    assert_eq!(files(&root), before);
}

#[test]
fn each_package_of_a_workspace_has_a_report_and_a_program_that_of_its_library_too() {
    let package = Package::new("");
    let manifest = |name: &str| format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
    package.write("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"3\"\n");
    for name in ["one", "two"] {
        package.write(&format!("{name}/Cargo.toml"), &manifest(name));
        package.write(&format!("{name}/src/lib.rs"), "pub fn f() -> Box<u64> {\n    Box::new(1)\n}\n");
    }
    package.write("one/src/main.rs", "fn main() {\n    drop(std::hint::black_box(vec![1, 2]));\n}\n");
    let root = package.root();
    let mut editor = Editor::new(&root, json!({ "noDefaultFeatures": true }));
    let file = |path: &str| root.join(path);
    editor.opens(&file("two/src/lib.rs"));
    assert_eq!(editor.shows(&file("two/src/lib.rs")), ["1:4-12 2: heap: Box::new, each time"]);
    editor.opens(&file("one/src/main.rs"));
    assert_eq!(editor.shows(&file("one/src/lib.rs")), ["1:4-12 2: heap: Box::new, each time"]);
    let [line] = editor.shows(&file("one/src/main.rs")).try_into().unwrap();
    assert!(line.starts_with("1:") && line.contains("heap: "), "{line}");
    assert!(editor.hovers(&file("two/src/lib.rs"), 1).contains("two::f"));
    assert!(editor.hovers(&file("one/src/lib.rs"), 1).contains("one::f"));
    editor.ends();
}

#[test]
fn options_that_do_not_exist_are_refused_by_name() {
    let package = Package::new("");
    let mut editor = Editor::new(&package.root(), json!({ "heapProfil": "a.json" }));
    let said = editor.hears("window/showMessage");
    let message = said["message"].as_str().unwrap();
    assert!(message.contains("`heapProfil`") && message.contains("`heapProfile`"), "{message}");
    editor.ends();
}

/// The setting on the page, in the editor itself; skipped where Neovim is not installed, which is said.
#[cfg(unix)]
#[test]
fn neovim_shows_it_with_the_setting_of_the_page() {
    let editor = std::process::Command::new("nvim").arg("--version").output();
    if !editor.is_ok_and(|output| output.status.success()) {
        let _ = writeln!(std::io::stderr(), "SKIPPED: Neovim is not installed; the setting on the page is not tried");
        return;
    }
    let package = Package::new("pub fn boxed(number: u64) -> Box<u64> {\n    Box::new(number)\n}\n");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page");
    let says = package.root().join("says.txt");
    let tools = Path::new(env!("CARGO_BIN_EXE_cargo-allocations")).parent().unwrap();
    let path = format!("{}:{}", tools.display(), std::env::var("PATH").unwrap());
    let mut neovim = std::process::Command::new("nvim");
    neovim.current_dir(package.root()).env("PATH", path).env("SAYS", &says).env_remove("CARGO_TARGET_DIR");
    neovim.arg("--headless").arg("-u").arg(page.join("neovim.lua")).arg("src/lib.rs").args(["-c", "filetype on"]);
    neovim.arg("-c").arg(format!("luafile {}", page.join("neovim-says.lua").display()));
    let output = neovim.stdin(Stdio::null()).output().unwrap();
    let said = std::fs::read_to_string(&says).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    assert!(said.starts_with("2:5 heap: Box::new, each time\n"), "{said}");
    assert!(said.contains("release, column 5: own::boxed") && said.contains("__rust_alloc"), "{said}");
}

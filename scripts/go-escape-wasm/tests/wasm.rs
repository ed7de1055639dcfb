//! Does the model that `scripts/build-wasm` makes for browsers answer as the model does here? Run by Node, on the corpus, under the rules of each
//! release, and on what it has to refuse.
//!
//! Where the model for browsers or Node is missing, the test says so loudly; in CI that is a failure.

use std::path::{Path, PathBuf};
use std::process::Command;

use go_escape::{Package, Release};
use serde_json::{Value, json};

/// Runs the requests of a file, a line each, and prints the answers.
const RUN: &str = r#"
const { readFileSync } = require("node:fs");
const [, model, requests] = process.argv;
const compiled = new WebAssembly.Module(readFileSync(model));
if (WebAssembly.Module.imports(compiled).length > 0) throw new Error("the model wants something of its surroundings");
for (const request of readFileSync(requests, "utf8").split("\n").slice(0, -1)) {
    const { exports } = new WebAssembly.Instance(compiled);
    const bytes = new TextEncoder().encode(request);
    // Room for it may be memory that is new, and then `memory.buffer` is another.
    const at = exports.request(bytes.length);
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
    const length = exports.analyse();
    console.log(new TextDecoder().decode(new Uint8Array(exports.memory.buffer, exports.result(), length)));
}
"#;

fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(directory) => directory.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"),
    }
}

/// The model for browsers, if there is one and something that runs it.
fn model() -> Option<PathBuf> {
    let model = target().join("wasm/go_escape.wasm");
    let missing = if !model.is_file() {
        "target/wasm/go_escape.wasm is missing; `scripts/build-wasm` makes it"
    } else if Command::new("node").arg("--version").output().is_err() {
        "node is not on PATH"
    } else {
        return Some(model);
    };
    assert!(std::env::var_os("CI").is_none(), "{missing}");
    eprintln!("SKIPPED: the model for browsers was not compared: {missing}");
    None
}

fn request(release: Release, files: &[(&str, &str)]) -> Value {
    json!({ "release": release, "files": files })
}

fn package(directory: &Path, release: Release) -> Package {
    Package::read(directory, release, false).unwrap_or_else(|error| panic!("{error}"))
}

/// The corpus as one package, and each of the workbook's Go programs as a file of its own.
fn requests() -> Vec<Value> {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut requests = Vec::new();
    for release in Release::all() {
        let package = package(&scripts.join("go-escape/corpus"), release);
        let files: Vec<(&str, &str)> = package.files.iter().map(|file| (&*file.name, &*file.text)).collect();
        requests.push(request(release, &files));
    }
    let package = package(&scripts.join("../experiments/escape-analysis/go"), Release::NEWEST);
    requests.extend(package.files.iter().map(|file| request(Release::NEWEST, &[(&file.name, &file.text)])));
    let deep = format!("package x\n\nvar x = {}1{}\n", "(".repeat(40), ")".repeat(40));
    let too_deep = format!("package x\n\nfunc f() {{{}}}\n", "func() {".repeat(12_000));
    let row = format!("package x\n\nvar x = 1{}\n", " + 1".repeat(440));
    let chain: String = (0..1500).map(|n| format!("func f{n}(p *int) *int {{ return f{}(p) }}\n", n + 1)).collect();
    let chain = format!("package x\n\n{chain}func f1500(p *int) *int {{ return p }}\n");
    for text in [
        "",
        "package x\n\nfunc f( {\n",
        "package x\n\nfunc f[T any](x T) T { return x }\n",
        &deep,
        &too_deep,
        &row,
        &chain,
    ] {
        requests.push(request(Release::NEWEST, &[("./x.go", text)]));
    }
    requests
}

#[test]
fn the_model_for_browsers_answers_as_the_model_does() {
    let Some(model) = model() else { return };
    let requests = requests();
    let file = target().join("wasm").join(format!("requests-{}", std::process::id()));
    let lines: String = requests.iter().map(|request| format!("{request}\n")).collect();
    std::fs::write(&file, lines).unwrap();
    let ran = Command::new("node").args(["-e", RUN]).arg(&model).arg(&file).output().unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let printed = String::from_utf8(ran.stdout).unwrap();
    let answers: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), requests.len());
    let mut lines = 0;
    for (request, answer) in requests.iter().zip(&answers) {
        let expected = go_escape_wasm::answer(request.to_string().as_bytes());
        assert!(
            *answer == expected,
            "another answer, unless the model for browsers is old (`scripts/build-wasm` renews it), to {request}:\nfor browsers {answer}\nhere {expected}"
        );
        lines += answer["lines"].as_array().map_or(0, Vec::len);
    }
    // The corpus alone has more than 900 in each release.
    assert!(lines > 6000, "only {lines} lines were compared");
}

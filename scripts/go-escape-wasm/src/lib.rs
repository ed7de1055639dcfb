//! The model of Go's escape analysis for a page: one request in, one answer out, both JSON.
//!
//! `scripts/build-wasm` compiles this for `wasm32-unknown-unknown`. A page writes the request to where [`request`] says, calls [`analyse`], and
//! reads the answer from where [`result`] says. The answer is made by [`answer`], which is the same in a browser and here, so that a test can
//! compare the two.
//!
//! A request is `{"release": "1.27", "files": [["x.go", "package x ..."]]}`. The answer has the compiler's lines, each with its place and why,
//! and the functions that were assumed to leak; or it is an error, with the place and the construct.

use std::sync::{Mutex, PoisonError};

use go_escape::{Analysis, Error, Options, Release, SourceFile};
use serde_json::{Value, json};

static REQUEST: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static RESULT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Most bytes of Go that are analysed at once. The text of a function is a hundredth of it, and what takes seconds is refused at once.
pub const MOST: usize = 100_000;

/// Makes room for a request of so many bytes, and says where.
#[expect(unsafe_code, reason = "the name is how a page finds the function; no other function of the program has it")]
#[unsafe(no_mangle)]
pub extern "C" fn request(bytes: usize) -> *mut u8 {
    let mut request = REQUEST.lock().unwrap_or_else(PoisonError::into_inner);
    *request = vec![0; bytes];
    request.as_mut_ptr()
}

/// Analyses the request, and says how many bytes the answer has.
#[expect(unsafe_code, reason = "the name is how a page finds the function; no other function of the program has it")]
#[unsafe(no_mangle)]
pub extern "C" fn analyse() -> usize {
    let request = std::mem::take(&mut *REQUEST.lock().unwrap_or_else(PoisonError::into_inner));
    let answer = answer(&request).to_string().into_bytes();
    let mut result = RESULT.lock().unwrap_or_else(PoisonError::into_inner);
    *result = answer;
    result.len()
}

/// Where the answer is, until the next call of [`analyse`].
#[expect(unsafe_code, reason = "the name is how a page finds the function; no other function of the program has it")]
#[unsafe(no_mangle)]
pub extern "C" fn result() -> *const u8 {
    RESULT.lock().unwrap_or_else(PoisonError::into_inner).as_ptr()
}

/// The answer to a request.
pub fn answer(request: &[u8]) -> Value {
    match understood(request) {
        None => json!({ "error": "this is no request; it is {\"release\": \"1.27\", \"files\": [[name, text]]}" }),
        Some((release, files)) => analysed(&release, &files).unwrap_or_else(|error| json!({ "error": error })),
    }
}

/// The release and the files that are asked for.
fn understood(request: &[u8]) -> Option<(String, Vec<SourceFile>)> {
    let request: Value = serde_json::from_slice(request).ok()?;
    let file = |file: &Value| {
        Some(SourceFile { name: file.get(0)?.as_str()?.to_owned(), text: file.get(1)?.as_str()?.to_owned() })
    };
    let files: Option<Vec<SourceFile>> = request.get("files")?.as_array()?.iter().map(file).collect();
    Some((request.get("release")?.as_str()?.to_owned(), files?))
}

fn analysed(release: &str, files: &[SourceFile]) -> Result<Value, String> {
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    if bytes > MOST {
        return Err(format!("{bytes} bytes of Go are more than the {MOST} that are analysed here"));
    }
    let said = |error: Error| error.to_string();
    let release: Release = release.parse().map_err(said)?;
    let options = Options { explain: true, ..Options::default() };
    let analysis = go_escape::analyse(files, &[], release, options).map_err(said)?;
    Ok(json!({
        "lines": analysis.lines.iter().map(|line| of_line(&analysis, line)).collect::<Vec<_>>(),
        "assumed": analysis.assumed,
    }))
}

/// A line of the report as the compiler prints it, and why: what is explained of the same place.
fn of_line(analysis: &Analysis, line: &go_escape::Line) -> Value {
    let why = analysis.explanations.iter().filter(|explanation| explanation.pos == line.pos);
    json!({
        "line": line.pos.line,
        "text": analysis.written(line),
        "why": why.flat_map(|explanation| explanation.text(analysis)).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(release: &str, text: &str) -> Value {
        answer(json!({ "release": release, "files": [["x.go", text]] }).to_string().as_bytes())
    }

    #[test]
    fn a_function_gets_the_lines_of_the_compiler_and_why() {
        let answer = asked("1.27", "package x\n\nfunc f() *int {\n\tx := 1\n\treturn &x\n}\n");
        assert_eq!(answer["lines"][0]["text"], "x.go:4:2: moved to heap: x");
        assert_eq!(answer["lines"][0]["line"], 4);
        let why = answer["lines"][0]["why"].as_array().unwrap();
        assert!(why.iter().any(|line| line.as_str().unwrap().contains("from return &x")), "{why:?}");
        assert_eq!(answer["lines"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn what_cannot_be_analysed_is_an_error_that_says_where() {
        let damaged = asked("1.27", "package x\n\nfunc f( {\n}\n");
        assert!(damaged["error"].as_str().unwrap().starts_with("x.go:3:"), "{damaged}");
        let generic = asked("1.27", "package x\n\nfunc f[T any](x T) T { return x }\n");
        assert!(generic["error"].as_str().unwrap().contains("outside of the subset"), "{generic}");
        assert!(asked("1.3", "package x\n")["error"].as_str().unwrap().contains("1.21 to 1.27"));
        assert!(answer(b"{}")["error"].as_str().unwrap().starts_with("this is no request"));
        assert!(
            answer(br#"{"release": "1.27", "files": []}"#)["error"].as_str().unwrap().contains("at least one file")
        );
    }

    #[test]
    fn more_than_a_page_takes_is_refused_at_once() {
        let answer = asked("1.27", &format!("package x\n{}", "func() {".repeat(MOST / 8)));
        assert!(answer["error"].as_str().unwrap().contains("are more than the"), "{answer}");
    }

    #[test]
    fn a_request_goes_through_the_memory_that_a_page_sees() {
        assert!(!request(2).is_null());
        // Two zeros, which are no JSON.
        assert_eq!(analyse(), answer(&[0, 0]).to_string().len());
        assert!(!result().is_null());
    }
}

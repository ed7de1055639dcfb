//! A report at each save.

use crate::package::{Package, command_in};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

#[test]
fn a_save_is_answered_by_another_report() {
    let source = |body: &str| format!("pub fn number(number: u64) -> Box<u64> {{\n    {body}\n}}\n");
    let package = Package::new(&source("Box::new(number)"));
    let mut child = command_in(&package.root(), &["sites", "--watch"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut stdout = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let one = "1 heap, 0 may, 0 unknown, 0 elided in 1 function of 1 file; 1 each time, 0 only at times";
    assert_eq!(stdout.next().unwrap(), one);
    assert_eq!(stdout.next().unwrap(), "src/lib.rs:2:5: heap: Box::new, each time");
    assert!(stderr.by_ref().any(|line| line.starts_with("watching ")));
    package.write("src/lib.rs", &source("Box::new(\"no number\")"));
    assert!(stderr.by_ref().any(|line| line.contains("mismatched types")));
    assert!(stderr.by_ref().any(|line| line.starts_with("watching ")));
    package.write("src/lib.rs", &format!("\n{}", source("Box::new(number)")));
    assert_eq!(stdout.next().unwrap(), one);
    assert_eq!(stdout.next().unwrap(), "src/lib.rs:3:5: heap: Box::new, each time");
    child.kill().unwrap();
    child.wait().unwrap();
}

//! The tests of `host-names`.

use super::exercise::{Hosts, LogError, Mistake, Request, delivered, failed_per_cent, requests};
use grading::{Grading, Rng};
use std::fmt::Write;
use std::sync::Arc;

fn read(log: &str) -> Result<Vec<Request>, LogError> {
    requests(log, &mut Hosts::default())
}

fn request(host: &str, status: u16, size: u64) -> Request {
    Request { host: Arc::from(host), status, size }
}

pub fn grade(grading: &mut Grading) {
    let log = "app-1.example 200 5120\napp-2.example 404 310\napp-1.example 304 0";
    let expected =
        vec![request("app-1.example", 200, 5120), request("app-2.example", 404, 310), request("app-1.example", 304, 0)];
    grading.right("a log of three requests", || read(log), Ok(expected));
    grading.right("an empty log", || read(""), Ok(Vec::new()));
    grading.right(
        "a mistake in line 2",
        || read("app-1.example 200 5120\napp-2.example 4o4 310"),
        Err(LogError { line: 2, mistake: Mistake::NoStatus }),
    );
    grading.right("the bytes of a host", || read(log).map(|requests| delivered(&requests, "app-1.example")), Ok(5120));
    grading.right("the bytes of an unknown host", || read(log).map(|requests| delivered(&requests, "app")), Ok(0));
    let failed = "a 200 1\na 500 1\na 404 1\nb 200 1";
    grading.right(
        "the requests that failed",
        || read(failed).map(|requests| ["a", "b", "c"].map(|host| failed_per_cent(&requests, host))),
        Ok([Some(33), Some(0), None]),
    );
    grading.right("names that are shared, across two logs", shared, (true, false, 2));
    grading.right_on_random("random logs", random, |lines| read(&lines.join("\n")), |lines| slow(lines));
    grading.counted("a log of 1000 requests to 8 hosts", long_log, |log| {
        let mut hosts = Hosts::default();
        requests(&log, &mut hosts).map(|requests| (requests, hosts))
    });
}

/// Whether the same host has the same text, whether another host has it, and how many hosts there are.
fn shared() -> (bool, bool, usize) {
    let mut hosts = Hosts::default();
    let first = requests("a 200 1\nb 200 1", &mut hosts).unwrap_or_default();
    let second = requests("a 200 1", &mut hosts).unwrap_or_default();
    let [(a, b), (again, _)] = [&first, &second].map(|requests| (requests.first(), requests.get(1)));
    let is_same = |one: Option<&Request>, other: Option<&Request>| match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(&one.host, &other.host),
        _ => false,
    };
    (is_same(a, again), is_same(a, b), hosts.count())
}

fn long_log() -> String {
    let mut log = String::new();
    for number in 0..1000 {
        let _ = writeln!(log, "app-{}.internal.example 200 {}", number % 8, number * 7);
    }
    log.truncate(log.len() - 1);
    log
}

fn random(random: &mut Rng, size: usize) -> Vec<String> {
    let mut line = |_| {
        let host = Grading::word(random);
        let status = Grading::one_of(random, &["200", "404", "999", "1000", "x"]);
        let size = Grading::one_of(random, &["0", "17", "-1"]);
        format!("{host} {status} {size}")
    };
    (0..size.max(1)).map(&mut line).collect()
}

fn slow(lines: &[String]) -> Result<Vec<Request>, LogError> {
    let mut requests = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let words: Vec<&str> = line.split(' ').collect();
        let mistake = match words[..] {
            [_, "1000" | "x", _] => Some(Mistake::NoStatus),
            [_, _, "-1"] => Some(Mistake::NoSize),
            [_, _, _] => None,
            _ => Some(Mistake::NotThreeWords),
        };
        if let Some(mistake) = mistake {
            return Err(LogError { line: index + 1, mistake });
        }
        requests.push(request(words[0], words[1].parse().unwrap_or_default(), words[2].parse().unwrap_or_default()));
    }
    Ok(requests)
}

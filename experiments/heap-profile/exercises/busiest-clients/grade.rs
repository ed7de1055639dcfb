//! The tests of `busiest-clients`.

use super::exercise::{Damage, Report, parse};
use grading::{Grading, Rng};
use std::collections::BTreeMap;

/// Bots, damaged lines, and by client: requests, failures, bytes.
type Summary = (u64, u64, BTreeMap<String, (u64, u64, u64)>);

fn summary(log: &str) -> Summary {
    let report = Report::read(log);
    let clients = report.busiest(usize::MAX).into_iter();
    let clients = clients.map(|(name, client)| (name.to_owned(), (client.requests, client.failures, client.bytes)));
    (report.bots(), report.damaged(), clients.collect())
}

pub fn grade(grading: &mut Grading) {
    let line =
        r#"192.0.2.1 - ann [14/Mar/2026:09:00:00 +0000] "GET /caf%C3%A9 au lait HTTP/1.1" 404 - "-" "Käsebrowser/1.0""#;
    grading.right("an empty log", || summary(""), (0, 0, BTreeMap::new()));
    grading.right(
        "a line whose path has spaces",
        || parse(line).map(|request| (request.path, request.status, request.bytes, request.agent)),
        Ok(("/caf%C3%A9 au lait", 404, 0, "Käsebrowser/1.0")),
    );
    grading.right(
        "a line without its last field",
        || parse(line.trim_end_matches(r#" "Käsebrowser/1.0""#)).err(),
        Some(Damage::Fields),
    );
    let longer = format!("{line} 17");
    grading.right("a line with a tenth field", || parse(&longer).err(), Some(Damage::Fields));
    let failed = BTreeMap::from([("192.0.2.1".to_owned(), (2, 2, 0))]);
    let bot = line.replace("Käsebrowser", "Käse-SPIDER");
    let log = format!("{line}\n{bot}\n\n{line}");
    grading.right("a bot in capitals and an empty line", || summary(&log), (1, 1, failed));
    let busiest = || {
        let report = Report::read(&log_of_lines(200));
        let first = report.busiest(2).into_iter().map(|(name, client)| (name.to_owned(), client.requests));
        first.collect::<Vec<_>>()
    };
    let wanted = vec![("198.51.100.0".to_owned(), 41), ("198.51.100.1".to_owned(), 17)];
    grading.right("the two busiest of 200 lines", busiest, wanted);
    grading.right_on_random("random logs", random, |log| summary(log), |log| slow(log));
    grading.counted("a log of 200 lines", || log_of_lines(200), |log| Report::read(&log));
}

/// A log of twelve clients, bots and damaged lines.
fn log_of_lines(count: usize) -> String {
    const AGENTS: [&str; 4] = [
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "stock-sync/2.3",
        "Feed-Spider/1.4",
        "Safari/605.1.15",
    ];
    let line = |number: usize| {
        let client = [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 0][number % 16];
        let minute = number / 60;
        let second = number % 60;
        let agent = AGENTS[number / 3 % 4];
        let status = if number % 17 == 0 { "500" } else { "200" };
        let size = number * 37;
        let line = format!(
            "198.51.100.{client} - - [14/Mar/2026:09:{minute:02}:{second:02} +0000] \"GET /shop/items?page={number} HTTP/1.1\" {status} {size} \"https://shop.example/\" \"{agent}\"\n"
        );
        if number % 50 == 49 { line[..40].to_owned() + "\n" } else { line }
    };
    (0..count).map(line).collect()
}

fn random(random: &mut Rng, size: usize) -> String {
    let mut log = String::new();
    for _ in 0..random.usize(..=size / 4) {
        let fields = [
            Grading::one_of(random, &["a", "b", "é", "::1"]),
            "-",
            Grading::one_of(random, &["-", "ann"]),
            Grading::one_of(random, &["[now]", "[14/Mar/2026 +0000]", "[]"]),
            Grading::one_of(random, &["\"GET / HTTP/1.1\"", "\"GET /a b HTTP/2\"", "\"GET /\"", "\"\""]),
            Grading::one_of(random, &["200", "404", "x"]),
            Grading::one_of(random, &["-", "0", "77", "7é"]),
            Grading::one_of(random, &["\"-\"", "\"/é [x]\""]),
            Grading::one_of(random, &["\"Curl/8\"", "\"robots\"", "\"spi der\"", "\"Firéfox\"", "\"\"", "\"bo\""]),
            "more",
        ];
        let count = Grading::one_of(random, &[9, 9, 9, 9, 9, 8, 10]);
        log += &fields[..count].join(Grading::one_of(random, &[" ", " ", "  "]));
        log += Grading::one_of(random, &["\n", "\n", "\n\n", "\r\n"]);
    }
    log
}

/// Letter by letter.
fn slow(log: &str) -> Summary {
    let (mut bots, mut damaged, mut clients) = (0, 0, BTreeMap::new());
    for line in log.lines() {
        match slow_line(line) {
            None => damaged += 1,
            Some((_, _, _, true)) => bots += 1,
            Some((client, failed, size, false)) => {
                let (requests, failures, bytes) = clients.entry(client).or_insert((0, 0, 0));
                *requests += 1;
                *failures += u64::from(failed);
                *bytes += size;
            }
        }
    }
    (bots, damaged, clients)
}

/// The client, whether the request failed, its bytes, and whether it is a bot's.
fn slow_line(line: &str) -> Option<(String, bool, u64, bool)> {
    let mut fields: Vec<String> = Vec::new();
    let mut end = None;
    let mut begins = true;
    for letter in line.chars() {
        match (end, letter) {
            (Some(close), letter) if letter == close => (end, begins) = (None, true),
            (Some(_), letter) => fields.last_mut()?.push(letter),
            (None, ' ') => begins = true,
            (None, '[' | '"') if begins => {
                end = Some(if letter == '[' { ']' } else { '"' });
                fields.push(String::new());
            }
            (None, letter) => {
                if begins {
                    fields.push(String::new());
                }
                begins = false;
                fields.last_mut()?.push(letter);
            }
        }
    }
    if fields.len() != 9 {
        return None;
    }
    let words: Vec<&str> = fields[4].split(' ').collect();
    if words.len() < 3 || !words[words.len() - 1].starts_with("HTTP/") {
        return None;
    }
    let status: u16 = fields[5].parse().ok()?;
    let bytes = if fields[6] == "-" { 0 } else { fields[6].parse().ok()? };
    let agent = fields[8].to_lowercase();
    let is_bot = ["bot", "crawler", "spider", "curl/"].iter().any(|bot| agent.contains(bot));
    Some((fields[0].clone(), status >= 400, bytes, is_bot))
}

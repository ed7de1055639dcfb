//! The tests of `latest-clients`.

use super::exercise::Latest;
use grading::{Grading, Rng};

type Request = (String, String);

/// The lines after these requests.
fn lines(most: usize, requests: &[Request]) -> Vec<String> {
    let mut latest = Latest::new(most);
    for (address, agent) in requests {
        latest.remember(address, agent);
    }
    latest.lines().map(str::to_owned).collect()
}

pub fn grade(grading: &mut Grading) {
    let came = |agents: &[&str]| agents.iter().map(|agent| ("::1".to_owned(), (*agent).to_owned())).collect::<Vec<_>>();
    let line = |agents: &[&str]| agents.iter().map(|agent| format!("::1 {agent}")).collect::<Vec<_>>();
    grading.right("nobody", || lines(3, &[]), Vec::new());
    grading.right("fewer than there may be", || lines(3, &came(&["a", "é"])), line(&["a", "é"]));
    grading.right("one more", || lines(3, &came(&["agent/1.0", "", "字", "c"])), line(&["", "字", "c"]));
    grading.right("room for one", || lines(1, &came(&["a", "b", "c"])), line(&["c"]));
    grading.right("room for nobody", || lines(0, &came(&["a"])), Vec::new());
    grading.right_on_random("random requests", random, |(most, requests)| lines(*most, requests), slow);
    grading.counted("500 requests, after 64 others", full, |(mut latest, requests)| {
        for (address, agent) in &requests {
            latest.remember(address, agent);
        }
        (latest, requests)
    });
}

/// The latest 32 of 64 requests, and 500 further ones. Every fourth has the same agent.
fn full() -> (Latest, Vec<Request>) {
    const AGENTS: [&str; 4] =
        ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0)", "stock-sync/2.3", "curl/8.14.1", "Safari/605.1.15"];
    let request = |number: usize| (format!("203.0.113.{:03}", number % 200), AGENTS[number % 4].to_owned());
    let mut latest = Latest::new(32);
    for (address, agent) in (0..64).map(request) {
        latest.remember(&address, &agent);
    }
    (latest, (64..564).map(request).collect())
}

fn random(random: &mut Rng, size: usize) -> (usize, Vec<Request>) {
    let requests = (0..random.usize(..=size)).map(|_| (Grading::word(random), Grading::text(random, 2)));
    let requests = requests.collect();
    (random.usize(..6), requests)
}

/// Of all lines, the last ones.
fn slow((most, requests): &(usize, Vec<Request>)) -> Vec<String> {
    let all: Vec<String> = requests.iter().map(|(address, agent)| address.clone() + " " + agent).collect();
    all[all.len().saturating_sub(*most)..].to_vec()
}

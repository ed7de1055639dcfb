//! The tests of `notes-service`.

use super::exercise::{Method, Request, Response, Service, Statistics, Store, block_on};
use grading::{Grading, Rng};
use std::collections::BTreeMap;

/// The responses to requests, one after the other, and the statistics at the end.
fn answers(requests: &[Request]) -> (Vec<Response>, Statistics) {
    let service = Service::default();
    let responses = requests.iter().map(|request| block_on(service.handle(request.clone()))).collect();
    (responses, service.statistics())
}

fn request(method: Method, path: &str, body: &str) -> Request {
    Request { method, path: path.to_owned(), body: body.into() }
}

fn response(status: u16, body: &str) -> Response {
    Response { status, body: body.into() }
}

pub fn grade(grading: &mut Grading) {
    let get = |path: &str| request(Method::Get, path, "");
    let put = |path: &str, body: &str| request(Method::Put, path, body);
    grading.right("no request", || answers(&[]), (Vec::new(), Statistics::default()));
    let written = [put("/notes/é", "thé"), get("/notes/é"), put("/notes/é", ""), get("/notes/é"), get("/notes/e")];
    let wanted = vec![response(201, ""), response(200, "thé"), response(204, ""), response(200, ""), response(404, "")];
    let statistics = Statistics { reads: 3, writes: 2, refused: 1 };
    grading.right("a note that is written twice", || answers(&written), (wanted, statistics));
    let elsewhere = [get("/notes/"), get("/notes"), put("/notes/a/b", "x"), get("/")];
    let statistics = Statistics { reads: 3, writes: 1, refused: 4 };
    grading.right("paths that are no note", || answers(&elsewhere), (vec![response(404, ""); 4], statistics));
    let large = [put("/notes/a", &"x".repeat(Store::LARGEST)), put("/notes/a", &"x".repeat(Store::LARGEST + 1))];
    let wanted = vec![response(201, ""), response(413, "a note has at most 4096 bytes")];
    let statistics = Statistics { reads: 0, writes: 2, refused: 1 };
    grading.right("a note that is too large", || answers(&large), (wanted, statistics));
    grading.right_on_random("random requests", random, |requests| answers(requests), |requests| slow(requests));
    grading.counted("100 requests", day, |(service, requests)| {
        let bytes: usize = requests.into_iter().map(|request| block_on(service.handle(request)).body.len()).sum();
        (service, bytes)
    });
}

/// A service without notes, and requests: four notes are written and read again and again, and some are asked for that are not there.
fn day() -> (Service, Vec<Request>) {
    let one = |number: usize| match number % 5 {
        0 | 1 => request(Method::Put, &format!("/notes/list-{}", number % 10), "milk, bread, two lemons\n"),
        2 | 3 => request(Method::Get, &format!("/notes/list-{}", (number - 2) % 10), ""),
        _ => request(Method::Get, "/notes/ideas", ""),
    };
    (Service::default(), (0..100).map(one).collect())
}

fn random(random: &mut Rng, size: usize) -> Vec<Request> {
    let one = |_| {
        let method = Grading::one_of(random, &[Method::Get, Method::Put, Method::Delete]);
        let path =
            Grading::one_of(random, &["/notes/a", "/notes/b", "/notes/字", "/notes/", "/note/a", "/notes/a/b", "a"]);
        let body = Grading::one_of(random, &["", "x", "thé"]);
        request(method, path, body)
    };
    (0..size).map(one).collect()
}

/// The notes by path.
fn slow(requests: &[Request]) -> (Vec<Response>, Statistics) {
    let mut notes: BTreeMap<&str, &[u8]> = BTreeMap::new();
    let mut statistics = Statistics::default();
    let mut responses = Vec::new();
    for Request { method, path, body } in requests {
        let is_note = path.starts_with("/notes/") && path.len() > 7 && path.matches('/').count() == 2;
        let (status, body) = match method {
            _ if !is_note => (404, None),
            Method::Get => notes.get(path.as_str()).map_or((404, None), |note| (200, Some(note.to_vec()))),
            Method::Put => (if notes.insert(path, body).is_none() { 201 } else { 204 }, None),
            Method::Delete => (if notes.remove(path.as_str()).is_some() { 204 } else { 404 }, None),
        };
        *(if *method == Method::Get { &mut statistics.reads } else { &mut statistics.writes }) += 1;
        statistics.refused += u64::from(status == 404);
        responses.push(Response { status, body: body.unwrap_or_default() });
    }
    (responses, statistics)
}

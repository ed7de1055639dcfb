//! Is the summary right, in every variant: of random logs, with damaged lines among them, and of the logs that are measured?
//!
//! A random log is made from requests, so the oracle knows them and parses nothing.

use heap_profile::log;
use heap_profile::summary::{SLOWEST, Summary};
use heap_profile::{
    as_written, borrowed_keys, borrowed_text, capacity_hint, in_place, lent_names, no_temporary_vec, reused_buffers,
    reused_line_buffer, typed_decoding,
};
use proptest::prelude::*;
use serde_json::{Value, json};

type Summarise = fn(&[u8]) -> Summary;
type Report = fn(&[u8]) -> u64;

const VARIANTS: [(&str, Summarise, Report); 10] = [
    ("as_written", as_written::summarise, as_written::report),
    ("typed_decoding", typed_decoding::summarise, typed_decoding::report),
    ("borrowed_text", borrowed_text::summarise, borrowed_text::report),
    ("reused_line_buffer", reused_line_buffer::summarise, reused_line_buffer::report),
    ("no_temporary_vec", no_temporary_vec::summarise, no_temporary_vec::report),
    ("in_place", in_place::summarise, in_place::report),
    ("capacity_hint", capacity_hint::summarise, capacity_hint::report),
    ("borrowed_keys", borrowed_keys::summarise, borrowed_keys::report),
    ("reused_buffers", reused_buffers::summarise, reused_buffers::report),
    ("lent_names", reused_buffers::summarise, lent_names::report),
];

#[derive(Clone, Debug)]
struct Request {
    method: String,
    path: String,
    client: String,
    status: u64,
    bytes: u64,
    micros: u64,
}

/// The summary of the requests and so many damaged lines.
fn summary(requests: &[Request], damaged: u64) -> Summary {
    let mut summary = Summary { damaged, ..Summary::default() };
    for Request { method, path, client, status, bytes, micros } in requests {
        let key = format!("{} {}", method.to_uppercase(), beginning(path));
        summary.routes.entry(key).or_default().add(*status, *bytes);
        summary.clients.entry(client.clone()).or_default().add(*micros);
    }
    summary
}

/// The digest of a summary and of the slowest clients: all others are faster, or as fast and later in the alphabet.
fn digest(summary: &Summary) -> u64 {
    let mut clients: Vec<(u64, &str)> =
        summary.clients.iter().map(|(name, client)| (u64::MAX - client.micros / client.hits, name.as_str())).collect();
    clients.sort();
    summary.digest(clients.into_iter().take(SLOWEST).map(|(rest, name)| (name, u64::MAX - rest)))
}

/// The first two segments of a path, piece by piece between the percent signs.
fn beginning(path: &str) -> String {
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let mut pieces = path.split('%');
    let mut decoded = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        match piece.as_bytes() {
            [high, low, rest @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                decoded.extend(u8::from_str_radix(&piece[..2], 16));
                decoded.extend(rest);
            }
            all => decoded.extend([b"%", all].concat()),
        }
    }
    let lower = String::from_utf8_lossy(&decoded).to_lowercase();
    let mut segments = lower.split('/').filter(|segment| !segment.is_empty());
    match (segments.next(), segments.next()) {
        (None, _) => "/".to_owned(),
        (Some(only), None) => format!("/{only}"),
        (Some(first), Some(second)) => format!("/{first}/{second}"),
    }
}

/// How the line of a request is written.
#[derive(Clone, Debug)]
struct Style {
    /// `/` as `\/`.
    slashes: bool,
    /// The letter `S` as `\u0053`.
    letters: bool,
    /// U+FFFD as a byte that is not UTF-8.
    bytes: bool,
    /// A field that nobody asks for.
    extra: bool,
    /// A carriage return before the newline.
    carriage_return: bool,
}

fn line(request: &Request, style: &Style) -> Vec<u8> {
    let Request { method, path, client, status, bytes, micros } = request;
    let mut object = json!({
        "method": method, "path": path, "client": client, "status": status, "bytes": bytes, "micros": micros
    });
    if style.extra {
        object["extra"] = json!({ "list": [1, -2.5, null, { "path": "/other" }], "text": "\"}" });
    }
    let mut text = object.to_string();
    if style.slashes {
        text = text.replace('/', "\\/");
    }
    if style.letters {
        text = text.replace('S', "\\u0053");
    }
    let mut line = text.into_bytes();
    if style.bytes {
        let replacement = "\u{fffd}".as_bytes();
        while let Some(at) = line.windows(replacement.len()).position(|bytes| bytes == replacement) {
            line.splice(at..at + replacement.len(), [0xff]);
        }
    }
    if style.carriage_return {
        line.push(b'\r');
    }
    line
}

/// A line that is not understood, made from one that is.
fn damaged(line: &[u8], request: &Request, damage: usize) -> Vec<u8> {
    let mut object: Value = json!({
        "method": request.method, "path": request.path, "client": request.client,
        "status": request.status, "bytes": request.bytes, "micros": request.micros
    });
    let fields = ["method", "path", "client", "status", "bytes", "micros"];
    let field = fields[damage % fields.len()];
    match damage / fields.len() % 6 {
        // Cut off before its last brace.
        0 => return line[..damage % (line.trim_ascii_end().len())].to_vec(),
        1 => return [line.trim_ascii_end(), b"}"].concat(),
        2 => drop(object.as_object_mut().and_then(|fields| fields.remove(field))),
        3 => object[field] = Value::Null,
        4 => object[field] = json!([request.path]),
        _ => object[field] = json!(-1),
    }
    object.to_string().into_bytes()
}

fn request() -> impl Strategy<Value = Request> {
    let method = prop::sample::select(vec!["GET", "get", "Post", "straße"]);
    // Letters that make escapes, and letters whose lower case is another length or depends on where they stand.
    let path = "[/?%%259aE3ScCΣİ\u{fffd}\"\\\\]{0,24}";
    let client = prop::sample::select(vec!["192.0.2.1", "192.0.2.2", "2001:db8::1", "CafÉ"]);
    let number = || prop_oneof![4 => 0..2_000_u64, 1 => any::<u64>()];
    (method, path, client, 100..600_u64, number(), number()).prop_map(
        |(method, path, client, status, bytes, micros)| Request {
            method: method.to_owned(),
            path,
            client: client.to_owned(),
            status,
            bytes,
            micros,
        },
    )
}

fn style() -> impl Strategy<Value = Style> {
    any::<[bool; 5]>().prop_map(|[slashes, letters, bytes, extra, carriage_return]| Style {
        slashes,
        letters,
        bytes,
        extra,
        carriage_return,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_logs_have_the_summary_of_the_requests_they_were_made_of(
        lines in prop::collection::vec((request(), style(), prop::option::weighted(0.3, 0..1_000_usize)), 0..30),
        last_newline: bool,
    ) {
        let (mut log, mut requests, mut bad) = (Vec::new(), Vec::new(), 0);
        for (request, style, damage) in lines {
            let line = line(&request, &style);
            match damage {
                Some(damage) => {
                    log.extend(damaged(&line, &request, damage));
                    bad += 1;
                }
                None => {
                    log.extend(line);
                    requests.push(request);
                }
            }
            log.push(b'\n');
        }
        // A last line that is empty is one only with its newline.
        if !last_newline && !log.ends_with(b"\n\n") && log != b"\n" {
            log.pop();
        }
        let expected = summary(&requests, bad);
        for (variant, summarise, report) in VARIANTS {
            prop_assert_eq!(&summarise(&log), &expected, "{}: {}", variant, String::from_utf8_lossy(&log));
            prop_assert_eq!(report(&log), digest(&expected), "{}", variant);
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic_and_in_every_variant_alike(
        log in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b"{}\"\\:,[]\n%1e".to_vec())], 0..200)
    ) {
        let expected = as_written::summarise(&log);
        for (variant, summarise, _) in VARIANTS {
            prop_assert_eq!(&summarise(&log), &expected, "{}", variant);
        }
    }
}

#[test]
fn the_logs_that_are_measured_have_the_answer_that_is_declared() {
    for &lines in log::SIZES {
        let log = log::text(lines);
        assert_eq!(log.iter().filter(|&&byte| byte == b'\n').count(), lines);
        let (mut requests, mut bad) = (Vec::new(), 0);
        for line in log.trim_ascii_end().split(|&byte| byte == b'\n') {
            let value: Value = serde_json::from_str(&String::from_utf8_lossy(line)).unwrap_or_default();
            let (text, number) = (|field: &str| value[field].as_str(), |field: &str| value[field].as_u64());
            match (text("method"), text("path"), text("client"), number("micros")) {
                (Some(method), Some(path), Some(client), Some(micros)) => requests.push(Request {
                    method: method.to_owned(),
                    path: path.to_owned(),
                    client: client.to_owned(),
                    status: number("status").unwrap(),
                    bytes: number("bytes").unwrap(),
                    micros,
                }),
                _ => bad += 1,
            }
        }
        assert_eq!(bad as usize, (lines + 42) / 64, "one line in 64 is cut off");
        let expected = summary(&requests, bad);
        assert_eq!(digest(&expected), log::answer(lines), "{lines} lines");
        for (variant, summarise, _) in VARIANTS {
            assert_eq!(summarise(&log), expected, "{variant}");
        }
    }
}

/// A line with all fields, and one more with this text.
fn with(extra: &str) -> Vec<u8> {
    let fields = r#""method":"GET","path":"/","client":"192.0.2.1","status":200,"bytes":1,"micros":1"#;
    format!("{{{fields},{extra}}}\n").into_bytes()
}

// ANCHOR: decoders
#[test]
fn a_tree_of_values_and_a_typed_decoder_disagree_about_odd_lines() {
    let array = br#"["GET", "/", "192.0.2.1", 200, 1, 1]"#.to_vec();
    for (line, understood_as_a_tree, understood_as_fields) in [
        (with(r#""bytes": 2"#), true, false), // a key twice: the last one counts, or an error
        (with(r#""temperature": 1e999"#), false, true), // no such number, in a field that nobody asks for
        (with(r#""agent": "\ud800""#), false, true), // no such letter, likewise
        (array, false, true),                 // the fields in a row, without names
    ] {
        let text = String::from_utf8_lossy(&line);
        assert_eq!(as_written::summarise(&line).damaged == 0, understood_as_a_tree, "{text}");
        assert_eq!(typed_decoding::summarise(&line).damaged == 0, understood_as_fields, "{text}");
    }
}
// ANCHOR_END: decoders

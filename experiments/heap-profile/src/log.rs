//! Which log is read?
//!
//! A generated one, the same in every run and on every machine: only integers are computed with.
//! It looks as the access log of a shop does that is written by several servers:
//!
//! - a line is a JSON object; what nobody asks for, such as the browser's name, is in it too;
//! - paths have escapes (`caf%C3%A9`), letters of both cases, and often a query;
//! - few routes and few clients have most of the requests;
//! - one server writes `/` as `\/`, as some JSON encoders do;
//! - one line in 64 is cut off, and another has a byte that is not UTF-8.

use std::io::Write;

/// The sizes of the logs, in lines.
pub const SIZES: &[usize] = &[100, 1_000];

const METHODS: [&str; 8] = ["GET", "GET", "GET", "get", "POST", "HEAD", "PUT", "DELETE"];

const ROUTES: [&str; 16] = [
    "/shop/items",
    "/Shop/Items",
    "/search",
    "/shop/basket",
    "/images/large",
    "/images/thumbnails",
    "/api/v1/stock/levels",
    "/api/v2/orders",
    "/account/login",
    "/Account/Orders/Open",
    "/help/returns",
    "/news",
    "/shop/gift%20cards",
    "/r%C3%A9servations/tables",
    "/health/live",
    "",
];

const THINGS: [&str; 16] = [
    "/caf%C3%A9-cr%C3%A8me",
    "/smoked%20salmon",
    "/42",
    "/1077/reviews",
    "/TEA-POT_0.5L",
    "/cr%C3%AApes%20suzette/variants/gluten%2Dfree",
    "/50%25-off",
    "/%E6%8A%B9%E8%8C%B6",
    "/r%E9sum%E9",
    "/a/b/c/d/e/f",
    "/100%",
    "/bread",
    "/olive%20oil/750ml",
    "/",
    "",
    "",
];

const QUERIES: [&str; 8] = [
    "",
    "",
    "",
    "?page=2",
    "?q=caf%C3%A9+au+lait&sort=price",
    "?utm_source=newsletter&utm_medium=email&utm_campaign=spring",
    "?id=1077",
    "?from=/account/login?next=basket",
];

const AGENTS: [&str; 4] = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)",
    "curl/8.14.1",
    "stock-sync/2.3 (+https://shop.example/bots)",
];

const STATUSES: [u64; 16] = [200, 200, 200, 200, 200, 200, 200, 200, 200, 204, 301, 304, 403, 404, 500, 503];

/// A log of so many lines, each with a newline at its end.
pub fn text(lines: usize) -> Vec<u8> {
    let mut random = Random(1);
    let mut log = Vec::new();
    for number in 0..lines {
        let start = log.len();
        let path = [ROUTES[random.rank(16)], THINGS[random.below(16)], QUERIES[random.below(8)]].concat(); // heap: may
        let path = if path.starts_with('/') { path } else { format!("/{path}") }; // heap: may
        let path = if random.below(16) == 0 { path.replace('/', "\\/") } else { path }; // heap: 1, may
        let client = random.rank(110);
        write!( // heap: may
            log,
            r#"{{"time":"2026-03-14T{:02}:{:02}:{:02}.{:03}Z","client":"{}.{}","method":"{}","path":"{path}","status":{},"bytes":{},"micros":{},"agent":"{}"}}"#,
            9 + number / 36_000,
            number / 600 % 60,
            number / 10 % 60,
            number % 10 * 100 + random.below(100),
            ["203.0.113", "198.51.100", "192.0.2"][client % 3],
            client / 3,
            METHODS[random.below(8)],
            STATUSES[random.below(16)],
            random.below(64) * random.below(1024),
            40 + random.below(400) * random.rank(256),
            AGENTS[random.below(4)],
        )
        .expect("a Vec takes everything");
        match number % 64 {
            21 => log.truncate(start + random.below(log.len() - start)),
            // An é of Latin-1, at the end of the browser's name.
            42 => {
                let end = log.len() - 2;
                log.insert(end, 0xe9); // heap: may
            }
            _ => {}
        }
        log.push(b'\n'); // heap: may
    }
    log
}

/// A linear congruential generator with the constants of Knuth's MMIX; its upper bits are used.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    /// A number below `bound`, the smaller the likelier: as many below 1, from 1 to 2, from 3 to 6, from 7 to 14, and so on.
    fn rank(&mut self, bound: usize) -> usize {
        loop {
            let first = 1 << self.below(bound.ilog2() as usize + 1);
            let rank = first + self.below(first) - 1;
            if rank < bound {
                return rank;
            }
        }
    }
}

/// The answer of every variant: the digest of the summary that the oracle of `tests/behaviour/summary.rs` makes.
///
/// # Panics
///
/// When the log is none of [`SIZES`].
pub const fn answer(lines: usize) -> u64 {
    match lines {
        100 => 10_780_303_695_637_640_952,
        1_000 => 13_140_828_510_225_951_042,
        _ => panic!("not a size of the axis"),
    }
}

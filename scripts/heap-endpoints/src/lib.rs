//! Profiles of a running service's own heap over HTTP, at the addresses that Go's `net/http/pprof` uses. Two lines add them:
//!
//! ```no_run
//! #[global_allocator]
//! static ALLOCATOR: heap_endpoints::Allocator = heap_endpoints::Allocator::new();
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     println!("heap profiles at http://{}/debug/pprof/", heap_endpoints::start(6060)?);
//!     // The service.
//!     Ok(())
//! }
//! ```
//!
//! | address | what it has |
//! |---|---|
//! | `/debug/pprof/heap`, `/debug/pprof/allocs` | the profile for `go tool pprof` and `cargo allocations heap`; the one shows first what is in use, the other what was ever asked for |
//! | the same with `?debug=1` | the profile as text |
//! | the same with `?seconds=N` | what comes in the next N seconds, 60 at most |
//! | `/debug/memstats` | what a Rust process has of Go's MemStats, as JSON |
//!
//! # What is recorded
//!
//! One allocation in so many bytes: on average one in 524288 requested bytes, as in Go. The environment variable `PPROF_ALLOC_SAMPLE_RATE` sets another number
//! of bytes; 1 records every allocation, 0 none. It is read once, when the program allocates for the first time. The allocator is the system's, behind
//! that of the crate [pprof-alloc](https://docs.rs/pprof-alloc). Stacks have lines where the service is built with
//! `debug = "limited"` in its profile.
//!
//! # Who may read it
//!
//! Whoever reaches the endpoints reads the names of functions and the paths of sources, and makes the process spend time. So [`start`] listens on the loopback
//! address, and answers there only those who call it by an address or as localhost, because a page in a browser can make a name of its own lead there.
//! [`expose`] listens elsewhere; there is no password.
//!
//! # What it may cost
//!
//! The endpoints have a listener, a thread and a runtime of their own, so that what they allocate can be told from the service's. At any time there
//! is one profile, and one reading for the index or the memstats, whether it is being made or sent. How many connections there are, and how long a client
//! may take to read, is in the module `bounds`: 16 connections, each for one answer and for 90 s, of which sending takes 10 s at most.
//!
//! `experiments/running-service` of the workbook has the figures of such a service.

mod bounds;
mod connections;
mod counting;
mod memory;
mod options;
mod profile;
mod slot;
mod text;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, Request, State};
use axum::http::header::{CONNECTION, CONTENT_DISPOSITION, CONTENT_TYPE, HOST, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::serve::Listener;
use connections::Connections;
pub use counting::Allocator;
use memory::Memory;
use options::Options;
use profile::{First, Profile};
use slot::{Busy, Guard, Slot};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

/// How long an answer takes that is no difference: an estimate, for those who are to come again.
const SHORT: Duration = Duration::from_secs(1);

/// The environment variable with the bytes between two samples.
const RATE: &str = "PPROF_ALLOC_SAMPLE_RATE";

/// Why there are no endpoints.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The program has another allocator, and every profile would be empty.
    #[error(
        "the heap endpoints have nothing to show, because `heap_endpoints::Allocator` is not the program's allocator; \
         add `#[global_allocator] static ALLOCATOR: heap_endpoints::Allocator = heap_endpoints::Allocator::new();`"
    )]
    NotInstalled,
    /// The environment variable is no number of bytes.
    #[error("{RATE} is `{0}`, which is no number of bytes; 524288 is Go's, 1 records every allocation, 0 none")]
    Rate(String),
    /// The address is taken, or not this machine's.
    #[error("{address}: the heap endpoints cannot listen there: {reason}; choose another address or port")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        reason: std::io::Error,
    },
    /// The system has no thread, or no runtime, for them.
    #[error("the heap endpoints cannot be started: {0}")]
    Start(std::io::Error),
}

/// Starts the endpoints on this port of the loopback address, in a thread of their own, and returns where they are. Port 0 takes a free one.
///
/// # Errors
///
/// [`Error`].
pub fn start(port: u16) -> Result<SocketAddr, Error> {
    expose(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}

/// Starts the endpoints on an address that others may reach. Whoever does reads the names of functions, the paths of sources and how much memory
/// is where, and makes the process spend time on profiles. Prefer [`start`] and a forwarded port.
///
/// # Errors
///
/// [`Error`].
pub fn expose(address: SocketAddr) -> Result<SocketAddr, Error> {
    check(std::env::var_os(RATE))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::Start)?;
    let connections = {
        let _entered = runtime.enter();
        Connections::listen(address).map_err(|reason| Error::Listen { address, reason })?
    };
    let address = connections.local_addr().map_err(Error::Start)?;
    let serve = move || {
        let served = runtime.block_on(async { axum::serve(connections, routes(address)).await });
        if let Err(error) = served {
            eprintln!("error: the heap endpoints stopped: {error}");
        }
    };
    std::thread::Builder::new().name("heap-endpoints".to_owned()).spawn(serve).map_err(Error::Start)?;
    Ok(address)
}

/// Whether there will be something to show.
fn check(rate: Option<std::ffi::OsString>) -> Result<(), Error> {
    if let Some(rate) = rate {
        let rate = rate.to_string_lossy().into_owned();
        if rate.parse::<usize>().is_err() {
            return Err(Error::Rate(rate));
        }
    }
    // The program has allocated long before, were it only for its arguments.
    let before = counting::of_the_program().mallocs;
    drop(std::hint::black_box(Box::new(before)));
    if counting::of_the_program().mallocs == before { Err(Error::NotInstalled) } else { Ok(()) }
}

fn routes(address: SocketAddr) -> Router {
    // A slot each, so that a difference, which lasts, keeps nobody from reading the memstats.
    let profiles = Router::new()
        .route("/debug/pprof/heap", get(heap))
        .route("/debug/pprof/allocs", get(allocs))
        .with_state(Slot::default());
    let readings = Router::new()
        .route("/debug/pprof/", get(index))
        .route("/debug/memstats", get(memstats))
        .with_state(Slot::default());
    let routes = profiles.merge(readings).layer(middleware::map_response(close));
    if address.ip().is_loopback() { routes.layer(middleware::from_fn(refuse_other_hosts)) } else { routes }
}

/// One answer a connection, so that the time for a connection is the time for its answer.
async fn close(mut response: Response) -> Response {
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

/// On the loopback address, answers those only who call it by an address or as localhost.
///
/// A page in a browser can make a name of its own lead to the loopback address, and would then be allowed to read the answers.
async fn refuse_other_hosts(headers: HeaderMap, request: Request, next: Next) -> Response {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_address = host.parse::<SocketAddr>().is_ok() || host.parse::<IpAddr>().is_ok();
    if is_address || host == "localhost" || host.starts_with("localhost:") {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "call the heap endpoints by the loopback address, or as localhost\n").into_response()
}

async fn index(State(slot): State<Slot>) -> Result<Response, Response> {
    let (guard, (all, live)) = blocking(slot.take(SHORT)?, || Ok(memory::profile_counts())).await?;
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<title>/debug/pprof/</title>\n<h1>/debug/pprof/</h1>\n<table>\n\
         <tr><th>Count</th><th>Profile</th></tr>\n\
         <tr><td>{all}</td><td><a href=\"allocs?debug=1\">allocs</a></td></tr>\n\
         <tr><td>{live}</td><td><a href=\"heap?debug=1\">heap</a></td></tr>\n\
         </table>\n\
         <p>Count: the stacks that something was allocated at, and those at which some of it is still in use.</p>\n\
         <p><a href=\"../memstats\">memstats</a>: what a Rust process has of Go's MemStats.</p>\n</html>\n"
    );
    Ok(Html(guard.until_sent(page)).into_response())
}

async fn heap(State(slot): State<Slot>, RawQuery(query): RawQuery) -> Result<Response, Response> {
    serve(&slot, query, First::InUse).await
}

async fn allocs(State(slot): State<Slot>, RawQuery(query): RawQuery) -> Result<Response, Response> {
    serve(&slot, query, First::Allocated).await
}

/// A profile as the options say.
async fn serve(slot: &Slot, query: Option<String>, first: First) -> Result<Response, Response> {
    let options = Options::of(query.as_deref().unwrap_or_default())
        .map_err(|why| (StatusCode::BAD_REQUEST, format!("{why}\n")).into_response())?;
    let seconds = match options {
        Options::Difference { over } => over,
        Options::Whole | Options::Text => Duration::ZERO,
    };
    let guard = slot.take(SHORT + seconds)?;
    match options {
        Options::Text => {
            let (guard, text) = blocking(guard, || Ok(text::write(&Profile::capture()?, &Memory::read()))).await?;
            Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], guard.until_sent(text)).into_response())
        }
        Options::Whole => {
            let (guard, whole) = blocking(guard, move || Ok(Profile::capture()?.encode(first)?)).await?;
            Ok(file(guard.until_sent(whole), first))
        }
        Options::Difference { over } => {
            let (guard, earlier) = blocking(guard, Profile::capture).await?;
            tokio::time::sleep(over).await;
            let difference = move || Ok(Profile::capture()?.since(&earlier, over).encode(first)?);
            let (guard, difference) = blocking(guard, difference).await?;
            Ok(file(guard.until_sent(difference), first))
        }
    }
}

impl From<Busy> for Response {
    fn from(Busy { come_again }: Busy) -> Self {
        let why = "another client is being answered, and there is one at a time; come again\n";
        (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, come_again)], why).into_response()
    }
}

/// Runs the work where waiting is allowed. The slot stays taken until the work is done, even when the client does not wait for it.
async fn blocking<T: Send + 'static>(
    guard: Guard,
    work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> Result<(Guard, T), Response> {
    let done = tokio::task::spawn_blocking(move || (guard, work())).await;
    match done.map_err(anyhow::Error::from) {
        Ok((guard, Ok(done))) => Ok((guard, done)),
        Ok((_, Err(error))) | Err(error) => Err(failed(&error)),
    }
}

fn file(file: Bytes, first: First) -> Response {
    let name = match first {
        First::InUse => "attachment; filename=\"heap.pb.gz\"",
        First::Allocated => "attachment; filename=\"allocs.pb.gz\"",
    };
    let headers =
        [(CONTENT_TYPE, "application/octet-stream"), (CONTENT_DISPOSITION, name), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (headers, file).into_response()
}

fn failed(error: &anyhow::Error) -> Response {
    eprintln!("error: {error:#}");
    (StatusCode::INTERNAL_SERVER_ERROR, "the profile could not be made; the service's standard error says why\n")
        .into_response()
}

async fn memstats(State(slot): State<Slot>) -> Result<Response, Response> {
    let reading = || Ok(serde_json::to_string_pretty(&Memory::read())?);
    let (guard, json) = blocking(slot.take(SHORT)?, reading).await?;
    Ok(([(CONTENT_TYPE, "application/json")], guard.until_sent(json)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_that_is_no_number_is_refused_and_so_is_another_allocator() {
        assert!(matches!(check(Some("many".into())), Err(Error::Rate(rate)) if rate == "many"));
        assert!(check(Some("-1".into())).unwrap_err().to_string().starts_with("PPROF_ALLOC_SAMPLE_RATE is `-1`"));
        // This test has the system's allocator.
        assert!(matches!(check(Some("1".into())), Err(Error::NotInstalled)));
        assert!(check(None).unwrap_err().to_string().contains("#[global_allocator]"));
    }
}

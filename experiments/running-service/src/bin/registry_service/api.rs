//! The service behind HTTP: three routes, and whatever they answer comes from the library.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::http::header::{CONTENT_TYPE, LOCATION, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use running_service::message::Client;
use running_service::service::{Memory, Request, Service};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

type Shared = Arc<Mutex<Service>>;

/// The routes, with a service of their own behind them.
pub(crate) fn routes(memory: Memory) -> Router {
    Router::new()
        .route("/v1/heartbeat", post(heartbeat))
        .route("/v1/services/{service}", get(lookup))
        .route("/naming/service", get(old_url))
        .with_state(Arc::new(Mutex::new(Service::new(memory))))
}

async fn heartbeat(
    State(service): State<Shared>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    answer(&service, &Request::Heartbeat { body: &body }, address, &headers)
}

async fn lookup(
    State(service): State<Shared>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> impl IntoResponse {
    let query = query.unwrap_or_default();
    answer(&service, &Request::Lookup { service: &name, query: query.as_bytes() }, address, &headers)
}

async fn old_url(
    State(service): State<Shared>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> impl IntoResponse {
    answer(&service, &Request::OldUrl { query: query.unwrap_or_default().as_bytes() }, address, &headers)
}

/// Hands the request to the library. Its work is short and never waits, so a lock of the standard library is held around it.
fn answer(
    service: &Shared,
    request: &Request<'_>,
    address: SocketAddr,
    headers: &HeaderMap,
) -> axum::response::Response {
    let address = address.ip().to_string();
    let user_agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let client = Client { address: &address, user_agent };
    // A handler that panicked leaves a service that still answers: no invariant spans two of its maps.
    let response = service.lock().unwrap_or_else(PoisonError::into_inner).handle(request, &client);
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = match response.status {
        200 => "application/json",
        308 => "text/html; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
    let location = response.location.map(|url| [(LOCATION, url)]);
    (status, [(CONTENT_TYPE, kind)], location, response.body).into_response()
}

//! An old URL: clients of the first version are sent to the second.

use crate::message::Response;
use crate::query;
use std::collections::HashMap;

// ANCHOR: old_url
/// Answers `GET /naming/service?service=SERVICE&region=REGION` of the first version.
///
/// It allocates nothing itself. Both functions that it calls do.
#[inline(never)]
pub fn translate(query: &[u8]) -> Response {
    let wanted = query::parse(query);
    match wanted.get("service") {
        Some(service) => redirect(service, &wanted),
        None => Response::refused(400, "the query names no service; write ?service=NAME"),
    }
}

/// Sends the client to where the service is answered now.
#[inline(never)]
fn redirect(service: &str, wanted: &HashMap<String, String>) -> Response {
    let mut url = "/v1/services/".to_owned(); // heap: 1
    query::encode_into(&mut url, service);
    if let Some(region) = wanted.get("region") {
        url += "?region="; // heap: may
        query::encode_into(&mut url, region);
    }
    let body = format!("<a href=\"{url}\">Permanent Redirect</a>.\n"); // heap: may
    Response { status: 308, location: Some(url), body }
}
// ANCHOR_END: old_url

//! A heartbeat: JSON comes in, and the registry keeps what it says.

use crate::message::Response;
use crate::registry::{Heartbeat, Registry};
use serde::Serialize;

/// What is answered.
#[derive(Serialize)] // heap: may
struct Accepted {
    instances: usize,
}

// ANCHOR: heartbeat
/// Answers `POST /v1/heartbeat`.
#[inline(never)]
pub fn heartbeat(registry: &mut Registry, body: &[u8]) -> Response {
    match decode(body) {
        Ok(heartbeat) => Response::json(&Accepted { instances: registry.put(heartbeat) }),
        Err(error) => Response::refused(400, &format!("not a heartbeat: {error}")), // heap: may
    }
}

#[inline(never)]
fn decode(body: &[u8]) -> serde_json::Result<Heartbeat> {
    serde_json::from_slice(body) // heap: may
}
// ANCHOR_END: heartbeat

//! A lookup: which instances of a service are there, in which region?

use crate::message::Response;
use crate::query;
use crate::registry::{Instance, Registry};
use serde::Serialize;

/// An instance as it is answered.
#[derive(Serialize)] // heap: may
struct Found<'r> {
    node: &'r str,
    #[serde(flatten)]
    instance: &'r Instance,
}

// ANCHOR: lookup
/// Answers `GET /v1/services/SERVICE?region=REGION`.
#[inline(never)]
pub fn lookup(registry: &Registry, service: &str, query: &[u8]) -> Response {
    let wanted = query::parse(query);
    let Some(instances) = registry.instances(service) else {
        return Response::refused(404, "no instance of this service was heard of");
    };
    let found: Vec<Found<'_>> = instances
        .iter()
        .filter(|(_, instance)| wanted.get("region").is_none_or(|region| *region == instance.region))
        .map(|(node, instance)| Found { node, instance })
        .collect(); // heap: 1, may
    Response::json(&found)
}
// ANCHOR_END: lookup

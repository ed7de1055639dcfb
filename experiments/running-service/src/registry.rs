//! Which instances of which services are there? A map of maps, as in any service registry.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an instance says of itself, as JSON, every few seconds.
#[derive(Debug, Deserialize)] // heap: may, unknown
pub struct Heartbeat {
    /// The service it is an instance of.
    pub service: String,
    /// Its address: one instance per service and node.
    pub node: String,
    /// Where it runs.
    pub region: String,
    /// How much of the traffic it takes.
    pub weight: u32,
    /// Whatever else it says of itself.
    pub labels: BTreeMap<String, String>,
}

/// What the registry keeps of an instance.
#[derive(Debug, Serialize)] // heap: may
pub struct Instance {
    /// Where it runs.
    pub region: String,
    /// How much of the traffic it takes.
    pub weight: u32,
    /// Whatever else it says of itself.
    pub labels: BTreeMap<String, String>,
}

/// The instances by service and node.
///
/// It grows with the instances it is told of, and only with them: a heartbeat of a known instance replaces what was there.
#[derive(Debug, Default)]
pub struct Registry {
    services: BTreeMap<String, BTreeMap<String, Instance>>,
}

impl Registry {
    /// Keeps what a heartbeat says, and returns how many instances the service has.
    #[inline(never)]
    pub fn put(&mut self, heartbeat: Heartbeat) -> usize {
        let Heartbeat { service, node, region, weight, labels } = heartbeat;
        let nodes = self.services.entry(service).or_default(); // heap: 1
        nodes.insert(node, Instance { region, weight, labels }); // heap: 1
        nodes.len()
    }

    /// Forgets an instance that says goodbye. Its service stays, also without an instance.
    #[inline(never)]
    pub fn remove(&mut self, service: &str, node: &str) {
        if let Some(nodes) = self.services.get_mut(service) {
            nodes.remove(node);
        }
    }

    /// The instances of a service by node; `None` when no instance of it was ever heard of.
    pub fn instances(&self, service: &str) -> Option<&BTreeMap<String, Instance>> {
        self.services.get(service)
    }
}

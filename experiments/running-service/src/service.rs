//! The service: what is asked of it, what it remembers, and which handler answers.

use crate::message::{Client, RecentClients, Response};
use crate::registry::Registry;
use crate::{heartbeat, lookup, old_url, trimmed, untrimmed};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub enum Request<'a> {
    /// An instance says that it is there.
    Heartbeat {
        /// JSON.
        body: &'a [u8],
    },
    /// A client wants the instances of a service.
    Lookup {
        /// Its name.
        service: &'a str,
        /// What follows the question mark.
        query: &'a [u8],
    },
    /// A client of the first version wants the same.
    OldUrl {
        /// What follows the question mark.
        query: &'a [u8],
    },
}

impl Request<'_> {
    /// The route: a name of ours, so that what is remembered by route has as many entries as there are routes.
    pub fn route(&self) -> &'static str {
        match self {
            Self::Heartbeat { .. } => "/v1/heartbeat",
            Self::Lookup { .. } => "/v1/services/{service}",
            Self::OldUrl { .. } => "/naming/service",
        }
    }
}

/// How much is remembered of who came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// Everything, forever: [`untrimmed`].
    Untrimmed,
    /// The latest of each route: [`trimmed`].
    Trimmed,
}

/// The service.
#[derive(Debug)]
pub struct Service {
    registry: Registry,
    clients: RecentClients,
    memory: Memory,
}

impl Service {
    /// A service that knows no instance yet.
    pub fn new(memory: Memory) -> Self {
        Self { registry: Registry::default(), clients: RecentClients::new(), memory } // heap: may
    }

    // ANCHOR: handle
    /// Answers a request, and remembers who asked.
    #[inline(never)]
    pub fn handle(&mut self, request: &Request<'_>, client: &Client<'_>) -> Response {
        match self.memory {
            Memory::Untrimmed => untrimmed::remember(&mut self.clients, request.route(), client),
            Memory::Trimmed => trimmed::remember(&mut self.clients, request.route(), client),
        }
        match *request {
            Request::Heartbeat { body } => heartbeat::heartbeat(&mut self.registry, body),
            Request::Lookup { service, query } => lookup::lookup(&self.registry, service, query),
            Request::OldUrl { query } => old_url::translate(query),
        }
    }
    // ANCHOR_END: handle

    /// Forgets an instance.
    pub fn remove(&mut self, service: &str, node: &str) {
        self.registry.remove(service, node);
    }

    /// Forgets who came; the instances stay.
    pub fn forget_clients(&mut self) {
        self.clients = RecentClients::new(); // heap: may
    }
}

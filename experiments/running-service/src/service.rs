//! The service: what is asked of it, what it remembers, and which handler answers.

use crate::registry::Registry;
use crate::{heartbeat, lookup, old_url, trimmed, untrimmed};
use serde::Serialize;
use std::collections::{HashMap, VecDeque};

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub struct Client<'a> {
    /// The address, as text.
    pub address: &'a str,
    /// What the client calls itself; empty when it does not say.
    pub user_agent: &'a str,
}

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

/// What is answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Where to go instead.
    pub location: Option<String>,
    /// JSON, a sentence, or a little HTML.
    pub body: String,
}

impl Response {
    /// Status 200 and JSON.
    #[inline(never)]
    pub(crate) fn json(value: &impl Serialize) -> Self {
        match serde_json::to_string(value) {
            // heap: 1, may
            Ok(body) => Self { status: 200, location: None, body },
            Err(error) => Self::refused(500, &format!("the answer cannot be written: {error}")), // heap: may
        }
    }

    /// Another status and a sentence.
    #[inline(never)]
    pub(crate) fn refused(status: u16, why: &str) -> Self {
        Self { status, location: None, body: why.to_owned() } // heap: 1
    }
}

/// Who came to which route, the latest last.
pub type RecentClients = HashMap<&'static str, VecDeque<String>>;

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

//! The messages between clients and handlers, and what is remembered of who sent one.

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

//! The pages that a service has rendered, by path.

use std::collections::{HashMap, VecDeque};

/// At most so many pages. When there is one too many, the page goes that nobody has asked for longest.
#[derive(Debug)]
pub struct PageCache {
    capacity: usize,
    pages: HashMap<String, String>,
    /// The paths, the one that was used last at the end.
    order: VecDeque<String>,
}

impl PageCache {
    /// An empty cache.
    pub fn new(capacity: usize) -> Self {
        Self { capacity, pages: HashMap::new(), order: VecDeque::new() }
    }

    /// The page of a path. It is then the one that was used last.
    pub fn get(&mut self, path: &str) -> Option<&str> {
        let key = path.to_owned();
        if !self.pages.contains_key(&key) {
            return None;
        }
        self.order.retain(|other| *other != key);
        self.order.push_back(key.clone());
        self.pages.get(&key).map(String::as_str)
    }

    /// Keeps a page, which is then the one that was used last.
    pub fn insert(&mut self, path: &str, page: String) {
        self.order.retain(|other| other != path);
        self.order.push_back(path.to_owned());
        self.pages.insert(path.to_owned(), page);
        if self.pages.len() > self.capacity
            && let Some(oldest) = self.order.pop_front()
        {
            self.pages.remove(&oldest);
        }
    }
}

//! The pages that a service has rendered, by path.

use std::collections::HashMap;

/// At most so many pages. When there is one too many, the page goes that nobody has asked for longest.
#[derive(Debug)]
pub struct PageCache {
    capacity: usize,
    pages: HashMap<String, Page>,
    /// How often the cache was used.
    uses: u64,
}

#[derive(Debug)]
struct Page {
    text: String,
    last_use: u64,
}

impl PageCache {
    /// An empty cache.
    pub fn new(capacity: usize) -> Self {
        Self { capacity, pages: HashMap::new(), uses: 0 }
    }

    /// The page of a path. It is then the one that was used last.
    pub fn get(&mut self, path: &str) -> Option<&str> {
        let page = self.pages.get_mut(path)?;
        self.uses += 1;
        page.last_use = self.uses;
        Some(&page.text)
    }

    /// Keeps a page, which is then the one that was used last.
    pub fn insert(&mut self, path: &str, page: String) {
        self.uses += 1;
        self.pages.insert(path.to_owned(), Page { text: page, last_use: self.uses });
        if self.pages.len() > self.capacity
            && let Some(oldest) = self.pages.values().map(|page| page.last_use).min()
        {
            self.pages.retain(|_, page| page.last_use != oldest);
        }
    }
}

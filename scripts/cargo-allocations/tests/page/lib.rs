use std::collections::HashMap;

pub struct Event {
    pub name: String,
    pub value: u64,
}

#[derive(Default)]
pub struct Engine {
    seen: Vec<u64>,
    by_name: HashMap<String, u64>,
}

impl Engine {
    pub fn process(&mut self, event: &Event) -> u64 {
        self.record(event);
        self.total()
    }

    fn record(&mut self, event: &Event) {
        self.seen.push(event.value);
        *self.by_name.entry(event.name.clone()).or_default() += event.value;
    }

    pub fn total(&self) -> u64 { // heap: none
        self.seen.iter().sum()
    }
}

//! Reads orders, a JSON object a line, and sums up what each customer spent.

use serde_json::Value;
use std::collections::HashMap;

#[cfg(feature = "profile")]
#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// An order: who ordered, for how many cents.
struct Order {
    customer: String,
    cents: u64,
}

#[inline(never)]
fn read_order(line: &str) -> Option<Order> {
    let order: Value = serde_json::from_str(line).ok()?;
    Some(Order { customer: order["customer"].as_str()?.to_owned(), cents: order["cents"].as_u64()? })
}

#[inline(never)]
fn key(customer: &str) -> String {
    customer.to_lowercase()
}

#[inline(never)]
fn sums(orders: &[Order]) -> HashMap<String, u64> {
    let mut sums = HashMap::new();
    for order in orders {
        match sums.get_mut(&key(&order.customer)) {
            Some(sum) => *sum += order.cents,
            None => _ = sums.insert(key(&order.customer), order.cents),
        }
    }
    sums
}

#[inline(never)]
fn report(sums: &HashMap<String, u64>) -> String {
    let mut text = String::with_capacity(64 << 10);
    for (customer, cents) in sums {
        text.push_str(&format!("{customer}: {}.{:02}\n", cents / 100, cents % 100));
    }
    text
}

fn main() {
    #[cfg(feature = "profile")]
    let _profiler = dhat::Profiler::builder().trim_backtraces(Some(64)).build();
    let line = |number| format!("{{\"customer\": \"Customer {}\", \"cents\": {}}}", number % 20, number * 37 % 10_000);
    let orders: Vec<Order> = (0..500).map(line).filter_map(|line| read_order(&line)).collect();
    print!("{}", report(&sums(&orders)));
}

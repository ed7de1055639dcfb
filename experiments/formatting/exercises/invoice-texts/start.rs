//! The texts of an invoice. Nothing is to be changed here.

use std::fmt::Write;

/// `2031-00042`.
pub fn reference(year: u16, number: u32) -> String {
    format!("{year}-{number:05}")
}

/// `Invoice for Blum & Sons` and a line end.
pub fn heading(customer: &str) -> String {
    let mut heading = String::new();
    heading.push_str("Invoice for ");
    heading.push_str(customer);
    heading.push('\n');
    heading
}

/// Adds a line such as `Teapot: 1250` to the invoice.
pub fn add_item(invoice: &mut String, name: &str, cents: u64) {
    let price = cents.to_string();
    invoice.push_str(&format!("{name}: {price}\n"));
}

/// Adds a line such as `Total: 4500, due in 14 days` to the invoice.
pub fn add_total(invoice: &mut String, cents: u64, days: u32) {
    // Writing to a `String` never fails.
    let _ = writeln!(invoice, "Total: {cents}, due in {days} days");
}

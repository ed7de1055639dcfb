//! Progress on stderr: a bar when stderr is a terminal, a line a part when it is not.

use indicatif::{ProgressBar, ProgressStyle};
use std::cell::RefCell;
use std::io::IsTerminal;
use std::time::Duration;

/// A bar for the part under way.
#[derive(Debug, Default)]
pub(crate) struct Bar {
    bar: RefCell<Option<ProgressBar>>,
    /// The last part written as a line, without digits: parts that differ in a number alone, such as rounds, are written once.
    written: RefCell<String>,
}

impl measure::Progress for Bar {
    fn begin(&self, part: &str, steps: Option<u64>) {
        if !std::io::stderr().is_terminal() {
            let kind: String = part.chars().filter(|c| !c.is_ascii_digit()).collect();
            if *self.written.borrow() != kind {
                eprintln!("{part}");
                *self.written.borrow_mut() = kind;
            }
            return;
        }
        let bar = match steps {
            Some(steps) => {
                ProgressBar::new(steps).with_style(style("{prefix} [{bar:30}] {pos}/{len}, {eta} left  {msg}"))
            }
            None => ProgressBar::new_spinner().with_style(style("{prefix} {spinner} {elapsed}")),
        };
        bar.set_prefix(part.to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        *self.bar.borrow_mut() = Some(bar);
    }

    fn step(&self, what: &str) {
        if let Some(bar) = &*self.bar.borrow() {
            bar.set_message(what.to_owned());
            bar.inc(1);
        }
    }

    fn end(&self) {
        if let Some(bar) = self.bar.borrow_mut().take() {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

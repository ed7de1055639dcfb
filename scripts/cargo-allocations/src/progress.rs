//! Progress on stderr: a bar when stderr is a terminal, lines when it is a log.

use indicatif::{ProgressBar, ProgressStyle};
use record::Progress;
use std::cell::RefCell;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Shows what is under way, one part at a time.
///
/// A terminal gets a bar at once. A log gets a line for each part that takes longer than a second, and one every half minute while it
/// goes on; parts that differ in a number alone, such as rounds, count as one that goes on.
#[derive(Debug)]
pub struct Bar {
    shown: RefCell<Option<Shown>>,
    log: Log,
}

#[derive(Debug)]
enum Shown {
    Terminal(ProgressBar),
    Log(Part),
}

impl Default for Bar {
    fn default() -> Self {
        let log = Log {
            after: Duration::from_secs(1),
            every: Duration::from_secs(30),
            write: |line| eprintln!("{line}"),
            last: Arc::default(),
        };
        Self { shown: RefCell::default(), log }
    }
}

impl Bar {
    /// Does work that is one part.
    pub fn around<T>(&self, part: &str, work: impl FnOnce() -> T) -> T {
        Progress::begin(self, part, None);
        let result = work();
        Progress::end(self);
        result
    }
}

impl Drop for Bar {
    /// An error may leave a part open, and its bar would stand before the message.
    fn drop(&mut self) {
        Progress::end(self);
    }
}

impl Progress for Bar {
    fn begin(&self, part: &str, steps: Option<u64>) {
        let shown = if std::io::stderr().is_terminal() {
            Shown::Terminal(bar(part, steps))
        } else {
            Shown::Log(self.log.part(part, steps))
        };
        *self.shown.borrow_mut() = Some(shown);
    }

    fn step(&self, what: &str) {
        match &*self.shown.borrow() {
            Some(Shown::Terminal(bar)) => {
                bar.set_message(what.to_owned());
                bar.inc(1);
            }
            Some(Shown::Log(part)) => part.step(),
            None => {}
        }
    }

    fn end(&self) {
        match self.shown.borrow_mut().take() {
            Some(Shown::Terminal(bar)) => bar.finish_and_clear(),
            Some(Shown::Log(part)) => part.end(),
            None => {}
        }
    }

    fn say(&self, what: &str) {
        eprintln!("{what}");
    }
}

fn bar(part: &str, steps: Option<u64>) -> ProgressBar {
    let style = |template| ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = match steps {
        Some(steps) => ProgressBar::new(steps).with_style(style("{prefix} [{bar:30}] {pos}/{len}, {eta} left  {msg}")),
        None => ProgressBar::new_spinner().with_style(style("{prefix} {spinner} {elapsed}")),
    };
    bar.set_prefix(part.to_owned());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Where lines go, and when.
#[derive(Clone, Debug)]
struct Log {
    /// How long a part takes before it gets a line.
    after: Duration,
    /// How long until the next line of the same part.
    every: Duration,
    write: fn(&str),
    /// The kind of part that had the last line, and when.
    last: Arc<Mutex<Option<(String, Instant)>>>,
}

/// A part under way, with the thread that writes its lines.
#[derive(Debug)]
struct Part {
    done: Arc<AtomicU64>,
    ended: Sender<()>,
    writer: JoinHandle<()>,
}

impl Log {
    fn part(&self, name: &str, steps: Option<u64>) -> Part {
        let (log, name, done) = (self.clone(), name.to_owned(), Arc::new(AtomicU64::new(0)));
        let (ended, end) = channel();
        let so_far = Arc::clone(&done);
        let writer = std::thread::spawn(move || {
            let started = Instant::now();
            let kind: String = name.chars().filter(|c| !c.is_ascii_digit()).collect();
            loop {
                let due = match &*log.last.lock().unwrap_or_else(PoisonError::into_inner) {
                    Some((last, at)) if *last == kind => *at + log.every,
                    _ => started + log.after,
                };
                let wait = due.saturating_duration_since(Instant::now());
                if end.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                (log.write)(&line(&name, so_far.load(Ordering::Relaxed), steps, started.elapsed()));
                *log.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((kind.clone(), Instant::now()));
            }
        });
        Part { done, ended, writer }
    }
}

impl Part {
    fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    fn end(self) {
        drop(self.ended);
        // A writer that panicked has lost a line, nothing else.
        let _ = self.writer.join();
    }
}

/// `building the book`, `counting, 3 of 15`, `running x under dhat, 90 s so far`.
fn line(name: &str, done: u64, steps: Option<u64>, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    let so_far = if seconds < 5 { String::new() } else { format!(", {seconds} s so far") };
    match steps {
        Some(steps) => format!("{name}, {done} of {steps}{so_far}"),
        None => format!("{name}{so_far}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

    fn write(line: &str) {
        LINES.lock().unwrap().push(line.to_owned());
    }

    fn wait_for(count: usize) {
        while LINES.lock().unwrap().len() < count {
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_log_has_a_line_for_each_kind_of_part_that_takes_long() {
        let never = Duration::from_secs(3600);
        let log = |after, every| Log { after, every, write, last: Arc::default() };
        let long = log(Duration::ZERO, never);
        let part = long.part("counting", Some(3));
        wait_for(1);
        part.end();
        let part = long.part("round 1", None);
        wait_for(2);
        part.end();
        long.part("round 2", None).end();
        log(never, never).part("a short part", None).end();
        let going_on = log(Duration::ZERO, Duration::ZERO);
        let part = going_on.part("building", None);
        wait_for(4);
        part.end();
        let lines = LINES.lock().unwrap();
        assert_eq!(lines[..4], ["counting, 0 of 3", "round 1", "building", "building"]);
    }

    #[test]
    fn a_line_has_what_is_done_and_since_when() {
        assert_eq!(line("building", 0, None, Duration::from_secs(1)), "building");
        assert_eq!(line("building", 0, None, Duration::from_secs(31)), "building, 31 s so far");
        assert_eq!(line("counting", 7, Some(15), Duration::from_secs(31)), "counting, 7 of 15, 31 s so far");
    }

    #[test]
    fn work_has_its_result_and_a_part_left_open_ends() {
        let bar = Bar::default();
        assert_eq!(bar.around("adding", || 1 + 1), 2);
        bar.begin("a part that an error leaves open", None);
    }
}

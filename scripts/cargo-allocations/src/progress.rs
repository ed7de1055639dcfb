//! Progress on stderr: one line that changes when stderr is a terminal, lines when it is a log.

use record::Progress;
use std::cell::RefCell;
use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Shows what is under way, one part at a time.
///
/// A terminal has one line that changes. A log gets a line for each part that takes longer than a second, and one every half minute while it
/// goes on; parts that differ in a number alone, such as rounds, count as one that goes on.
#[derive(Debug)]
pub struct Reporter {
    shown: RefCell<Option<Part>>,
    lines: Lines,
}

impl Default for Reporter {
    fn default() -> Self {
        let lines = if std::io::stderr().is_terminal() { Lines::on_a_terminal() } else { Lines::in_a_log() };
        Self { shown: RefCell::default(), lines }
    }
}

impl Reporter {
    /// Does work that is one part.
    pub fn around<T>(&self, part: &str, work: impl FnOnce() -> T) -> T {
        Progress::begin(self, part, None);
        let result = work();
        Progress::end(self);
        result
    }
}

impl Drop for Reporter {
    /// An error may leave a part open, and its line would stand before the message.
    fn drop(&mut self) {
        Progress::end(self);
    }
}

impl Progress for Reporter {
    fn begin(&self, part: &str, steps: Option<u64>) {
        Progress::end(self);
        *self.shown.borrow_mut() = Some(self.lines.part(part, steps));
    }

    fn step(&self, what: &str) {
        if let Some(part) = &*self.shown.borrow() {
            part.step(what);
        }
    }

    fn end(&self) {
        if let Some(part) = self.shown.borrow_mut().take() {
            part.end();
            (self.lines.write)("");
        }
    }

    fn say(&self, what: &str) {
        (self.lines.write)("");
        eprintln!("{what}");
    }
}

/// Where lines go, and when.
#[derive(Clone, Debug)]
struct Lines {
    /// How long a part takes before it gets a line.
    after: Duration,
    /// How long until the next line of the same part.
    every: Duration,
    /// Whether a line says what the last step was.
    with_steps: bool,
    /// Nothing where none is to be seen.
    write: fn(&str),
    /// The kind of part that had the last line, and when.
    last: Arc<Mutex<Option<(String, Instant)>>>,
}

/// A part under way, with the thread that writes its lines.
#[derive(Debug)]
struct Part {
    so_far: Arc<Mutex<SoFar>>,
    ended: Sender<()>,
    writer: JoinHandle<()>,
}

/// How many steps are done, and the last of them.
#[derive(Debug, Default)]
struct SoFar {
    done: u64,
    last: String,
}

/// What a thread that panicked left is as good as ever.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Lines {
    fn in_a_log() -> Self {
        Self {
            after: Duration::from_secs(1),
            every: Duration::from_secs(30),
            with_steps: false,
            write: |line| {
                if !line.is_empty() {
                    eprintln!("{line}");
                }
            },
            last: Arc::default(),
        }
    }

    /// A line that is too long is cut off, not wrapped: the next one could not be written over it.
    fn on_a_terminal() -> Self {
        Self {
            after: Duration::ZERO,
            every: Duration::from_millis(200),
            with_steps: true,
            write: |line| eprint!("\r\x1b[K\x1b[?7l{line}\x1b[?7h"),
            last: Arc::default(),
        }
    }

    fn part(&self, name: &str, steps: Option<u64>) -> Part {
        let (lines, name, so_far) = (self.clone(), name.to_owned(), Arc::default());
        let (ended, end) = channel();
        let seen = Arc::clone(&so_far);
        let writer = std::thread::spawn(move || {
            let started = Instant::now();
            let kind: String = name.chars().filter(|c| !c.is_ascii_digit()).collect();
            loop {
                let due = match &*lock(&lines.last) {
                    Some((last, at)) if *last == kind => *at + lines.every,
                    _ => started + lines.after,
                };
                let wait = due.saturating_duration_since(Instant::now());
                if end.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                let SoFar { done, last } = &*lock(&seen);
                let mut line = line(&name, *done, steps, started.elapsed());
                if lines.with_steps && !last.is_empty() {
                    line = format!("{line}: {last}");
                }
                (lines.write)(&line);
                *lock(&lines.last) = Some((kind.clone(), Instant::now()));
            }
        });
        Part { so_far, ended, writer }
    }
}

impl Part {
    fn step(&self, what: &str) {
        let so_far = &mut *lock(&self.so_far);
        so_far.done += 1;
        what.clone_into(&mut so_far.last);
    }

    fn end(self) {
        drop(self.ended);
        // A writer that panicked has lost a line, nothing else.
        let _ = self.writer.join();
    }
}

/// `building the book`, `counting, 3 of 15`, `running x under dhat, 90 s so far`, `counting, 7 of 15, 31 s so far, some 35 s left`.
fn line(name: &str, done: u64, steps: Option<u64>, elapsed: Duration) -> String {
    let mut line = name.to_owned();
    if let Some(steps) = steps {
        line += &format!(", {done} of {steps}");
    }
    let seconds = elapsed.as_secs();
    if seconds >= 5 {
        line += &format!(", {seconds} s so far");
        let left = steps.and_then(|steps| (seconds * steps.saturating_sub(done)).checked_div(done));
        if let Some(left @ 1..) = left {
            line += &format!(", some {left} s left");
        }
    }
    line
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
        let log = |after, every| Lines { after, every, with_steps: false, write, last: Arc::default() };
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
        assert_eq!(line("counting", 0, Some(15), Duration::from_secs(31)), "counting, 0 of 15, 31 s so far");
        assert_eq!(
            line("counting", 7, Some(15), Duration::from_secs(31)),
            "counting, 7 of 15, 31 s so far, some 35 s left"
        );
        assert_eq!(line("counting", 15, Some(15), Duration::from_secs(31)), "counting, 15 of 15, 31 s so far");
    }

    #[test]
    fn work_has_its_result_and_a_part_left_open_ends() {
        let progress = Reporter::default();
        assert_eq!(progress.around("adding", || 1 + 1), 2);
        progress.begin("a part that an error leaves open", None);
    }
}

//! Runs a program of an exercise, which may do anything: hang, crash, ask for all memory, print without end.

use crate::Error;
use grading::Event;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How long a program may run.
const LONGEST: Duration = Duration::from_secs(10);
/// How much memory it may ask for, in KiB; where the shell can set it.
const MOST_MEMORY_KIB: u64 = 4 << 20;
/// How many lines of what the learner's code prints are kept.
const MOST_LINES: usize = 20;

/// What a program did.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    /// What it said of the tests.
    pub(crate) events: Vec<Event>,
    /// What the learner's code printed: the first lines.
    pub(crate) printed: Vec<String>,
    /// Why it did not come to its end, in a sentence without a full stop.
    pub(crate) stopped: Option<String>,
}

/// Runs it.
pub(crate) fn run(program: &Path, arguments: &[&str]) -> Result<Run, Error> {
    let mut command = limited(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(Error::file(program))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let out = std::thread::spawn(move || stdout.map(|stream| lines(BufReader::new(stream))).unwrap_or_default());
    let err = std::thread::spawn(move || stderr.map(|stream| lines(BufReader::new(stream))).unwrap_or_default());
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(Error::file(program))? {
            break Some(status);
        }
        if began.elapsed() > LONGEST {
            // It may have ended meanwhile.
            let _ = child.kill();
            let _ = child.wait();
            break None;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let (events, mut printed) = out.join().unwrap_or_default();
    let (_, said) = err.join().unwrap_or_default();
    let stopped = match status {
        None => Some(format!(
            "it did not end within {} seconds; is there a loop without an end, or work that grows with the square of the input?",
            LONGEST.as_secs()
        )),
        Some(status) => why_stopped(status, &said),
    };
    printed.extend(said);
    printed.truncate(MOST_LINES);
    Ok(Run { events, printed, stopped })
}

/// On Unix, under the shell's limit of memory: a program without an end must not take the learner's machine with it.
fn limited(program: &Path) -> Command {
    if cfg!(target_os = "linux") {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v {MOST_MEMORY_KIB}; exec \"$0\" \"$@\"")]).arg(program);
        command
    } else {
        Command::new(program)
    }
}

/// The events and the first of the other lines. Everything is read, so that the program never waits for a reader.
fn lines(mut stream: impl BufRead) -> (Vec<Event>, Vec<String>) {
    let (mut events, mut others, mut line) = (Vec::new(), Vec::new(), Vec::new());
    while let Ok(1..) = stream.read_until(b'\n', &mut line) {
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']);
        match Event::read(text) {
            Some(event) => events.push(event),
            None if others.len() < MOST_LINES => others.push(text.chars().take(200).collect()),
            None => {}
        }
        line.clear();
    }
    (events, others)
}

fn why_stopped(status: ExitStatus, said: &[String]) -> Option<String> {
    let has = |text: &str| said.iter().any(|line| line.contains(text));
    if status.success() || status.code() == Some(1) {
        return None;
    }
    Some(if has("memory allocation of") {
        format!("it asked for more than {} GiB of memory", MOST_MEMORY_KIB >> 20)
    } else if has("has overflowed its stack") {
        "it overflowed its stack; is there a recursion without an end?".to_owned()
    } else {
        format!("it ended with {status}")
    })
}

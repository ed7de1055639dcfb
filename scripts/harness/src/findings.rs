//! What does a chapter establish beside counts and times?
//!
//! A finding is a fact that is neither a count nor a time of a case: an exit status, a rate over many runs, a list of sizes, what is left
//! of a function. Each is declared once: its key, how it is established, what that needs, whether it is the same on every run, and what
//! it must be where the page explains it.
//!
//! ```
//! # fn example(findings: &mut harness::Findings) {
//! findings.exact("size_of_vec", "size_of::<Vec<u8>>(), in bytes").is(24).found(size_of::<Vec<u8>>());
//! findings
//!     .observed("page_faults", "page faults of a new process")
//!     .needs(harness::Need::Proc)
//!     .slow()
//!     .by(|| std::fs::read_to_string("/proc/self/stat"));
//! # }
//! ```
//!
//! They are established one after the other on the main thread of a process that does nothing else, with the counting allocator. One that
//! can't be established is an entry with its reason, and the rest goes on.

use crate::build;
use crate::process::caught;
use record::program::{LEFT_OUT, Need};
use record::{Finding, Outcome, Profile, Value};
use std::cell::LazyCell;
use std::fmt;
use std::process::{Command, Output};

/// After [`FINDINGS`]: only those that are quickly established, for the tests.
pub(crate) const QUICK: &str = "--quick";

/// Runs the child named after it; see [`Findings::child`].
pub(crate) const CHILD: &str = "--child";

/// What is asked of the function that declares the findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// All findings.
    All,
    /// All findings, what differs from run to run from one run.
    Once,
    /// All findings, but of what takes long only that it was left out.
    FirstLook,
    /// Those that are quickly established in this build.
    Quick,
    /// The work of this child, and no finding.
    Child(String),
}

/// Where a chapter declares its findings.
#[derive(Debug)]
pub struct Findings {
    request: Request,
    found: Vec<Finding>,
    child: Option<Result<(), String>>,
}

/// The key of a finding: what a page names. Letters, digits and `_`; parts are joined by `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(String);

impl From<&String> for Key {
    fn from(key: &String) -> Self {
        Self::from(key.clone())
    }
}

impl From<&str> for Key {
    fn from(key: &str) -> Self {
        Self::from(key.to_owned())
    }
}

impl From<String> for Key {
    fn from(key: String) -> Self {
        let is_key = !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        assert!(is_key, "finding `{key}`: write its key in letters, digits and `_`");
        Self(key)
    }
}

impl<const PARTS: usize> From<[&str; PARTS]> for Key {
    fn from(parts: [&str; PARTS]) -> Self {
        Self::from(parts.join("_"))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A finding that is being declared; [`by`](Self::by) or [`found`](Self::found) ends it.
#[derive(Debug)]
#[must_use = "say by what it is established"]
pub struct Fact<'a> {
    findings: &'a mut Findings,
    key: Key,
    how: String,
    exact: bool,
    needs: Vec<Need>,
    slow: bool,
    release: bool,
    expected: Option<Value>,
}

impl Findings {
    pub(crate) fn establish(declare: fn(&mut Self), request: Request) -> Vec<Finding> {
        let mut findings = Self { request, found: Vec::new(), child: None };
        declare(&mut findings);
        findings.found
    }

    pub(crate) fn run_child(declare: fn(&mut Self), arguments: &[String]) -> Result<(), String> {
        let name = arguments.first().cloned().unwrap_or_default();
        let mut findings = Self { request: Request::Child(name.clone()), found: Vec::new(), child: None };
        declare(&mut findings);
        findings.child.unwrap_or_else(|| Err(format!("no child is called `{name}`")))
    }

    /// A finding that is the same on every run with this compiler. `how` says in a sentence how it is established.
    pub fn exact(&mut self, key: impl Into<Key>, how: impl Into<String>) -> Fact<'_> {
        self.fact(key.into(), how.into(), true)
    }

    /// A finding that may be another one the next time, or on another machine.
    pub fn observed(&mut self, key: impl Into<Key>, how: impl Into<String>) -> Fact<'_> {
        self.fact(key.into(), how.into(), false)
    }

    /// Of how many runs a finding is to be made that shows their spread: so `many`, or one where it is only seen whether it can be established.
    pub fn runs(&self, many: usize) -> usize {
        if self.request == Request::Once { 1 } else { many }
    }

    fn fact(&mut self, key: Key, how: String, exact: bool) -> Fact<'_> {
        assert!(!self.found.iter().any(|finding| finding.key == key.0), "finding `{key}`: the key is taken");
        Fact { findings: self, key, how, exact, needs: Vec::new(), slow: false, release: false, expected: None }
    }

    /// Work for a process of its own: this program, started once more, whose main thread does `work` with the counting allocator and
    /// nothing before it.
    pub fn child<E: fmt::Display>(&mut self, name: &'static str, work: impl FnOnce() -> Result<(), E>) -> Child {
        if self.request == Request::Child(name.to_owned()) {
            self.child = Some(work().map_err(|error| format!("{error:#}")));
        }
        Child { name }
    }
}

impl Fact<'_> {
    /// Needs this; where it is missing the finding is an entry that says so.
    pub fn needs(mut self, need: Need) -> Self {
        self.needs.push(need);
        self
    }

    /// Takes more than a second or two, so `cargo test` leaves it out.
    pub fn slow(mut self) -> Self {
        self.slow = true;
        self
    }

    /// Is a fact of the release profile alone.
    pub fn in_release(mut self) -> Self {
        self.release = true;
        self
    }

    /// Must be this, because the page explains why it is.
    pub fn is(mut self, value: impl Into<Value>) -> Self {
        self.expected = Some(value.into());
        self
    }

    /// Establishes it, here and now.
    pub fn by<V: Into<Value>, E: fmt::Display>(self, establish: impl FnOnce() -> Result<V, E>) {
        let is_of_this_build = !self.release || build::profile() == Profile::Release;
        match self.findings.request {
            Request::All | Request::Once | Request::FirstLook => {}
            Request::Quick if self.slow || !is_of_this_build => return,
            Request::Quick => {}
            Request::Child(_) => return,
        }
        let missing = self.needs.iter().find_map(|need| need.missing());
        let is_left_out = self.slow && self.findings.request == Request::FirstLook;
        let missing = missing.or_else(|| is_left_out.then(|| LEFT_OUT.to_owned()));
        let missing = missing.or_else(|| (!is_of_this_build).then(|| "it is a fact of the release profile".to_owned()));
        let value = match missing {
            Some(reason) => Outcome::NotMeasured(reason),
            None => {
                let found = caught(|| establish().map(Into::into).map_err(|error| format!("{error:#}")));
                found.map_or_else(Outcome::Failed, |value| explained(value, self.expected.as_ref()))
            }
        };
        self.findings.found.push(Finding { key: self.key.0, value, exact: self.exact, how: self.how });
    }

    /// It is this, at once.
    pub fn found(self, value: impl Into<Value>) {
        self.by(|| Ok::<_, fmt::Error>(value));
    }
}

fn explained(value: Value, expected: Option<&Value>) -> Outcome<Value> {
    match expected {
        Some(expected) if *expected != value => {
            Outcome::Failed(format!("it is {value}, and the page explains why it is {expected}"))
        }
        _ => Outcome::Measured(value),
    }
}

/// What several findings are read from: established when the first of them asks, and once.
pub struct Shared<'a, T>(LazyCell<Result<T, String>, Establish<'a, T>>);

type Establish<'a, T> = Box<dyn FnOnce() -> Result<T, String> + 'a>;

impl<'a, T> Shared<'a, T> {
    /// Nothing happens yet.
    pub fn new<E: fmt::Display>(establish: impl FnOnce() -> Result<T, E> + 'a) -> Self {
        Self(LazyCell::new(Box::new(|| establish().map_err(|error| format!("{error:#}")))))
    }

    /// The value, established now or before.
    ///
    /// # Errors
    ///
    /// Why there is none, each time.
    pub fn get(&self) -> anyhow::Result<&T> {
        self.0.as_ref().map_err(|error| anyhow::anyhow!("{error}"))
    }
}

impl<T> fmt::Debug for Shared<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}

/// A process of this program that does one thing; made by [`Findings::child`].
#[derive(Clone, Copy, Debug)]
pub struct Child {
    name: &'static str,
}

impl Child {
    /// The command that starts it.
    ///
    /// # Errors
    ///
    /// When the operating system does not say where this program is.
    pub fn command(&self) -> anyhow::Result<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(self.arguments());
        Ok(command)
    }

    /// The arguments with which this program is the child.
    pub fn arguments(&self) -> [&str; 2] {
        [CHILD, self.name]
    }

    /// Runs it to its end.
    ///
    /// # Errors
    ///
    /// When it can't be started or fails, with what it printed.
    pub fn output(&self) -> anyhow::Result<Output> {
        self.output_with(|command| command)
    }

    /// Runs it to its end, in surroundings of its own.
    ///
    /// # Errors
    ///
    /// When it can't be started or fails, with what it printed.
    pub fn output_with(&self, surroundings: impl FnOnce(&mut Command) -> &mut Command) -> anyhow::Result<Output> {
        let mut command = self.command()?;
        let output = surroundings(&mut command).output()?;
        let messages = String::from_utf8_lossy(&output.stderr);
        anyhow::ensure!(output.status.success(), "{} failed ({}): {}", self.name, output.status, messages.trim());
        Ok(output)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declare(findings: &mut Findings) {
        let shared = Shared::new(|| Err::<i64, _>("the run failed"));
        findings.exact("size_of_u64", "size_of").is(8).found(size_of::<u64>());
        findings.exact(["size_of", "u32"], "size_of").is(8).found(size_of::<u32>());
        findings.observed("first", "from one run").by(|| Ok::<_, anyhow::Error>(*shared.get()?));
        findings.observed("second", "from the same run").slow().by(|| Ok::<_, anyhow::Error>(*shared.get()?));
        findings.exact("panics", "panics").by(|| -> Result<i64, String> { panic!("on purpose") });
        findings.exact("of_release", "in release").in_release().found("yes");
        findings.exact("last", "the rest goes on").found(vec![1, 2]);
    }

    fn keys(findings: &[Finding]) -> Vec<&str> {
        findings.iter().map(|finding| finding.key.as_str()).collect()
    }

    #[test]
    fn one_that_cannot_be_established_is_an_entry_and_the_rest_goes_on() {
        let found = Findings::establish(declare, Request::All);
        assert_eq!(
            keys(&found),
            ["size_of_u64", "size_of_u32", "first", "second", "panics", "of_release", "last"],
            "in the order of the declaration"
        );
        let value = |index: usize| found[index].value.clone();
        assert_eq!(value(0), Outcome::Measured(Value::Integer(8)));
        assert_eq!(value(1), Outcome::Failed("it is 4, and the page explains why it is 8".to_owned()));
        assert_eq!((value(2), value(3)), (Outcome::Failed("the run failed".to_owned()), value(2)));
        assert_eq!(value(4), Outcome::Failed("panicked: on purpose".to_owned()));
        if build::profile() == Profile::Debug {
            assert_eq!(value(5), Outcome::NotMeasured("it is a fact of the release profile".to_owned()));
        }
        assert_eq!(value(6), Outcome::Measured(Value::Series(vec![1, 2])));
    }

    #[test]
    fn tests_leave_out_what_is_slow_and_what_is_not_of_their_build() {
        let found = Findings::establish(declare, Request::Quick);
        assert!(!keys(&found).contains(&"second"));
        assert_eq!(keys(&found).contains(&"of_release"), build::profile() == Profile::Release);
    }

    #[test]
    fn all_are_established_from_one_run_where_nothing_is_recorded() {
        fn spread(findings: &mut Findings) {
            let runs = i64::try_from(findings.runs(7)).unwrap_or_default();
            findings.observed("runs", "the number of runs").slow().found(runs);
        }
        let of = |request| Findings::establish(spread, request)[0].value.clone();
        assert_eq!(of(Request::All), Outcome::Measured(Value::Integer(7)));
        assert_eq!(of(Request::Once), Outcome::Measured(Value::Integer(1)));
    }

    #[test]
    fn a_first_look_says_what_it_leaves_out() {
        let found = Findings::establish(declare, Request::FirstLook);
        let reason = |key| found.iter().find(|finding| finding.key == key).and_then(|finding| finding.value.reason());
        assert_eq!(reason("first"), Some("the run failed"));
        assert_eq!(reason("second"), Some(LEFT_OUT));
    }

    #[test]
    fn what_needs_a_program_that_is_missing_says_so() {
        let missing = Need::ALL.into_iter().find(|need| need.missing().is_some());
        let Some(missing) = missing else { return };
        let mut findings = Findings { request: Request::All, found: Vec::new(), child: None };
        findings.exact("needy", "needs it").needs(missing).by(|| -> Result<i64, String> { panic!("not tried") });
        assert_eq!(findings.found[0].value, Outcome::NotMeasured(missing.missing().unwrap_or_default()));
    }

    #[test]
    fn a_child_does_its_work_alone() {
        fn declare(findings: &mut Findings) {
            findings.child("fails", || Err::<(), _>("as asked"));
            findings.exact("key", "not in a child").by(|| -> Result<i64, String> { panic!("not in a child") });
        }
        let run = |name: &str| Findings::run_child(declare, &[name.to_owned()]);
        assert_eq!(run("fails"), Err("as asked".to_owned()));
        assert_eq!(run("other"), Err("no child is called `other`".to_owned()));
    }

    #[test]
    #[should_panic(expected = "finding `twice`: the key is taken")]
    fn a_key_is_declared_once() {
        let declare = |findings: &mut Findings| {
            findings.exact("twice", "once").found(1_i64);
            findings.exact("twice", "and again").found(1_i64);
        };
        Findings::establish(declare, Request::All);
    }

    #[test]
    #[should_panic(expected = "finding `size of`: write its key in letters, digits and `_`")]
    fn a_key_is_a_name() {
        let _ = Key::from("size of");
    }
}

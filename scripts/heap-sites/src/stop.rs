//! How does a report end that nobody asks for any more?

use crate::Error;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, PoisonError};

/// Ends a report from another thread: what is being built for it is stopped, and [`survey`](crate::survey) returns [`Error::Stopped`].
///
/// On Unix the builds run in process groups of their own, so that the compilers are ended with their cargo: one that went on would write what the
/// next build takes for its own. Elsewhere a build that has begun is waited for.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    is_asked_for: bool,
    /// The process group of the build that runs.
    group: Option<u32>,
}

impl Stop {
    /// Stops the report.
    pub fn now(&self) {
        let mut state = self.state();
        state.is_asked_for = true;
        #[cfg(unix)]
        if let Some(group) = state.group.take() {
            // Of a build that has just ended nothing is left to be ended.
            let _ = Command::new("sh").args(["-c", &format!("kill -KILL -{group} 2>/dev/null")]).status();
        }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.state().is_asked_for { Err(Error::Stopped) } else { Ok(()) }
    }

    /// Starts a build that can be stopped.
    pub(crate) fn start(&self, command: &mut Command) -> Result<Child, Error> {
        let mut state = self.state();
        if state.is_asked_for {
            return Err(Error::Stopped);
        }
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let child = command.spawn().map_err(|error| Error::Cargo(format!("cannot be run: {error}; is it on PATH?")))?;
        state.group = Some(child.id());
        Ok(child)
    }

    /// The build has closed what it prints to, and is about to be waited for.
    pub(crate) fn ended(&self) {
        self.state().group = None;
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

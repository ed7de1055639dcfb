//! The names of stations, in several types. Nothing is to be changed here.

use std::borrow::Cow;
use std::sync::Arc;

/// The name, for one more timetable.
pub fn for_timetable(name: &Arc<str>) -> Arc<str> {
    Arc::clone(name)
}

/// The name that was typed in, to be kept for good.
pub fn frozen(typed: String) -> Box<str> {
    typed.into_boxed_str()
}

/// The name that was typed in, to be shared by all timetables.
pub fn shared(typed: String) -> Arc<str> {
    Arc::from(typed)
}

/// Puts a corrected name over the one that is shown.
pub fn correct(shown: &mut String, corrected: &String) {
    shown.clone_from(corrected);
}

/// The name without the spaces around it, to be kept after the form is gone.
pub fn trimmed(typed: &str) -> Cow<'static, str> {
    let name = Cow::Borrowed(typed.trim());
    Cow::Owned(name.into_owned())
}

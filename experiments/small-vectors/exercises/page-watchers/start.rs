//! Pages that are shared and watched. Nothing is to be changed here.

use std::rc::{Rc, Weak};

/// A page as it is printed.
#[derive(Clone)]
pub struct Page([u8; 500]);

/// A page that is blank.
pub fn blank() -> Rc<Page> {
    Rc::new(Page([0; 500]))
}

/// Makes a page that somebody watches, lets go of it, and makes the next one.
pub fn replaced() -> (Weak<Page>, Rc<Page>) {
    let first = blank();
    let watcher = Rc::downgrade(&first);
    drop(first);
    (watcher, blank())
}

/// Stamps a page.
pub fn stamped(mut page: Rc<Page>) -> Rc<Page> {
    Rc::make_mut(&mut page).0[0] = 1;
    page
}

/// Stamps a page for one reader; the others keep theirs.
pub fn stamped_for_one(page: &Rc<Page>) -> Rc<Page> {
    stamped(Rc::clone(page))
}

/// Stamps a page that somebody watches.
pub fn stamped_and_watched(page: Rc<Page>) -> (Weak<Page>, Rc<Page>) {
    let watcher = Rc::downgrade(&page);
    (watcher, stamped(page))
}

/// Takes a page back that nobody else has.
pub fn taken_back(page: Rc<Page>) -> Option<Page> {
    Rc::try_unwrap(page).ok()
}

//! A service that keeps notes. What takes time is awaited, and a small executor polls until the answer is there.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// What is to be done with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Put,
    Delete,
}

/// What a client sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub method: Method,
    /// Such as `/notes/shopping`.
    pub path: String,
    pub body: Vec<u8>,
}

/// What it gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Response {
    fn empty(status: u16) -> Self {
        Self { status, body: Vec::new() }
    }
}

/// An answer that is being worked on.
type Answer<'a> = Pin<Box<dyn Future<Output = Response> + 'a>>;

/// Why a note is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The note has more bytes than a note may have.
    TooLarge,
    /// There are as many notes as there may be.
    Full,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "a note has at most {} bytes", Store::LARGEST),
            Self::Full => write!(f, "there are at most {} notes", Store::MOST),
        }
    }
}

impl std::error::Error for StoreError {}

/// The notes by name. Each operation lets others go first, as one that waits for a disk does.
#[derive(Debug, Default)]
pub struct Store {
    notes: RefCell<BTreeMap<String, Vec<u8>>>,
}

impl Store {
    /// The most bytes of a note.
    pub const LARGEST: usize = 4096;
    /// The most notes.
    pub const MOST: usize = 1000;

    /// A copy of a note.
    pub async fn get(&self, name: &str) -> Option<Vec<u8>> {
        LetOthersGo::default().await;
        self.notes.borrow().get(name).cloned()
    }

    /// Keeps a note, and says whether its name is new.
    ///
    /// # Errors
    ///
    /// When the note is too large, or the store is full.
    pub async fn put(&self, name: &str, note: Vec<u8>) -> Result<bool, StoreError> {
        if note.len() > Self::LARGEST {
            return Err(StoreError::TooLarge);
        }
        LetOthersGo::default().await;
        let mut notes = self.notes.borrow_mut();
        if let Some(old) = notes.get_mut(name) {
            *old = note;
            return Ok(false);
        }
        if notes.len() == Self::MOST {
            return Err(StoreError::Full);
        }
        notes.insert(name.to_owned(), note);
        Ok(true)
    }

    /// Forgets a note, and says whether there was one.
    pub async fn delete(&self, name: &str) -> bool {
        LetOthersGo::default().await;
        self.notes.borrow_mut().remove(name).is_some()
    }
}

/// How many requests there were, and how many of them were refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    pub reads: u64,
    pub writes: u64,
    /// Requests that were answered with a status of 400 or above.
    pub refused: u64,
}

/// The service.
#[derive(Debug, Default)]
pub struct Service {
    store: Store,
    statistics: Cell<Statistics>,
}

impl Service {
    /// Answers a request, and enters it in the statistics.
    pub fn handle(&self, request: Request) -> Answer<'_> {
        let answer = self.route(request.clone());
        Box::pin(async move {
            let response = answer.await;
            self.enter(request.method, &response);
            response
        })
    }

    /// Finds out what is wanted, and has it done.
    fn route(&self, request: Request) -> Answer<'_> {
        Box::pin(async move {
            let name = request.path.strip_prefix("/notes/").unwrap_or_default();
            if name.is_empty() || name.contains('/') {
                return Response::empty(404);
            }
            match request.method {
                Method::Get => match self.store.get(name).await {
                    Some(body) => Response { status: 200, body },
                    None => Response::empty(404),
                },
                Method::Put => match self.store.put(name, request.body).await {
                    Ok(true) => Response::empty(201),
                    Ok(false) => Response::empty(204),
                    Err(error @ StoreError::TooLarge) => refused(413, error),
                    Err(error @ StoreError::Full) => refused(507, error),
                },
                Method::Delete if self.store.delete(name).await => Response::empty(204),
                Method::Delete => Response::empty(404),
            }
        })
    }

    fn enter(&self, method: Method, response: &Response) {
        let mut statistics = self.statistics.get();
        match method {
            Method::Get => statistics.reads += 1,
            Method::Put | Method::Delete => statistics.writes += 1,
        }
        statistics.refused += u64::from(response.status >= 400);
        self.statistics.set(statistics);
    }

    /// The requests up to now.
    pub fn statistics(&self) -> Statistics {
        self.statistics.get()
    }
}

/// A response that says what is wrong.
fn refused(status: u16, error: StoreError) -> Response {
    Response { status, body: error.to_string().into_bytes() }
}

/// Is pending once, and ready then.
#[derive(Debug, Default)]
struct LetOthersGo {
    have_gone: bool,
}

impl Future for LetOthersGo {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.have_gone {
            return Poll::Ready(());
        }
        self.have_gone = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Polls a future until it is ready.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

//! `cargo workbook serve`: the book on the loopback address, rebuilt and reloaded on change.

use anyhow::{Context, anyhow};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use cargo_allocations::progress::Reporter;
use cargo_allocations::table::counted;
use notify::{EventKind, RecursiveMode, Watcher};
use record::{Temporary, Workspace};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;
use tower_http::services::{ServeDir, ServeFile};
use tower_livereload::{LiveReloadLayer, Reloader};

/// Build the book and serve it on 127.0.0.1, reloading pages as their sources change.
///
/// Any change below book/ or experiments/ rebuilds the book and reloads the pages that are open in a browser. Until the new pages
/// are ready, and when they cannot be built, the last good pages are served. Press Ctrl-C to stop.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The port to listen on; if it is in use, the next free one is taken.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Open the book in the browser.
    #[arg(long)]
    open: bool,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    // Watching begins before the first build, so that no change falls between the two.
    let (changes, _watcher) = watch(workspace.root())?;
    let pages = Reporter::default().around("building the book", || Pages::build(workspace))?;
    let served = Arc::new(Served::new(Arc::new(pages)));
    let listener = listen(arguments.port)?;
    let port = listener.local_addr()?.port();
    if port != arguments.port {
        eprintln!("port {} is in use, taking {port}", arguments.port);
    }
    let address = format!("http://127.0.0.1:{port}/");
    println!("serving the book at {address}");
    eprintln!("Ctrl-C stops");

    let live_reload = LiveReloadLayer::new().reload_interval(Duration::from_millis(100));
    let reloader = live_reload.reloader();
    let router = Router::new().fallback(page).with_state(Arc::clone(&served)).layer(live_reload);
    // It may be in the middle of a build when the server stops, and must not keep the pages from being removed.
    let (workspace, replaced) = (workspace.clone(), Arc::downgrade(&served));
    std::thread::spawn(move || rebuild_on_change(&workspace, &changes, &replaced, &reloader));
    if arguments.open {
        open::that_detached(&address).with_context(|| format!("cannot open a browser; open {address} yourself"))?;
    }
    tokio::runtime::Runtime::new()?.block_on(serve(listener, router))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(listener: TcpListener, router: Router) -> anyhow::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    // Not axum's graceful shutdown: it would wait for the connections that live reload keeps open.
    tokio::select! {
        served = axum::serve(listener, router) => served.context("the server stopped"),
        stopped = tokio::signal::ctrl_c() => stopped.context("cannot listen for Ctrl-C"),
    }
}

/// The pages of one build. They are in a directory of their own, which is removed when the last request for them is answered: no
/// build, of this process or another, writes where pages are served from.
#[derive(Debug)]
struct Pages {
    work: Temporary,
    count: usize,
}

impl Pages {
    fn build(workspace: &Workspace) -> anyhow::Result<Self> {
        let work = Temporary::below(&workspace.target(), "serve")?;
        let count = pages::render(workspace.root(), &Self::directory(&work))?;
        Ok(Self { work, count })
    }

    fn directory(work: &Temporary) -> PathBuf {
        work.path().join("book")
    }
}

/// The last good pages.
type Served = RwLock<Arc<Pages>>;

/// Answers a request from the pages that are the last good ones when it comes.
async fn page(State(served): State<Arc<Served>>, request: Request) -> Response {
    let pages = Arc::clone(&served.read().unwrap_or_else(PoisonError::into_inner));
    let directory = Pages::directory(&pages.work);
    let not_found = ServeFile::new(directory.join("404.html"));
    match ServeDir::new(directory).not_found_service(not_found).try_call(request).await {
        Ok(response) => response.map(Body::new),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// The first free port from `port` on.
fn listen(port: u16) -> anyhow::Result<TcpListener> {
    for candidate in port..=u16::MAX {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidate)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("cannot listen on port {candidate}; choose another with --port"));
            }
        }
    }
    anyhow::bail!("no port from {port} on is free; choose another with --port")
}

/// Reports each change of what the book is made from, for as long as the watcher lives.
fn watch(root: &Path) -> anyhow::Result<(Receiver<()>, notify::RecommendedWatcher)> {
    let (sender, receiver) = channel();
    let watched = root.to_owned();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        // A build reads the files, which is an event too.
        let is_change = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_));
        // The system may lose events when many come at once, and says so.
        if event.need_rescan() || is_change && event.paths.iter().any(|path| may_show_in_book(&watched, path)) {
            // The receiver is gone only when the process is about to end.
            let _ = sender.send(());
        }
    })
    .context("cannot watch for changes")?;
    for directory in ["book", "experiments"].map(|name| root.join(name)).iter().filter(|path| path.is_dir()) {
        watcher
            .watch(directory, RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch {} for changes", directory.display()))?;
    }
    Ok((receiver, watcher))
}

fn rebuild_on_change(workspace: &Workspace, changes: &Receiver<()>, served: &Weak<Served>, reloader: &Reloader) {
    /// An editor saves in several steps; one rebuild answers them all.
    const QUIET: Duration = Duration::from_millis(100);
    while changes.recv().is_ok() {
        while changes.recv_timeout(QUIET).is_ok() {}
        // Whatever is wrong with the sources, the pages stay, and so does the wish to build them again.
        let built =
            std::panic::catch_unwind(|| Reporter::default().around("rebuilding the book", || Pages::build(workspace)))
                .unwrap_or_else(|_| Err(anyhow!("the build panicked; its message is above")));
        match built {
            Ok(pages) => {
                let count = counted(pages.count, "page");
                let Some(served) = served.upgrade() else { return };
                *served.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(pages);
                eprintln!("rebuilt {count}");
                reloader.reload();
            }
            Err(error) => eprintln!("error: {error:#}\nstill serving the last good pages"),
        }
    }
}

/// Whether the book may be made from this file: anything of the book and of the experiments, but for what cargo builds and for
/// files that editors and writers make on the way to others. There is no list of what pages show, which one could forget to extend.
fn may_show_in_book(root: &Path, path: &Path) -> bool {
    let Ok(path) = path.strip_prefix(root) else { return false };
    let names: Vec<String> = path.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    let is_passing = |name: &String| {
        name.starts_with(['.', '#']) || name.ends_with(['~', '#']) || name.ends_with(".swp") || name.ends_with(".tmp")
            // What vim makes to see whether it may write.
            || name == "4913"
    };
    let is_built = matches!(names.as_slice(), [first, _, third, ..] if first == "experiments" && third == "target");
    // What a build of the book copies for the site from the files of the experiments, whose change is one already.
    let is_copied =
        matches!(names.as_slice(), [book, src, records, ..] if book == "book" && src == "src" && records == "records");
    matches!(names.first().map(String::as_str), Some("book" | "experiments"))
        && !is_built
        && !is_copied
        && !names.iter().any(is_passing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_book_may_be_made_from_rebuilds_it() {
        let root = Path::new("root");
        let shows = |path: &str| may_show_in_book(root, &root.join(path));
        for path in [
            "book/src/a.md",
            "book/theme/workbook.css",
            "experiments/a/Cargo.toml",
            "experiments/a/src/b.rs",
            "experiments/a/examples/findings.rs",
            "experiments/a/go/b.go",
            "experiments/a/c/b.c",
            "experiments/a/kept/go.json",
            "experiments/a/a-kind-yet-to-come/b",
        ] {
            assert!(shows(path), "{path}");
        }
        assert!(record::Kind::ALL.iter().all(|kind| shows(&format!("experiments/a/kept/{}", kind.file_name()))));
        for path in [
            "target/book/a.html",
            "book/src/records",
            "book/src/records/a/record.json",
            "scripts/pages/src/lib.rs",
            "experiments/a/target/debug/a",
            "experiments/a/.record-x1y2",
            "experiments/.new-x1y2/src/lib.rs",
            "book/src/.a.md.swp",
            "book/src/a.md~",
            "book/src/#a.md#",
            "book/src/4913",
        ] {
            assert!(!shows(path), "{path}");
        }
    }

    #[test]
    fn a_port_in_use_gives_way_to_the_next_free_one() {
        let first = listen(34_000).unwrap();
        let taken = first.local_addr().unwrap().port();
        let second = listen(taken).unwrap();
        assert!(second.local_addr().unwrap().port() > taken);
    }
}

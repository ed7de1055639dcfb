//! `cargo workbook serve`: the book on the loopback address, rebuilt and reloaded on change.

use anyhow::Context;
use axum::Router;
use notify::{EventKind, RecursiveMode, Watcher};
use record::Workspace;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use tower_http::services::{ServeDir, ServeFile};
use tower_livereload::{LiveReloadLayer, Reloader};

/// Builds the book and serves it on 127.0.0.1.
///
/// A change of a page, a listing or a record rebuilds the book and reloads the pages open in a browser.
/// When a rebuild fails, the problems are printed and the last good pages stay. Ctrl-C stops.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The port; the next free one is taken when it is in use.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Opens the book in the browser.
    #[arg(long)]
    open: bool,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let root = workspace.root().to_owned();
    // Watching begins before the first build, so that no change falls between the two.
    let (changes, _watcher) = watch(&root)?;
    let site = pages::build(&root)?;
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
    std::thread::spawn(move || rebuild_on_change(&root, &changes, &reloader));
    let files = ServeDir::new(&site.directory).not_found_service(ServeFile::new(site.directory.join("404.html")));
    let router = Router::new().fallback_service(files).layer(live_reload);
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

/// Reports the paths that change under the book and the experiments, for as long as the watcher lives.
fn watch(root: &Path) -> anyhow::Result<(Receiver<PathBuf>, notify::RecommendedWatcher)> {
    let (sender, receiver) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        // A build reads the files, which is an event too.
        if matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)) {
            for path in event.paths {
                // The receiver is gone only when the process is about to end.
                let _ = sender.send(path);
            }
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

fn rebuild_on_change(root: &Path, changes: &Receiver<PathBuf>, reloader: &Reloader) {
    /// An editor saves in several steps; one rebuild answers them all.
    const QUIET: Duration = Duration::from_millis(100);
    while let Ok(first) = changes.recv() {
        let mut is_ours = shows_in_book(root, &first);
        while let Ok(path) = changes.recv_timeout(QUIET) {
            is_ours |= shows_in_book(root, &path);
        }
        if !is_ours {
            continue;
        }
        match pages::build(root) {
            Ok(site) => {
                eprintln!("rebuilt {} pages", site.pages);
                reloader.reload();
            }
            Err(error) => eprintln!("error: {error:#}\nstill serving the last good pages"),
        }
    }
}

/// Whether the book is made from this file: anything of the book, and the sources, records and outputs of experiments.
fn shows_in_book(root: &Path, path: &Path) -> bool {
    let Ok(path) = path.strip_prefix(root) else { return false };
    let mut names = path.components().filter_map(|component| component.as_os_str().to_str());
    match names.next() {
        Some("book") => true,
        Some("experiments") => {
            matches!(names.nth(1), Some("src" | "tests" | "benches" | record::KEPT))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_book_is_made_from_rebuilds_it() {
        let root = Path::new("root");
        let shows = |path: &str| shows_in_book(root, &root.join(path));
        assert!(shows("book/src/a.md"));
        assert!(shows("experiments/a/src/b.rs"));
        assert!(record::Kind::ALL.iter().all(|kind| shows(&format!("experiments/a/kept/{}", kind.file_name()))));
        assert!(!shows("experiments/a/Cargo.toml"));
        assert!(!shows("target/book/a.html"));
    }

    #[test]
    fn a_port_in_use_gives_way_to_the_next_free_one() {
        let first = listen(34_000).unwrap();
        let taken = first.local_addr().unwrap().port();
        let second = listen(taken).unwrap();
        assert!(second.local_addr().unwrap().port() > taken);
    }
}

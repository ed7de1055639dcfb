//! How does an editor show where a crate allocates?
//!
//! A language server: when a file of a package is opened or saved, the package is built and reported on in the background, and its sites are shown
//! as diagnostics; what is shown stays until another report is there. Nothing of the report is made anew here: it is that of
//! [`sites`](crate::sites).

mod diagnostics;
mod measured;
mod package;
mod uri;

use anyhow::Context;
use clap::Args;
use crossbeam_channel::{Receiver, Sender, select, unbounded};
use heap_sites::Features;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use package::{Packages, Report};
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Serve an editor: show allocations as diagnostics, and why a line allocates when the cursor rests on it.
///
/// A language server, which an editor starts and speaks to through standard input and output. When a file of a package
/// is opened or saved, the package is built as `cargo allocations sites` builds it, below the target directory, and its
/// sites are shown: as a warning where the line allocates each time, as information where it may, as a hint where that
/// is unknown, and as an error where a contract or a pin in the source is broken. The hover has the calls from the line
/// to the allocator, and what a heap profile has measured of the line.
///
/// Initialization options, all of which may be left out: `heapProfile`, a file that `cargo allocations heap` reads (the
/// default is the newest dhat-heap.json in the package); `features`, a list; `allFeatures` and `noDefaultFeatures`, true
/// or false; `target`, a triple; `profile`, to build in place of release.
#[derive(Debug, Args)]
pub struct Arguments {}

/// What an editor may ask for at the beginning.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    heap_profile: Option<PathBuf>,
    features: Vec<String>,
    all_features: bool,
    no_default_features: bool,
    target: Option<String>,
    profile: Option<String>,
}

impl Options {
    /// What is built of the package of a manifest.
    fn request(&self, manifest: PathBuf) -> heap_sites::Request {
        let names = self.features.clone();
        heap_sites::Request {
            manifest,
            features: Features { names, all: self.all_features, no_default: self.no_default_features },
            triple: self.target.clone(),
            profile: self.profile.clone(),
            ..heap_sites::Request::default()
        }
    }
}

/// Serves the editor on standard input and output until it says that it ends.
///
/// # Errors
///
/// When what the editor says is not understood.
pub fn run(_: &Arguments) -> anyhow::Result<ExitCode> {
    let (connection, threads) = Connection::stdio();
    serve(connection)?;
    threads.join().context("standard input and output")?;
    Ok(ExitCode::SUCCESS)
}

/// Serves an editor until it says that it ends.
///
/// # Errors
///
/// When what the editor says is not understood.
pub fn serve(connection: Connection) -> anyhow::Result<()> {
    let capabilities = json!({
        "capabilities": {
            // Files are read from the disk, where the compiler reads them.
            "textDocumentSync": { "openClose": true, "change": 0, "save": { "includeText": false } },
            "hoverProvider": true,
        },
        "serverInfo": { "name": "cargo allocations", "version": env!("CARGO_PKG_VERSION") },
    });
    let (id, parameters) = connection.initialize_start()?;
    let options = match parameters.get("initializationOptions").filter(|options| !options.is_null()) {
        None => Ok(Options::default()),
        Some(options) => Options::deserialize(options),
    };
    connection.initialize_finish(id, capabilities)?;
    let (sender, reports) = unbounded();
    let mut server = Server {
        to_editor: connection.sender.clone(),
        options: Options::default(),
        packages: Packages::default(),
        sender,
    };
    match options {
        Ok(options) => server.options = options,
        Err(error) => {
            server.say(&format!("the initialization options are not understood, and none is used: {error}"))?;
        }
    }
    server.serve(&connection, &reports)
}

struct Server {
    to_editor: Sender<Message>,
    options: Options,
    packages: Packages,
    /// Where finished reports are sent.
    sender: Sender<Report>,
}

impl Server {
    fn serve(mut self, connection: &Connection, reports: &Receiver<Report>) -> anyhow::Result<()> {
        loop {
            select! {
                recv(connection.receiver) -> message => match message {
                    Ok(Message::Request(request)) => {
                        if connection.handle_shutdown(&request)? {
                            return Ok(());
                        }
                        self.answer(request)?;
                    }
                    Ok(Message::Notification(notification)) => self.hear(&notification)?,
                    Ok(Message::Response(_)) => {}
                    // The editor is gone without a word.
                    Err(_) => return Ok(()),
                },
                recv(reports) -> report => {
                    if let Ok(report) = report {
                        self.show(report)?;
                    }
                }
            }
        }
    }

    fn answer(&self, request: Request) -> anyhow::Result<()> {
        let response = match request.method.as_str() {
            "textDocument/hover" => Response::new_ok(request.id, self.hover(&request.params)),
            method => {
                let message = format!("the request {method} is not served");
                Response::new_err(request.id, ErrorCode::MethodNotFound as i32, message)
            }
        };
        Ok(self.to_editor.send(response.into())?)
    }

    /// What is on the line that is pointed at; null where nothing is known of the file.
    fn hover(&self, parameters: &Value) -> Value {
        let Some(file) = file_of(parameters) else { return Value::Null };
        let Some(line) = parameters["position"]["line"].as_u64().and_then(|line| u32::try_from(line + 1).ok()) else {
            return Value::Null;
        };
        let Some((package, survey, path)) = self.packages.of_file(&file) else { return Value::Null };
        let mut text = crate::sites::explained(survey, Path::new(""), &path, line);
        text += &package.measured(&file, line);
        json!({ "contents": { "kind": "markdown", "value": format!("```text\n{text}```") } })
    }

    fn hear(&mut self, notification: &Notification) -> anyhow::Result<()> {
        let is_meant = ["textDocument/didOpen", "textDocument/didSave"].contains(&notification.method.as_str());
        let Some(file) = file_of(&notification.params).filter(|_| is_meant) else { return Ok(()) };
        let is_source = file.extension().is_some_and(|extension| extension == "rs") || file.ends_with("Cargo.toml");
        if is_source && let Err(error) = self.packages.report_on(&file, &self.options, &self.sender) {
            self.say(&format!("{error:#}"))?;
        }
        Ok(())
    }

    /// Shows a report that is ready, if no other one was asked for meanwhile. Where there is none, what was shown stays.
    fn show(&mut self, report: Report) -> anyhow::Result<()> {
        let Some(package) = self.packages.finished(&report) else { return Ok(()) };
        let survey = match report.survey {
            Ok(survey) => survey,
            Err(heap_sites::Error::Stopped) => return Ok(()),
            Err(heap_sites::Error::DoesNotCompile) => {
                let name = package.name.clone();
                return self.say(&format!(
                    "{name} does not compile, so the allocations that are shown are those of the last build that did"
                ));
            }
            Err(error) => return self.say(&error.to_string()),
        };
        for (file, diagnostics) in package.take(survey, self.options.heap_profile.as_deref()) {
            let parameters = json!({ "uri": uri::of(&file), "diagnostics": diagnostics });
            notify(&self.to_editor, "textDocument/publishDiagnostics", parameters)?;
        }
        if let Some(note) = package.note.take() {
            self.say(&note)?;
        }
        Ok(())
    }

    /// Shows a message to the one who edits.
    fn say(&self, message: &str) -> anyhow::Result<()> {
        const ERROR: u32 = 1;
        notify(&self.to_editor, "window/showMessage", json!({ "type": ERROR, "message": message }))
    }
}

fn notify(to: &Sender<Message>, method: &str, parameters: Value) -> anyhow::Result<()> {
    Ok(to.send(Notification::new(method.to_owned(), parameters).into())?)
}

/// The file that a message is about.
fn file_of(parameters: &Value) -> Option<PathBuf> {
    uri::file(parameters["textDocument"]["uri"].as_str()?)
}

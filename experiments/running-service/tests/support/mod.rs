//! The service as a process, and a client that speaks just enough HTTP to it.
//!
//! Shared by the chapter's findings and its ordinary tests.

pub(crate) mod profile;

use anyhow::{Context, Result, bail, ensure};
use running_service::requests::{CLIENT, INSTANCES, LOOKUP_QUERY, OLD_QUERY, heartbeat_body};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A running service. It is ended when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// Where requests are answered.
    pub(crate) api: SocketAddr,
    /// Where the debug endpoints are, if the program has them.
    pub(crate) debug: Option<SocketAddr>,
}

impl Server {
    /// Starts a program of this package on free ports. `rate` is the profiler's: bytes between two samples.
    pub(crate) fn start(program: &Path, arguments: &[&str], rate: Option<u64>) -> Result<Self> {
        Self::start_by(Command::new(program), program, arguments, rate)
    }

    /// The same under valgrind's callgrind, which writes its counts to `counts` when the service is [ended](Self::end).
    pub(crate) fn start_counted(program: &Path, arguments: &[&str], rate: Option<u64>, counts: &Path) -> Result<Self> {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--quiet", "--tool=callgrind"]).arg(format!("--callgrind-out-file={}", counts.display()));
        Self::start_by(
            {
                valgrind.arg(program);
                valgrind
            },
            program,
            arguments,
            rate,
        )
    }

    fn start_by(mut command: Command, program: &Path, arguments: &[&str], rate: Option<u64>) -> Result<Self> {
        command.args(["--listen", "127.0.0.1:0"]).args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
        command.env_remove("PPROF_ALLOC_SAMPLE_RATE").env_remove("PPROF_ALLOC_ALLOCATOR").env_remove("ALLOCATOR");
        if let Some(rate) = rate {
            command.env("PPROF_ALLOC_SAMPLE_RATE", rate.to_string());
        }
        let mut child = command.spawn().with_context(|| program.display().to_string())?;
        let stdout = child.stdout.take().context("the output is piped")?;
        let mut server = Self { child, api: SocketAddr::from(([0; 4], 0)), debug: None };
        let mut lines = BufReader::new(stdout).lines();
        let mut next = |what: &str| -> Result<SocketAddr> {
            let line = lines.next().context("the service ended before it said where it is")??;
            let address = line.strip_prefix(what).with_context(|| format!("`{line}` does not begin with `{what}`"))?;
            Ok(address.trim_end_matches("/debug/pprof/").parse()?)
        };
        server.api = next("api http://")?;
        if !program.ends_with("registry-service-unprofiled") {
            server.debug = Some(next("debug http://")?);
        }
        Ok(server)
    }

    /// The process, for `/proc`.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks the service to end, and waits until it has.
    pub(crate) fn end(mut self) -> Result<()> {
        let asked = Command::new("kill").arg(self.id().to_string()).status().context("kill")?;
        ensure!(asked.success(), "the service could not be asked to end");
        self.child.wait()?;
        Ok(())
    }

    /// A new connection to the service.
    pub(crate) fn connect(&self) -> Result<Connection> {
        Connection::open(self.api)
    }

    /// So many new connections to the service. Each was asked once, so that it is open on the service's side, too.
    pub(crate) fn connections(&self, count: usize) -> Result<Vec<Connection>> {
        let mut connections = (0..count).map(|_| self.connect()).collect::<Result<Vec<_>>>()?;
        connections.iter_mut().try_for_each(|connection| connection.ask(Kind::Lookup))?;
        Ok(connections)
    }

    /// One request to the debug endpoints, on a connection of its own.
    pub(crate) fn debug(&self, target: &str) -> Result<Answer> {
        Connection::open(self.debug.context("this program has no debug endpoints")?)?.get(target)
    }

    /// Tells the service of the instances that the cases of the experiment have.
    pub(crate) fn register_instances(&self) -> Result<()> {
        let mut connection = self.connect()?;
        for instance in 0..INSTANCES {
            let answer = connection.send("POST", "/v1/heartbeat", heartbeat_body(instance).as_bytes())?;
            ensure!(answer.status == 200, "a heartbeat was answered with {}", answer.status);
        }
        Ok(())
    }

    /// Makes the requests after which the chapter looks at the heap.
    pub(crate) fn walk(&self) -> Result<()> {
        let mut connection = self.connect()?;
        for (kind, requests) in WALK {
            for _ in 0..requests {
                connection.ask(kind)?;
            }
        }
        Ok(())
    }
}

/// How many requests of each kind the walk of the chapter makes.
const WALK: [(Kind, usize); 3] = [(Kind::Lookup, 600), (Kind::OldUrl, 300), (Kind::Heartbeat, 300)];

/// Whether a function is of the library or of the binary.
pub(crate) fn is_of_workspace(name: &str) -> bool {
    name.contains("running_service::") || name.contains("registry_service::")
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which a test that cares has noticed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A kind of request, as the cases of the experiment make it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// `POST /v1/heartbeat`.
    Heartbeat,
    /// `GET /v1/services/billing`.
    Lookup,
    /// `GET /naming/service`.
    OldUrl,
}

/// A connection that is kept.
pub(crate) struct Connection {
    reader: BufReader<TcpStream>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// Names in small letters, and values.
    pub(crate) headers: Vec<(String, String)>,
    /// The bytes of the body.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> Result<&str> {
        Ok(std::str::from_utf8(&self.body)?)
    }
}

impl Connection {
    /// Connects. An answer that does not come within a minute is an error.
    pub(crate) fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| address.to_string())?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { reader: BufReader::new(stream) })
    }

    /// A request without a body.
    pub(crate) fn get(&mut self, target: &str) -> Result<Answer> {
        self.send("GET", target, &[])
    }

    /// A request of the experiment; it must be answered as it should be.
    pub(crate) fn ask(&mut self, kind: Kind) -> Result<()> {
        let query = |query| std::str::from_utf8(query);
        let (answer, status) = match kind {
            Kind::Heartbeat => (self.send("POST", "/v1/heartbeat", heartbeat_body(1).as_bytes())?, 200),
            Kind::Lookup => (self.get(&format!("/v1/services/billing?{}", query(LOOKUP_QUERY)?))?, 200),
            Kind::OldUrl => (self.get(&format!("/naming/service?{}", query(OLD_QUERY)?))?, 308),
        };
        ensure!(answer.status == status, "{kind:?} was answered with {}", answer.status);
        Ok(())
    }

    /// A request, and its answer.
    pub(crate) fn send(&mut self, method: &str, target: &str, body: &[u8]) -> Result<Answer> {
        let host = self.reader.get_ref().peer_addr()?;
        self.send_to_host(method, target, body, &host.to_string())
    }

    /// The same, under another name of the host.
    pub(crate) fn send_to_host(&mut self, method: &str, target: &str, body: &[u8], host: &str) -> Result<Answer> {
        let agent = CLIENT.user_agent;
        let head = format!(
            "{method} {target} HTTP/1.1\r\nhost: {host}\r\nuser-agent: {agent}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        // At once: two small writes would wait for each other.
        self.reader.get_mut().write_all(&[head.as_bytes(), body].concat())?;
        self.read()
    }

    /// A request whose answer nobody waits for.
    pub(crate) fn send_only(&mut self, target: &str) -> Result<()> {
        let host = self.reader.get_ref().peer_addr()?;
        let head = format!("GET {target} HTTP/1.1\r\nhost: {host}\r\n\r\n");
        Ok(self.reader.get_mut().write_all(head.as_bytes())?)
    }

    /// The status of the answer to what was sent. The answer stays to be read, beyond what one reading of the socket brings.
    pub(crate) fn peek_status(&mut self) -> Result<u16> {
        let begun = self.reader.fill_buf()?;
        let status = begun.strip_prefix(b"HTTP/1.1 ").and_then(|rest| rest.get(..3)).context("no HTTP status")?;
        Ok(std::str::from_utf8(status)?.parse()?)
    }

    /// The answer to what was sent.
    pub(crate) fn read(&mut self) -> Result<Answer> {
        let status = self.line()?;
        let status =
            status.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).context("no HTTP status")?.parse()?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').context("a header without `:`")?;
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        let length: usize = answer.header("content-length").context("an answer without its length")?.parse()?;
        answer.body.resize(length, 0);
        self.reader.read_exact(&mut answer.body)?;
        Ok(answer)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.reader.read_line(&mut line)? == 0 {
            bail!("the connection was closed");
        }
        Ok(line.trim_end().to_owned())
    }
}

/// Asks `requests` times in all, each connection again as soon as it is answered.
///
/// Returns how long each request took, from its first byte sent to its last byte received.
pub(crate) fn load(connections: &mut [Connection], requests: usize, kind: Kind) -> Result<Vec<Duration>> {
    let asked = AtomicUsize::new(0);
    let one = |connection: &mut Connection| -> Result<Vec<Duration>> {
        let mut latencies = Vec::new();
        while asked.fetch_add(1, Ordering::Relaxed) < requests {
            let begun = Instant::now();
            connection.ask(kind)?;
            latencies.push(begun.elapsed());
        }
        Ok(latencies)
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = connections.iter_mut().map(|connection| scope.spawn(|| one(connection))).collect();
        let mut latencies = Vec::with_capacity(requests);
        for thread in threads {
            let Ok(of_one) = thread.join() else { bail!("a connection's thread panicked") };
            latencies.extend(of_one?);
        }
        Ok(latencies)
    })
}

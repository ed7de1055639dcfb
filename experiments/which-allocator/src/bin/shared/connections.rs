//! The service of *The heap of a running service* with its connections: HTTP on the loopback interface, client and service in one process.

// The routes of that chapter's own programs.
#[path = "../../../../running-service/src/bin/registry_service/api.rs"]
mod api;

use anyhow::{Context, Result, bail};
use declaration::Call;
use running_service::requests::{CLIENT, INSTANCES, heartbeat_body};
use running_service::service::Memory;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

// ANCHOR: connections
/// Threads of the runtime. Clients and service take turns on them.
const WORKERS: usize = 2;
/// Connections that are kept, and requests on each of them in a call.
const CONNECTIONS: usize = 4;
const REQUESTS: usize = 25;

/// Opens the connections. In a call every one of them asks, again as soon as it is answered.
pub(super) fn heartbeats() -> Result<Call> {
    let runtime = Builder::new_multi_thread().worker_threads(WORKERS).enable_all().build()?;
    let mut clients = runtime.block_on(connected())?;
    // A request that is not answered must not pass for a fast one.
    Ok(Box::new(move || turn(&runtime, &mut clients).unwrap_or_else(|error| panic!("a connection failed: {error:#}"))))
}

fn turn(runtime: &Runtime, clients: &mut Vec<Client>) -> Result<u64> {
    runtime.block_on(async {
        let asking = clients.drain(..).map(|client| tokio::spawn(client.ask_all())).collect::<Vec<_>>();
        let mut sum = 0;
        for one in asking {
            let (client, answered) = one.await??;
            clients.push(client);
            sum += answered;
        }
        Ok(sum)
    })
}
// ANCHOR_END: connections

/// Starts the service, tells it of the instances that the cases of its chapter have, and connects.
async fn connected() -> Result<Vec<Client>> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("a free port of the loopback interface")?;
    let address = listener.local_addr()?;
    let routes = api::routes(Memory::Trimmed).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let mut first = Client::connect(address).await?;
    for instance in 0..=INSTANCES {
        first = first.asking(instance);
        first.learn().await?;
    }
    let mut clients = vec![first];
    while clients.len() < CONNECTIONS {
        let mut client = Client::connect(address).await?.asking(INSTANCES);
        client.learn().await?;
        clients.push(client);
    }
    Ok(clients)
}

/// A connection, with the bytes of its request and room for the answer: what a client does asks for no memory.
struct Client {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Client {
    async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, request: Vec::new(), answer: Vec::new() })
    }

    /// The same client, with a heartbeat of the instance of this number to send.
    fn asking(mut self, instance: usize) -> Self {
        let (agent, body) = (CLIENT.user_agent, heartbeat_body(instance));
        let length = body.len();
        let head = format!(
            "POST /v1/heartbeat HTTP/1.1\r\nhost: localhost\r\nuser-agent: {agent}\r\ncontent-length: {length}\r\n\r\n"
        );
        self.request = [head, body].concat().into_bytes();
        self
    }

    /// Asks once, and reads until the body ends: every answer after this one has as many bytes.
    async fn learn(&mut self) -> Result<()> {
        self.stream.write_all(&self.request).await?;
        self.answer.clear();
        while body(&self.answer).is_none_or(|body| !body.ends_with(b"}")) {
            if self.stream.read_buf(&mut self.answer).await? == 0 {
                bail!("the service closed the connection after {:?}", String::from_utf8_lossy(&self.answer));
            }
        }
        Ok(())
    }

    /// Asks as often as a call does; the sum of the status and of the length of the body of each answer.
    async fn ask_all(mut self) -> Result<(Self, u64)> {
        let mut sum = 0;
        for _ in 0..REQUESTS {
            self.stream.write_all(&self.request).await?;
            self.stream.read_exact(&mut self.answer).await?;
            sum += status(&self.answer) + body(&self.answer).map_or(0, <[u8]>::len) as u64;
        }
        Ok((self, sum))
    }
}

/// What comes after the head of an answer, if that is whole.
fn body(answer: &[u8]) -> Option<&[u8]> {
    let end = b"\r\n\r\n";
    let head = answer.windows(end.len()).position(|window| window == end)?;
    answer.get(head + end.len()..)
}

/// The status of an answer; zero where there is none.
fn status(answer: &[u8]) -> u64 {
    let digits = answer.strip_prefix(b"HTTP/1.1 ").and_then(|rest| rest.get(..3));
    digits.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok()).unwrap_or(0)
}

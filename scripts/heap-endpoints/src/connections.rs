//! Connections of a limited number, each for a limited time and for one answer.
//!
//! A client may be slow, or never read what it asked for. What waits for it, and the time for which it waits, is within [`bounds`](crate::bounds).

use crate::bounds::{CLOSED_WITHIN, MOST_CONNECTIONS, MOST_WAITING, SEND_BUFFER, SENT_WITHIN};
use axum::serve::Listener;
use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// Accepts a connection when there is room for it.
pub(crate) struct Connections {
    listener: TcpListener,
    room: Arc<Semaphore>,
}

impl Connections {
    /// Listens on this address. Within a runtime.
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on.
    pub(crate) fn listen(address: SocketAddr) -> io::Result<Self> {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        socket.set_reuseaddr(true)?;
        // What is accepted has the same.
        socket.set_send_buffer_size(SEND_BUFFER)?;
        socket.bind(address)?;
        Ok(Self { listener: socket.listen(MOST_WAITING)?, room: Arc::new(Semaphore::new(MOST_CONNECTIONS)) })
    }
}

impl Listener for Connections {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let room = Arc::clone(&self.room).acquire_owned().await.expect("nobody closes the semaphore");
        let (stream, address) = Listener::accept(&mut self.listener).await;
        (Connection { stream, end: Box::pin(sleep(CLOSED_WITHIN)), is_answered: false, _room: room }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that fails when its time is over. It keeps its room until it is dropped.
pub(crate) struct Connection {
    stream: TcpStream,
    end: Pin<Box<Sleep>>,
    /// Whether the answer has begun. There is one: every answer closes its connection.
    is_answered: bool,
    _room: OwnedSemaphorePermit,
}

impl Connection {
    /// The stream, as long as there is time, and otherwise an error; the task is woken at the end of the time.
    fn in_time(&mut self, context: &mut Context<'_>) -> io::Result<Pin<&mut TcpStream>> {
        match self.end.as_mut().poll(context) {
            Poll::Ready(()) => Err(io::ErrorKind::TimedOut.into()),
            Poll::Pending => Ok(Pin::new(&mut self.stream)),
        }
    }

    /// The same, to write an answer to.
    fn answering(&mut self, context: &mut Context<'_>) -> io::Result<Pin<&mut TcpStream>> {
        if !self.is_answered {
            self.is_answered = true;
            let end = self.end.deadline().min(Instant::now() + SENT_WITHIN);
            self.end.as_mut().reset(end);
        }
        self.in_time(context)
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.in_time(context)?.poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.answering(context)?.poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.answering(context)?.poll_write_vectored(context, slices)
    }

    /// As the stream says: what can be written from several places is not copied into one first.
    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.in_time(context)?.poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.in_time(context)?.poll_shutdown(context)
    }
}

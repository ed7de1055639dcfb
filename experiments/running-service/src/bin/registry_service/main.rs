//! The service under a profiling allocator, with debug endpoints on an address of their own.
//!
//! Environment: `PPROF_ALLOC_SAMPLE_RATE`, the bytes requested between two samples on average; 1 records every allocation, 0 none,
//! without it 524288. It is read once, at the first allocation.

mod api;

use anyhow::Context;
use clap::Parser;
use heap_endpoints::Allocator;
use running_service::service::Memory;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;

// ANCHOR: allocator
#[global_allocator]
static ALLOCATOR: Allocator = Allocator::new();
// ANCHOR_END: allocator

/// A service registry that serves profiles of its own heap.
#[derive(Debug, Parser)]
struct Arguments {
    /// Where requests are answered; port 0 takes a free one, and the address is printed.
    #[arg(long, default_value_t = SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)))]
    listen: SocketAddr,
    /// The port of the debug endpoints, on the loopback address; 0 takes a free one, and the address is printed.
    #[arg(long, default_value_t = 6060)]
    debug_port: u16,
    /// Serve the debug endpoints on this address instead, which others can reach.
    ///
    /// Whoever reaches it reads the names of functions, the paths of sources and how much memory is where, and makes the process spend
    /// time on profiles. There is no password. Prefer the loopback address and a forwarded port.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "debug_port")]
    expose_heap_profiles_on: Option<SocketAddr>,
    /// Remember the latest clients of each route only: the leak's fix.
    #[arg(long)]
    trimmed: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let memory = if arguments.trimmed { Memory::Trimmed } else { Memory::Untrimmed };
    let listener = TcpListener::bind(arguments.listen)
        .await
        .with_context(|| format!("--listen {}: cannot be listened on; choose another port", arguments.listen))?;
    // ANCHOR: start
    let debug = match arguments.expose_heap_profiles_on {
        Some(address) => heap_endpoints::expose(address),
        None => heap_endpoints::start(arguments.debug_port),
    };
    // ANCHOR_END: start
    let debug = debug.context("--debug-port, or --expose-heap-profiles-on")?;
    println!("api http://{}", listener.local_addr()?);
    println!("debug http://{debug}/debug/pprof/");
    let routes = api::routes(memory).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, routes).await.context("the service stopped")
}

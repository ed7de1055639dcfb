//! The service under the plain system allocator and without debug endpoints: what profiling is compared with.

#[path = "registry_service/api.rs"]
mod api;

use anyhow::Context;
use clap::Parser;
use running_service::service::Memory;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;

/// A service registry, without profiles.
#[derive(Debug, Parser)]
struct Arguments {
    /// Where requests are answered; port 0 takes a free one, and the address is printed.
    #[arg(long, default_value_t = SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)))]
    listen: SocketAddr,
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
    println!("api http://{}", listener.local_addr()?);
    let routes = api::routes(memory).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, routes).await.context("the service stopped")
}

//! Two lines for a service of your own.

#[global_allocator]
static ALLOCATOR: heap_endpoints::Allocator = heap_endpoints::Allocator::new();

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("heap profiles at http://{}/debug/pprof/", heap_endpoints::start(6060)?);
    // The service.
    Ok(())
}

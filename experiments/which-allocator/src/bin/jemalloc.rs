//! The programs under jemalloc.

mod shared;

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> anyhow::Result<()> {
    shared::main(shared::Allocator {
        name: "jemalloc",
        origin: "tikv-jemallocator =0.7.0",
        about: "jemalloc 5.3.1, in C",
    })
}

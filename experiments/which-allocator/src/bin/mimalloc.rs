//! The programs under mimalloc.

mod shared;

// ANCHOR: allocator
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
// ANCHOR_END: allocator

fn main() -> anyhow::Result<()> {
    shared::main(shared::Allocator { name: "mimalloc", origin: "mimalloc =0.1.52", about: "mimalloc 3.3.2, in C" })
}

//! The programs under snmalloc.

mod shared;

#[global_allocator]
static ALLOCATOR: snmalloc_rs::SnMalloc = snmalloc_rs::SnMalloc;

fn main() -> anyhow::Result<()> {
    shared::main(shared::Allocator { name: "snmalloc", origin: "snmalloc-rs =0.7.6", about: "snmalloc, in C++" })
}

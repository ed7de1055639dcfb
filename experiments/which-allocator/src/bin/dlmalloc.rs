//! The programs under dlmalloc.

mod shared;

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> anyhow::Result<()> {
    shared::main(shared::Allocator { name: "dlmalloc", origin: "dlmalloc =0.2.14", about: "dlmalloc, in Rust" })
}

//! The programs under the system's allocator, which a program has that declares none.

mod shared;

fn main() -> anyhow::Result<()> {
    let origin = memory_probe::malloc::library();
    shared::main(shared::Allocator { name: "system", origin: &origin, about: "malloc of the C library, in C" })
}

//! The programs under the system's allocator, which a program has that declares none: malloc of the C library that it is built for.

mod shared;

fn main() -> anyhow::Result<()> {
    let origin = memory_probe::malloc::library();
    let about =
        if cfg!(target_env = "musl") { "mallocng, malloc of musl, in C" } else { "malloc of the C library, in C" };
    shared::main(shared::Allocator { name: "system", origin: &origin, about })
}

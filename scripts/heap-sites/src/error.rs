//! What can go wrong before there is a report?

use std::path::PathBuf;

/// Why there is no report. Never taken for "no allocations".
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file cannot be read.
    #[error("{}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// An object file or archive is damaged.
    #[error(
        "{file}: not an object that can be read: {reason}; build again, and if that changes nothing, report it with the compiler's version"
    )]
    Damaged {
        /// The file, and the member where it is an archive.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Only ELF, Mach-O and COFF are understood.
    #[error(
        "{file}: {format} objects cannot be read, only ELF, Mach-O and COFF; report on the crate as it is built for another target, \
         such as this machine, without --target"
    )]
    Format {
        /// The file.
        file: String,
        /// Its format.
        format: String,
    },
    /// Only x86-64 and aarch64 are understood.
    #[error(
        "{file}: code for {architecture} cannot be read, only for x86-64 (ELF, Mach-O and COFF) and aarch64 (ELF and Mach-O); \
         report on the crate as it is built for one of these, such as this machine, without --target"
    )]
    Architecture {
        /// The file.
        file: String,
        /// What it is for, and its format.
        architecture: String,
    },
    /// The debug information is that of Microsoft's compilers.
    #[error(
        "{file}: has its lines in CodeView, as targets for windows-msvc write them, and not in DWARF; \
         report on the crate with --target x86_64-pc-windows-gnu"
    )]
    CodeView {
        /// The file.
        file: String,
    },
    /// A test cannot verify the pins of its library on this platform.
    #[error(
        "{package}: a test verifies pins where objects are ELF, such as on Linux, and not where they are {format}; \
         `cargo allocations sites --verify` does it there"
    )]
    LinkedFormat {
        /// The package.
        package: String,
        /// The format of objects on this platform.
        format: &'static str,
    },
    /// The compiler put off code generation to link time.
    #[error(
        "{file}: holds LLVM bitcode and no machine code, because the profile asks for link-time optimisation; \
         there is nothing to see before the link, so build without what asks for it (`-C linker-plugin-lto` in RUSTFLAGS, or `lto` in a profile)"
    )]
    Bitcode {
        /// The file.
        file: String,
    },
    /// Nothing says which line the code comes from.
    #[error(
        "{file}: has code and no debug information, so no line can be named; \
         remove what turns it off (`-C debuginfo=0` in RUSTFLAGS, or `debug = false` with a build of your own)"
    )]
    NoDebugInformation {
        /// The file.
        file: String,
    },
    /// The debug information has no directories, so it does not say which package a file belongs to.
    #[error(
        "{file}: names its source {source_file} without a directory; \
         build without what takes it away (`--remap-path-prefix` in RUSTFLAGS, or `trim-paths` in the profile)"
    )]
    RelativeSources {
        /// The file.
        file: String,
        /// The source file, as it is named.
        source_file: String,
    },
    /// The objects were compiled from a copy of the sources in another directory, and cargo takes them for fresh.
    #[error(
        "{file}: compiled from {compiled_from}, which is not below {root}; remove the objects with `cargo clean` and report again"
    )]
    CompiledElsewhere {
        /// The object file.
        file: String,
        /// The source that its code is from.
        compiled_from: String,
        /// Where the sources to be reported on are.
        root: String,
    },
    /// Nothing to read.
    #[error("{0}: no object file is in it")]
    NoObject(PathBuf),
    /// cargo cannot be run, or says something that cannot be understood.
    #[error("cargo: {0}")]
    Cargo(String),
    /// Another thread stopped the report.
    #[error("the report was stopped")]
    Stopped,
    /// The code does not compile. The compiler has said why, on stderr.
    #[error("the code does not compile; the compiler's messages are above")]
    DoesNotCompile,
    /// The package or target asked for does not exist, or more than one could be meant.
    #[error("{0}")]
    Target(String),
    /// A source file cannot be parsed.
    #[error("{}: {reason}", path.display())]
    Source {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl Error {
    /// Whether the user asked for something that does not exist, rather than something being wrong with what was looked at.
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Target(_))
    }
}

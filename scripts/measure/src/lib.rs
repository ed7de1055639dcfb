//! How does a declaration become a record?
//!
//! In this order: [`binaries`] builds an experiment's test program and its bench, [`counts`] asks the test program for exact figures,
//! [`record::rounds`] times the cases in interleaved rounds, each of another link of one program ([`layouts`], [`samples`]), [`findings`] asks for what a chapter establishes otherwise,
//! [`provenance`] and [`digest`] say with what and of what, and [`assemble`] makes the [`record::Record`].
//! [`output`], [`sites`] and [`heap`] renew what a page shows beside the record.
//! [`instructions`] counts the instructions of a call, [`compilers`] asks other compilers for their counts, [`memory`] runs programs for what they hold of the machine's memory, and [`allocators`] runs the same programs under different allocators. [`calibration`] measures the method itself, [`influences`] what moves a time besides the code, [`go`] the Go programs
//! beside an experiment, and [`model`] on how many lines the model of Go's escape analysis agrees with Go's compiler.
//! [`check`] measures everything again that is exact, and says where what is kept is not what is found.

pub mod binaries;
pub mod counts;
pub mod layouts;
pub mod samples;
pub mod interrupted;
pub mod findings;
pub mod provenance;
pub mod digest;
pub mod assemble;
pub mod output;
pub mod sites;
pub mod heap;
pub mod influences;
pub mod instructions;
pub mod memory;
pub mod allocators;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
#[allow(unsafe_code, reason = "a process asks to be traced between fork and exec")]
pub mod steps;
pub mod witnesses;
pub mod calibration;
pub mod compilers;
pub mod go;
pub mod model;
pub mod check;
pub mod turn;

pub use digest::Sources;
pub use record::{Chapter, Progress, Workspace};

use binaries::Programs;
use record::{Body, Kind, Profile, Provenance, Sealed, Shown};

/// Measures anew what a page shows beside the record, and replaces the committed file. Of [`Kind::Sites`] and [`Kind::Heap`], a chapter of which
/// pages show nothing has no file, and a left over one is removed.
///
/// # Errors
///
/// When it cannot be measured, or the file cannot be written. Of [`Kind`], only [`Kind::Sites`], [`Kind::Heap`] and [`Kind::Output`] can be renewed
/// without measuring times.
pub fn renew(
    kind: Kind,
    workspace: &Workspace,
    chapter: &Chapter,
    programs: &Programs,
    shown: &Shown,
    provenance: &Provenance,
    sources: &Sources,
) -> anyhow::Result<()> {
    if !check::is_kept_by(kind, chapter, shown) {
        return match std::fs::remove_file(chapter.kept(kind)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        };
    }
    match kind {
        Kind::Sites => {
            let survey = sites::survey(chapter, programs)?;
            keep(chapter, provenance, sources, sites::kept(&survey, shown)?)
        }
        Kind::Heap => {
            let program = programs.of(chapter, Profile::Release);
            keep(chapter, provenance, sources, heap::current(workspace, chapter, program, &shown.profiles)?)
        }
        Kind::Output => keep(chapter, provenance, sources, output::current(chapter, programs)?),
        Kind::Record
        | Kind::Go
        | Kind::Matrix
        | Kind::Compilers
        | Kind::Calibration
        | Kind::Influences
        | Kind::Instructions
        | Kind::Memory
        | Kind::Allocators
        | Kind::Model => {
            anyhow::bail!("{kind}: it is measured by {}", kind.renewal(&chapter.slug))
        }
    }
}

/// Seals what was measured now and replaces the committed file.
fn keep<T: Body>(chapter: &Chapter, provenance: &Provenance, sources: &Sources, body: T) -> anyhow::Result<()> {
    seal(chapter, provenance, sources, body, &chapter.kept(T::KIND))
}

/// Seals what was measured now and writes it to a file.
///
/// # Errors
///
/// When the sources cannot be read, or the file cannot be written.
pub fn seal<T: Body>(
    chapter: &Chapter,
    provenance: &Provenance,
    sources: &Sources,
    body: T,
    file: &std::path::Path,
) -> anyhow::Result<()> {
    let kept = Sealed {
        experiment: chapter.slug.clone(),
        provenance: provenance.clone(),
        sources: sources.of_kind(T::KIND, chapter)?,
        body,
    };
    Ok(kept.write(file)?)
}

//! The text form of a profile, as Go's `?debug=1` writes it.

use crate::memory::Memory;
use crate::profile::Profile;
use std::fmt::Write;

/// The whole text.
///
/// The figures are scaled already, from samples to what they stand for. Go writes samples, and twice the sampling rate at the end of the
/// first line, by which a reader scales them. So here stands a rate of one byte: nothing is left to scale.
pub(crate) fn write(profile: &Profile, memory: &Memory) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_profile(&mut text, profile);
    let _ = memory.write_trailer(&mut text);
    let _ = write_about(&mut text, profile);
    text
}

/// How the profile was made, and what is left out of it.
fn write_about(text: &mut String, profile: &Profile) -> std::fmt::Result {
    let [alloc_objects, alloc_space, inuse_objects, inuse_space] = profile.own;
    writeln!(text, "\n# this profile")?;
    writeln!(text, "# BytesBetweenSamples = {}", profile.rate())?;
    writeln!(text, "# LeftOutOfDebugEndpoints = {inuse_objects}: {inuse_space} [{alloc_objects}: {alloc_space}]")
}

fn write_profile(text: &mut String, profile: &Profile) -> std::fmt::Result {
    let [alloc_objects, alloc_space, inuse_objects, inuse_space] = profile.totals();
    writeln!(text, "heap profile: {inuse_objects}: {inuse_space} [{alloc_objects}: {alloc_space}] @ heap/2")?;
    for stack in profile.stacks() {
        let [alloc_objects, alloc_space, inuse_objects, inuse_space] = stack.values;
        write!(text, "{inuse_objects}: {inuse_space} [{alloc_objects}: {alloc_space}] @")?;
        for location in &stack.locations {
            // The address to which the call returns, as in Go; the lines below have the call's.
            write!(text, " {:#x}", location.address + 1)?;
        }
        writeln!(text)?;
        for location in &stack.locations {
            for (function, file, line) in profile.lines(location) {
                writeln!(text, "#\t{:#x}\t{function}\t{file}:{line}", location.address)?;
            }
        }
        writeln!(text)?;
    }
    Ok(())
}

//! Facts of the chapter that are neither counts nor times: in which region each value is, in which order the regions are, how far
//! values are from each other, and the drawings.
//!
//! Everything is looked at on the main thread of this process: a test of `cargo test` runs on another thread, where the allocator
//! uses other memory.

use anyhow::{Context, Result, ensure};
use record::{Arrow, Band, Diagram, Finding, Slot, Value};
use std::process::Command;
use where_values_live::all::{SHOWS, Seen, order, seen};
use where_values_live::place::Place;
use where_values_live::regions::{Map, Region};
use where_values_live::vec;

/// The argument with which this program prints only the region of the small box that another thread made.
const SMALL_BOX: &str = "small-box";

fn main() -> Result<()> {
    if std::env::args().any(|argument| argument == SMALL_BOX) {
        println!("{}", region_of(&seen(&SHOWS)?, "boxed_by_other_thread", "small")?);
        return Ok(());
    }
    // First, in a process that has not freed a large block yet.
    let mut findings = vec![again()?];
    let seen = seen(&SHOWS).context("the map of this process")?;
    findings.extend(seen.iter().map(region));
    findings.extend([small_box_without_cache()?, order_of_regions(&seen)]);
    findings.extend(distances(&seen)?);
    let owners = ["local", "boxed", "vec_32_b", "vec_64_mib", "static_str"];
    findings.push(diagram("owners", &seen, |seen| owners.contains(&seen.show.key), "Some values of the chapter")?);
    // Without the owners and without the frames, whose places are no news by then.
    findings.push(diagram(
        "everything",
        &seen,
        |seen| seen.place.points_to.is_none() && !["array", "deeper_frame"].contains(&seen.show.key),
        "The values of the chapter",
    )?);
    instruments::print_findings(&findings);
    Ok(())
}

/// The same large block, three times: malloc learns from the first.
fn again() -> Result<Finding> {
    let mut regions = Vec::new();
    for _ in 0..3 {
        let mut region = Ok(Region::Unknown);
        vec::show(vec::MIDDLE, &mut |places: &[Place]| {
            region = Map::of_this_process().map(|map| map.region_of(places[1].address.addr() as u64));
        });
        regions.push(region.context("the map of this process")?.to_string());
    }
    Ok(exact(
        "vec_1_mib_regions",
        Value::Text(regions.join(", then ")),
        "the elements of a Vec of 1 MiB were looked at three times in a new process, the Vec dropped each time",
    ))
}

fn region(seen: &Seen) -> Finding {
    let value = Value::Text(seen.region.to_string());
    let how = "all values of the chapter were alive at once on the main thread, and this one was looked up in /proc/self/maps";
    exact(&format!("region_{}_{}", seen.show.key, seen.place.part), value, how)
}

/// The small box once more, where malloc keeps no freed blocks for a thread.
fn small_box_without_cache() -> Result<Finding> {
    let tunable = "glibc.malloc.tcache_count=0";
    let output = Command::new(std::env::current_exe()?)
        .arg(SMALL_BOX)
        .env("GLIBC_TUNABLES", tunable)
        .output()
        .context("a child process")?;
    ensure!(output.status.success(), "the child process failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    let region = String::from_utf8(output.stdout)?.trim().to_owned();
    let how = format!("region_boxed_by_other_thread_small in a child process under GLIBC_TUNABLES={tunable}");
    Ok(exact("region_small_box_without_cache", Value::Text(region), &how))
}

fn order_of_regions(seen: &[Seen]) -> Finding {
    let order: Vec<String> = order(seen).iter().map(Region::to_string).collect();
    let how = "the regions of all values of the chapter by address, lowest first; neighbours in one region count once";
    exact("order", Value::Text(order.join(" < ")), how)
}

fn distances(seen: &[Seen]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (key, exact, (show, part), (other_show, other_part), what) in [
        (
            "last_above_whole",
            true,
            ("array", "last"),
            ("array", "whole"),
            "the last element of the array above the array",
        ),
        (
            "inner_above_outer",
            false,
            ("deeper_frame", "inner"),
            ("deeper_frame", "outer"),
            "the local of the called function above that of its caller",
        ),
        (
            "own_above_local",
            false,
            ("other_thread", "own"),
            ("other_thread", "local"),
            "the other thread's thread-local above its local, in one mapping",
        ),
        (
            "vec_above_box",
            false,
            ("vec_32_b", "elements"),
            ("boxed", "content"),
            "the elements of the Vec of 32 B above the content of the Box, which was made before",
        ),
    ] {
        let (upper, lower) = (find(seen, show, part)?, find(seen, other_show, other_part)?);
        let bytes = upper.above(lower).with_context(|| format!("{what}: not in one mapping"))?;
        let how = format!("bytes of {what}");
        findings.push(Finding { key: key.to_owned(), value: Value::Integer(bytes), exact, how });
    }
    Ok(findings)
}

/// The chosen values, highest address first, each with its distance to the next lower one of the drawing.
fn diagram(key: &str, seen: &[Seen], chosen: impl Fn(&Seen) -> bool, what: &str) -> Result<Finding> {
    let mut chosen: Vec<&Seen> = seen.iter().filter(|seen| chosen(seen)).collect();
    chosen.sort_by_key(|seen| std::cmp::Reverse(seen.address()));
    let mut bands: Vec<Band> = Vec::new();
    for (index, seen) in chosen.iter().enumerate() {
        let name = seen.region.to_string();
        let below = chosen.get(index + 1).filter(|below| below.region == seen.region);
        let slot = Slot { label: seen.label(), detail: detail(seen, below.copied()) };
        match bands.last_mut() {
            Some(band) if band.name == name => band.slots.push(slot),
            _ => bands.push(Band { name, slots: vec![slot] }),
        }
    }
    let mut arrows = Vec::new();
    for from in &chosen {
        if let Some(part) = from.place.points_to {
            arrows.push(Arrow { from: from.label(), to: find(seen, from.show.key, part)?.label() });
        }
    }
    let how = format!(
        "{what}, alive at once on the main thread; each was looked up in /proc/self/maps; the highest address is on top{}",
        if arrows.is_empty() { "" } else { ", and an arrow leads from what holds an address to what is there" }
    );
    Ok(Finding { key: key.to_owned(), value: Value::Diagram(Diagram { bands, arrows }), exact: false, how })
}

/// How large a value is, and how far above the next lower one.
fn detail(seen: &Seen, below: Option<&Seen>) -> String {
    let mut parts = Vec::new();
    if seen.place.bytes > 0 {
        parts.push(bytes(seen.place.bytes as u64));
    }
    parts.extend(below.map(|below| match seen.above(below) {
        Some(distance) => format!("{} above the next", bytes(distance.unsigned_abs())),
        None => "the next in another mapping".to_owned(),
    }));
    parts.join(", ")
}

/// Bytes in the largest binary unit that is exact.
fn bytes(count: u64) -> String {
    match count {
        count if count > 0 && count.is_multiple_of(1 << 20) => format!("{} MiB", count >> 20),
        count if count > 0 && count.is_multiple_of(1 << 10) => format!("{} KiB", count >> 10),
        count => format!("{} B", grouped(count)),
    }
}

/// The digits in groups of three, as the pages print counts.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join("\u{202f}")
}

fn find<'s>(seen: &'s [Seen], show: &str, part: &str) -> Result<&'s Seen> {
    seen.iter()
        .find(|seen| seen.show.key == show && seen.place.part == part)
        .with_context(|| format!("no place called `{part}` was shown by `{show}`"))
}

fn region_of(seen: &[Seen], show: &str, part: &str) -> Result<Region> {
    Ok(find(seen, show, part)?.region)
}

fn exact(key: &str, value: Value, how: &str) -> Finding {
    Finding { key: key.to_owned(), value, exact: true, how: how.to_owned() }
}

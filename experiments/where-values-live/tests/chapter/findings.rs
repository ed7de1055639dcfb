//! Facts of the chapter that are neither counts nor times: in which region values are, in which order the regions are, how far
//! values are from each other, and the drawings.
//!
//! Everything is looked at on the main thread of this process: a test of `cargo test` runs on another thread, where the allocator
//! uses other memory.

use anyhow::{Context, Result};
use harness::{Child, Findings, Need, Shared};
use record::{Arrow, Band, Diagram, Slot};
use where_values_live::all::{SHOWS, Seen, order, seen};
use where_values_live::place::Place;
use where_values_live::regions::{Map, Region};
use where_values_live::vec;

/// All values of the chapter, alive at once, in the process that establishes the findings.
type All<'a> = Shared<'a, Vec<Seen>>;

/// Declares them.
pub(crate) fn findings(findings: &mut Findings) {
    // The region of the small box that another thread made.
    let small_box = findings.child("small-box", || -> Result<()> {
        println!("{}", region_of(&seen(&SHOWS)?, "boxed_by_other_thread", "small")?);
        Ok(())
    });
    // First, in a process that has not freed a large block yet.
    let how = "the elements of a Vec of 1 MiB were looked at three times in a new process, the Vec dropped each time";
    findings.exact("vec_1_mib_regions", how).needs(Need::Proc).by(again);
    let all = Shared::new(|| seen(&SHOWS).context("the map of this process"));
    regions(findings, &all);
    small_box_without_cache(findings, small_box);
    let how = "the regions of all values of the chapter by address, lowest first; neighbours in one region count once";
    findings.exact("order", how).needs(Need::Proc).by(|| -> Result<String> {
        let order: Vec<String> = order(all.get()?).iter().map(Region::to_string).collect();
        Ok(order.join(" < "))
    });
    distances(findings, &all);
    let owners = ["local", "boxed", "vec_32_b", "vec_64_mib", "static_str"];
    let is_owner = |seen: &Seen| owners.contains(&seen.show.key);
    let how = "Some values of the chapter, alive at once on the main thread; each was looked up in /proc/self/maps; the highest address \
               is on top, and an arrow leads from what holds an address to what is there";
    findings.observed("owners", how).needs(Need::Proc).by(|| diagram(all.get()?, is_owner));
    // Without the owners and without the frames, whose places are no news by then.
    let is_shown = |seen: &Seen| seen.place.points_to.is_none() && !["array", "deeper_frame"].contains(&seen.show.key);
    let how = "The values of the chapter, alive at once on the main thread; each was looked up in /proc/self/maps; the highest address \
               is on top";
    findings.observed("everything", how).needs(Need::Proc).by(|| diagram(all.get()?, is_shown));
}

/// The same large block, three times: malloc learns from the first.
fn again() -> Result<String> {
    let mut regions = Vec::new();
    for _ in 0..3 {
        let mut region = Ok(Region::Unknown);
        vec::show(vec::MIDDLE, &mut |places: &[Place]| {
            region = Map::of_this_process().map(|map| map.region_of(places[1].address.addr() as u64));
        });
        regions.push(region.context("the map of this process")?.to_string());
    }
    Ok(regions.join(", then "))
}

fn regions(findings: &mut Findings, all: &All<'_>) {
    let how = "all values of the chapter were alive at once on the main thread, and this one was looked up in /proc/self/maps";
    // The places whose regions the page shows; the ordinary tests compare those of all places.
    for (show, part) in [
        ("boxed", "pointer"),
        ("boxed", "content"),
        ("vec_32_b", "header"),
        ("vec_32_b", "elements"),
        ("vec_64_mib", "elements"),
        ("static_str", "reference"),
        ("static_str", "bytes"),
        ("static_items", "constant"),
        ("static_items", "counter"),
        ("static_items", "zeroed"),
        ("constant", "promoted"),
        ("constant", "copy"),
        ("thread_local", "number"),
        ("other_thread", "local"),
        ("boxed_by_other_thread", "small"),
        ("boxed_by_other_thread", "large"),
    ] {
        findings
            .exact(["region", show, part], how)
            .needs(Need::Proc)
            .by(|| Ok::<_, anyhow::Error>(region_of(all.get()?, show, part)?.to_string()));
    }
}

/// The small box once more, where malloc keeps no freed blocks for a thread.
fn small_box_without_cache(findings: &mut Findings, small_box: Child) {
    let tunable = "glibc.malloc.tcache_count=0";
    let how = format!("region_boxed_by_other_thread_small in a child process under GLIBC_TUNABLES={tunable}");
    findings.exact("region_small_box_without_cache", how).needs(Need::Proc).by(|| -> Result<String> {
        let output = small_box.output_with(|command| command.env("GLIBC_TUNABLES", tunable))?;
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    });
}

fn distances(findings: &mut Findings, all: &All<'_>) {
    for (key, is_exact, (show, part), (other_show, other_part), what) in [
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
    ] {
        let how = format!("bytes of {what}");
        let distance = if is_exact { findings.exact(key, how) } else { findings.observed(key, how) };
        distance.needs(Need::Proc).by(|| {
            let (upper, lower) = (find(all.get()?, show, part)?, find(all.get()?, other_show, other_part)?);
            upper.above(lower).context("they are not in one mapping")
        });
    }
}

/// The chosen values, highest address first, each with its distance to the next lower one of the drawing.
fn diagram(seen: &[Seen], chosen: impl Fn(&Seen) -> bool) -> Result<Diagram> {
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
    Ok(Diagram { bands, arrows })
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

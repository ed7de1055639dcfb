//! What is in a served profile, and what is taken out of it?
//!
//! The profiler keeps, for each stack, what was allocated there and what of it is still there. Two things in it are not the service's:
//!
//! - The profiler's own function, `<pprof_alloc::PprofAlloc as GlobalAlloc>::alloc`, the counters around it, and the shim
//!   `__rustc::__rust_alloc` before them stand innermost on every stack. As the functions that allocate they would be the first rows of
//!   every table, so they are taken off.
//! - The heap endpoints allocate: each profile is decoded, changed and encoded. Stacks with a function of theirs are left out, and
//!   [`Profile::own`] says how much that was.
//!
//! What the profiler keeps its figures in is not on any stack, because it does not record itself; `memory` shows how much that may be.

use crate::counting::as_the_profiler;
use anyhow::{Context, ensure};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use pprof_proto as proto;
use std::collections::{HashMap, HashSet};
use std::io::{Read, Write};
use std::time::Duration;

/// What is counted of a stack, in the profiler's order, which is Go's.
pub(crate) const SAMPLE_TYPES: [&str; 4] = ["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"];

/// The four figures of a stack, or of a profile.
pub(crate) type Values = [i64; 4];

/// Which figure a viewer shows first.
#[derive(Clone, Copy, Debug)]
pub(crate) enum First {
    /// `alloc_space`: all bytes ever requested.
    Allocated,
    /// `inuse_space`: the bytes that are there now.
    InUse,
}

/// A profile of this process, as it is served.
#[derive(Debug)]
pub(crate) struct Profile {
    message: proto::Profile,
    /// What the heap endpoints themselves allocated, which is left out.
    pub(crate) own: Values,
}

/// A stack with its figures, for the text form.
pub(crate) struct Stack<'p> {
    /// The figures.
    pub(crate) values: Values,
    /// The innermost first.
    pub(crate) locations: Vec<&'p proto::Location>,
}

impl Profile {
    /// The profile as it is now. It takes the time of naming each new address: not for a thread that has requests to answer.
    ///
    /// # Errors
    ///
    /// When the profiler's file is not what its format says.
    pub(crate) fn capture() -> anyhow::Result<Self> {
        let made = as_the_profiler(pprof_alloc::generate_pprof).context("the profiler made no profile")?;
        // A copy, so that each block is freed under the same name under which it was made.
        let file = made.clone();
        as_the_profiler(|| drop(made));
        let mut bytes = Vec::new();
        GzDecoder::new(&*file).read_to_end(&mut bytes).context("the profiler's file cannot be unpacked")?;
        Self::of(proto::Profile::from_bytes(&bytes).context("the profiler's file is no profile")?)
    }

    fn of(mut message: proto::Profile) -> anyhow::Result<Self> {
        let types: Vec<&str> = message.sample_type.iter().map(|kind| text(&message, kind.kind)).collect();
        ensure!(types == SAMPLE_TYPES, "the profiler counts {types:?}, and {SAMPLE_TYPES:?} is expected");
        let functions_where = |is_meant: fn(&str) -> bool| -> HashSet<u64> {
            let meant = message.function.iter().filter(|function| is_meant(text(&message, function.name)));
            meant.map(|function| function.id).collect()
        };
        let (profilers, ours) = (functions_where(is_profilers), functions_where(is_debug_endpoints));

        for location in &mut message.location {
            location.line.retain(|line| !profilers.contains(&line.function_id));
        }
        let empty: HashSet<u64> =
            message.location.iter().filter(|location| location.line.is_empty()).map(|location| location.id).collect();
        let own_locations: HashSet<u64> = message
            .location
            .iter()
            .filter(|location| location.line.iter().any(|line| ours.contains(&line.function_id)))
            .map(|location| location.id)
            .collect();

        let mut own = Values::default();
        let mut by_stack: HashMap<Vec<u64>, Values> = HashMap::new();
        for sample in std::mem::take(&mut message.sample) {
            let values =
                Values::try_from(sample.value).ok().context("a stack has not the figures that were announced")?;
            let is_own = sample.location_id.iter().any(|id| own_locations.contains(id));
            let stack: Vec<u64> = sample.location_id.into_iter().filter(|id| !empty.contains(id)).collect();
            // Stacks that differed in the profiler's frames only are one.
            add(if is_own { &mut own } else { by_stack.entry(stack).or_default() }, &values);
        }
        message.sample = by_stack
            .into_iter()
            .map(|(location_id, values)| proto::Sample { location_id, value: values.to_vec() })
            .collect();
        // The order of the hash table would differ from profile to profile.
        message.sample.sort_by(|a, b| b.value[3].cmp(&a.value[3]).then_with(|| a.location_id.cmp(&b.location_id)));
        message.location.retain(|location| !location.line.is_empty());
        message.function.retain(|function| !profilers.contains(&function.id));
        for function in &mut message.function {
            // Where the system's name equals the name, pprof takes it for C++ and drops what stands between `<` and `>`.
            function.system_name = 0;
        }
        Ok(Self { message, own })
    }

    /// What came since an earlier profile of this process. A stack that freed more than it made has figures below zero.
    pub(crate) fn since(mut self, earlier: &Self, seconds: Duration) -> Self {
        // Locations are numbered anew in each profile; an address in a mapped file stays what it is.
        fn places(profile: &Profile) -> HashMap<u64, (u64, u64)> {
            let locations = profile.message.location.iter();
            locations.map(|location| (location.id, (location.mapping_id, location.address))).collect()
        }
        let (places_now, places_then) = (places(&self), places(earlier));
        let key = |sample: &proto::Sample, places: &HashMap<u64, (u64, u64)>| -> Vec<Option<(u64, u64)>> {
            sample.location_id.iter().map(|id| places.get(id).copied()).collect()
        };
        let then: HashMap<_, _> = earlier.message.sample.iter().map(|s| (key(s, &places_then), &s.value)).collect();
        for sample in &mut self.message.sample {
            if let Some(earlier) = then.get(&key(sample, &places_now)) {
                sample.value.iter_mut().zip(*earlier).for_each(|(now, then)| *now -= then);
            }
        }
        self.message.sample.retain(|sample| sample.value.iter().any(|value| *value != 0));
        self.message.duration_nanos = seconds.as_nanos().try_into().unwrap_or(i64::MAX);
        self.own.iter_mut().zip(earlier.own).for_each(|(now, then)| *now -= then);
        self
    }

    /// A gzipped file in pprof's format.
    ///
    /// # Errors
    ///
    /// None is known: compressing to memory cannot fail, and the error is the writer's.
    pub(crate) fn encode(mut self, first: First) -> std::io::Result<Vec<u8>> {
        self.message.default_sample_type = match first {
            First::Allocated => self.message.sample_type[1].kind,
            First::InUse => self.message.sample_type[3].kind,
        };
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(&self.message.to_bytes())?;
        gzip.finish()
    }

    /// The bytes requested between two samples, on average.
    pub(crate) fn rate(&self) -> i64 {
        self.message.period
    }

    /// The sums over all stacks.
    pub(crate) fn totals(&self) -> Values {
        let mut totals = Values::default();
        for stack in self.stacks() {
            add(&mut totals, &stack.values);
        }
        totals
    }

    /// The stacks, the one with the most bytes in use first.
    pub(crate) fn stacks(&self) -> impl Iterator<Item = Stack<'_>> {
        let locations: HashMap<u64, &proto::Location> =
            self.message.location.iter().map(|location| (location.id, location)).collect();
        self.message.sample.iter().map(move |sample| Stack {
            values: [0, 1, 2, 3].map(|index| sample.value[index]),
            locations: sample.location_id.iter().filter_map(|id| locations.get(id).copied()).collect(),
        })
    }

    /// Name, file and line of each function at a location: more than one where functions were inlined.
    pub(crate) fn lines<'p>(&'p self, location: &'p proto::Location) -> impl Iterator<Item = (&'p str, &'p str, i64)> {
        location.line.iter().filter_map(|line| {
            // Functions are numbered from 1 in the order of the table; those taken out leave gaps, so they are searched.
            let function =
                self.message.function.binary_search_by_key(&line.function_id, |function| function.id).ok()?;
            let function = &self.message.function[function];
            Some((text(&self.message, function.name), text(&self.message, function.filename), line.line))
        })
    }
}

fn add(sum: &mut Values, values: &Values) {
    sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

fn text(message: &proto::Profile, index: i64) -> &str {
    usize::try_from(index).ok().and_then(|index| message.string_table.get(index)).map_or("", String::as_str)
}

/// The profiler, the counters around it, and the shims between them and `alloc::alloc`.
fn is_profilers(function: &str) -> bool {
    let shims = ["pprof_alloc::", "<pprof_alloc::", "__rustc::__rust_", "__rust_alloc", "__rust_realloc"];
    shims.iter().any(|beginning| function.starts_with(beginning)) || function.contains(COUNTING)
}

/// The counters around the profiler stand innermost on every stack, the service's too.
const COUNTING: &str = "heap_endpoints::counting::";

/// The code of this crate, wherever its name stands: closures and generic functions carry it too.
fn is_debug_endpoints(function: &str) -> bool {
    function.replace(COUNTING, "").contains("heap_endpoints::")
}

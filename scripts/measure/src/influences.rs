//! What moves a time besides the code that is timed?
//!
//! In each round, every function of the calibration is timed under every setting, with the functions linked in the same order, so that a
//! slow minute of the machine and the layout of the round hit all settings alike.

use crate::calibration;
use crate::layouts::{Build, Layouts, Timed};
use crate::samples::{Sampled, Sampler};
use crate::{Progress, Sources, Workspace, provenance};
use anyhow::Context;
use record::influences::{Influences, InfluencesRecord, Setting};
use record::rounds::Clock;
use record::{CALIBRATED, Method};

/// What the program calls the functions.
const NAME: &str = "calibration";

/// How a setting is set.
enum Set {
    /// Nothing.
    Nothing,
    /// An argument of rustc's, for all that is compiled; the standard library is as it came.
    Rustc(&'static str),
    /// `GLIBC_TUNABLES`.
    Malloc(&'static str),
    /// Each function in a process of its own.
    OwnProcess,
    /// Slices so many times as long.
    LongerSlices(u64),
}

const SETTINGS: [(&str, Set); 8] = [
    ("as it is", Set::Nothing),
    ("functions begin at 64 bytes", Set::Rustc("-Cllvm-args=-align-all-functions=6")),
    ("loops begin at 64 bytes", Set::Rustc("-Cllvm-args=-align-loops=64")),
    ("huge pages for the heap", Set::Malloc("glibc.malloc.hugetlb=1")),
    ("one arena", Set::Malloc("glibc.malloc.arena_max=1")),
    (
        "memory is never given back",
        Set::Malloc("glibc.malloc.trim_threshold=1073741824:glibc.malloc.mmap_threshold=33554432"),
    ),
    ("a process for each function", Set::OwnProcess),
    ("slices five times as long", Set::LongerSlices(5)),
];

/// Takes `method.max_rounds` rounds under each setting.
///
/// # Errors
///
/// When the functions do not build, or one fails.
pub fn run(workspace: &Workspace, method: &Method, progress: &dyn Progress) -> anyhow::Result<InfluencesRecord> {
    let chapter = workspace.calibrated();
    let timed = [Timed { name: NAME.to_owned(), chapter: chapter.clone(), declaration: "calibration::EXPERIMENT" }];
    // Those that are slowed down are the same code.
    let is_as_it_is = |id: &String| id.split_once('/').is_none_or(|(_, added)| added == "0");
    let functions: Vec<String> = calibration::cases(workspace, progress)?.into_iter().filter(is_as_it_is).collect();
    let sampled: Vec<Sampled> = functions
        .iter()
        .map(|case| Sampled::Rust { experiment: NAME.to_owned(), case: case.clone(), alone: false })
        .collect();
    let provenance_before = provenance::describe_now(workspace)?;
    // Settings of the same build share its links.
    let mut samplers: Vec<(Option<&str>, Sampler)> = Vec::new();
    for (_, set) in &SETTINGS {
        let flag = if let Set::Rustc(flag) = set { Some(*flag) } else { None };
        if samplers.iter().all(|(built, _)| *built != flag) {
            let build = flag.map_or(Build::Workspace, Build::With);
            let layouts = Layouts::build(workspace, &timed, build, progress)?;
            samplers.push((flag, Sampler::new(layouts, sampled.clone(), method.clone())));
        }
    }
    let method = Method { is_relinked: samplers.iter().all(|(_, sampler)| sampler.is_relinked()), ..method.clone() };
    let mut rounds: Vec<Vec<Vec<u64>>> = vec![vec![Vec::new(); functions.len()]; SETTINGS.len()];
    let all: Vec<usize> = (0..functions.len()).collect();
    progress.begin("rounds", Some(method.max_rounds));
    for round in 1..=method.max_rounds {
        for (_, sampler) in &mut samplers {
            sampler.begin(round)?;
        }
        // Backwards in even rounds, so that no setting always follows the same one.
        let mut order: Vec<usize> = (0..SETTINGS.len()).collect();
        if round.is_multiple_of(2) {
            order.reverse();
        }
        for index in order {
            let (name, set) = &SETTINGS[index];
            let flag = if let Set::Rustc(flag) = set { Some(*flag) } else { None };
            let sampler = samplers.iter_mut().find(|(built, _)| *built == flag).map(|(_, sampler)| sampler);
            let sampler = sampler.context("each setting has a build")?;
            let processes: Vec<&[usize]> =
                if matches!(set, Set::OwnProcess) { all.chunks(1).collect() } else { vec![&all[..]] };
            let longer = if let Set::LongerSlices(factor) = set { *factor } else { 1 };
            let tunables = if let Set::Malloc(tunables) = set { Some(*tunables) } else { None };
            sampler.under(tunables, method.slice_us * longer);
            for process in processes {
                for (function, value) in process.iter().zip(sampler.sample(process)) {
                    let value = value.map_err(|error| anyhow::anyhow!("{name}: {}: {error}", functions[*function]))?;
                    rounds[index][*function].push(value);
                }
            }
        }
        progress.step(&round.to_string());
    }
    progress.end();
    let mut provenance = provenance_before;
    provenance.load_per_mille[1] = provenance::load_per_mille();
    let settings = SETTINGS.iter().zip(rounds).map(|((name, set), rounds_ps)| {
        let how = match set {
            Set::Rustc(flag) => (*flag).to_owned(),
            Set::Malloc(tunables) => format!("GLIBC_TUNABLES={tunables}"),
            Set::Nothing | Set::OwnProcess | Set::LongerSlices(_) => String::new(),
        };
        Setting { name: (*name).to_owned(), how, rounds_ps }
    });
    let sources = Sources::read(workspace)?.of_calibration(&chapter)?;
    let body = Influences { method, functions, settings: settings.collect() };
    Ok(InfluencesRecord { experiment: CALIBRATED.to_owned(), provenance, sources, body })
}

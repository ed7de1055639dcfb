//! Is what the views say of every experiment what `go tool pprof` says?
//!
//! Of each experiment, cases that allocate are run under dhat, folded as `cargo workbook heap` does, and compared figure by figure.

#[path = "../../../heap-views/tests/views/go.rs"]
mod go;

use heap_views::{Folding, Sample, Sources};
use measure::{binaries, heap};
use record::{Chapter, Kind, Record, Workspace};
use std::path::Path;

/// How many cases of an experiment are compared at most.
const CASES: usize = 2;

/// Cases that allocate, each of another variant and of its smallest size, from the first to the last in the record.
fn cases(experiment: &Chapter, is_release: bool) -> Vec<String> {
    let record = Record::read(&experiment.kept(Kind::Record), &experiment.slug).unwrap();
    let mut chosen: Vec<&record::Case> = Vec::new();
    for case in &record.cases {
        let exact = if is_release { &case.release } else { &case.debug };
        let allocates = exact.measured().is_some_and(|exact| exact.allocations > 0);
        match chosen.iter_mut().find(|other| other.variant == case.variant) {
            Some(other) if allocates && case.size < other.size => *other = case,
            None if allocates => chosen.push(case),
            _ => {}
        }
    }
    let step = chosen.len().div_ceil(CASES).max(1);
    chosen.iter().step_by(step).map(|case| case.id()).collect()
}

#[test]
fn pprof_agrees_on_every_figure_of_every_experiment() {
    let Some(tool) = &*go::PPROF else { return };
    let is_release = !cfg!(debug_assertions);
    let workspace = Workspace::around(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let experiments = workspace.chapters().unwrap();
    let slugs: Vec<&str> = experiments.iter().map(|experiment| experiment.slug.as_str()).collect();
    let programs = binaries::chapters(&workspace, &slugs, is_release).unwrap();
    let sources = Sources::below(&[workspace.root().to_owned()]).unwrap();
    for experiment in &experiments {
        let mut compared = (0, 0);
        for (case, sample) in cases(experiment, is_release).iter().zip(Sample::ALL.into_iter().cycle()) {
            for (case, file) in heap::profiles(&programs[&experiment.slug], experiment, Some(case)).unwrap() {
                let (profile, _) = heap_views::dhat::read(&file).unwrap();
                let name = format!("{}/{case}", experiment.slug);
                for (all_frames, sample) in [(false, Sample::AllocSpace), (true, sample)] {
                    let left_out = heap::harness();
                    let folding = Folding { all_frames, left_out, ..Folding::default() };
                    let (profile, _) = heap_views::fold(profile.clone(), &sources, &folding).unwrap();
                    let (rows, lines) = go::compare(tool, &name, &profile, &sources, sample);
                    compared = (compared.0 + rows, compared.1 + lines);
                }
            }
        }
        println!("{}: {} functions and {} lines", experiment.slug, compared.0, compared.1);
        assert!(compared.0 > 0 && compared.1 > 0, "{}: nothing was compared", experiment.slug);
    }
}

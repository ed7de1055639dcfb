//! Is everything that is kept still true?
//!
//! Of each file, that it can be read (which means that it was not edited and does not contradict itself), that what was measured is what is
//! there, and, where it is exact, that it comes out equal when it is measured again: of every chapter, or of those that are chosen.

use crate::binaries::{self, Programs};
use crate::findings::Purpose;
use crate::instructions;
use crate::witnesses::{self, Witnessed};
use crate::{
    Chapter, Progress, Sources, Workspace, allocators, assemble, findings, heap, memory, model, output, sites,
};
use anyhow::Context;
use record::allocators::Allocators;
use record::calibration::Trials;
use record::compilers::Compilers;
use record::go::GoFigures;
use record::heap::Heap;
use record::influences::Influences;
use record::instructions::Instructions;
use record::matrix::Cells;
use record::memory::Memory;
use record::model::Agreement;
use record::output::Runs;
use record::program::LEFT_OUT;
use record::sites::Sites;
use record::{Body, CountReport, Figures, Keepers, Kind, Profile, Sealed, Shown};
use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What is wrong, one sentence each, with the file and the remedy.
    pub problems: Vec<String>,
    /// What is no problem, and good to know.
    pub notes: Vec<String>,
}

/// Checks everything that these chapters keep. `shown` says by slug what pages show of their sites and heap profiles. Instructions are counted
/// again where `counts_instructions` says so: that takes minutes. Of findings, [`Purpose::FirstLook`] leaves out those that take long, which a
/// note says.
///
/// Of the chapters in `unmeasured` nothing is run: their files must be unedited, without contradictions, and of the current sources.
///
/// # Errors
///
/// When a chapter's programs cannot be built or run. What is wrong with a file is a problem.
pub fn check(
    workspace: &Workspace,
    chapters: &[Chapter],
    unmeasured: &[Chapter],
    shown: &BTreeMap<String, Shown>,
    counts_instructions: bool,
    purpose: Purpose,
    progress: &dyn Progress,
) -> anyhow::Result<Checked> {
    let programs = Programs::build(workspace, chapters, progress)?;
    let counts = assemble::count(&programs, chapters, progress)?;
    // The lock file has a new chapter once it was built.
    let sources = Sources::read(workspace)?;
    let mut checked = Checked::default();
    let mut benches = binaries::Executables::new();
    if counts_instructions {
        progress.begin("building (bench)", None);
        let packages: Vec<&str> = chapters.iter().map(|chapter| chapter.slug.as_str()).collect();
        benches = binaries::benches(workspace, &packages)?;
        progress.end();
    }
    let machine = instructions::machine().map_err(|error| format!("{error:#}"));
    let nothing = Shown::default();
    let shown_of = |chapter: &Chapter| shown.get(&chapter.slug).unwrap_or(&nothing);
    for chapter in unmeasured {
        let chapter_check = ChapterCheck::new(workspace, chapter, &sources, shown_of(chapter), None);
        for kind in Kind::ALL {
            checked.problems.extend(chapter_check.kind(kind)?);
        }
    }
    let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
    progress.begin("reading the compiled code", Some(chapters.len() as u64));
    let read = |chapter: &Chapter| sites::survey(chapter, &programs);
    let surveys: Vec<Survey> = beside(workers, chapters, read, |chapter| progress.step(&chapter.slug));
    progress.end();
    let measured: Vec<ChapterCheck<'_>> = (chapters.iter().zip(&counts).zip(&surveys))
        .map(|((chapter, counts), survey)| {
            let bench = benches.get(&chapter.slug).map(PathBuf::as_path);
            let measured = Measured { programs: &programs, bench, machine: &machine, counts, survey, purpose };
            ChapterCheck::new(workspace, chapter, &sources, shown_of(chapter), Some(measured))
        })
        .collect();
    // Each file by itself: those of one chapter, too, are mostly programs that wait for each other.
    let files: Vec<(&ChapterCheck<'_>, Kind)> =
        measured.iter().flat_map(|chapter| Kind::ALL.map(|kind| (chapter, kind))).collect();
    progress.begin("checking", Some(files.len() as u64));
    let step =
        |(chapter, kind): &(&ChapterCheck<'_>, Kind)| progress.step(&format!("{}, {kind}", chapter.chapter.slug));
    for problems in beside(workers, &files, |(chapter, kind)| chapter.kind(*kind), step) {
        checked.problems.extend(problems?);
    }
    checked.notes.extend(measured.iter().filter_map(ChapterCheck::instructions_not_compared));
    checked.notes.extend(measured.iter().filter_map(ChapterCheck::findings_left_out));
    progress.end();
    progress.begin("comparing the counter, dhat and the compiled code", None);
    let witnessed = all_witnesses(&programs, chapters, &counts, &surveys)?;
    progress.end();
    checked.problems.extend(witnessed.disagreements);
    checked.notes.extend(witnessed.unreached.iter().map(|site| format!("{site}: no case makes this call")));
    checked.notes.extend(witnessed.moved);
    Ok(checked)
}

/// What the code of a chapter says of its sites.
type Survey = Result<sites::Surveyed, heap_sites::Error>;

/// Does the work for each item, so many at once, and says which is done; the results in the order of the items.
pub(crate) fn beside<T: Sync, R: Send>(
    workers: usize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    done: impl Fn(&T),
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Relaxed);
                    let Some(item) = items.get(index) else { break };
                    // Whoever receives it waits for all of them.
                    let _ = sender.send((index, work(item)));
                }
            });
        }
        drop(sender);
        receiver.iter().inspect(|(index, _)| done(&items[*index])).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Which chapters keep a file of this kind, by the rule of the kind.
pub fn is_kept_by(kind: Kind, chapter: &Chapter, shown: &Shown) -> bool {
    match (kind.keepers(), kind) {
        (Keepers::Every, _) => true,
        (Keepers::Shown, Kind::Heap) => !shown.profiles.is_empty(),
        (Keepers::Shown, _) => shown.has_sites(),
        (Keepers::WithGo, _) => chapter.has_go(),
        (Keepers::Chosen, _) => chapter.kept(kind).is_file(),
        (Keepers::Calibrated, _) => chapter.slug == record::CALIBRATED,
        (Keepers::Modelled, _) => chapter.slug == record::MODELLED,
    }
}

/// One chapter, and what is known of it.
struct ChapterCheck<'c> {
    workspace: &'c Workspace,
    chapter: &'c Chapter,
    sources: &'c Sources,
    shown: &'c Shown,
    /// Absent where nothing is measured again.
    measured: Option<Measured<'c>>,
    /// How many findings were left out because they take long.
    left_out: AtomicUsize,
}

/// What was measured of a chapter for more than one kind.
#[derive(Clone, Copy)]
struct Measured<'c> {
    programs: &'c Programs,
    /// The program that calls each case under callgrind; absent where instructions are not counted again.
    bench: Option<&'c Path>,
    /// What instruction counts of this machine hold for, or why they cannot be made here.
    machine: &'c Result<String, String>,
    counts: &'c assemble::Counts,
    survey: &'c Survey,
    /// What findings are established for.
    purpose: Purpose,
}

impl<'c> ChapterCheck<'c> {
    fn new(
        workspace: &'c Workspace,
        chapter: &'c Chapter,
        sources: &'c Sources,
        shown: &'c Shown,
        measured: Option<Measured<'c>>,
    ) -> Self {
        Self { workspace, chapter, sources, shown, measured, left_out: AtomicUsize::new(0) }
    }

    /// The problems with the chapter's file of one kind.
    fn kind(&self, kind: Kind) -> anyhow::Result<Vec<String>> {
        let file = self.chapter.kept(kind);
        if !is_kept_by(kind, self.chapter, self.shown) {
            let left_over = format!("{}: no page shows anything of it; remove it", self.workspace.shown(&file));
            return Ok(file.is_file().then_some(left_over).into_iter().collect());
        }
        match kind {
            Kind::Record => self.file::<Figures>(|kept, now| {
                let counts = kept.count_differences(kept.provenance.compiler(), &now.counts.debug, &now.counts.release);
                Ok([counts, self.findings(kept, now)].concat())
            }),
            Kind::Sites => self.file::<Sites>(|kept, now| {
                let survey = now.survey.as_ref().map_err(ToString::to_string);
                Ok(match survey {
                    Ok(survey) => kept.differences(&sites::kept(survey, self.shown)?),
                    Err(error) => vec![format!("cannot be compared: {error}")],
                })
            }),
            Kind::Heap => self.file::<Heap>(|kept, now| {
                let program = now.programs.of(self.chapter, Profile::Release);
                Ok(match heap::current(self.workspace, self.chapter, program, &self.shown.profiles) {
                    Ok(again) => kept.differences(&again),
                    Err(error) => vec![format!("cannot be compared: {error:#}")],
                })
            }),
            // The programs are not run here: `cargo workbook articles` does that, where there is a Go toolchain.
            Kind::Go => self.file::<GoFigures>(|_, _| Ok(Vec::new())),
            Kind::Matrix => self.file::<Cells>(|kept, now| {
                Ok(kept.differences(&kept.provenance, &now.counts.debug, &now.counts.release))
            }),
            // The compilers may not be here: `cargo workbook compilers` asks them again.
            Kind::Compilers => self.file::<Compilers>(|_, _| Ok(Vec::new())),
            // Times are not measured again.
            Kind::Calibration => self.file::<Trials>(|_, _| Ok(Vec::new())),
            Kind::Influences => self.file::<Influences>(|_, _| Ok(Vec::new())),
            Kind::Instructions => self.file::<Instructions>(|kept, now| {
                let is_missing = |case: &&record::CountedCase| kept.of(&case.id()).is_none();
                let missing = now.counts.release.cases.iter().filter(is_missing);
                let missing: Vec<String> =
                    missing.map(|case| format!("case `{}`: its instructions are not in the file", case.id())).collect();
                let is_comparable = missing.is_empty() && now.machine.as_ref() == Ok(&kept.machine);
                let Some(bench) = now.bench.filter(|_| is_comparable) else { return Ok(missing) };
                // All of them, as they were measured: a case finds the heap that the cases before it left.
                Ok(match instructions::once(bench) {
                    Ok(again) => kept.differences(&again),
                    Err(error) => vec![format!("cannot be compared: {error:#}")],
                })
            }),
            // The model alone: `cargo workbook articles` compares it with the compilers that are here.
            Kind::Model => self.file::<Agreement>(|kept, _| model::differences(self.workspace, kept)),
            Kind::Memory => self.file::<Memory>(|kept, _| {
                if let Some(reason) = memory::missing() {
                    return Ok(vec![format!("cannot be compared: {reason}")]);
                }
                Ok(match memory::once(self.workspace, self.chapter) {
                    Ok(again) => kept.differences(&again),
                    Err(error) => vec![format!("cannot be compared: {error:#}")],
                })
            }),
            // Those that need no C compiler. The others' counts are those of the file: all of them must be equal.
            Kind::Allocators => self.file::<Allocators>(|kept, _| {
                Ok(match allocators::counts(self.workspace, self.chapter, None) {
                    Ok(again) => kept.differences(&again),
                    Err(error) => vec![format!("cannot be compared: {error:#}")],
                })
            }),
            Kind::Output => self.file::<Runs>(|kept, now| {
                Ok(match output::current(self.chapter, now.programs) {
                    Ok(again) => kept.differences(&again),
                    // The tests may fail, which is what a check is there to say. The first line says what failed; the cases that differ are
                    // problems of their own.
                    Err(error) => {
                        let error = format!("{error:#}");
                        vec![format!("cannot be compared: {}", error.lines().next().unwrap_or_default())]
                    }
                })
            }),
        }
    }

    /// Why the instructions that are kept are not compared with any counted here, where that is so.
    fn instructions_not_compared(&self) -> Option<String> {
        let kept = Sealed::<Instructions>::read(&self.chapter.kept(Kind::Instructions), &self.chapter.slug).ok()?;
        let now = self.measured?;
        let reason = match now.machine {
            _ if now.bench.is_none() => return None,
            Ok(machine) if *machine == kept.machine => return None,
            Ok(machine) => format!("they hold for {}, and this is {machine}", kept.machine),
            Err(error) => error.clone(),
        };
        Some(format!("experiments/{}: its instructions are not compared: {reason}", self.chapter.slug))
    }

    /// What was not established of findings, once they were compared.
    fn findings_left_out(&self) -> Option<String> {
        let left_out = self.left_out.load(Relaxed);
        let slug = &self.chapter.slug;
        (left_out > 0).then(|| {
            format!("experiments/{slug}: findings that take long, left out here: {left_out}; `cargo workbook check` without a name has them")
        })
    }

    /// The problems with a file: it cannot be read, it is of other sources, or of what `differences` names, where something was measured.
    fn file<T: Body>(
        &self,
        differences: impl FnOnce(&Sealed<T>, &Measured<'_>) -> anyhow::Result<Vec<String>>,
    ) -> anyhow::Result<Vec<String>> {
        let file = self.chapter.kept(T::KIND);
        let shown = self.workspace.shown(&file);
        let kept = match Sealed::<T>::read(&file, &self.chapter.slug) {
            Ok(kept) => kept,
            Err(error) => return Ok(vec![error.to_string().replace(&file.display().to_string(), &shown)]),
        };
        let mut problems = Vec::new();
        if kept.sources != self.sources.of_kind(T::KIND, self.chapter)? {
            problems.push("field `sources`: what was measured has changed since".to_owned());
        }
        if let Some(now) = &self.measured {
            problems.extend(differences(&kept, now).with_context(|| shown.clone())?);
        }
        let renewal = T::KIND.renewal(&self.chapter.slug);
        Ok(problems.into_iter().map(|problem| format!("{shown}: {problem}; renew it with {renewal}")).collect())
    }

    fn findings(&self, kept: &Figures, now: &Measured<'_>) -> Vec<String> {
        match findings::establish(now.programs, self.chapter, now.purpose) {
            Ok(now) => {
                let left_out = now.iter().filter(|finding| finding.value.reason() == Some(LEFT_OUT)).count();
                self.left_out.store(left_out, Relaxed);
                kept.finding_differences(&now)
            }
            Err(error) => vec![format!("field `findings`: cannot be compared: {error:#}")],
        }
    }
}

/// The counter, dhat and the compiled code, about every case of the chapters whose code can be read, in both builds.
fn all_witnesses(
    programs: &Programs,
    chapters: &[Chapter],
    counts: &[assemble::Counts],
    surveys: &[Survey],
) -> anyhow::Result<Witnessed> {
    let read = chapters.iter().zip(counts).zip(surveys);
    let read: Vec<_> =
        read.filter_map(|((chapter, counts), survey)| Some((chapter, counts, &survey.as_ref().ok()?.report))).collect();
    let chapters: Vec<Chapter> = read.iter().map(|(chapter, ..)| (*chapter).clone()).collect();
    let reports: Vec<_> = read.iter().map(|(.., report)| *report).collect();
    let mut all = Witnessed::default();
    let of_build = |profile: &Profile| {
        let counts: Vec<&CountReport> = read.iter().map(|(_, counts, _)| counts.of(*profile)).collect();
        witnesses::compare(programs, &chapters, *profile, &counts, &reports)
    };
    // One after the other: both write the profiles of a chapter's cases at the same place.
    for found in Profile::ALL.iter().map(of_build) {
        for (chapter, witnessed) in chapters.iter().zip(found?) {
            let place = format!("experiments/{}", chapter.slug);
            all.disagreements.extend(witnessed.disagreements.iter().map(|problem| format!("{place}: {problem}")));
            all.moved.extend(witnessed.moved.iter().map(|block| format!("{place}: {block}")));
            all.unreached.extend(witnessed.unreached);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_have_the_order_of_the_items_whichever_is_done_first() {
        let done = std::cell::Cell::new(0);
        let results = beside(
            2,
            &[30, 1, 20, 2],
            |wait| {
                std::thread::sleep(std::time::Duration::from_millis(*wait));
                wait * 10
            },
            |_| done.set(done.get() + 1),
        );
        assert_eq!((results, done.get()), (vec![300, 10, 200, 20], 4));
        assert!(beside(2, &[], |item: &u8| *item, |_| ()).is_empty());
    }

    #[test]
    fn who_keeps_a_file_follows_from_its_kind() {
        let chapter = |slug: &str| Chapter { slug: slug.to_owned(), directory: PathBuf::from("nowhere") };
        let kept = |slug: &str, shown: &Shown| -> Vec<Kind> {
            Kind::ALL.into_iter().filter(|kind| is_kept_by(*kind, &chapter(slug), shown)).collect()
        };
        assert_eq!(kept("a", &Shown::default()), [Kind::Record, Kind::Output, Kind::Instructions]);
        let profiles = Shown { profiles: ["boxed".to_owned()].into(), ..Shown::default() };
        assert_eq!(kept("a", &profiles), [Kind::Record, Kind::Heap, Kind::Output, Kind::Instructions]);
        let reaches = Shown { reaches: ["src/a.rs".to_owned()].into(), ..Shown::default() };
        let all = [Kind::Record, Kind::Sites, Kind::Calibration, Kind::Influences, Kind::Output, Kind::Instructions];
        assert_eq!(kept(record::CALIBRATED, &reaches), all);
        let modelled = [Kind::Record, Kind::Output, Kind::Instructions, Kind::Model];
        assert_eq!(kept(record::MODELLED, &Shown::default()), modelled);
    }
}

//! Where does a page's figure come from?
//!
//! From the kept files of the experiments, `experiments/SLUG/kept/`. Each file is read once a build, and reading checks its seal.

use crate::suggest;
use exercises::Exercise;
use heap_views::Sources;
use record::allocators::Allocators;
use record::calibration::{Calibration, Trials};
use record::compilers::{CompilerChanges, Compilers};
use record::go::{GoFigures, GoRecord};
use record::heap::Heap;
use record::influences::{Influences, InfluencesRecord};
use record::instructions::{Instructions, PerCall};
use record::matrix::{Cells, Matrix};
use record::memory::Memory;
use record::model::{Agreement, ModelRecord};
use record::output::Runs;
use record::sites::{Sites, SourceFile};
use record::{
    AllocatorsRecord, Body, CALIBRATED, Case, Figures, Finding, HeapProfiles, InstructionCounts, Kind, MODELLED,
    MemoryRecord, Outcome, Output, Record, Sealed, SiteReport, Value,
};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

const EXPERIMENTS: &str = "experiments";

/// What was read of one kind, or why it could not be, by slug.
type Files<T> = RefCell<BTreeMap<String, Result<Rc<Sealed<T>>, String>>>;

/// The exercises of an experiment, or why they could not be read.
type Exercises = Result<Rc<[Exercise]>, String>;

/// The kept files of a workspace, read when they are first asked for.
pub(crate) struct Records {
    root: PathBuf,
    figures: Files<Figures>,
    matrices: Files<Cells>,
    compilers: Files<Compilers>,
    sites: Files<Sites>,
    go: Files<GoFigures>,
    heap: Files<Heap>,
    instructions: Files<Instructions>,
    memory: Files<Memory>,
    allocators: Files<Allocators>,
    outputs: Files<Runs>,
    calibrations: Files<Trials>,
    influences: Files<Influences>,
    models: Files<Agreement>,
    sources: OnceCell<Result<Sources, String>>,
    exercises: RefCell<BTreeMap<String, Exercises>>,
}

impl Records {
    pub(crate) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            figures: RefCell::default(),
            matrices: RefCell::default(),
            compilers: RefCell::default(),
            sites: RefCell::default(),
            go: RefCell::default(),
            heap: RefCell::default(),
            instructions: RefCell::default(),
            memory: RefCell::default(),
            allocators: RefCell::default(),
            outputs: RefCell::default(),
            calibrations: RefCell::default(),
            influences: RefCell::default(),
            models: RefCell::default(),
            sources: OnceCell::new(),
            exercises: RefCell::default(),
        }
    }

    /// The record of an experiment.
    pub(crate) fn get(&self, slug: &str) -> Result<Rc<Record>, String> {
        self.once(&self.figures, slug)
    }

    /// The kinds of which an experiment keeps a file.
    pub(crate) fn kept(&self, slug: &str) -> Vec<Kind> {
        let directory = self.root.join(EXPERIMENTS).join(slug);
        Kind::ALL.into_iter().filter(|kind| kind.in_chapter(&directory).is_file()).collect()
    }

    /// The matrix of an experiment.
    pub(crate) fn matrix(&self, slug: &str) -> Result<Rc<Matrix>, String> {
        self.once(&self.matrices, slug)
    }

    /// What other compilers change of the counts of an experiment.
    pub(crate) fn compilers(&self, slug: &str) -> Result<Rc<CompilerChanges>, String> {
        self.once(&self.compilers, slug)
    }

    /// The same of all experiments that keep it, in the order of their names.
    pub(crate) fn all_compilers(&self) -> Result<Vec<Rc<CompilerChanges>>, String> {
        let slugs = self.slugs().into_iter().filter(|slug| self.kept(slug).contains(&Kind::Compilers));
        slugs.map(|slug| self.compilers(&slug)).collect()
    }

    /// The record of an experiment's Go programs.
    pub(crate) fn go(&self, slug: &str) -> Result<Rc<GoRecord>, String> {
        self.once(&self.go, slug)
    }

    /// The Go file of a variant.
    pub(crate) fn go_source(&self, slug: &str, variant: &str) -> Result<String, String> {
        let file = format!("{EXPERIMENTS}/{slug}/go/{variant}.go");
        std::fs::read_to_string(self.root.join(&file)).map_err(|error| format!("{file}: {error}"))
    }

    /// What pages show of the site report of an experiment.
    pub(crate) fn sites(&self, slug: &str) -> Result<Rc<SiteReport>, String> {
        self.once(&self.sites, slug)
    }

    /// The heap profiles of an experiment.
    pub(crate) fn heap(&self, slug: &str) -> Result<Rc<HeapProfiles>, String> {
        self.once(&self.heap, slug)
    }

    /// The instructions of the cases of an experiment.
    pub(crate) fn instructions(&self, slug: &str) -> Result<Rc<InstructionCounts>, String> {
        self.once(&self.instructions, slug)
    }

    /// The instructions of all experiments, in the order of their names.
    pub(crate) fn all_instructions(&self) -> Result<Vec<Rc<InstructionCounts>>, String> {
        let chapters = record::Workspace::around(&self.root)
            .and_then(|workspace| workspace.chapters())
            .map_err(|error| self.relative(&error.to_string()))?;
        chapters.iter().map(|chapter| self.instructions(&chapter.slug)).collect()
    }

    /// What the programs of an experiment hold of memory.
    pub(crate) fn memory(&self, slug: &str) -> Result<Rc<MemoryRecord>, String> {
        self.once(&self.memory, slug)
    }

    /// What the programs of an experiment take and hold under different allocators.
    pub(crate) fn allocators(&self, slug: &str) -> Result<Rc<AllocatorsRecord>, String> {
        self.once(&self.allocators, slug)
    }

    /// What the tests of an experiment print.
    pub(crate) fn output(&self, slug: &str) -> Result<Rc<Output>, String> {
        self.once(&self.outputs, slug)
    }

    /// The calibration of the method.
    pub(crate) fn calibration(&self) -> Result<Rc<Calibration>, String> {
        self.once(&self.calibrations, CALIBRATED)
    }

    /// What moves a time besides the code.
    pub(crate) fn influences(&self) -> Result<Rc<InfluencesRecord>, String> {
        self.once(&self.influences, CALIBRATED)
    }

    /// On how many lines the model of Go's escape analysis agrees with the compiler.
    pub(crate) fn model(&self) -> Result<Rc<ModelRecord>, String> {
        self.once(&self.models, MODELLED)
    }

    /// The directory of an experiment's Go programs.
    pub(crate) fn go_directory(&self, slug: &str) -> PathBuf {
        self.root.join(EXPERIMENTS).join(slug).join("go")
    }

    /// The model of Go's escape analysis as a program for browsers; nothing where `scripts/build-wasm` has not made it.
    pub(crate) fn model_for_browsers(&self) -> Result<Option<Vec<u8>>, String> {
        let Ok(workspace) = record::Workspace::around(&self.root) else { return Ok(None) };
        let file = workspace.target().join("wasm/go_escape.wasm");
        match std::fs::read(&file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some).map_err(|error| self.relative(&format!("{}: {error}", file.display()))),
        }
    }

    /// The exercises of an experiment.
    pub(crate) fn exercises(&self, slug: &str) -> Exercises {
        let mut known = self.exercises.borrow_mut();
        let read = known.entry(slug.to_owned()).or_insert_with(|| {
            self.experiment(slug)?;
            let read = Exercise::of(slug, &self.root.join(EXPERIMENTS).join(slug));
            read.map(Rc::from).map_err(|error| self.relative(&error.to_string()))
        });
        read.clone()
    }

    /// The sources of the workspace, in which those of heap profiles are. Walking its directories takes long, and is done once.
    pub(crate) fn heap_sources(&self) -> Result<&Sources, String> {
        let walk =
            || Sources::below(std::slice::from_ref(&self.root)).map_err(|error| self.relative(&error.to_string()));
        self.sources.get_or_init(walk).as_ref().map_err(Clone::clone)
    }

    /// What is read from the file of an experiment, or why it cannot be, the first time it is asked for.
    fn once<T: Body>(&self, known: &Files<T>, slug: &str) -> Result<Rc<Sealed<T>>, String> {
        if let Some(read) = known.borrow().get(slug) {
            return read.clone();
        }
        let read = self.experiment(slug).and_then(|()| {
            let file = T::KIND.in_chapter(&self.root.join(EXPERIMENTS).join(slug));
            Sealed::read(&file, slug).map(Rc::new).map_err(|error| self.relative(&error.to_string()))
        });
        known.borrow_mut().insert(slug.to_owned(), read.clone());
        read
    }

    /// The lines of a source file of an experiment, by its path under `src/`, and what is kept of its sites.
    pub(crate) fn source<'r>(
        &self,
        slug: &str,
        report: &'r SiteReport,
        file: &str,
    ) -> Result<(Vec<String>, &'r SourceFile), String> {
        let Some(kept) = report.file(&format!("src/{file}")) else {
            let known = report.files.iter().filter_map(|file| file.path.strip_prefix("src/"));
            return Err(format!(
                "{} has no file `{file}`, so it is not compiled in the library, or was not shown on a page when that was made{}; if it should be there, {}",
                shown(slug, Kind::Sites),
                suggest::nearest(file, known),
                remedy(slug)
            ));
        };
        self.lines(&format!("{EXPERIMENTS}/{slug}/src/{file}")).map(|lines| (lines, kept))
    }

    /// The lines of a file, by its path from the root.
    pub(crate) fn lines(&self, file: &str) -> Result<Vec<String>, String> {
        self.text(file).map(|text| text.lines().map(str::to_owned).collect())
    }

    /// The version of the compiler that the workspace pins.
    pub(crate) fn rustc(&self) -> Result<String, String> {
        const FILE: &str = "rust-toolchain.toml";
        let text = self.text(FILE)?;
        let channel = text.lines().find_map(|line| line.strip_prefix("channel = \"")?.strip_suffix('"'));
        channel.map(str::to_owned).ok_or_else(|| format!("{FILE} has no line `channel = \"...\"`"))
    }

    /// The text of a file, by its path from the root.
    pub(crate) fn text(&self, file: &str) -> Result<String, String> {
        std::fs::read_to_string(self.root.join(file)).map_err(|error| format!("{file}: {error}"))
    }

    /// Whether there is an experiment of that slug; otherwise a message that names the nearest.
    pub(crate) fn experiment(&self, slug: &str) -> Result<(), String> {
        let slugs = self.slugs();
        if slugs.iter().any(|known| known == slug) {
            return Ok(());
        }
        Err(format!("unknown experiment `{slug}`{}", suggest::nearest(slug, slugs.iter().map(String::as_str))))
    }

    /// The slugs of all experiments.
    pub(crate) fn slugs(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.root.join(EXPERIMENTS)).into_iter().flatten().flatten();
        let mut slugs: Vec<String> = entries
            .filter(|entry| entry.path().is_dir())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        slugs.sort();
        slugs
    }

    /// Pages name files from the workspace root, wherever the workspace is.
    fn relative(&self, message: &str) -> String {
        message.replace(&format!("{}{}", self.root.display(), std::path::MAIN_SEPARATOR), "")
    }
}

/// A kept file as pages name it.
pub(crate) fn shown(slug: &str, kind: Kind) -> String {
    kind.in_chapter(&Path::new(EXPERIMENTS).join(slug)).display().to_string().replace('\\', "/")
}

/// How what is kept of a site report is renewed.
pub(crate) fn remedy(slug: &str) -> String {
    format!("renew it with {}", Kind::Sites.renewal(slug))
}
/// The case with this id, or a message that names the nearest.
pub(crate) fn case<'r>(record: &'r Record, id: &str) -> Result<&'r Case, String> {
    record.case(id).ok_or_else(|| {
        let ids: Vec<String> = record.cases.iter().map(Case::id).collect();
        let nearest = suggest::nearest(id, ids.iter().map(String::as_str));
        format!("`{}` has no case `{id}`{nearest}", record.experiment)
    })
}

/// The instructions of the case with this id, or a message that says how they are counted.
pub(crate) fn per_call<'r>(counts: &'r InstructionCounts, id: &str) -> Result<&'r Outcome<PerCall>, String> {
    counts.of(id).ok_or_else(|| {
        let renewal = Kind::Instructions.renewal(&counts.experiment);
        format!("{} has no case `{id}`; renew it with {renewal}", shown(&counts.experiment, Kind::Instructions))
    })
}

/// The finding with this key, or a message that names the nearest.
pub(crate) fn finding<'r>(record: &'r Record, key: &str) -> Result<&'r Finding, String> {
    record.finding(key).ok_or_else(|| {
        let nearest = suggest::nearest(key, record.findings.iter().map(|finding| finding.key.as_str()));
        format!("`{}` has no finding `{key}`{nearest}", record.experiment)
    })
}

/// What was found, or why there is nothing to show.
pub(crate) fn value<'a>(record: &Record, finding: &'a Finding) -> Result<&'a Value, String> {
    finding.value.measured().ok_or_else(|| {
        let reason = finding.value.reason().unwrap_or_default();
        format!(
            "the finding `{}` of `{}` has no value: {reason}; measure again where it can be established",
            finding.key, record.experiment
        )
    })
}

/// The cases that the patterns name, in the record's order; all cases when there is no pattern.
///
/// A pattern is the id of a case, or `variant` or `variant/*` for all sizes of a variant.
pub(crate) fn select<'r>(record: &'r Record, patterns: &[&str]) -> Result<Vec<&'r Case>, String> {
    let matches = |case: &Case, pattern: &str| {
        case.id() == pattern || case.variant == pattern.strip_suffix("/*").unwrap_or(pattern)
    };
    for pattern in patterns {
        if !record.cases.iter().any(|case| matches(case, pattern)) {
            return case(record, pattern).map(|_| Vec::new());
        }
    }
    let named = |case: &&Case| patterns.is_empty() || patterns.iter().any(|pattern| matches(case, pattern));
    let cases: Vec<&Case> = record.cases.iter().filter(named).collect();
    if cases.is_empty() { Err(format!("the record of `{}` has no case", record.experiment)) } else { Ok(cases) }
}

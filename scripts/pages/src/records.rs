//! Where does a page's figure come from?
//!
//! From the reference record `experiments/SLUG/record.json`, for a matrix from `matrix.json` beside it, for its Go programs from `go.json`, for the
//! sites of a listing from `sites.json`, for its heap profiles from `heap.json`, and for the calibration from `experiments/instruments/calibration.json`. Each file is read once a build.

use crate::suggest;
use heap_sites::{FileReport, Report, Source};
use heap_views::Sources;
use heap_views::recorded::Recorded;
use record::calibration::{self, Calibration};
use record::go::{self, GoRecord};
use record::matrix::{self, Matrix};
use record::{Case, Finding, Record};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

const EXPERIMENTS: &str = "experiments";
const CALIBRATION: &str = "experiments/instruments/calibration.json";

/// The reference records of a workspace, read when they are first asked for.
pub(crate) struct Records {
    root: PathBuf,
    read: RefCell<BTreeMap<String, Result<Rc<Record>, String>>>,
    matrices: RefCell<BTreeMap<String, Result<Rc<Matrix>, String>>>,
    reports: RefCell<BTreeMap<String, Result<Rc<Report>, String>>>,
    go: RefCell<BTreeMap<String, Result<Rc<GoRecord>, String>>>,
    heap: RefCell<BTreeMap<String, Result<Rc<Recorded>, String>>>,
    sources: OnceCell<Result<Sources, String>>,
}

impl Records {
    pub(crate) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            read: RefCell::default(),
            matrices: RefCell::default(),
            reports: RefCell::default(),
            go: RefCell::default(),
            heap: RefCell::default(),
            sources: OnceCell::new(),
        }
    }

    /// The reference record of an experiment.
    pub(crate) fn get(&self, slug: &str) -> Result<Rc<Record>, String> {
        self.once(&self.read, slug, "record.json", |file| {
            record::read_for(file, slug).map_err(|error| error.to_string())
        })
    }

    /// The reference matrix of an experiment.
    pub(crate) fn matrix(&self, slug: &str) -> Result<Rc<Matrix>, String> {
        self.once(&self.matrices, slug, "matrix.json", |file| {
            matrix::read_for(file, slug).map_err(|error| error.to_string())
        })
    }

    /// The reference record of an experiment's Go programs.
    pub(crate) fn go(&self, slug: &str) -> Result<Rc<GoRecord>, String> {
        self.once(&self.go, slug, "go.json", |file| go::read_for(file, slug).map_err(|error| error.to_string()))
    }

    /// The Go file of a variant.
    pub(crate) fn go_source(&self, slug: &str, variant: &str) -> Result<String, String> {
        let file = format!("{EXPERIMENTS}/{slug}/go/{variant}.go");
        std::fs::read_to_string(self.root.join(&file)).map_err(|error| format!("{file}: {error}"))
    }

    /// The site report of an experiment.
    pub(crate) fn sites(&self, slug: &str) -> Result<Rc<Report>, String> {
        self.once(&self.reports, slug, "sites.json", |file| {
            Report::read(file).map_err(|error| format!("{error}; {}", remedy(slug)))
        })
    }

    /// The heap profiles of an experiment.
    pub(crate) fn heap(&self, slug: &str) -> Result<Rc<Recorded>, String> {
        self.once(&self.heap, slug, "heap.json", |file| {
            Recorded::read_for(file, slug).map_err(|error| error.to_string())
        })
    }

    /// The sources of the workspace, in which those of heap profiles are. Walking its directories takes long, and is done once.
    pub(crate) fn heap_sources(&self) -> Result<&Sources, String> {
        let walk = || Sources::below(&[self.root.clone()]).map_err(|error| self.relative(&error.to_string()));
        self.sources.get_or_init(walk).as_ref().map_err(Clone::clone)
    }

    /// What is read from a file of an experiment, or why it cannot be, the first time it is asked for.
    fn once<T>(
        &self,
        known: &RefCell<BTreeMap<String, Result<Rc<T>, String>>>,
        slug: &str,
        name: &str,
        read: impl FnOnce(&Path) -> Result<T, String>,
    ) -> Result<Rc<T>, String> {
        if let Some(read) = known.borrow().get(slug) {
            return read.clone();
        }
        let read = self.experiment(slug).and_then(|()| {
            let file = self.root.join(EXPERIMENTS).join(slug).join(name);
            read(&file).map(Rc::new).map_err(|error| self.relative(&error))
        });
        known.borrow_mut().insert(slug.to_owned(), read.clone());
        read
    }

    /// A source file that the site report of an experiment speaks of, by its path under `src/`, and what the report says.
    pub(crate) fn source<'r>(
        &self,
        slug: &str,
        report: &'r Report,
        file: &str,
    ) -> Result<(Source, &'r FileReport), String> {
        let Some(reported) = report.file(&format!("src/{file}")) else {
            let known = report.files.iter().filter_map(|file| file.path.strip_prefix("src/"));
            return Err(format!(
                "{EXPERIMENTS}/{slug}/sites.json has no file `{file}`, so it is not compiled in the library{}; if it should be, {}",
                suggest::nearest(file, known),
                remedy(slug)
            ));
        };
        let path = self.root.join(EXPERIMENTS).join(slug).join("src").join(file);
        let source = Source::read(&path).map_err(|error| self.relative(&error.to_string()))?;
        Ok((source, reported))
    }

    /// Whether there is an experiment of that slug; otherwise a message that names the nearest.
    pub(crate) fn experiment(&self, slug: &str) -> Result<(), String> {
        let slugs = self.slugs();
        if slugs.iter().any(|known| known == slug) {
            return Ok(());
        }
        Err(format!("unknown experiment `{slug}`{}", suggest::nearest(slug, slugs.iter().map(String::as_str))))
    }

    /// The calibration of the method.
    pub(crate) fn calibration(&self) -> Result<Calibration, String> {
        let remedy = "make one with `cargo workbook measure --calibrate`";
        let text = std::fs::read_to_string(self.root.join(CALIBRATION))
            .map_err(|error| format!("{CALIBRATION}: {error}; {remedy}"))?;
        let calibration: Calibration =
            serde_json::from_str(&text).map_err(|error| format!("{CALIBRATION}: {error}; {remedy}"))?;
        if calibration.schema != calibration::SCHEMA {
            return Err(format!(
                "{CALIBRATION}: field `schema` is {}, this version reads {}; {remedy}",
                calibration.schema,
                calibration::SCHEMA
            ));
        }
        Ok(calibration)
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

/// How a site report is renewed.
pub(crate) fn remedy(slug: &str) -> String {
    format!("renew it with `cargo workbook sites {slug} --reference`")
}

/// The case with this id, or a message that names the nearest.
pub(crate) fn case<'r>(record: &'r Record, id: &str) -> Result<&'r Case, String> {
    record.case(id).ok_or_else(|| {
        let ids: Vec<String> = record.cases.iter().map(Case::id).collect();
        let nearest = suggest::nearest(id, ids.iter().map(String::as_str));
        format!("`{}` has no case `{id}`{nearest}", record.experiment)
    })
}

/// The finding with this key, or a message that names the nearest.
pub(crate) fn finding<'r>(record: &'r Record, key: &str) -> Result<&'r Finding, String> {
    record.finding(key).ok_or_else(|| {
        let nearest = suggest::nearest(key, record.findings.iter().map(|finding| finding.key.as_str()));
        format!("`{}` has no finding `{key}`{nearest}", record.experiment)
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

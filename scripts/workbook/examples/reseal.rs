//! reseal convert OLD   old files of the workspace below OLD (an archive of 01c9fa6) -> experiments/*/kept of the workspace here
//! reseal sources       kept files here: the same bodies under the digest of the sources as they are now, sealed anew
use anyhow::{Context, bail, ensure};
use record::{Body, Figures, Kind, Place, Provenance, Sealed, Shown, Workspace};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn main() -> anyhow::Result<()> {
    let workspace = Workspace::around(&std::env::current_dir()?)?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["convert", old] => convert(&workspace, Path::new(old)),
        ["sources"] => reseal_all(&workspace),
        ["outputs"] => outputs(&workspace),
        _ => bail!("reseal convert OLD | reseal sources"),
    }
}

fn outputs(workspace: &Workspace) -> anyhow::Result<()> {
    let provenance = measure::provenance::describe_now(workspace)?;
    let sources = measure::Sources::read(workspace)?;
    let mut bad = 0;
    for chapter in workspace.chapters()? {
        if !chapter.kept(Kind::Output).is_file() { continue; }
        let shown = Shown::default();
        match measure::renew(Kind::Output, workspace, &chapter, &shown, &provenance, &sources) {
            Ok(()) => println!("{} output", chapter.slug),
            Err(error) => { bad += 1; println!("{} FAILED {error:#}", chapter.slug) }
        }
    }
    ensure!(bad == 0, "{bad} failed");
    Ok(())
}

// ---- sources ----

fn reseal_all(workspace: &Workspace) -> anyhow::Result<()> {
    let sources = measure::Sources::read(workspace)?;
    for chapter in workspace.chapters()? {
        for kind in Kind::ALL {
            if !chapter.kept(kind).is_file() {
                continue;
            }
            let (file, now) = (chapter.kept(kind), sources.of_kind(kind, &chapter)?);
            let changed = match kind {
                Kind::Record => reseal::<Figures>(&file, &chapter.slug, now)?,
                Kind::Sites => reseal::<record::sites::Sites>(&file, &chapter.slug, now)?,
                Kind::Heap => reseal::<record::heap::Heap>(&file, &chapter.slug, now)?,
                Kind::Go => reseal::<record::go::GoFigures>(&file, &chapter.slug, now)?,
                Kind::Matrix => reseal::<record::matrix::Cells>(&file, &chapter.slug, now)?,
                Kind::Calibration => reseal::<record::calibration::Trials>(&file, &chapter.slug, now)?,
                Kind::Output => reseal::<record::output::Runs>(&file, &chapter.slug, now)?,
            };
            println!("{} {kind}: {}", chapter.slug, if changed { "resealed" } else { "current" });
        }
    }
    Ok(())
}

/// Reads (which checks the old seal), replaces `sources`, writes, and checks that nothing else of the file changed.
fn reseal<T: Body>(file: &Path, slug: &str, now: String) -> anyhow::Result<bool> {
    let before: Value = serde_json::from_slice(&std::fs::read(file)?)?;
    let mut kept = Sealed::<T>::read(file, slug)?;
    if kept.sources == now {
        return Ok(false);
    }
    kept.sources = now;
    kept.write(file)?;
    let after: Value = serde_json::from_slice(&std::fs::read(file)?)?;
    for field in ["schema", "kind", "experiment", "provenance", "body"] {
        ensure!(before[field] == after[field], "{}: field `{field}` changed", file.display());
    }
    ensure!(before["sources"] != after["sources"] && before["seal"] != after["seal"]);
    Sealed::<T>::read(file, slug)?;
    Ok(true)
}

// ---- convert ----

fn old(file: &Path) -> anyhow::Result<Value> {
    serde_json::from_slice(&std::fs::read(file).with_context(|| file.display().to_string())?).with_context(|| file.display().to_string())
}

fn take(value: &mut Value, names: &[&str]) -> Value {
    Value::Object(names.iter().map(|name| ((*name).to_owned(), value[*name].take())).collect())
}

fn write<T: Body>(workspace: &Workspace, slug: &str, provenance: &Provenance, sources: &measure::Sources, body: T) -> anyhow::Result<()> {
    let chapter = workspace.chosen(&[slug.to_owned()])?.remove(0);
    let sealed = Sealed { experiment: slug.to_owned(), provenance: provenance.clone(), sources: sources.of_kind(T::KIND, &chapter)?, body };
    sealed.write(&chapter.kept(T::KIND))?;
    Sealed::<T>::read(&chapter.kept(T::KIND), slug)?;
    println!("{slug} {}", T::KIND);
    Ok(())
}

fn convert(workspace: &Workspace, from: &Path) -> anyhow::Result<()> {
    let sources = measure::Sources::read(workspace)?;
    // The pages show the same; matrices come first, because a view of sites names the variants of one.
    for chapter in workspace.chapters()? {
        let directory = from.join("experiments").join(&chapter.slug);
        let slug = &chapter.slug;
        let mut file = old(&directory.join("record.json"))?;
        let provenance: Provenance = serde_json::from_value(file["provenance"].take())?;
        let body = take(&mut file, &["question", "axis", "method", "cases", "findings"]);
        write(workspace, slug, &provenance, &sources, serde_json::from_value::<Figures>(body)?)?;
        for name in ["matrix", "calibration", "go"] {
            let path = directory.join(format!("{name}.json"));
            if !path.is_file() {
                continue;
            }
            let mut file = old(&path)?;
            let provenance: Provenance = serde_json::from_value(file["provenance"].take())?;
            match name {
                "matrix" => {
                    let body = take(&mut file, &["settings", "failures", "variants"]);
                    write(workspace, slug, &provenance, &sources, serde_json::from_value::<record::matrix::Cells>(body)?)?;
                }
                "calibration" => {
                    let body = take(&mut file, &["method", "conditions", "threshold_ppm"]);
                    write(workspace, slug, &provenance, &sources, serde_json::from_value::<record::calibration::Trials>(body)?)?;
                }
                _ => {
                    let mut body = take(&mut file, &["method", "rust", "toolchains"]);
                    for toolchain in body["toolchains"].as_array_mut().context("toolchains")? {
                        let messages: Vec<measure::go::program::Message> = toolchain["escapes"].as_array().context("escapes")?.iter().map(|escape| {
                            measure::go::program::Message {
                                file: escape["file"].as_str().unwrap().to_owned(),
                                line: escape["line"].as_u64().unwrap() as u32,
                                message: escape["message"].as_str().unwrap().to_owned(),
                            }
                        }).collect();
                        toolchain["escapes"] = serde_json::to_value(measure::go::program::kept(&messages, &chapter.go())?)?;
                    }
                    write(workspace, slug, &provenance, &sources, serde_json::from_value::<record::go::GoFigures>(body)?)?;
                }
            }
        }
        let text = std::fs::read_to_string(directory.join("output/test.txt"))?;
        let runs: Vec<record::output::Run> = text.split("\n\n$ ").map(|part| {
            let part = part.strip_prefix("$ ").unwrap_or(part);
            let (command, printed) = part.split_once('\n').unwrap_or((part, ""));
            record::output::Run::new(command.to_owned(), printed)
        }).collect();
        let runs = record::output::Runs { runs };
        ensure!(runs.text() == text, "{slug}: output");
        write(workspace, slug, &provenance, &sources, runs)?;
    }
    let shown = pages::shown(workspace.root())?;
    for chapter in workspace.chapters()? {
        let directory = from.join("experiments").join(&chapter.slug);
        let slug = &chapter.slug;
        let provenance: Provenance = serde_json::from_value(old(&directory.join("record.json"))?["provenance"].take())?;
        let shown = shown.get(slug).cloned().unwrap_or_default();
        if shown.has_sites() {
            let mut report: heap_sites::Report = serde_json::from_value(old(&directory.join("sites.json"))?)?;
            ensure!(provenance.compiler() == report.rustc, "{slug}: {}", report.rustc);
            let mut sources_of: BTreeMap<String, heap_sites::Source> = BTreeMap::new();
            for file in &report.files {
                sources_of.insert(file.path.clone(), heap_sites::Source::read(&chapter.directory.join(&file.path))?);
            }
            report.files.retain(|file| !file.lines.is_empty() || !file.without_code.is_empty());
            let surveyed = measure::sites::Surveyed { report, sources: sources_of };
            write(workspace, slug, &provenance, &sources, measure::sites::kept(&surveyed, &shown)?)?;
        }
        if !shown.profiles.is_empty() {
            let file = old(&directory.join("heap.json"))?;
            ensure!(provenance.compiler() == file["rustc"], "{slug}: heap rustc");
            let mut files = measure::heap::Files::below(workspace.root());
            let mut cases = Vec::new();
            for id in &shown.profiles {
                let case = file["cases"].as_array().context("cases")?.iter().find(|case| case["case"] == id.as_str());
                let case = case.with_context(|| format!("{slug}: no case {id}"))?;
                let mut stacks = Vec::new();
                for stack in case["stacks"].as_array().context("stacks")? {
                    let frames = stack["frames"].as_array().context("frames")?.iter().map(|frame| {
                        let frame = frame.as_str().context("frame")?;
                        let (name, place) = frame.strip_suffix(')').and_then(|it| it.rsplit_once(" (")).context("frame")?;
                        let mut parts = place.rsplitn(3, ':');
                        let (column, line, file) = (parts.next().context("c")?, parts.next().context("l")?, parts.next().context("f")?);
                        files.frame(name, file, line.parse()?, column.parse()?)
                    }).collect::<anyhow::Result<Vec<_>>>()?;
                    stacks.push((frames, serde_json::from_value::<[i64; 6]>(stack["values"].clone())?));
                }
                cases.push(measure::heap::summed(id, stacks)?);
            }
            write(workspace, slug, &provenance, &sources, record::heap::Heap { cases })?;
        }
    }
    let _ = (Place::default(), Shown::default(), PathBuf::new());
    Ok(())
}

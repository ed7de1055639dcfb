//! What has to be built, and where are the objects?
//!
//! cargo builds twice, at opt-level 0 and in the release profile, and says where it put what. A reader's crate is built in a directory of
//! its own below its target directory, with what the report needs and the reader's profiles may lack: line information, whole
//! compilations instead of incremental ones, and the objects of a program kept. The number of codegen units, the opt-level and the
//! features are the reader's.

use crate::Error;
use crate::archives;
use crate::cargo::{Artifact, Message, Metadata, Package, Target, asks_for_lto, cargo, metadata, of_directory};
use crate::report::Builds;
use crate::sites::{Compiled, Scope};
use crate::stop::Stop;
use record::Profile;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

/// Which code to report on.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// A `Cargo.toml`, or the directory that holds it.
    pub manifest: PathBuf,
    /// The package, where the manifest has several: its name, `NAME@VERSION`, or its id as cargo prints it.
    pub package: Option<String>,
    /// The target; the library where there is one, else the only program.
    pub target: Option<TargetName>,
    /// Report on the dependencies' sources too.
    pub dependencies: bool,
    /// The features to build with.
    pub features: Features,
    /// The target triple to build for; cargo's own choice where there is none.
    pub triple: Option<String>,
    /// The profile to build in place of `release`.
    pub profile: Option<String>,
    /// By which the report can be stopped.
    pub stop: Option<Stop>,
}

/// Features, as cargo's options choose them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// Those to activate, each as `--features` takes it.
    pub names: Vec<String>,
    /// Activate all.
    pub all: bool,
    /// Leave out `default`.
    pub no_default: bool,
}

impl Features {
    fn arguments(&self) -> Vec<String> {
        let flags = [(self.all, "--all-features"), (self.no_default, "--no-default-features")];
        let flags = flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag.to_owned());
        flags.chain(self.names.iter().map(|name| format!("--features={name}"))).collect()
    }
}

/// A target of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetName {
    /// The library.
    Lib,
    /// A program.
    Bin(String),
    /// An example.
    Example(String),
    /// An integration test.
    Test(String),
    /// A benchmark.
    Bench(String),
}

impl TargetName {
    /// `lib`, `bin NAME`, `example NAME`, `test NAME`, `bench NAME`.
    pub fn describe(&self) -> String {
        match self {
            Self::Lib => "lib".to_owned(),
            Self::Bin(name) => format!("bin {name}"),
            Self::Example(name) => format!("example {name}"),
            Self::Test(name) => format!("test {name}"),
            Self::Bench(name) => format!("bench {name}"),
        }
    }

    /// The target that one of cargo's is; `None` where it has no code to report on, such as a build script.
    pub fn of(target: &Target) -> Option<Self> {
        let name = || target.name().to_owned();
        Some(match target.kind() {
            "bin" => Self::Bin(name()),
            "example" => Self::Example(name()),
            "test" => Self::Test(name()),
            "bench" => Self::Bench(name()),
            "lib" | "rlib" | "dylib" | "cdylib" | "staticlib" => Self::Lib,
            _ => return None,
        })
    }

    fn arguments(&self) -> Vec<String> {
        match self {
            Self::Lib => vec!["--lib".to_owned()],
            Self::Bin(name) => vec!["--bin".to_owned(), name.clone()],
            Self::Example(name) => vec!["--example".to_owned(), name.clone()],
            Self::Test(name) => vec!["--test".to_owned(), name.clone()],
            Self::Bench(name) => vec!["--bench".to_owned(), name.clone()],
        }
    }
}

/// What cargo says of a package, and what was chosen of it.
pub(crate) struct Plan {
    pub(crate) package: String,
    pub(crate) target: TargetName,
    /// The package's directory.
    pub(crate) root: PathBuf,
    pub(crate) scope: Scope,
    pub(crate) rustc: String,
    /// The package's id: its name may be that of another package that it depends on.
    id: String,
    manifest: PathBuf,
    target_directory: PathBuf,
    dependencies: bool,
    /// Features and the target triple, as arguments.
    features: Vec<String>,
    triple: Vec<String>,
    /// The profile that is built as `release`.
    release: String,
    stop: Option<Stop>,
    /// The builds whose profiles ask for link-time optimisation.
    pub(crate) without_lto: BTreeSet<Profile>,
}

/// What one build made.
pub(crate) struct Built {
    pub(crate) compiled: Compiled,
    /// Directories of the dependencies' sources that are reported on.
    pub(crate) dependencies: Vec<PathBuf>,
    /// Directories of the other packages that were built: below the package's directory, where `cargo vendor` puts them, they are not its own.
    pub(crate) others: Vec<PathBuf>,
}

/// The package that is meant. Nothing is built.
///
/// # Errors
///
/// [`Error`]: there is none such, or cargo cannot read the manifest.
pub fn package_of(request: &Request) -> Result<Package, Error> {
    let manifest = manifest(&request.manifest)?;
    package(&metadata(&manifest)?, &manifest, request.package.as_deref()).cloned()
}

/// The package and the target that are meant. Nothing is built.
///
/// # Errors
///
/// [`Error`]: there is none such, or cargo cannot read the manifest.
pub fn chosen(request: &Request) -> Result<(Package, TargetName), Error> {
    let manifest = manifest(&request.manifest)?;
    let metadata = metadata(&manifest)?;
    let package = package(&metadata, &manifest, request.package.as_deref())?;
    Ok((package.clone(), target(package, request.target.as_ref())?))
}

impl Plan {
    pub(crate) fn new(request: &Request) -> Result<Self, Error> {
        let manifest = manifest(&request.manifest)?;
        let metadata = metadata(&manifest)?;
        let package = package(&metadata, &manifest, request.package.as_deref())?;
        let target = target(package, request.target.as_ref())?;
        let root = package.root().to_owned();
        let cargo_target = metadata.target_directory.clone();
        let target_directory = cargo_target.join("heap-sites");
        let others = metadata.packages.iter().filter(|other| other.id != package.id);
        let mut except: Vec<PathBuf> = others.map(|other| other.root().to_owned()).collect();
        except.retain(|directory| *directory != root);
        except.push(cargo_target);
        let release = request.profile.clone().unwrap_or_else(|| "release".to_owned());
        let asks = |(_, profile): &(Profile, &str)| asks_for_lto(&metadata.workspace_root, &root, profile);
        let profiles = [(Profile::Debug, "dev"), (Profile::Release, release.as_str())];
        let without_lto = profiles.into_iter().filter(asks).map(|(build, _)| build).collect();
        let rustc = output(of_directory("rustc", &root).arg("-V"))?;
        Ok(Self {
            package: package.name.clone(),
            target,
            scope: Scope { roots: vec![root.clone()], except },
            rustc,
            id: package.id.clone(),
            manifest,
            target_directory,
            dependencies: request.dependencies,
            features: request.features.arguments(),
            triple: request.triple.iter().map(|triple| format!("--target={triple}")).collect(),
            without_lto,
            stop: request.stop.clone(),
            release,
            root,
        })
    }

    fn profile(&self, profile: Profile) -> &str {
        match profile {
            Profile::Debug => "dev",
            Profile::Release => &self.release,
        }
    }

    /// What the report needs of a profile, whatever the reader's says: keys and values.
    fn settings(&self, profile: Profile) -> Vec<(&'static str, &'static str)> {
        let mut settings = vec![("debug", "1"), ("incremental", "false"), ("split-debuginfo", "\"off\"")];
        if profile == Profile::Debug {
            settings.insert(0, ("opt-level", "0"));
        }
        if self.without_lto.contains(&profile) {
            settings.push(("lto", "false"));
        }
        settings
    }

    /// The settings for cargo's `--config`: of the profile, and of what it may say of the package alone.
    fn configuration(&self, profile: Profile) -> Vec<String> {
        let (name, settings) = (self.profile(profile), self.settings(profile));
        let of_package = settings.iter().filter(|(key, _)| matches!(*key, "opt-level" | "debug"));
        let of_package =
            of_package.map(|(key, value)| format!("profile.{name}.package.\"{}\".{key}={value}", self.package));
        settings.iter().map(|(key, value)| format!("profile.{name}.{key}={value}")).chain(of_package).collect()
    }

    /// What the builds are made with.
    pub(crate) fn builds(&self) -> Builds {
        let describe = |profile: Profile| {
            let settings = self.settings(profile).into_iter().map(|(key, value)| format!("{key}={value}"));
            let words: Vec<String> =
                settings.chain([&self.features, &self.triple].into_iter().flatten().cloned()).collect();
            format!("the {} profile with {}", self.profile(profile), words.join(", "))
        };
        Builds { debug: describe(Profile::Debug), release: describe(Profile::Release) }
    }

    /// Builds one profile. The compiler's messages go to stderr.
    pub(crate) fn build(&self, profile: Profile) -> Result<Built, Error> {
        let built = self.run(profile, &self.objects_before())?;
        match built {
            Some(built) => Ok(built),
            // cargo found everything made already, and the objects are gone.
            None => {
                self.clean(profile)?;
                self.run(profile, &BTreeMap::new())?.ok_or_else(|| {
                    Error::Cargo(format!(
                        "no object of {} was left to read; remove {}",
                        self.target.describe(),
                        self.target_directory.display()
                    ))
                })
            }
        }
    }

    fn run(&self, profile: Profile, before: &BTreeMap<PathBuf, SystemTime>) -> Result<Option<Built>, Error> {
        let mut command = self.cargo("rustc", profile);
        command.arg("--message-format=json-render-diagnostics").args(self.target.arguments());
        if !std::io::stderr().is_terminal() {
            command.arg("--quiet");
        }
        for setting in self.configuration(profile) {
            command.args(["--config", &setting]);
        }
        command.args(&self.features);
        if self.target == TargetName::Lib {
            command.args(["--crate-type", "rlib"]);
        }
        // Names with the types that generic code was compiled for; the objects that were linked into a program.
        // What a macro of the package expands to is on the line that uses the macro, as it is for macros of other crates.
        command.args(["--", "-C", "symbol-mangling-version=v0", "-C", "collapse-macro-debuginfo=yes"]);
        if self.target != TargetName::Lib {
            command.args(["-C", "save-temps"]);
        }
        command.stdout(Stdio::piped());
        let mut child = match &self.stop {
            Some(stop) => stop.start(command.stdin(Stdio::null()))?,
            None => command.spawn().map_err(|error| Error::Cargo(format!("cannot be run: {error}; is it on PATH?")))?,
        };
        let mut artifacts: Vec<Artifact> = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines() {
                let line = line.map_err(|error| Error::Cargo(error.to_string()))?;
                // What a procedural macro prints is between the messages.
                if let Ok(Message::CompilerArtifact(artifact)) = serde_json::from_str(&line) {
                    artifacts.push(artifact);
                }
            }
        }
        if let Some(stop) = &self.stop {
            stop.ended();
        }
        let status = child.wait();
        if let Some(stop) = &self.stop {
            stop.check()?;
        }
        if !status.map_err(|error| Error::Cargo(error.to_string()))?.success() {
            return Err(Error::DoesNotCompile);
        }
        self.built(profile, &artifacts, before)
    }

    /// The objects and archives of what cargo made; `None` where a program's objects are not there.
    fn built(
        &self,
        profile: Profile,
        artifacts: &[Artifact],
        before: &BTreeMap<PathBuf, SystemTime>,
    ) -> Result<Option<Built>, Error> {
        let is_of_package = |artifact: &&Artifact| artifact.manifest_path == self.root.join("Cargo.toml");
        let rlibs = |artifact: &Artifact| -> Vec<PathBuf> {
            let is_rlib = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "rlib");
            artifact.filenames.iter().filter(is_rlib).cloned().collect()
        };
        let mut objects: Vec<PathBuf> = artifacts.iter().filter(is_of_package).flat_map(rlibs).collect();
        if self.target == TargetName::Lib && objects.is_empty() {
            return Err(Error::Cargo(format!("no archive of the library of {} was made", self.package)));
        }
        if self.target != TargetName::Lib {
            let artifact = artifacts.iter().rfind(is_of_package);
            let Some(own) = self.program_objects(profile, artifact.is_some_and(|artifact| artifact.fresh), before)?
            else {
                return Ok(None);
            };
            objects.extend(own);
        }
        let others = artifacts.iter().filter(|artifact| !is_of_package(artifact));
        let mut libraries: Vec<PathBuf> = others.clone().flat_map(rlibs).collect();
        let directory = |artifact: &Artifact| Some(artifact.manifest_path.parent()?.to_owned());
        let (mut dependencies, mut reported) = (Vec::new(), Vec::new());
        if self.dependencies {
            dependencies.extend(others.clone().filter(|artifact| !rlibs(artifact).is_empty()).filter_map(directory));
            // What only runs while building, such as a procedural macro's helper, is built without debug information and is not in the program.
            reported.extend(libraries.iter().filter(|path| archives::has_debug_information(path)).cloned());
        }
        let others = others.filter_map(directory).collect();
        libraries.extend(self.standard_library(&objects)?);
        let compiled = Compiled { objects, dependencies: reported, libraries };
        Ok(Some(Built { compiled, dependencies, others }))
    }

    /// The archives of the standard library for the target that was built for.
    fn standard_library(&self, objects: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
        // cargo puts what is built for a target that was named, here or in a configuration file, into a directory of that name.
        let below = objects.iter().find_map(|object| object.strip_prefix(&self.target_directory).ok());
        let first = below.and_then(|path| path.components().next()).map(|name| name.as_os_str().to_owned());
        let mut command = of_directory("rustc", &self.root);
        command.args(["--print", "target-libdir"]);
        let is_triple = |name: &OsString| name.to_string_lossy().contains('-') && name != self.release.as_str();
        if let Some(triple) = first.filter(is_triple) {
            command.arg("--target").arg(triple);
        }
        standard_library(Path::new(&output(&mut command)?))
    }

    /// The objects that the program was linked from: those that this build made, or that the build which made it left a list of.
    fn program_objects(
        &self,
        profile: Profile,
        is_fresh: bool,
        before: &BTreeMap<PathBuf, SystemTime>,
    ) -> Result<Option<Vec<PathBuf>>, Error> {
        // Each choice of settings has objects of its own.
        let mut settings = DefaultHasher::new();
        (self.configuration(profile), &self.features, &self.triple).hash(&mut settings);
        let (target, settings) = (self.target.describe().replace(' ', "-"), settings.finish());
        let name = format!("{}-{target}-{}-{settings:016x}.json", self.package, profile.name());
        let list = self.target_directory.join(name);
        let read = |path: &Path| std::fs::read(path).ok();
        if is_fresh {
            let objects: Option<Vec<PathBuf>> = read(&list).and_then(|text| serde_json::from_slice(&text).ok());
            return Ok(objects.filter(|objects| !objects.is_empty() && objects.iter().all(|object| object.is_file())));
        }
        let after = self.objects_before();
        let made: Vec<PathBuf> =
            after.into_iter().filter(|(path, time)| before.get(path) != Some(time)).map(|(path, _)| path).collect();
        let text = serde_json::to_vec(&made).map_err(|error| Error::Cargo(error.to_string()))?;
        std::fs::write(&list, text).map_err(|source| Error::Read { path: list, source })?;
        Ok((!made.is_empty()).then_some(made))
    }

    /// The kept objects that are there, with the times of their making.
    fn objects_before(&self) -> BTreeMap<PathBuf, SystemTime> {
        let mut objects = BTreeMap::new();
        if self.target == TargetName::Lib {
            return objects;
        }
        let mut directories = vec![self.target_directory.clone()];
        while let Some(directory) = directories.pop() {
            for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
                let path = entry.path();
                let is_object = path.to_string_lossy().ends_with(".rcgu.o");
                if path.is_dir() {
                    directories.push(path);
                } else if is_object && let Ok(time) = entry.metadata().and_then(|metadata| metadata.modified()) {
                    objects.insert(path, time);
                }
            }
        }
        objects
    }

    /// Removes what was built of the package.
    pub(crate) fn clean(&self, profile: Profile) -> Result<(), Error> {
        let output = self.cargo("clean", profile).arg("--quiet").output();
        let output = output.map_err(|error| Error::Cargo(error.to_string()))?;
        if output.status.success() {
            Ok(())
        } else {
            Err(Error::Cargo(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
        }
    }

    fn cargo(&self, subcommand: &str, profile: Profile) -> Command {
        let mut command = cargo(&self.root);
        command.arg(subcommand).arg("--manifest-path").arg(&self.manifest).args(["--package", &self.id]);
        command.arg("--target-dir").arg(&self.target_directory).args(&self.triple);
        // Where it is set, cargo would put what it makes on the way there, and the objects with it. What JSON quotes, TOML does.
        command.arg("--config").arg(format!("build.build-dir={}", serde_json::json!(self.target_directory)));
        if profile == Profile::Release {
            command.args(["--profile", &self.release]);
        }
        command
    }
}

/// The reader's files that the objects were compiled from, by what the compiler wrote beside them; empty where it wrote nothing.
pub(crate) fn source_files(compiled: &Compiled, root: &Path, scope: &Scope) -> BTreeSet<PathBuf> {
    let scope = scope.known();
    let mut files = BTreeSet::new();
    for object in &compiled.objects {
        let (Some(directory), Some(stem)) = (object.parent(), object.file_stem()) else { continue };
        let stem = stem.to_string_lossy();
        // `libx.rlib` beside `libx.d`, `libx-1.rlib` beside `x-1.d`, `x-1.y.rcgu.o` beside `x-1.d`.
        let plain = stem.strip_prefix("lib").unwrap_or(&stem).split('.').next().unwrap_or_default();
        for name in [stem.as_ref(), plain] {
            let Ok(text) = std::fs::read_to_string(directory.join(format!("{name}.d"))) else { continue };
            files.extend(files_of_dep_info(&text).filter_map(|file| {
                // A relative path begins where the compiler was started: in the root of the workspace.
                let here = root.ancestors().map(|above| above.join(&file)).find(|file| file.is_file())?;
                (here.extension().is_some_and(|extension| extension == "rs") && scope.contains(&here)).then_some(here)
            }));
        }
    }
    files
}

/// What is behind the colon of each rule; spaces in names are written `\\ `.
fn files_of_dep_info(text: &str) -> impl Iterator<Item = PathBuf> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": ")).flat_map(
        |(_, files)| {
            let marked = files.replace("\\ ", "\0");
            marked.split(' ').map(|file| PathBuf::from(file.replace('\0', " "))).collect::<Vec<_>>()
        },
    )
}

/// The archives of a standard library.
pub(crate) fn standard_library(directory: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = std::fs::read_dir(directory).map_err(|source| Error::Read { path: directory.to_owned(), source })?;
    let mut archives: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rlib"))
        .collect();
    archives.sort();
    if archives.is_empty() {
        return Err(Error::NoObject(directory.to_owned()));
    }
    Ok(archives)
}

/// The first line that a command prints.
pub(crate) fn output(command: &mut Command) -> Result<String, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output =
        command.output().map_err(|error| Error::Cargo(format!("{program} cannot be run: {error}; is it on PATH?")))?;
    if !output.status.success() {
        return Err(Error::Cargo(format!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The file itself, without `..` and links on the way: the compiler writes such paths.
fn manifest(path: &Path) -> Result<PathBuf, Error> {
    let file = if path.is_dir() { path.join("Cargo.toml") } else { path.to_owned() };
    file.canonicalize().ok().filter(|file| file.is_file()).ok_or_else(|| {
        Error::Target(format!("{}: no such file; name a Cargo.toml with --manifest-path", file.display()))
    })
}

fn package<'a>(metadata: &'a Metadata, manifest: &Path, name: Option<&str>) -> Result<&'a Package, Error> {
    let names = || metadata.packages.iter().map(|package| package.name.as_str()).collect::<Vec<_>>().join(", ");
    match name {
        Some(name) => metadata.packages.iter().find(|package| is_meant(package, name)).ok_or_else(|| {
            Error::Target(format!("no package `{name}` in {}; there are: {}", manifest.display(), names()))
        }),
        None => {
            let is_here = |package: &&Package| package.manifest_path.canonicalize().is_ok_and(|file| file == manifest);
            let here = metadata.packages.iter().find(is_here);
            let only = || metadata.packages.first().filter(|_| metadata.packages.len() == 1);
            here.or_else(only).ok_or_else(|| {
                Error::Target(format!(
                    "{} has several packages; choose one with --package: {}",
                    manifest.display(),
                    names()
                ))
            })
        }
    }
}

/// Whether a package id specification means the package: `itoa`, `itoa@1.0`, or the whole id.
fn is_meant(package: &Package, specification: &str) -> bool {
    let is_version = |version: &str| {
        package.version.strip_prefix(version).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let of_version = specification.rsplit_once('@');
    package.name == specification
        || package.id == specification
        || of_version.is_some_and(|(name, version)| package.name == name && is_version(version))
}

fn target(package: &Package, wanted: Option<&TargetName>) -> Result<TargetName, Error> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut targets = Vec::new();
    for target in &package.targets {
        let Some(found) = TargetName::of(target) else { continue };
        known.insert(found.arguments().join(" "));
        targets.push(found);
    }
    let known = known.into_iter().collect::<Vec<_>>().join(", ");
    let listed =
        if known.is_empty() { "it has none that can be reported on".to_owned() } else { format!("there are: {known}") };
    match wanted {
        Some(wanted) if targets.contains(wanted) => Ok(wanted.clone()),
        Some(wanted) => Err(Error::Target(format!(
            "no target `{}` in package {}; {listed}",
            wanted.arguments().join(" "),
            package.name
        ))),
        None => {
            let bins: Vec<&TargetName> = targets.iter().filter(|target| matches!(target, TargetName::Bin(_))).collect();
            match (targets.contains(&TargetName::Lib), bins.as_slice()) {
                (true, _) => Ok(TargetName::Lib),
                (false, [bin]) => Ok((*bin).clone()),
                _ => Err(Error::Target(format!("package {} has no library; choose a target: {listed}", package.name))),
            }
        }
    }
}

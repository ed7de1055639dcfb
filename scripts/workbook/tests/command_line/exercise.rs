//! A learner at an exercise: what is right, what is over the budget, what is against the rules, and everything that can go wrong.
//!
//! The exercise is the one that `new --exercise` makes, in the scaffold's workspace, with a target directory of its own, so that nobody's
//! copies and results are touched.

use crate::scaffold::{SLUG, Scaffold, all, stdout};
use std::path::{Path, PathBuf};
use std::process::Output;

const NAME: &str = "scaffolded-exercise";

struct Learner {
    scaffold: Scaffold,
    target: PathBuf,
}

impl Learner {
    fn new() -> Self {
        let scaffold = Scaffold::make();
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("learner");
        // What was built stays; what a learner wrote does not.
        let _ = std::fs::remove_dir_all(target.join("workbook/exercises"));
        Self { scaffold, target }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = self.scaffold.command(env!("CARGO_BIN_EXE_workbook"));
        command.env("CARGO_TARGET_DIR", &self.target).args(arguments).output().unwrap()
    }

    fn exercise(&self, arguments: &[&str]) -> Output {
        self.run(&[&["exercise", NAME], arguments].concat())
    }

    fn copy(&self, file: &str) -> PathBuf {
        self.target.join("workbook/exercises").join(NAME).join(file)
    }

    fn declared(&self, file: &str) -> PathBuf {
        self.scaffold.root.join("experiments").join(SLUG).join("exercises").join(NAME).join(file)
    }

    /// Grades this code.
    fn grades(&self, code: &str, status: i32, says: &[&str]) {
        std::fs::write(self.copy("src/lib.rs"), code).unwrap();
        let graded = self.exercise(&[]);
        assert_eq!(graded.status.code(), Some(status), "{code}\n{}", all(&graded));
        for text in says {
            assert!(all(&graded).contains(text), "no `{text}` for\n{code}\n{}", all(&graded));
        }
    }

    fn says(&self, output: &Output, status: i32, texts: &[&str]) {
        assert_eq!(output.status.code(), Some(status), "{}", all(output));
        for text in texts {
            assert!(all(output).contains(text), "no `{text}` in\n{}", all(output));
        }
    }
}

/// A function that does `before` and then what is asked for.
fn doing(before: &str) -> String {
    format!("pub fn joined(words: &[&str]) -> String {{\n    {before}\n    words.join(\" \")\n}}\n")
}

#[test]
#[ignore = "builds what grading needs: scripts/check runs it after the release tests, with --ignored"]
fn a_learner_is_told_what_is_right_what_is_over_and_what_went_wrong() {
    let learner = Learner::new();
    let made = learner.run(&["new", SLUG, "--exercise", NAME]);
    learner.says(&made, 0, &["scaffolded-exercise"]);
    learner.says(&learner.run(&["new", SLUG, "--exercise", NAME]), 2, &["stays as it is"]);
    learner.says(&learner.exercise(&["--prove"]), 0, &["1 exercise proved, 0 problems"]);

    learner.says(&learner.exercise(&[]), 0, &["at most 1", "src/lib.rs", "--watch"]);
    learner.says(&learner.exercise(&[]), 1, &["yours 2", "2 too many", "text.push_str(word);", "--hint"]);
    learner.says(&learner.run(&["exercise"]), 0, &[NAME, "begun", "0 done"]);
    learner.says(&learner.exercise(&["--hint"]), 0, &["Hint 1 of 3"]);
    learner.says(&learner.exercise(&["--hint"]), 0, &["Hint 2 of 3"]);

    learner.grades(
        "pub fn joined(words: &[&str]) -> String {\n    words\n}\n",
        1,
        &["it does not compile yet", "mismatched types"],
    );
    learner.grades(&doing("assert!(words.len() < 3);"), 1, &["your code panicked", "lib.rs:2"]);
    learner.grades(&doing("while words.len() == 4 {}"), 1, &["did not end within 10 seconds", "four words"]);
    learner.grades(
        "pub fn joined(words: &[&str]) -> String {\n    let more = joined(words);\n    more + \"\"\n}\n",
        1,
        &["overflowed its stack"],
    );
    if cfg!(target_os = "linux") {
        let all_memory = "let mut held: Vec<Vec<u8>> = Vec::new();\n    loop { held.push(vec![0; 1 << 30]); if held.len() > 99 { break } }";
        learner.grades(&doing(all_memory), 1, &["asked for more than 4 GiB"]);
    }
    learner.grades(&doing("println!(\"seen {}\", words.len());"), 0, &["Your code printed:", "seen 4"]);
    learner.grades(
        "pub fn joined(words: &[&str]) -> String {\n    words.concat()\n}\n",
        1,
        &["four words", "is right"],
    );
    let random = "if words.len() > 20 { return String::new() }";
    learner.grades(&doing(random), 1, &["random words", "is right"]);
    learner.grades(
        &doing("static LENGTH: usize = 1;\n    let _ = LENGTH;"),
        1,
        &["lib.rs:2", "`static` is not allowed", "--rules"],
    );
    learner.grades(&doing("unsafe { std::hint::unreachable_unchecked() }"), 1, &["`unsafe` is not allowed"]);
    learner.grades(
        "pub fn joined(words: &[&str]) -> String {\n    let text = words.join(\" \");\n    std::mem::forget(text.clone());\n    text\n}\n",
        1,
        &["29 B are still live", "rule 3"],
    );
    learner.grades(
        &doing("std::thread::scope(|scope| { scope.spawn(|| vec![1_u8; 9]); });"),
        1,
        &["other threads asked for memory"],
    );

    // `join` itself adds up the lengths first.
    learner.grades(&doing(""), 0, &["Done.", "holds"]);
    let results = std::fs::read_to_string(learner.target.join("workbook/exercises/results.json")).unwrap();
    assert!(results.contains("\"done\": \"2"), "{results}");
    let solution = std::fs::read_to_string(learner.declared("solutions/sized.rs")).unwrap();
    learner.grades(&solution, 0, &["Done."]);
    learner.says(&learner.exercise(&["--solution"]), 0, &["String::with_capacity(length)", "Can it be less?"]);

    // Less than ours: the budget is made larger for it, which the proof refuses.
    let declaration = std::fs::read_to_string(learner.declared("exercise.toml")).unwrap();
    std::fs::write(
        learner.declared("exercise.toml"),
        declaration.replace("\nallocations = 1\n", "\nallocations = 2\n"),
    )
    .unwrap();
    learner.grades(&solution, 0, &["better than ours", "yours 1, ours 2; tell us how"]);
    learner.says(
        &learner.exercise(&["--prove"]),
        1,
        &["`four words`, allocations: a solution takes 1, and the budget is 2", "1 problem"],
    );
    let wrong = declaration.replace("reallocations = 2 }", "reallocations = 3 }");
    std::fs::write(learner.declared("solutions/unnamed.rs"), "").unwrap();
    std::fs::write(learner.declared("exercise.toml"), wrong).unwrap();
    learner.says(
        &learner.exercise(&["--prove"]),
        1,
        &["reallocations 2, and `start` declares 3", "exercise.toml does not name it"],
    );
    std::fs::remove_file(learner.declared("solutions/unnamed.rs")).unwrap();
    std::fs::write(learner.declared("exercise.toml"), declaration.replace("kind = ", "kindd = ")).unwrap();
    learner.says(&learner.exercise(&[]), 1, &["exercise.toml", "kindd"]);
    std::fs::write(learner.declared("exercise.toml"), &declaration).unwrap();

    // What is the workbook's is written again, and what was the learner's there is kept.
    std::fs::write(learner.copy("Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();
    learner.says(&learner.exercise(&[]), 0, &["Cargo.toml.yours", "Done."]);
    assert!(std::fs::read_to_string(learner.copy("Cargo.toml.yours")).unwrap().contains("mine"));

    learner.says(&learner.exercise(&["--again"]), 2, &["there is nobody to ask", "--yes"]);
    assert_eq!(std::fs::read_to_string(learner.copy("src/lib.rs")).unwrap(), solution);
    learner.says(&learner.exercise(&["--again", "--yes"]), 0, &["scaffolded-exercise.before-1", "at most 1"]);
    let aside = learner.target.join("workbook/exercises/scaffolded-exercise.before-1/src/lib.rs");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), solution);

    std::fs::remove_file(learner.copy("src/lib.rs")).unwrap();
    learner.says(&learner.exercise(&[]), 1, &["it is gone", "--again"]);
    learner.says(&learner.run(&["exercise", "scaffolded-exercis"]), 2, &["did you mean scaffolded-exercise"]);

    let mine = learner.target.join("workbook/exercises/results.json");
    learner.says(&learner.run(&["exercise", "--learner", "Ada"]), 0, &["Ada"]);
    let other = learner.target.join("workbook/other.json");
    std::fs::copy(&mine, &other).unwrap();
    let damaged = learner.target.join("workbook/damaged.json");
    std::fs::write(&damaged, "{}").unwrap();
    let table = learner.run(&[
        "exercise",
        "--class",
        &mine.display().to_string(),
        &other.display().to_string(),
        &damaged.display().to_string(),
        "--format",
        "csv",
    ]);
    learner.says(&table, 1, &["damaged.json"]);
    assert_eq!(
        stdout(&table).lines().filter(|line| line.starts_with("Ada,scaffolded-exercise")).count(),
        2,
        "{}",
        all(&table)
    );
    std::fs::write(&mine, "no results").unwrap();
    learner.says(&learner.run(&["exercise"]), 1, &["results.json", "move it away"]);
    assert_eq!(std::fs::read_to_string(&mine).unwrap(), "no results");
}

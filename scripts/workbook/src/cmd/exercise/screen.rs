//! What the learner sees.

use exercises::{Exercise, Grade, Kind, Line, Outcome, Over, Predicted, RULES, Solution, over, rows};
use record::{Profile, print};
use std::fmt::Write;

/// Writes the screens of an exercise.
pub(super) struct Screen<'a> {
    pub(super) exercise: &'a Exercise,
    /// The file that the learner edits, as seen from here.
    pub(super) edited: String,
    pub(super) has_colours: bool,
}

#[derive(Clone, Copy)]
enum Colour {
    Good,
    Bad,
    Dim,
    Bold,
}

impl Screen<'_> {
    fn coloured(&self, colour: Colour, text: &str) -> String {
        let code = match colour {
            Colour::Good => "32",
            Colour::Bad => "31",
            Colour::Dim => "2",
            Colour::Bold => "1",
        };
        if self.has_colours { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn title(&self) -> String {
        let Exercise { name, chapter, declaration, .. } = self.exercise;
        let about = format!("{} · {chapter} · about {} min", declaration.kind.word(), declaration.minutes);
        format!(
            "{}: {}  {}\n\n",
            self.coloured(Colour::Bold, name),
            declaration.title,
            self.coloured(Colour::Dim, &about)
        )
    }

    /// The exercise as it is when it was just copied.
    pub(super) fn opened(&self) -> String {
        let Exercise { name, declaration, .. } = self.exercise;
        let mut text = self.title() + &indented(declaration.task.trim()) + "\n";
        if declaration.kind == Kind::Predict {
            text += "  Read src/lib.rs beside the file below; the questions are in it.\n";
        } else {
            text += "  The budget, in debug and in release:\n\n";
            let mut table = Vec::new();
            for budget in &declaration.budget {
                for (figure, most) in budget.figures.set() {
                    let start =
                        budget.start.get(figure).map_or_else(String::new, |start| format!("now {}", number(start)));
                    table.push([
                        budget.of.clone(),
                        figure.name().to_owned(),
                        format!("at most {}", number(most)),
                        start,
                    ]);
                }
            }
            text += &aligned(&table);
        }
        let _ = write!(
            text,
            "\n  Edit   {}\n  Grade  cargo workbook exercise {name}\n         cargo workbook exercise {name} --watch\n",
            self.edited
        );
        if declaration.kind == Kind::Find {
            let directory = self.edited.trim_end_matches("src/lib.rs");
            let _ = write!(
                text,
                "  Find   grading writes {directory}dhat-heap.json; cargo workbook heap top --sample alloc-objects --file {directory}dhat-heap.json\n         \
                 cargo workbook sites --manifest-path {directory}\n"
            );
        }
        text
    }

    /// What a submission is worth.
    pub(super) fn graded(&self, grade: &Grade, lines: &[(String, Vec<Line>)]) -> String {
        let mut text = self.title();
        if !grade.broken.is_empty() {
            text += &self.line(Colour::Bad, "rules", "not kept, so nothing was run");
            for broken in &grade.broken {
                let _ = writeln!(text, "          {}:{}: {}", self.edited, broken.line, broken.what);
            }
            return text + "\n  The rules: cargo workbook exercise --rules\n";
        }
        let builds = |is_good: bool| {
            let words = grade.outcomes.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Counted(_)) == is_good);
            words.map(|(profile, _)| profile.name()).collect::<Vec<_>>().join(" and ")
        };
        for (profile, outcome) in &grade.outcomes {
            match outcome {
                Outcome::DoesNotCompile(messages) => {
                    text += &self.line(Colour::Bad, "code", "it does not compile yet; nothing was graded");
                    text += &format!("\n{messages}\n");
                    return text;
                }
                Outcome::Wrong { what, why } => {
                    text += &self.line(Colour::Bad, "right", &format!("not yet, in {}: {what}", profile));
                    let _ = writeln!(text, "          {why}");
                    self.add_printed(&mut text, grade);
                    return text + "\n" + &self.next();
                }
                Outcome::Stopped { what, why } => {
                    text += &self.line(Colour::Bad, "right", &format!("not yet, in {}: {what}", profile));
                    let _ = writeln!(text, "          the program was stopped: {why}");
                    self.add_printed(&mut text, grade);
                    return text + "\n" + &self.next();
                }
                Outcome::Counted(_) => {}
            }
        }
        text +=
            &self.line(Colour::Good, "right", &format!("every example and every random input, in {}", builds(true)));
        self.add_budget(&mut text, grade);
        for (label, lines) in lines.iter().filter(|(_, lines)| !lines.is_empty()) {
            let _ = writeln!(text, "\n  Lines whose blocks `{label}` asks for, in debug, the most calls first:\n");
            for line in lines {
                let asked = format!("{} in {}", bytes(line.bytes), calls(line.calls));
                let from = line.from.map_or_else(String::new, |from| format!(" (called from line {from})"));
                let _ = writeln!(text, "  {:>5}  {asked:<26}  {}{from}", line.number, line.code);
                // Under the code, because beside it is no room on most terminals.
                for site in &line.sites {
                    let _ = writeln!(text, "{:37}{}", "", self.coloured(Colour::Dim, site));
                }
            }
        }
        if lines.iter().any(|(_, lines)| !lines.is_empty()) {
            text += "\n  A call is an allocation, or a reallocation, which stands on the line that made the block. Not every line must go.\n";
        }
        self.add_printed(&mut text, grade);
        text + "\n" + &if grade.is_accepted(self.exercise) { self.done(grade) } else { self.next() }
    }

    fn line(&self, colour: Colour, what: &str, text: &str) -> String {
        format!("  {what:<8}{}\n", self.coloured(colour, text))
    }

    fn add_budget(&self, text: &mut String, grade: &Grade) {
        let [debug, release] = Profile::ALL.map(|profile| grade.counted(profile));
        let (Some(debug), Some(release)) = (debug, release) else { return };
        *text += "  budget\n";
        let mut table = Vec::new();
        let mut states = Vec::new();
        for (debug, release) in rows(self.exercise, debug).into_iter().zip(rows(self.exercise, release)) {
            let worst = debug.yours.max(release.yours);
            let yours = match debug.yours == release.yours {
                true => format!("yours {}", number(debug.yours)),
                false => format!("yours {}, in release {}", number(debug.yours), number(release.yours)),
            };
            table.push([
                debug.of.clone(),
                debug.figure.name().to_owned(),
                yours,
                format!("budget {}", number(debug.budget)),
            ]);
            states.push(match worst.checked_sub(debug.budget) {
                Some(0) => (Colour::Good, "holds".to_owned()),
                Some(more) => (Colour::Bad, format!("{} too many", number(more))),
                None => (Colour::Good, "better than ours".to_owned()),
            });
        }
        for (line, (colour, state)) in aligned(&table).lines().zip(states) {
            let _ = writeln!(text, "  {line}   {}", self.coloured(colour, &state));
        }
        let mut also: Vec<String> = Vec::new();
        for counted in [debug, release] {
            for over in over(self.exercise, counted) {
                let say = match over {
                    Over::Figure(_) => continue,
                    Over::Kept { of, bytes: kept } => format!(
                        "`{of}`: {} are still live when the input and the answer are gone; give them back (rule 3)",
                        bytes(kept)
                    ),
                    Over::Elsewhere { of } => {
                        format!("`{of}`: other threads asked for memory; work on the thread that calls (rule 4)")
                    }
                };
                if !also.contains(&say) {
                    also.push(say);
                }
            }
        }
        for say in also {
            *text += &self.line(Colour::Bad, "", &say);
        }
        if !grade.times.is_empty() {
            // In the order of the budget.
            let mut of: Vec<&str> = self.exercise.declaration.budget.iter().map(|budget| budget.of.as_str()).collect();
            of.dedup();
            let times = of.into_iter().filter_map(|of| Some(format!("{of} {}", time(*grade.times.get(of)?))));
            let times: Vec<String> = times.collect();
            let _ = writeln!(
                text,
                "  {}",
                self.coloured(
                    Colour::Dim,
                    &format!("time    {} (release, the fastest call here; not graded)", times.join(", "))
                )
            );
        }
    }

    fn add_printed(&self, text: &mut String, grade: &Grade) {
        if !grade.printed.is_empty() {
            *text += "\n  Your code printed:\n";
            for line in &grade.printed {
                let _ = writeln!(text, "    {line}");
            }
        }
    }

    fn done(&self, grade: &Grade) -> String {
        let declaration = &self.exercise.declaration;
        let mut text = format!("  {}  {}\n", self.coloured(Colour::Good, "Done."), flowing(&declaration.idea));
        for row in grade.counted(Profile::Debug).map(|counted| rows(self.exercise, counted)).unwrap_or_default() {
            if row.yours < row.budget {
                let [yours, ours] = [row.yours, row.budget].map(number);
                let _ =
                    writeln!(text, "  `{}`: {}: yours {yours}, ours {ours}; tell us how.", row.of, row.figure.name());
            }
        }
        let _ = writeln!(text, "  Our solutions, and why: cargo workbook exercise {} --solution", self.exercise.name);
        text
    }

    fn next(&self) -> String {
        let name = &self.exercise.name;
        format!("  Not yet. Stuck? cargo workbook exercise {name} --hint\n")
    }

    /// What predictions are worth. The right numbers are not said: a hint is, and the solution on request.
    pub(super) fn predicted(&self, predicted: &[Predicted<'_>], measured: Option<&Grade>) -> String {
        let mut text = self.title();
        for one in predicted {
            let state = match one.number {
                None => self.coloured(Colour::Dim, "no number yet"),
                Some(number) if one.is_right() => self.coloured(Colour::Good, &format!("{number} is right")),
                Some(number) => self.coloured(Colour::Bad, &format!("{number} is not what the program does")),
            };
            let _ = writeln!(text, "  {:<16} {}", one.question.name, state);
            if one.is_right() {
                text += &indented_by(&flowing(&one.question.because), "                   ");
            }
        }
        let Some(grade) = measured else { return text + "\n" + &self.next() };
        for (profile, outcome) in &grade.outcomes {
            let Outcome::Counted(counted) = outcome else { continue };
            for one in predicted {
                let Some(is) = counted.get(&one.question.of).map(|counted| one.question.figure.of(counted)) else {
                    continue;
                };
                if is != one.question.answer {
                    let _ = writeln!(
                        text,
                        "  measured here in {}: {is} for {}; another compiler than the workbook's?",
                        profile, one.question.name
                    );
                }
            }
        }
        let _ = writeln!(
            text,
            "\n  {}  Measured here, too, in debug and in release. {}",
            self.coloured(Colour::Good, "Done."),
            flowing(&self.exercise.declaration.idea)
        );
        let _ = writeln!(text, "  Why: cargo workbook exercise {} --solution", self.exercise.name);
        text
    }

    /// The hints so far.
    pub(super) fn hints(&self, shown: &[String]) -> String {
        let all = self.exercise.declaration.hints.len();
        let mut text = String::new();
        for (index, hint) in shown.iter().enumerate() {
            let _ = writeln!(text, "Hint {} of {all}: {}\n", index + 1, flowing(hint));
        }
        if shown.len() == all {
            let _ = writeln!(
                text,
                "That was the last one. The solution: cargo workbook exercise {} --solution",
                self.exercise.name
            );
        }
        text
    }

    /// The solutions, and why they are so.
    pub(super) fn solution(&self, codes: &[(&Solution, String)]) -> String {
        let declaration = &self.exercise.declaration;
        let mut text = self.title();
        for question in &declaration.question {
            let _ = writeln!(
                text,
                "{}: {}\n{}\n",
                self.coloured(Colour::Bold, &question.name),
                question.answer,
                flowing(&question.because)
            );
        }
        for (solution, code) in codes {
            let _ = writeln!(text, "{} ({})\n\n{}\n", flowing(&solution.about), solution.file, code.trim_end());
        }
        let _ = writeln!(text, "{}\n\n{}", declaration.explanation.trim(), flowing(&declaration.idea));
        if !declaration.tight.is_empty() {
            let _ = writeln!(text, "\nCan it be less? {}", flowing(&declaration.tight));
        }
        if !codes.is_empty() {
            let _ = writeln!(text, "\nThe rules that a solution keeps:");
            for rule in RULES {
                let _ = writeln!(text, "- {rule}");
            }
        }
        text
    }
}

fn number(value: u64) -> String {
    print::plain(&print::count(value.into()))
}

fn bytes(value: i64) -> String {
    format!("{} B", number(value.unsigned_abs()))
}

fn calls(calls: i64) -> String {
    format!("{} call{}", number(calls.unsigned_abs()), if calls == 1 { "" } else { "s" })
}

fn time(ns: u64) -> String {
    match ns {
        0..10_000 => format!("{ns} ns"),
        10_000..10_000_000 => format!("{} µs", ns / 1000),
        _ => format!("{} ms", ns / 1_000_000),
    }
}

/// Lines of a text in one.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn indented(text: &str) -> String {
    indented_by(text, "  ")
}

fn indented_by(text: &str, by: &str) -> String {
    text.lines().map(|line| format!("{by}{line}").trim_end().to_owned() + "\n").collect()
}

/// Rows whose columns begin below each other.
fn aligned(rows: &[[String; 4]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [0, 1, 2, 3].map(width);
    let line = |row: &[String; 4]| {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        format!("    {}", cells.join("   ")).trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

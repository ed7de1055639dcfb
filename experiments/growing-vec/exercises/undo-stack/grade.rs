//! The tests of `undo-stack`.

use super::exercise::{Canvas, Mistake, ScriptError};
use grading::{Grading, Rng};
use std::fmt::Write;

const WIDTH: u16 = 4;
const HEIGHT: u16 = 3;

fn painted(script: &str) -> Result<Vec<u8>, ScriptError> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT);
    canvas.run(script)?;
    Ok(canvas.cells().to_vec())
}

pub fn grade(grading: &mut Grading) {
    let blank = vec![0; 12];
    let line = vec![1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    grading.right("an empty script", || painted(""), Ok(blank.clone()));
    grading.right("a line", || painted("line 0 0 3 0"), Ok(line.clone()));
    grading.right(
        "a slanting line and a box",
        || painted("pen 5\nline 0 0 3 2\n\npen 2\nbox 1 2 0 1"),
        Ok(vec![5, 0, 0, 0, 2, 2, 5, 0, 2, 2, 0, 5]),
    );
    grading.right("a stroke undone", || painted("line 0 0 3 0\nbox 0 0 3 2\nundo"), Ok(line.clone()));
    grading.right("more undone than painted", || painted("dot 1 1\nundo\nundo"), Ok(blank.clone()));
    grading.right("a stroke done again", || painted("line 0 0 3 0\nundo\nredo"), Ok(line.clone()));
    grading.right("a redo after a new stroke", || painted("dot 3 2\nundo\nline 0 0 3 0\nredo"), Ok(line));
    grading.right(
        "a mistake in line 2",
        || painted("dot 1 1\ndot 4 0"),
        Err(ScriptError { line: 2, mistake: Mistake::Outside }),
    );
    grading.right_on_random("random scripts", random, |script| painted(&script.join("\n")), |script| slow(script));
    grading.counted("a script of 400 strokes", script, |script| {
        let mut canvas = Canvas::new(64, 48);
        canvas.run(&script).map(|()| canvas)
    });
}

/// Somebody tries every stroke, takes it back, and paints it again in another colour.
fn script() -> String {
    let mut script = String::new();
    for stroke in 0..200 {
        let (x, y) = (stroke * 7 % 64, stroke * 5 % 48);
        let _ = writeln!(script, "pen 1\nline {x} {y} {} {}\nundo\npen 2\nbox {x} {y} {} {y}", 63 - x, 47 - y, 63 - x);
    }
    script
}

fn random(random: &mut Rng, size: usize) -> Vec<String> {
    let mut command = || {
        let (x, y) = (random.u16(..WIDTH), random.u16(..HEIGHT));
        match random.u8(..6) {
            0 => format!("pen {}", random.u8(..)),
            1 => format!("dot {x} {y}"),
            2 => format!("box {x} {y} {} {}", random.u16(..WIDTH), random.u16(..HEIGHT)),
            3 | 4 => "undo".to_owned(),
            _ => "redo".to_owned(),
        }
    };
    (0..size).map(|_| command()).collect()
}

/// Keeps a copy of all cells for each stroke.
fn slow(script: &[String]) -> Result<Vec<u8>, ScriptError> {
    let mut states = vec![vec![0; usize::from(WIDTH * HEIGHT)]];
    let (mut now, mut pen) = (0, 1);
    for line in script {
        let (command, numbers) = line.split_once(' ').unwrap_or((line, ""));
        let numbers: Vec<u16> = numbers.split_whitespace().map(|number| number.parse().unwrap_or(0)).collect();
        let corners = match (command, numbers.as_slice()) {
            ("pen", [number]) => {
                pen = *number as u8;
                continue;
            }
            ("undo", _) => {
                now = now.max(1) - 1;
                continue;
            }
            ("redo", _) => {
                now = (states.len() - 1).min(now + 1);
                continue;
            }
            (_, [x, y]) => [*x, *y, *x, *y],
            (_, numbers) => [numbers[0], numbers[1], numbers[2], numbers[3]],
        };
        let [x0, y0, x1, y1] = corners;
        let is_in_box =
            |x: u16, y: u16| (x0.min(x1)..=x0.max(x1)).contains(&x) && (y0.min(y1)..=y0.max(y1)).contains(&y);
        states.truncate(now + 1);
        let old = states[now].clone();
        let paint = |(cell, old): (usize, u8)| {
            let (x, y) = (cell as u16 % WIDTH, cell as u16 / WIDTH);
            if is_in_box(x, y) { pen } else { old }
        };
        states.push(old.into_iter().enumerate().map(paint).collect());
        now += 1;
    }
    Ok(states.swap_remove(now))
}

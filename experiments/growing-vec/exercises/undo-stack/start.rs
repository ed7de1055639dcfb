//! A program that paints: it reads a script of commands and has an undo.
//!
//! ```text
//! pen 3
//! line 0 0 9 4
//! box 2 2 7 5
//! undo
//! ```

use std::fmt::{self, Display, Formatter};

/// What is wrong with a line of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// From 1.
    pub line: usize,
    pub mistake: Mistake,
}

/// A mistake in a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    UnknownCommand,
    /// A number is missing, or what stands there is none.
    NoNumber,
    TooManyNumbers,
    /// A corner is not on the canvas.
    Outside,
}

impl Display for ScriptError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mistake = match self.mistake {
            Mistake::UnknownCommand => "unknown command",
            Mistake::NoNumber => "a number is missing",
            Mistake::TooManyNumbers => "too many numbers",
            Mistake::Outside => "not on the canvas",
        };
        write!(f, "line {}: {mistake}", self.line)
    }
}

impl std::error::Error for ScriptError {}

/// A place on the canvas, from the left and from the top.
#[derive(Clone, Copy)]
struct Point {
    x: i32,
    y: i32,
}

/// A cell that a stroke changed.
#[derive(Clone, Copy)]
struct Change {
    cell: u32,
    before: u8,
    after: u8,
    /// Whether a stroke begins here.
    is_first: bool,
}

/// Cells of a colour from 0 to 255, and how they came to it.
pub struct Canvas {
    width: i32,
    height: i32,
    cells: Vec<u8>,
    pen: u8,
    /// What an undo takes back, the last change at the end.
    done: Vec<Change>,
    /// What a redo does again, the next change at the end.
    undone: Vec<Change>,
}

impl Canvas {
    /// All cells are 0, and the pen is 1.
    pub fn new(width: u16, height: u16) -> Self {
        let cells = vec![0; usize::from(width) * usize::from(height)];
        Self { width: width.into(), height: height.into(), cells, pen: 1, done: Vec::new(), undone: Vec::new() }
    }

    /// The cells, row by row.
    pub fn cells(&self) -> &[u8] {
        &self.cells
    }

    /// Runs a script: a command a line; empty lines are allowed.
    pub fn run(&mut self, script: &str) -> Result<(), ScriptError> {
        for (index, line) in script.lines().enumerate() {
            self.command(line).map_err(|mistake| ScriptError { line: index + 1, mistake })?;
        }
        Ok(())
    }

    fn command(&mut self, line: &str) -> Result<(), Mistake> {
        let mut words = line.split_whitespace();
        let Some(command) = words.next() else { return Ok(()) };
        match command {
            "pen" => {
                let [pen] = numbers(words)?;
                self.pen = pen.try_into().map_err(|_| Mistake::NoNumber)?;
            }
            "dot" => {
                let [x, y] = numbers(words)?;
                self.line([x, y, x, y])?;
            }
            "line" => self.line(numbers(words)?)?,
            "box" => self.filled_box(numbers(words)?)?,
            "undo" => {
                let [] = numbers(words)?;
                self.undo();
            }
            "redo" => {
                let [] = numbers(words)?;
                self.redo();
            }
            _ => return Err(Mistake::UnknownCommand),
        }
        Ok(())
    }

    /// Paints a straight line between two points, both included, by Bresenham's algorithm.
    fn line(&mut self, ends: [i32; 4]) -> Result<(), Mistake> {
        let [mut at, end] = self.points(ends)?;
        self.begin();
        let (right, down) = ((end.x - at.x).abs(), (end.y - at.y).abs());
        let (step_x, step_y) = ((end.x - at.x).signum(), (end.y - at.y).signum());
        let mut error = right - down;
        let mut is_first = true;
        loop {
            self.paint(at, is_first);
            is_first = false;
            if (at.x, at.y) == (end.x, end.y) {
                return Ok(());
            }
            let twice = 2 * error;
            if twice >= -down {
                error -= down;
                at.x += step_x;
            }
            if twice <= right {
                error += right;
                at.y += step_y;
            }
        }
    }

    /// Paints all cells between two corners, both included.
    fn filled_box(&mut self, corners: [i32; 4]) -> Result<(), Mistake> {
        let [a, b] = self.points(corners)?;
        self.begin();
        let mut is_first = true;
        for y in a.y.min(b.y)..=a.y.max(b.y) {
            for x in a.x.min(b.x)..=a.x.max(b.x) {
                self.paint(Point { x, y }, is_first);
                is_first = false;
            }
        }
        Ok(())
    }

    fn points(&self, [x0, y0, x1, y1]: [i32; 4]) -> Result<[Point; 2], Mistake> {
        let is_inside = |x, y| (0..self.width).contains(&x) && (0..self.height).contains(&y);
        if is_inside(x0, y0) && is_inside(x1, y1) {
            Ok([Point { x: x0, y: y0 }, Point { x: x1, y: y1 }])
        } else {
            Err(Mistake::Outside)
        }
    }

    /// Begins a stroke: what was undone before can't be done again.
    fn begin(&mut self) {
        self.undone = Vec::new();
    }

    fn paint(&mut self, point: Point, is_first: bool) {
        let index = point.y * self.width + point.x;
        let cell = index.unsigned_abs();
        let old = &mut self.cells[cell as usize];
        self.done.push(Change { cell, before: *old, after: self.pen, is_first });
        *old = self.pen;
    }

    /// Takes back the last stroke, if there is one.
    fn undo(&mut self) {
        while let Some(change) = self.done.pop() {
            self.cells[change.cell as usize] = change.before;
            self.undone.push(change);
            if change.is_first {
                return;
            }
        }
    }

    /// Does the last stroke that was undone again, if there is one.
    fn redo(&mut self) {
        while let Some(change) = self.undone.pop() {
            self.cells[change.cell as usize] = change.after;
            self.done.push(change);
            if self.undone.last().is_none_or(|next| next.is_first) {
                return;
            }
        }
    }
}

/// Exactly `N` numbers.
fn numbers<'a, const N: usize>(mut words: impl Iterator<Item = &'a str>) -> Result<[i32; N], Mistake> {
    let mut numbers = [0; N];
    for number in &mut numbers {
        *number = words.next().and_then(|word| word.parse().ok()).ok_or(Mistake::NoNumber)?;
    }
    if words.next().is_some() { Err(Mistake::TooManyNumbers) } else { Ok(numbers) }
}

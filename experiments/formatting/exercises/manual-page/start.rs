//! Prints the manual of a command for a terminal.

use std::fmt::Write;

/// Where paragraphs begin.
const MARGIN: usize = 4;
/// Where the text about an option begins.
const HELP: usize = 24;

/// The manual of a command.
#[derive(Clone, Debug, Default)]
pub struct Manual<'a> {
    /// What is typed.
    pub name: &'a str,
    /// What it does, in a line.
    pub about: &'a str,
    /// More about it. White space between words may be anything.
    pub paragraphs: Vec<&'a str>,
    pub options: Vec<Choice<'a>>,
}

/// An option of the command.
#[derive(Clone, Debug, Default)]
pub struct Choice<'a> {
    /// `o` for `-o`.
    pub short: Option<char>,
    /// `output` for `--output`.
    pub long: &'a str,
    /// What stands for its value, such as `FILE`.
    pub value: Option<&'a str>,
    /// What it does. White space between words may be anything.
    pub help: &'a str,
}

impl Choice<'_> {
    /// How many columns its name and value take.
    fn columns(&self) -> usize {
        let short = if self.short.is_some() { 4 } else { 0 };
        short + 2 + columns(self.long) + self.value.map_or(0, |value| 1 + columns(value))
    }
}

/// The manual with lines of at most `width` columns; a word that is longer has a line of its own.
pub fn render(manual: &Manual<'_>, width: usize) -> String {
    let mut printer = Printer { page: String::with_capacity(room(manual)), width };
    printer.heading("Name");
    printer.name(manual);
    if !manual.paragraphs.is_empty() {
        printer.heading("Description");
    }
    for (index, paragraph) in manual.paragraphs.iter().enumerate() {
        if index > 0 {
            printer.page.push('\n');
        }
        printer.body(paragraph, MARGIN, 0);
    }
    if !manual.options.is_empty() {
        printer.heading("Options");
    }
    for option in &manual.options {
        printer.option(option);
    }
    printer.page
}

/// As many bytes as the page may have: every word on a line of its own.
fn room(manual: &Manual<'_>) -> usize {
    const HEADINGS: usize = 40;
    let text = |text: &str, indent: usize| text.len() + (1 + text.split_whitespace().count()) * (indent + 1);
    let paragraphs: usize = manual.paragraphs.iter().map(|paragraph| text(paragraph, MARGIN)).sum();
    let option = |option: &Choice<'_>| {
        let value = option.value.map_or(0, str::len);
        MARGIN + 12 + option.long.len() + value + text(option.help, HELP)
    };
    let options: usize = manual.options.iter().map(option).sum();
    let name = MARGIN + manual.name.len() + 3;
    HEADINGS + name + text(manual.about, name) + paragraphs + options
}

/// How many columns a text takes. Letters of two columns and of none are not known here.
fn columns(text: &str) -> usize {
    text.chars().count()
}

/// A page in the making.
struct Printer {
    page: String,
    width: usize,
}

impl Printer {
    fn heading(&mut self, text: &str) {
        if !self.page.is_empty() {
            self.page.push('\n');
        }
        self.page.push_str(text);
        self.page.push('\n');
    }

    fn name(&mut self, manual: &Manual<'_>) {
        self.spaces(MARGIN);
        self.page.push_str(manual.name);
        let used = MARGIN + columns(manual.name);
        if manual.about.is_empty() {
            self.page.push('\n');
        } else {
            self.page.push_str(" - ");
            self.body(manual.about, used + 3, used + 3);
        }
    }

    /// `-o, --output FILE` and the text about it, on the same line if there is room.
    fn option(&mut self, option: &Choice<'_>) {
        self.spaces(MARGIN);
        // Writing to a `String` never fails.
        if let Some(short) = option.short {
            let _ = write!(self.page, "-{short}, ");
        }
        let _ = write!(self.page, "--{}", option.long);
        if let Some(value) = option.value {
            let _ = write!(self.page, " {value}");
        }
        let used = MARGIN + option.columns();
        if used + 2 <= HELP {
            self.body(option.help, HELP, used);
        } else {
            self.page.push('\n');
            self.body(option.help, HELP, 0);
        }
    }

    /// A text in lines that begin at the column `indent`. The first `used` columns of the first line are taken.
    fn body(&mut self, text: &str, indent: usize, used: usize) {
        let mut used = used;
        for line in wrapped(text, self.width.saturating_sub(indent)) {
            self.spaces(indent - used);
            self.page.push_str(&line);
            self.page.push('\n');
            used = 0;
        }
        // There was no word.
        if used > 0 {
            self.page.push('\n');
        }
    }

    fn spaces(&mut self, count: usize) {
        self.page.extend(std::iter::repeat_n(' ', count));
    }
}

/// The words of a text in lines of at most `width` columns, with a space between two words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if columns(line) + 1 + columns(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

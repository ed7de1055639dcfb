//! The tests of `manual-page`.

use super::exercise::{Choice, Manual, render};
use grading::{Grading, Rng};

const DESCRIPTION: [&str; 2] = [
    "Copies the files of a folder to another machine and leaves out what is there already. A file is compared by its size \
     and the time of its last change, and by its content where these can't be trusted.",
    "The other machine is asked for nothing but a shell and this command.\nWhat was copied when the connection broke is kept, \
     and the next run goes on from there.",
];
const OPTIONS: [(Option<char>, &str, Option<&str>, &str); 5] = [
    (Some('a'), "all", None, "Copy the hidden files as well, which are left out otherwise."),
    (Some('c'), "by-content", None, "Compare the content of every file, also where size and time are the same."),
    (
        Some('l'),
        "limit",
        Some("RATE"),
        "Send at most so many kilobytes a second. Without this, as many as the connection takes.",
    ),
    (
        None,
        "exclude-from",
        Some("FILE"),
        "Leave out what a line of the file describes. An empty line and one that begins with a # describe nothing.",
    ),
    (Some('n'), "dry-run", None, "Say what would be copied."),
];

fn options<'a>(options: &[(Option<char>, &'a str, Option<&'a str>, &'a str)]) -> Vec<Choice<'a>> {
    let option = |&(short, long, value, help): &(_, _, _, _)| Choice { short, long, value, help };
    options.iter().map(option).collect()
}

fn carry() -> Manual<'static> {
    let about = "copy a folder to another machine";
    Manual { name: "carry", about, paragraphs: DESCRIPTION.to_vec(), options: options(&OPTIONS) }
}

pub fn grade(grading: &mut Grading) {
    let empty = Manual::default();
    grading.right("a manual without text", || render(&empty, 60), "Name\n    \n".to_owned());
    let about = "löscht,\twas\n war, und fragt nicht";
    let named = Manual { name: "weg", about, paragraphs: vec!["Ein  Satz.", "", "\n"], ..Manual::default() };
    let wanted = "Name\n    weg - löscht,\n          was war,\n          und fragt\n          nicht\n\n\
                  Description\n    Ein Satz.\n\n\n";
    grading.right("lines of 20 columns", || render(&named, 20), wanted.to_owned());
    let listed = Manual {
        options: options(&[
            (Some('ß'), "sharp-letters", None, "as they are"),
            (None, "x", Some("Y"), ""),
            (None, "", None, "a b"),
        ]),
        ..empty.clone()
    };
    let wanted = "Name\n    \n\nOptions\n    -ß, --sharp-letters\n                        as they\n                        are\n\
                  \u{20}   --x Y\n    --                  a b\n";
    grading.right("options beside their text and above it", || render(&listed, 31), wanted.to_owned());
    let narrow = Manual { name: "n", about: "a bb c", paragraphs: vec!["dd e"], ..Manual::default() };
    let wanted = "Name\n    n - a\n        bb\n        c\n\nDescription\n    dd\n    e\n";
    grading.right("lines that no word fits into", || render(&narrow, 0), wanted.to_owned());
    grading.right_on_random("random manuals", random, |(width, texts)| render(&manual(texts), *width), slow);
    grading.counted("the manual of a command", carry, |manual| render(&manual, 72));
}

fn random(random: &mut Rng, size: usize) -> (usize, Vec<String>) {
    (random.usize(..70), (0..5).map(|_| Grading::text(random, size)).collect())
}

fn manual(texts: &[String]) -> Manual<'_> {
    let [about, first, second, help, more] = [0, 1, 2, 3, 4].map(|index| texts[index].as_str());
    let options = options(&[(Some('é'), "quiet", None, help), (None, "write-everything-to", Some("FILE"), more)]);
    Manual { name: "say", about, paragraphs: vec![first, second], options }
}

fn slow((width, texts): &(usize, Vec<String>)) -> String {
    let lines = |start: &str, indent: usize, text: &str| {
        let mut lines = vec![start.to_owned()];
        for word in text.split_whitespace() {
            let last = lines.len() - 1;
            let length = lines[last].chars().count();
            let is_empty = lines[last].trim().is_empty() || (last == 0 && length <= indent);
            if is_empty {
                lines[last] = format!("{:indent$}{word}", lines[last]);
            } else if length + 1 + word.chars().count() <= *width {
                lines[last] = lines[last].clone() + " " + word;
            } else {
                lines.push(format!("{:indent$}{word}", ""));
            }
        }
        if lines == [""] { String::new() } else { lines.join("\n") + "\n" }
    };
    let about = if texts[0].is_empty() { "    say\n".to_owned() } else { lines("    say - ", 10, &texts[0]) };
    [
        "Name\n",
        &about,
        "\nDescription\n",
        &lines("", 4, &texts[1]),
        "\n",
        &lines("", 4, &texts[2]),
        "\nOptions\n",
        &lines("    -é, --quiet", 24, &texts[3]),
        "    --write-everything-to FILE\n",
        &lines("", 24, &texts[4]),
    ]
    .concat()
}

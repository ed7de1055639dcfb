//! The tests of `quoted-mails`.

use super::exercise::{LIMIT, Quoter};
use grading::{Grading, Rng};

/// Lines of the long mail, each of 38 bytes with its line break: a mebibyte and a little more.
const LINES: usize = 27_600;

pub fn grade(grading: &mut Grading) {
    grading.right(
        "a mail of two lines",
        || sent(&["Dear all,\nit rains."]),
        vec!["> Dear all,\n> it rains.\n".to_owned()],
    );
    grading.right("an empty line, and a break at the end", || sent(&["a\n\nb\n"]), vec!["> a\n> \n> b\n".to_owned()]);
    grading.right("an empty mail", || sent(&[""]), vec![String::new()]);
    grading.right("a short mail after a longer one", || sent(&["long\nlonger", "b"]).pop(), Some("> b\n".to_owned()));
    let long = mail(200);
    let whole = slow(std::slice::from_ref(&long));
    grading.right("a mail of 200 lines is sent once", || sent(&[&long]), whole);
    let wide = "w".repeat(2 * LIMIT);
    let whole = slow(std::slice::from_ref(&wide));
    grading.right("a line that is longer than the limit", || sent(&[&wide]), whole);
    grading.right_on_random(
        "random mails",
        random,
        |mails| sent(&mails.iter().map(String::as_str).collect::<Vec<_>>()),
        |mails| slow(mails),
    );
    grading.counted(
        "500 short mails",
        || mail(3),
        |mail| {
            let mut quoter = Quoter::new();
            let mut length = 0;
            for _ in 0..500 {
                quoter.quote(&mail, &mut |quoted| length += quoted.len());
            }
            length
        },
    );
    grading.counted(
        "a mail of a mebibyte, short ones, and the next work",
        || (mail(3), mail(LINES)),
        |(short, long)| {
            let mut quoter = Quoter::new();
            let mut length = 0;
            for mail in [&short, &long, &short, &short] {
                quoter.quote(mail, &mut |quoted| length = length.max(quoted.len()));
            }
            let next: Vec<u8> = Vec::with_capacity(length);
            (quoter, next)
        },
    );
}

/// A mail of so many lines.
fn mail(lines: usize) -> String {
    "It rains, and the ferry does not run.\n".repeat(lines)
}

fn sent(mails: &[&str]) -> Vec<String> {
    let mut sent = Vec::new();
    let mut quoter = Quoter::new();
    for mail in mails {
        quoter.quote(mail, &mut |quoted| sent.push(quoted.to_owned()));
    }
    sent
}

fn slow(mails: &[String]) -> Vec<String> {
    mails.iter().map(|mail| mail.lines().map(|line| format!("> {line}\n")).collect()).collect()
}

fn random(random: &mut Rng, size: usize) -> Vec<String> {
    let mut line = || "r".repeat(random.usize(..200));
    (0..3).map(|_| (0..size).map(|_| line()).collect::<Vec<_>>().join("\n")).collect()
}

//! The tests of `window-events`.

use super::exercise::{Area, Desktop, Event, Point};
use grading::{Grading, Rng};

fn at(x: i32, y: i32) -> Point {
    Point { x, y }
}

fn area(x: i32, y: i32, size: i32) -> Area {
    Area { start: at(x, y), end: at(x + size, y + size) }
}

/// Who got which event, then what is left: title, text and pictures of each window.
fn run(events: &[Event<'_>]) -> (Vec<(usize, u32)>, Vec<(String, String, u32)>) {
    let mut desktop = Desktop::default();
    let deliveries = desktop.run(events).iter().map(|delivery| (delivery.event, delivery.window)).collect();
    (
        deliveries,
        desktop.windows.iter().map(|window| (window.title.clone(), window.text.clone(), window.pictures)).collect(),
    )
}

fn left(windows: &[(&str, &str, u32)]) -> Vec<(String, String, u32)> {
    windows.iter().map(|(title, text, pictures)| ((*title).to_owned(), (*text).to_owned(), *pictures)).collect()
}

/// Three windows, then a letter and a picture at a time. The pointer moves, and presses bring each window to the front.
fn session() -> Vec<Event<'static>> {
    const TYPED: &str = "Dear Zoé, the parcel has come. ";
    let presses = [at(5, 5), at(120, 40), at(150, 150), at(50, 10)];
    let titles = [("mail", 0), ("editor", 1), ("player", 2)];
    let mut events: Vec<_> =
        titles.map(|(title, place)| Event::Open(title, area(40 * place, 30 * place, 100))).to_vec();
    for (step, letter) in TYPED.chars().enumerate() {
        let press = (step % 8 == 0).then(|| Event::Press(presses[step / 8]));
        let pointer = Event::Hover(at(4 * step as i32, 50));
        events.extend([pointer, press.unwrap_or(Event::Drag(at(1, 0))), Event::Key(letter), Event::Frame]);
    }
    events
}

pub fn grade(grading: &mut Grading) {
    let opened = [Event::Open("mail", area(0, 0, 10)), Event::Open("éditeur", area(5, 0, 10))];
    let with = |events: &[Event<'static>]| [&opened[..], events].concat();
    grading.right("no events", || run(&[]), (vec![], vec![]));
    let empty = [Event::Frame, Event::Key('a'), Event::Press(at(0, 0)), Event::Hover(at(0, 0))];
    grading.right("events without windows", || run(&empty), (vec![], vec![]));
    let pointed = with(&[Event::Hover(at(7, 5)), Event::Hover(at(4, 5)), Event::Hover(at(15, 5)), Event::Frame]);
    let wanted = (vec![(2, 2), (2, 1), (3, 1), (5, 1), (5, 2)], left(&[("mail", "", 1), ("éditeur", "", 1)]));
    grading.right("a pointer above two windows", || run(&pointed), wanted);
    let pressed = with(&[
        Event::Press(at(7, 5)),
        Event::Press(at(1, 5)),
        Event::Key('é'),
        Event::Drag(at(100, 0)),
        Event::Press(at(7, 5)),
    ]);
    let wanted = (vec![(2, 2), (3, 1), (4, 1), (5, 1), (6, 2)], left(&[("mail", "é", 0), ("éditeur", "", 0)]));
    grading.right("a window comes to the front", || run(&pressed), wanted);
    let closed = with(&[
        Event::Key('a'),
        Event::Key('\u{8}'),
        Event::Key('b'),
        Event::Frame,
        Event::Key('\u{1b}'),
        Event::Key('c'),
    ]);
    let wanted = (vec![(2, 2), (3, 2), (4, 2), (5, 1), (5, 2), (6, 2), (7, 1)], left(&[("mail", "c", 1)]));
    grading.right("a window closes", || run(&closed), wanted);
    grading.right_on_random("random events", random, |events| run(events), slow);
    grading.counted(
        "three windows and 127 events",
        || (Desktop::default(), session()),
        |(mut desktop, events)| (desktop.run(&events), desktop),
    );
}

fn random(random: &mut Rng, size: usize) -> Vec<Event<'static>> {
    let place = |random: &mut Rng| at(random.i32(0..12), random.i32(0..12));
    let mut event = || match random.u8(..12) {
        0 | 1 => {
            let Point { x, y } = place(random);
            Event::Open(Grading::one_of(random, &["mail", "éditeur", ""]), area(x, y, 6))
        }
        2 | 3 => Event::Hover(place(random)),
        4 | 5 => Event::Press(place(random)),
        6 => Event::Drag(place(random)),
        7..=9 => Event::Key(Grading::one_of(random, &['a', 'é', '\u{8}', '\u{1b}'])),
        _ => Event::Frame,
    };
    (0..size).map(|_| event()).collect()
}

/// A window of the slow desktop.
struct Slow {
    id: u32,
    title: String,
    corner: (i32, i32),
    size: i32,
    text: String,
    pictures: u32,
    has_changed: bool,
}

impl Slow {
    fn is_below(&self, point: Point) -> bool {
        let (x, y) = (point.x - self.corner.0, point.y - self.corner.1);
        0 <= x && x < self.size && 0 <= y && y < self.size
    }
}

/// The windows are in a list, the topmost first.
fn slow(events: &Vec<Event<'static>>) -> (Vec<(usize, u32)>, Vec<(String, String, u32)>) {
    let (mut windows, mut got, mut opened): (Vec<Slow>, _, _) = (Vec::new(), Vec::new(), 0);
    for (index, event) in events.iter().enumerate() {
        match *event {
            Event::Open(title, area) => {
                opened += 1;
                let (corner, size) = ((area.start.x, area.start.y), area.end.x - area.start.x);
                let (title, text) = (title.to_owned(), String::new());
                windows.insert(0, Slow { id: opened, title, corner, size, text, pictures: 0, has_changed: true });
            }
            Event::Hover(point) => {
                got.extend(windows.iter().filter(|window| window.is_below(point)).map(|window| (index, window.id)));
            }
            Event::Press(point) => {
                if let Some(place) = windows.iter().position(|window| window.is_below(point)) {
                    let window = windows.remove(place);
                    got.push((index, window.id));
                    windows.insert(0, window);
                }
            }
            Event::Frame => {
                for window in windows.iter_mut().rev() {
                    got.push((index, window.id));
                    if window.has_changed {
                        window.pictures += 1;
                    }
                    window.has_changed = false;
                }
            }
            Event::Drag(by) => {
                if let Some(window) = windows.first_mut() {
                    got.push((index, window.id));
                    window.corner.0 += by.x;
                    window.corner.1 += by.y;
                }
            }
            Event::Key(letter) => {
                let Some(window) = windows.first_mut() else { continue };
                got.push((index, window.id));
                window.has_changed = true;
                match letter {
                    '\u{1b}' => drop(windows.remove(0)),
                    '\u{8}' => drop(window.text.pop()),
                    _ => window.text.push(letter),
                }
            }
        }
    }
    windows.reverse();
    (got, windows.into_iter().map(|window| (window.title, window.text, window.pictures)).collect())
}

//! The event loop of a desktop: which windows get an event, and what they do with it.

/// A place on the screen, or a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

/// A rectangle of the screen. `end` is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub start: Point,
    pub end: Point,
}

impl Area {
    fn contains(&self, point: Point) -> bool {
        (self.start.x..self.end.x).contains(&point.x) && (self.start.y..self.end.y).contains(&point.y)
    }

    fn moved(&self, by: Point) -> Self {
        let moved = |point: Point| Point { x: point.x + by.x, y: point.y + by.y };
        Self { start: moved(self.start), end: moved(self.end) }
    }
}

/// What the system reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A program opens a window on top of the others. No window gets this event.
    Open(&'a str, Area),
    /// The pointer is here: for every window below it, the topmost first.
    Hover(Point),
    /// A button was pressed here: for the topmost window below it.
    Press(Point),
    /// The pointer was moved this far while the button was pressed: for the window in front.
    Drag(Point),
    /// A key was pressed: for the window in front.
    Key(char),
    /// The next picture is due: for every window, the lowest first.
    Frame,
}

/// What a window asks of the desktop after an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Request {
    /// To be put in front of the others.
    Raise,
    /// To be moved this far.
    Move(Point),
    /// To be taken from the screen.
    Close,
}

/// A window.
#[derive(Clone, Debug)]
pub struct Window {
    pub id: u32,
    pub title: String,
    pub area: Area,
    pub text: String,
    pub pictures: u32,
    has_changed: bool,
}

impl Window {
    fn new(id: u32, title: &str, area: Area) -> Self {
        Self { id, title: title.to_owned(), area, text: String::new(), pictures: 0, has_changed: true }
    }

    /// Handles an event, and says what only the desktop can do.
    fn handle(&mut self, event: &Event<'_>) -> Option<Request> {
        match *event {
            Event::Press(_) => Some(Request::Raise),
            Event::Drag(by) => Some(Request::Move(by)),
            Event::Key('\u{1b}') => Some(Request::Close),
            Event::Key(letter) => {
                self.type_letter(letter);
                None
            }
            Event::Frame => {
                self.pictures += u32::from(self.has_changed);
                self.has_changed = false;
                None
            }
            Event::Open(..) | Event::Hover(_) => None,
        }
    }

    fn type_letter(&mut self, letter: char) {
        if letter == '\u{8}' {
            self.text.pop();
        } else {
            self.text.push(letter);
        }
        self.has_changed = true;
    }
}

/// An event has reached a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The index of the event.
    pub event: usize,
    /// The `id` of the window.
    pub window: u32,
}

/// The windows, the lowest first.
#[derive(Clone, Debug, Default)]
pub struct Desktop {
    pub windows: Vec<Window>,
    opened: u32,
}

impl Desktop {
    /// Handles the events one after the other, and returns which window got which, in that order.
    pub fn run(&mut self, events: &[Event<'_>]) -> Vec<Delivery> {
        let mut deliveries = Vec::with_capacity(events.len());
        for (index, event) in events.iter().enumerate() {
            // Of the windows that get an event, at most one asks for something: the events for several ask for nothing.
            let mut asked = None;
            for (place, window) in targets(&mut self.windows, event) {
                deliveries.push(Delivery { event: index, window: window.id });
                asked = window.handle(event).map(|request| (place, request)).or(asked);
            }
            if let Some((place, request)) = asked {
                self.fulfil(place, request);
            }
            if let Event::Open(title, area) = *event {
                self.open(title, area);
            }
        }
        deliveries
    }

    /// Opens a window in front of the others.
    fn open(&mut self, title: &str, area: Area) {
        self.opened += 1;
        self.windows.push(Window::new(self.opened, title, area));
    }

    fn fulfil(&mut self, place: usize, request: Request) {
        match request {
            Request::Raise => self.windows[place..].rotate_left(1),
            Request::Move(by) => {
                let window = &mut self.windows[place];
                window.area = window.area.moved(by);
            }
            Request::Close => {
                self.windows.remove(place);
            }
        }
    }
}

/// The windows that get an event, in the order in which they get it, with their places.
fn targets<'a>(windows: &'a mut [Window], event: &Event<'_>) -> Vec<(usize, &'a mut Window)> {
    let windows = windows.iter_mut().enumerate();
    match *event {
        Event::Open(..) => Vec::new(),
        Event::Hover(point) => windows.rev().filter(|(_, window)| window.area.contains(point)).collect(),
        Event::Press(point) => windows.rev().filter(|(_, window)| window.area.contains(point)).take(1).collect(),
        Event::Drag(_) | Event::Key(_) => windows.rev().take(1).collect(),
        Event::Frame => windows.collect(),
    }
}

//! Which chains of calls asked for the memory: as a flame graph.
//!
//! [`inferno`] lays it out. Its picture is made for a browser's own window and for a script, so only the boxes are taken
//! over: they are drawn again in the page's colours, without script, ids or a box for the whole, for a page and a file of its own.

use crate::graph::NothingToDraw;
use crate::label::{escape, exact, short};
use crate::names;
use crate::text::percent;
use crate::{Profile, Sample, Unit};
use inferno::flamegraph::{self, Direction};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::fmt::Write;

/// The size of a box's text, and the part of it that a character is wide, rounded up.
const TEXT: f64 = 12.0;
const CHARACTER: f64 = 0.61;
/// The height of a box with the gap above it.
const ROW: usize = 20;
/// How many colours the book has for series.
const COLOURS: u32 = 6;

/// The least width in pixels, and the height of what stands above the boxes.
const MIN_WIDTH: usize = 200;
const HEADER: u64 = 26;

/// The rules for everything in the picture. The variables are the book's; a file of its own takes the colours of the reader's system.
const STYLE: &str = "\
.heap-flame{color:var(--fg,CanvasText);background:var(--bg,Canvas);color-scheme:var(--color-scheme,light dark);max-width:none}\
.heap-flame text{fill:currentColor;font-family:var(--mono-font,ui-monospace,monospace)}\
.heap-flame .note{font-family:system-ui,sans-serif}\
.heap-flame rect{fill-opacity:0.28}\
.heap-flame .c0{fill:var(--chart-0,light-dark(#1b5fa7,#6cb2f2))}\
.heap-flame .c1{fill:var(--chart-1,light-dark(#b0470e,#f2a065))}\
.heap-flame .c2{fill:var(--chart-2,light-dark(#1e7a45,#6fca8e))}\
.heap-flame .c3{fill:var(--chart-3,light-dark(#7b3fa0,#c79bf0))}\
.heap-flame .c4{fill:var(--chart-4,light-dark(#8a6100,#e0c15a))}\
.heap-flame .c5{fill:var(--chart-5,light-dark(#b3245a,#f58fb0))}";

/// How a flame graph is drawn.
#[derive(Clone, Copy, Debug)]
pub struct FlameOptions {
    /// The figure.
    pub sample: Sample,
    /// The width in pixels.
    pub width: usize,
    /// Whether callees stand below their callers, as in a list of calls, and not above.
    pub is_inverted: bool,
}

impl Default for FlameOptions {
    fn default() -> Self {
        Self { sample: Sample::default(), width: 900, is_inverted: false }
    }
}

/// Why there is no flame graph.
#[derive(Debug, thiserror::Error)]
pub enum FlameError {
    /// No stack has a figure other than zero.
    #[error(transparent)]
    NothingToDraw(#[from] NothingToDraw),
    /// A difference of two profiles, in which something became less.
    #[error(
        "`{function}` has less than nothing in {sample}, and a flame graph has no box for that; look at the difference as text"
    )]
    Negative {
        /// The innermost function of the stack.
        function: String,
        /// The figure.
        sample: Sample,
    },
    /// What inferno made of it.
    #[error("inferno's flame graph cannot be read: {0}")]
    Inferno(String),
}

/// The profile's stacks as an SVG that stands in a page or a file of its own, in light and in dark.
///
/// A box is a function beside those that called it, as wide as what was asked for there. What is narrower than a pixel is left out.
///
/// # Errors
///
/// [`FlameError`]; the last of its reasons is a fault of this program.
pub fn flame(profile: &Profile, options: &FlameOptions) -> Result<String, FlameError> {
    let names = Names::new(profile);
    let lines = folded(profile, options.sample, &names)?;
    if lines.is_empty() {
        return Err(NothingToDraw(options.sample).into());
    }
    let width = options.width.max(MIN_WIDTH);
    let mut inferno = flamegraph::Options::default();
    inferno.direction = if options.is_inverted { Direction::Inverted } else { Direction::Straight };
    inferno.image_width = Some(width);
    inferno.frame_height = ROW;
    inferno.no_javascript = true;
    // In per cent.
    inferno.min_width = 100.0 / width as f64;
    let mut picture = Vec::new();
    flamegraph::from_lines(&mut inferno, lines.iter().map(String::as_str), &mut picture)
        .map_err(|error| FlameError::Inferno(error.to_string()))?;
    let frames = frames(&picture).map_err(FlameError::Inferno)?;
    Ok(Drawing { frames, names, sample: options.sample, width, is_inverted: options.is_inverted }.svg())
}

/// The names of the profile's functions, each once, in the order of the alphabet. Inferno gets their places and not the names, in which
/// may be any sign of its format: a semicolon is in `<[u8; 4]>::len`.
struct Names<'p> {
    sorted: Vec<&'p str>,
}

impl<'p> Names<'p> {
    fn new(profile: &'p Profile) -> Self {
        let mut sorted: Vec<&str> = profile.functions.iter().map(|function| function.name.as_str()).collect();
        sorted.sort_unstable();
        sorted.dedup();
        Self { sorted }
    }

    /// Of one length for all names, so that the order of the places as text is that of the names.
    fn place(&self, name: &str) -> String {
        format!("{:010}", self.sorted.partition_point(|other| *other < name))
    }
}

/// One line a stack, the outermost function first, with its figure at the end.
fn folded(profile: &Profile, sample: Sample, names: &Names<'_>) -> Result<Vec<String>, FlameError> {
    let name = |frame| profile.function(profile.frame(frame).function).name.as_str();
    let mut lines = Vec::new();
    for stack in &profile.stacks {
        let figure = stack.values.get(sample);
        if figure < 0 {
            let function = stack.frames.first().map_or("", |frame| name(*frame)).to_owned();
            return Err(FlameError::Negative { function, sample });
        }
        if figure > 0 && !stack.frames.is_empty() {
            let places: Vec<String> = stack.frames.iter().rev().map(|frame| names.place(name(*frame))).collect();
            lines.push(format!("{} {figure}", places.join(";")));
        }
    }
    Ok(lines)
}

/// A box of inferno's picture.
#[derive(Debug, PartialEq, Eq)]
struct Frame {
    /// In [`Names`]; the box for the whole has none.
    place: Option<usize>,
    /// Where it begins and how wide it is: in bytes or blocks.
    start: u64,
    figure: u64,
    /// In pixels.
    top: u64,
}

/// Reads the boxes from inferno's picture: each is a title, which begins with what was given as the name, and a rectangle.
fn frames(picture: &[u8]) -> Result<Vec<Frame>, String> {
    let mut reader = Reader::from_reader(picture);
    let mut frames = Vec::new();
    let mut title = String::new();
    let mut is_in_frames = false;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(element) if element.name().as_ref() == b"svg" => {
                is_in_frames |=
                    element.attributes().flatten().any(|attribute| attribute.key.as_ref() == b"total_samples");
            }
            Event::Start(element) if element.name().as_ref() == b"title" => title.clear(),
            Event::Text(text) => title.push_str(&text.decode().map_err(|error| error.to_string())?),
            Event::Empty(element) if is_in_frames && element.name().as_ref() == b"rect" => {
                let number = |name: &str| {
                    let attribute = element.try_get_attribute(name).ok().flatten();
                    let value = attribute.and_then(|value| std::str::from_utf8(&value.value).ok()?.parse().ok());
                    value.ok_or(format!("a box has no `{name}`"))
                };
                let place = title.split(' ').next().and_then(|place| place.parse().ok());
                let (start, figure, top) = (number("fg:x")?, number("fg:w")?, number("y")?);
                frames.push(Frame { place, start, figure, top });
            }
            Event::Eof => return Ok(frames),
            _ => {}
        }
    }
}

/// What is drawn of the frames.
struct Drawing<'p> {
    frames: Vec<Frame>,
    names: Names<'p>,
    sample: Sample,
    width: usize,
    is_inverted: bool,
}

impl Drawing<'_> {
    fn svg(&self) -> String {
        let total = self.frames.iter().filter(|frame| frame.place.is_none()).map(|frame| frame.figure).sum::<u64>();
        let signed = |figure: u64| i64::try_from(figure).unwrap_or(i64::MAX);
        let functions = || self.frames.iter().filter_map(|frame| Some((*self.names.sorted.get(frame.place?)?, frame)));
        let first = functions().map(|(_, frame)| frame.top).min().unwrap_or_default();
        let last = functions().map(|(_, frame)| frame.top).max().unwrap_or_default();
        let note = format!(
            "{}: {}, {}.",
            self.sample,
            Unit::Scaled.figure(signed(total), self.sample),
            if self.is_inverted { "callees below their callers" } else { "callees above their callers" }
        );
        let (width, height) = (self.width, last - first + ROW as u64 + HEADER);
        let mut out = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" class="heap-flame" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><title>Flame graph of {}</title><desc>{note} As wide as what was asked for; the colours tell crates apart.</desc><style>{STYLE}</style><text class="note" x="1" y="15" font-size="13">{note}</text>"#,
            self.sample
        );
        for (name, frame) in functions() {
            let across = |figure: u64| figure as f64 / total as f64 * width as f64;
            let (x, room) = (across(frame.start), across(frame.figure));
            let y = (frame.top - first + HEADER) as f64;
            let figure = signed(frame.figure);
            let title = escape(&format!("{name}: {}, {}", exact(figure, self.sample), percent(figure, signed(total))));
            let _ = write!(
                out,
                r#"<g><title>{title}</title><rect class="c{}" x="{x:.2}" y="{y:.0}" width="{:.2}" height="{:.0}" rx="2"></rect>"#,
                colour(name),
                (room - 1.0).max(0.4),
                ROW as f64 - 2.0
            );
            let label = fitting(&short(name), ((room - 8.0) / (TEXT * CHARACTER)).max(0.0) as usize);
            if !label.is_empty() {
                let (x, y) = (x + 4.0, y + 13.0);
                let _ = write!(out, r#"<text x="{x:.2}" y="{y:.0}" font-size="{TEXT}">{}</text>"#, escape(&label));
            }
            out.push_str("</g>");
        }
        out.push_str("</svg>");
        out
    }
}

/// `text` in at most `room` characters; nothing where that would not tell it from others.
fn fitting(text: &str, room: usize) -> String {
    match text.chars().count() {
        length if length <= room => text.to_owned(),
        _ if room < 4 => String::new(),
        _ => text.chars().take(room - 1).chain(['…']).collect(),
    }
}

/// The colour of a function's crate: the first that its name mentions.
fn colour(name: &str) -> u32 {
    let own = names::crates(name).first().copied().unwrap_or(name);
    let mix = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(16_777_619);
    own.bytes().fold(2_166_136_261, mix) % COLOURS
}

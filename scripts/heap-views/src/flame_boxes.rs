//! Which boxes does a flame graph have, and how wide is each?
//!
//! The picture and the page place the same boxes.

use crate::{HeapProfile, Sample, Stack};
use heap_stacks::merge::outermost_first;

/// How many colours there are for series.
const COLOURS: u32 = 6;

/// What became more, and what became less; of a profile that is no difference, all of it is more. Both without a sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) more: i64,
    pub(crate) less: i64,
}

impl Change {
    pub(crate) fn of(figure: i64) -> Self {
        Self { more: figure.max(0), less: figure.min(0).saturating_abs() }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self { more: self.more.saturating_add(other.more), less: self.less.saturating_add(other.less) }
    }

    /// How much changed.
    pub(crate) fn size(self) -> i64 {
        self.more.saturating_add(self.less)
    }

    /// What is left of it.
    pub(crate) fn net(self) -> i64 {
        self.more - self.less
    }
}

/// A function in the calls that lead to it.
#[derive(Debug)]
pub(crate) struct Box<'p> {
    pub(crate) name: &'p str,
    /// How many functions it was called through.
    pub(crate) depth: usize,
    /// Where it begins, in bytes or blocks.
    pub(crate) start: i64,
    /// What is in it; as wide as its size.
    pub(crate) change: Change,
}

/// The boxes of a profile.
#[derive(Debug)]
pub(crate) struct Boxes<'p> {
    /// Of all stacks that have a frame.
    pub(crate) total: Change,
    /// Callers before what they call.
    pub(crate) boxes: Vec<Box<'p>>,
    /// How many boxes are too narrow.
    pub(crate) left_out: usize,
}

/// A box for each beginning that neighbours have in common, of stacks in the order of their functions' names. Left out are boxes narrower than
/// one of `parts` equal parts of the whole.
pub(crate) fn boxes(profile: &HeapProfile, sample: Sample, parts: usize) -> Boxes<'_> {
    // By number, since a profile may have millions of frames in its stacks.
    let mut names: Vec<&str> = profile.functions.iter().map(|function| function.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let place = |name: &str| names.binary_search(&name).unwrap_or_default() as u32;
    let of_function: Vec<u32> = profile.functions.iter().map(|function| place(&function.name)).collect();
    let of_frame: Vec<u32> = profile.frames.iter().map(|frame| of_function[frame.function.0 as usize]).collect();
    let has_figure = |stack: &&Stack| stack.values.get(sample) != 0 && !stack.frames.is_empty();
    let stacks: Vec<&Stack> = profile.stacks.iter().filter(has_figure).collect();
    let order = outermost_first(stacks.len(), &|stack, depth| {
        let frames = &stacks[stack].frames;
        Some(of_frame[frames[frames.len().checked_sub(depth + 1)?].0 as usize])
    });
    let stacks = order.into_iter().map(|stack| stacks[stack as usize]);
    let change = |stack: &Stack| Change::of(stack.values.get(sample));
    let total = stacks.clone().fold(Change::default(), |sum, stack| sum.and(change(stack)));
    let (mut boxes, mut left_out) = (Vec::new(), 0);
    // Name and start of the boxes that are not done, with what came before them.
    let mut open: Vec<(u32, Change)> = Vec::new();
    let mut at = Change::default();
    for stack in stacks.map(Some).chain([None]) {
        let shared = stack.map_or(0, |stack| {
            open.iter().zip(chain(stack, &of_frame)).take_while(|((open, _), name)| open == name).count()
        });
        for ((name, before), depth) in open.drain(shared..).zip(shared..) {
            let change = Change { more: at.more - before.more, less: at.less - before.less };
            if change.size() as f64 * parts as f64 >= total.size() as f64 {
                boxes.push(Box { name: names[name as usize], depth, start: before.size(), change });
            } else {
                left_out += 1;
            }
        }
        if let Some(stack) = stack {
            open.extend(chain(stack, &of_frame).skip(shared).map(|name| (name, at)));
            at = at.and(change(stack));
        }
    }
    Boxes { total, boxes, left_out }
}

/// The names of a stack's functions by number, the outermost first.
fn chain<'s>(stack: &'s Stack, of_frame: &'s [u32]) -> impl Iterator<Item = u32> + 's {
    stack.frames.iter().rev().map(|frame| of_frame[frame.0 as usize])
}

/// The colour of a function's crate: the first that its name mentions.
pub(crate) fn colour(name: &str) -> u32 {
    let own = symbols::crates(name).first().copied().unwrap_or(name);
    let mix = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(16_777_619);
    own.bytes().fold(2_166_136_261, mix) % COLOURS
}

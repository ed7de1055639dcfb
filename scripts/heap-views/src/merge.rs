//! When are two stacks the same?
//!
//! When they have the same lines, inlined in the same way. Addresses differ from run to run, and two call sites of one line are the same
//! line to a reader, so addresses are numbered anew, from 1, such that neighbours have one address where the one was inlined into the other,
//! and only there. Functions, frames and stacks are put in an order that depends on nothing but their content.

use crate::profile::{About, Life};
use crate::{Error, Frame, FrameId, Function, FunctionId, HeapProfile, Sample, Stack, Values};
use indexmap::{IndexMap, IndexSet};
use std::collections::HashMap;

/// A line of a function in a stack; whether it was inlined into the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Line {
    function: u32,
    line: u32,
    column: u32,
    is_inlined: bool,
}

/// Stacks that are becoming one where they are equal.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    functions: IndexSet<Function>,
    lines: IndexSet<Line>,
    /// Places in `lines`, innermost first.
    stacks: IndexMap<Box<[u32]>, (Values, Life)>,
}

impl Merged {
    /// A function's number in here.
    pub(crate) fn function(&mut self, function: Function) -> u32 {
        self.functions.insert_full(function).0 as u32
    }

    /// The frames of a profile, for [`Self::lines`]. `functions` are the numbers in here of the profile's functions.
    pub(crate) fn frames(&mut self, frames: &[Frame], functions: &[u32]) -> Vec<[u32; 2]> {
        let numbers = |frame: &Frame| {
            let Frame { line, column, .. } = *frame;
            let function = functions[frame.function.0 as usize];
            let number = |is_inlined| Line { function, line, column, is_inlined };
            [false, true].map(|is_inlined| self.lines.insert_full(number(is_inlined)).0 as u32)
        };
        frames.iter().map(numbers).collect()
    }

    /// The lines of a stack, whose frames are of the profile that `numbers` was made for.
    pub(crate) fn lines(stack: &[FrameId], frames: &[Frame], numbers: &[[u32; 2]]) -> Vec<u32> {
        let mut innermost = None;
        let line = |(place, id): (usize, &FrameId)| {
            let frame = &frames[id.0 as usize];
            // A function that calls itself from one place has one address twice; what is inlined there then comes again.
            let innermost_of_call = *innermost.get_or_insert(*frame);
            let is_same_call = |next: &FrameId| {
                let next = frames[next.0 as usize];
                next.address == frame.address && next != innermost_of_call
            };
            let is_inlined = frame.address != 0 && stack.get(place + 1).is_some_and(is_same_call);
            if !is_inlined {
                innermost = None;
            }
            numbers[id.0 as usize][usize::from(is_inlined)]
        };
        stack.iter().enumerate().map(line).collect()
    }

    /// The line 0 of a function.
    pub(crate) fn line(&mut self, function: u32) -> u32 {
        self.lines.insert_full(Line { function, line: 0, column: 0, is_inlined: false }).0 as u32
    }

    /// Adds a stack.
    pub(crate) fn add(&mut self, lines: Vec<u32>, values: Values, life: Life) -> Result<(), Error> {
        let (sum, lives) = self.stacks.entry(lines.into_boxed_slice()).or_default();
        lives.add(&life);
        for ((sum, value), sample) in sum.0.iter_mut().zip(values.0).zip(Sample::ALL) {
            *sum = sum.checked_add(value).ok_or(Error::SumOverflow(sample))?;
        }
        Ok(())
    }

    /// Forgets the stacks whose figures are all 0.
    pub(crate) fn drop_zeros(&mut self) {
        self.stacks.retain(|_, (values, _)| *values != Values::default());
    }

    /// Numbers everything anew, by content.
    pub(crate) fn profile(self, command: String, about: About) -> HeapProfile {
        let rank_of_function = ranks(self.functions.len(), |function| &self.functions[function]);
        let rank = ranks(self.lines.len(), |line| {
            let Line { function, line, column, is_inlined } = self.lines[line];
            (rank_of_function[function as usize], line, column, is_inlined)
        });
        let mut by_rank = self.lines.iter().copied().collect::<Vec<Line>>();
        by_rank.sort_unstable_by_key(|line| {
            (rank_of_function[line.function as usize], line.line, line.column, line.is_inlined)
        });
        let mut stacks: Vec<_> = self.stacks.into_iter().collect();
        for line in stacks.iter_mut().flat_map(|(lines, _)| lines.iter_mut()) {
            *line = rank[*line as usize];
        }
        // The outermost frame first, so that neighbours share callers.
        stacks.sort_unstable_by(|(one, _), (other, _)| one.iter().rev().cmp(other.iter().rev()));
        let mut calls = Calls::new(&by_rank);
        let stacks = stacks
            .into_iter()
            .map(|(lines, (values, life))| {
                let mut frames = Vec::with_capacity(lines.len());
                let (mut before, mut is_again) = (None, false);
                // What was inlined into one call, and the call.
                for call in lines.split_inclusive(|line| !by_rank[*line as usize].is_inlined) {
                    // Never the address of the call before, or the two would be one.
                    is_again = before == Some(call) && !is_again;
                    before = Some(call);
                    frames.extend_from_slice(calls.frames(call, is_again));
                }
                Stack { frames, values, life }
            })
            .collect();
        let Calls { functions, frames, .. } = calls;
        let functions = functions.into_iter().map(|function: u32| self.functions[function as usize].clone()).collect();
        HeapProfile { command, functions, frames: frames.into_iter().collect(), stacks, about }
    }
}

/// The place in their order of things that are numbered from 0.
fn ranks<K: Ord>(count: usize, key: impl Fn(usize) -> K) -> Vec<u32> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_unstable_by_key(|place| key(*place));
    let mut ranks = vec![0; count];
    (0..).zip(order).for_each(|(rank, place)| ranks[place] = rank);
    ranks
}

/// Calls with what was inlined into them, numbered as they are met, with the frames that they become.
struct Calls<'l> {
    lines: &'l [Line],
    functions: IndexSet<u32>,
    frames: IndexSet<Frame>,
    /// The number of a call that is a line alone, as most are.
    alone: Vec<Option<u32>>,
    longer: HashMap<Box<[u32]>, u32>,
    /// By number, and by whether the call is made again by itself.
    known: Vec<[Option<Box<[FrameId]>>; 2]>,
}

impl<'l> Calls<'l> {
    fn new(lines: &'l [Line]) -> Self {
        Self {
            lines,
            functions: IndexSet::new(),
            frames: IndexSet::new(),
            alone: vec![None; lines.len()],
            longer: HashMap::new(),
            known: Vec::new(),
        }
    }

    fn frames(&mut self, call: &[u32], is_again: bool) -> &[FrameId] {
        let number = match call {
            [line] => self.alone[*line as usize],
            _ => self.longer.get(call).copied(),
        };
        let number = number.unwrap_or_else(|| {
            let number = self.known.len() as u32;
            self.known.push([None, None]);
            match call {
                [line] => self.alone[*line as usize] = Some(number),
                _ => _ = self.longer.insert(call.into(), number),
            }
            number
        });
        let address = 1 + 2 * u64::from(number) + u64::from(is_again);
        let (lines, functions, frames) = (self.lines, &mut self.functions, &mut self.frames);
        self.known[number as usize][usize::from(is_again)].get_or_insert_with(|| {
            call.iter()
                .map(|line| {
                    let Line { function, line, column, .. } = lines[*line as usize];
                    let function = FunctionId(functions.insert_full(function).0 as u32);
                    FrameId(frames.insert_full(Frame { function, line, column, address }).0 as u32)
                })
                .collect()
        })
    }
}

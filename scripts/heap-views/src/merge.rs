//! When are two stacks the same?
//!
//! When they have the same lines, inlined in the same way. Addresses differ from run to run, and two call sites of one line are the same
//! line to a reader, so addresses are numbered anew, from 1, such that neighbours have one address where the one was inlined into the other,
//! and only there. Functions, frames and stacks are put in an order that depends on nothing but their content.

use crate::profile::{About, Life};
use crate::{Error, Frame, FrameId, Function, FunctionId, HeapProfile, Sample, Stack, Values};
use indexmap::{IndexMap, IndexSet};

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
        let content = |line: &Line| (&self.functions[line.function as usize], line.line, line.column, line.is_inlined);
        let mut order: Vec<u32> = (0..self.lines.len() as u32).collect();
        order.sort_unstable_by_key(|line| content(&self.lines[*line as usize]));
        let mut rank = vec![0_u32; order.len()];
        (0..).zip(&order).for_each(|(place, line)| rank[*line as usize] = place);
        let mut stacks: Vec<(Box<[u32]>, (Values, Life))> = self.stacks.into_iter().collect();
        // The outermost frame first, so that neighbours share callers.
        stacks.sort_unstable_by(|(one, _), (other, _)| {
            let by_rank = |line: &u32| rank[*line as usize];
            one.iter().rev().map(by_rank).cmp(other.iter().rev().map(by_rank))
        });
        let (mut functions, mut frames, mut calls) = (IndexSet::new(), IndexSet::new(), IndexSet::<Box<[u32]>>::new());
        let stacks = stacks
            .into_iter()
            .map(|(lines, (values, life))| {
                let mut ids = Vec::with_capacity(lines.len());
                let (mut before, mut is_again) = (None, false);
                // What was inlined into one call, and the call.
                for call in lines.split_inclusive(|line| !self.lines[*line as usize].is_inlined) {
                    // Never the address of the call before, or the two would be one.
                    is_again = before == Some(call) && !is_again;
                    before = Some(call);
                    let known = calls.get_index_of(call);
                    let call_number = known.unwrap_or_else(|| calls.insert_full(call.into()).0) as u64;
                    let address = 1 + 2 * call_number + u64::from(is_again);
                    for line in call {
                        let Line { function, line, column, .. } = self.lines[*line as usize];
                        let function = FunctionId(functions.insert_full(function).0 as u32);
                        let frame = Frame { function, line, column, address };
                        ids.push(FrameId(frames.insert_full(frame).0 as u32));
                    }
                }
                Stack { frames: ids, values, life }
            })
            .collect();
        let functions = functions.into_iter().map(|function: u32| self.functions[function as usize].clone()).collect();
        HeapProfile { command, functions, frames: frames.into_iter().collect(), stacks, about }
    }
}

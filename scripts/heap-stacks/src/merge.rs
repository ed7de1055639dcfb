//! When are two stacks the same?
//!
//! When they have the same lines, inlined in the same way. Addresses differ from run to run, and two call sites of one line are the same
//! line to a reader, so addresses are numbered anew, from 1, such that neighbours have one address where the one was inlined into the other,
//! and only there. Functions, frames and stacks are put in an order that depends on nothing but their content.

use crate::profile::About;
use crate::{Error, Frame, FrameId, Function, FunctionId, HeapProfile, Sample, Stack, Values};
use indexmap::IndexSet;
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
///
/// There may be millions, so each keeps the memory in which it was read: its frames are replaced where they are.
#[derive(Debug, Default)]
pub struct Merged {
    functions: IndexSet<Function>,
    lines: IndexSet<Line>,
}

impl Merged {
    /// A function's number in here.
    pub fn function(&mut self, function: Function) -> u32 {
        self.functions.insert_full(function).0 as u32
    }

    /// The frames of a profile, for [`Self::number`]. `functions` are the numbers in here of the profile's functions.
    pub fn frames(&mut self, frames: &[Frame], functions: &[u32]) -> Vec<[u32; 2]> {
        let numbers = |frame: &Frame| {
            let Frame { line, column, .. } = *frame;
            let function = functions[frame.function.0 as usize];
            let number = |is_inlined| Line { function, line, column, is_inlined };
            [false, true].map(|is_inlined| self.lines.insert_full(number(is_inlined)).0 as u32)
        };
        frames.iter().map(numbers).collect()
    }

    /// Puts the numbers of its lines in here in the place of a stack's frames, which are of the profile that `numbers` was made for.
    pub fn number(stack: &mut [FrameId], frames: &[Frame], numbers: &[[u32; 2]]) {
        let mut innermost = None;
        for place in 0..stack.len() {
            let id = stack[place].0 as usize;
            let frame = &frames[id];
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
            stack[place] = FrameId(numbers[id][usize::from(is_inlined)]);
        }
    }

    /// The frames of a stack that has one alone, a function's line 0.
    pub fn only(&mut self, function: u32) -> FrameId {
        FrameId(self.lines.insert_full(Line { function, line: 0, column: 0, is_inlined: false }).0 as u32)
    }

    /// The stacks, whose frames are numbers of lines in here, as a profile in which each is once, with everything numbered anew, by content.
    /// Stacks whose sums are not `kept` are left out.
    ///
    /// # Errors
    ///
    /// [`Error::SumOverflow`], when the figures of stacks that become one do not fit.
    pub fn profile(
        self,
        mut stacks: Vec<Stack>,
        command: String,
        about: About,
        kept: &dyn Fn(&Values) -> bool,
    ) -> Result<HeapProfile, Error> {
        let rank_of_function = ranks(self.functions.len(), |function| &self.functions[function]);
        let key = |line: &Line| (rank_of_function[line.function as usize], line.line, line.column, line.is_inlined);
        let rank = ranks(self.lines.len(), |line| key(&self.lines[line]));
        let mut by_rank = self.lines.iter().copied().collect::<Vec<Line>>();
        by_rank.sort_unstable_by_key(key);
        for line in stacks.iter_mut().flat_map(|stack| &mut stack.frames) {
            line.0 = rank[line.0 as usize];
        }
        sort(&mut stacks);
        sum(&mut stacks)?;
        stacks.retain(|stack| kept(&stack.values));
        let mut calls = Calls::new(&by_rank);
        let mut lines: Vec<u32> = Vec::new();
        for Stack { frames, .. } in &mut stacks {
            lines.clear();
            lines.extend(frames.drain(..).map(|line| line.0));
            let (mut before, mut is_again) = (None, false);
            // What was inlined into one call, and the call.
            for call in lines.split_inclusive(|line| !by_rank[*line as usize].is_inlined) {
                // Never the address of the call before, or the two would be one.
                is_again = before == Some(call) && !is_again;
                before = Some(call);
                calls.frames(call, is_again, frames);
            }
        }
        let Calls { functions, frames, .. } = calls;
        let functions = functions.into_iter().map(|function: u32| self.functions[function as usize].clone()).collect();
        Ok(HeapProfile { command, functions, frames: frames.into_iter().collect(), stacks, about })
    }
}

/// Sorts stacks by the numbers of their lines, the outermost first, so that neighbours share callers.
fn sort(stacks: &mut [Stack]) {
    let mut order = ordered(stacks.len(), |stack, depth| {
        let frames = &stacks[stack].frames;
        Some(frames[frames.len().checked_sub(depth + 1)?].0)
    });
    for start in 0..stacks.len() {
        let mut place = start;
        loop {
            let from = std::mem::replace(&mut order[place], place as u32) as usize;
            if from == start {
                break;
            }
            stacks.swap(place, from);
            place = from;
        }
    }
}

/// The places of stacks in the order of their numbers from the outermost on; those that are equal in the order of their places.
///
/// `number` has that of a stack at a depth, `None` where it has ended; it is below `u32::MAX`. What a comparison needs is far away in memory, so
/// two numbers at a time are brought near, and only stacks that have these in common are told apart by the next.
pub fn outermost_first(stacks: usize, number: &dyn Fn(usize, usize) -> Option<u32>) -> Vec<u32> {
    ordered(stacks, number)
}

fn ordered(stacks: usize, number: impl Fn(usize, usize) -> Option<u32>) -> Vec<u32> {
    // 0 stands for the end, so that a stack comes before those that go on from it.
    let key = |stack: u32, depth: usize| {
        let number = |depth| number(stack as usize, depth).map_or(0, |number| u64::from(number) + 1);
        number(depth) << 32 | number(depth + 1)
    };
    let mut order: Vec<(u64, u32)> = (0..stacks as u32).map(|stack| (0, stack)).collect();
    let mut open = vec![(0..stacks, 0)];
    while let Some((range, depth)) = open.pop() {
        let part = &mut order[range.clone()];
        part.iter_mut().for_each(|(two, stack)| *two = key(*stack, depth));
        part.sort_unstable();
        let mut start = range.start;
        for alike in part.chunk_by(|one, next| one.0 == next.0) {
            let end = start + alike.len();
            let goes_on = alike[0].0 as u32 != 0;
            if alike.len() > 1 && goes_on {
                open.push((start..end, depth + 2));
            }
            start = end;
        }
    }
    order.into_iter().map(|(_, stack)| stack).collect()
}

/// Makes one stack of neighbours that are equal.
fn sum(stacks: &mut Vec<Stack>) -> Result<(), Error> {
    let mut too_much = None;
    stacks.dedup_by(|stack, sum| {
        if stack.frames != sum.frames {
            return false;
        }
        sum.life.add(&stack.life);
        for ((sum, value), sample) in sum.values.0.iter_mut().zip(stack.values.0).zip(Sample::ALL) {
            match sum.checked_add(value) {
                Some(fits) => *sum = fits,
                None => too_much = too_much.or(Some(sample)),
            }
        }
        true
    });
    too_much.map_or(Ok(()), |sample| Err(Error::SumOverflow(sample)))
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

    /// Adds the frames of a call to those of a stack.
    fn frames(&mut self, call: &[u32], is_again: bool, stack: &mut Vec<FrameId>) {
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
        let known = self.known[number as usize][usize::from(is_again)].get_or_insert_with(|| {
            call.iter()
                .map(|line| {
                    let Line { function, line, column, .. } = lines[*line as usize];
                    let function = FunctionId(functions.insert_full(function).0 as u32);
                    FrameId(frames.insert_full(Frame { function, line, column, address }).0 as u32)
                })
                .collect()
        });
        stack.extend_from_slice(known);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stacks_are_in_the_order_of_their_numbers(
            stacks in proptest::collection::vec(proptest::collection::vec(0..3_u32, 0..7), 0..40),
        ) {
            let mut expected: Vec<u32> = (0..stacks.len() as u32).collect();
            expected.sort_by_key(|stack| &stacks[*stack as usize]);
            let order = outermost_first(stacks.len(), &|stack, depth| stacks[stack].get(depth).copied());
            prop_assert_eq!(&order, &expected);
            let stack = |numbers: &Vec<u32>| Stack { frames: numbers.iter().rev().map(|one| FrameId(*one)).collect(), ..Stack::default() };
            let mut sorted: Vec<Stack> = stacks.iter().map(stack).collect();
            sort(&mut sorted);
            let expected: Vec<Stack> = expected.into_iter().map(|place| stack(&stacks[place as usize])).collect();
            prop_assert_eq!(sorted, expected);
        }
    }
}

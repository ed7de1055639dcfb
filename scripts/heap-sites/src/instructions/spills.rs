//! Which places of the stack only keep registers for a while?
//!
//! At opt-level 0 a function's address is often loaded, kept on the stack over another call, and loaded again. A place at a fixed distance
//! from the stack pointer is such a place when
//!
//! - the function moves the stack pointer only at its beginning and before it returns,
//! - whole registers are stored to it, and nothing else overlaps with it, and
//! - no address of the stack at or below it is taken, so that nothing that begins there can reach into it.

use super::registers::number;
use super::{Content, Register, Step, Transfer};
use iced_x86::{Code, Instruction, InstructionInfo, Mnemonic, OpAccess, Register as Name};
use std::collections::{BTreeMap, BTreeSet};

/// The first number for a place, and how many there are.
const FIRST: Register = 32;
const MOST: Register = 32;

/// How a function uses the stack, instruction by instruction.
#[derive(Default)]
pub(super) struct Stack {
    /// Displacements from the stack pointer, and sizes, of what is written in other ways than whole registers.
    other_writes: Vec<(i64, i64)>,
    /// The lowest displacement whose address is taken.
    lowest_address: Option<i64>,
    /// By instruction, the stores and loads of whole registers.
    moves: BTreeMap<usize, Move>,
    /// The instructions that move the stack pointer, other than calls.
    adjustments: Vec<usize>,
    count: usize,
}

#[derive(Clone, Copy)]
struct Move {
    displacement: i64,
    register: Register,
    is_store: bool,
}

impl Stack {
    /// Adds the next instruction.
    pub(super) fn add(&mut self, instruction: &Instruction, used: &InstructionInfo) {
        let index = self.count;
        self.count += 1;
        let is_write =
            |access| !matches!(access, OpAccess::Read | OpAccess::CondRead | OpAccess::None | OpAccess::NoMemAccess);
        let is_call = instruction.is_call_near() || instruction.is_call_near_indirect();
        let moves_pointer = used
            .used_registers()
            .iter()
            .any(|used| used.register().full_register() == Name::RSP && is_write(used.access()));
        if moves_pointer && !is_call {
            self.adjustments.push(index);
            return;
        }
        let is_of_stack = instruction.memory_base() == Name::RSP;
        let displacement = instruction.memory_displacement64() as i64;
        if is_of_stack && instruction.mnemonic() == Mnemonic::Lea {
            self.lowest_address = Some(self.lowest_address.map_or(displacement, |lowest| lowest.min(displacement)));
            return;
        }
        let is_fixed = is_of_stack && instruction.memory_index() == Name::None;
        let register = match instruction.code() {
            Code::Mov_rm64_r64 if is_fixed => number(instruction.op1_register()).map(|register| (register, true)),
            Code::Mov_r64_rm64 if is_fixed => number(instruction.op0_register()).map(|register| (register, false)),
            _ => None,
        };
        if let Some((register, is_store)) = register {
            self.moves.insert(index, Move { displacement, register, is_store });
            return;
        }
        // The return address that a call pushes lies below every place.
        for memory in used
            .used_memory()
            .iter()
            .filter(|memory| !is_call && memory.base() == Name::RSP && is_write(memory.access()))
        {
            let size = i64::try_from(memory.memory_size().size()).unwrap_or(i64::MAX);
            // Of an unknown size, or at an unknown distance: it may reach anything above.
            let size = if size == 0 || memory.index() != Name::None { i64::MAX } else { size };
            self.other_writes.push((memory.displacement() as i64, size));
        }
        // The stack pointer itself, copied: its address is taken.
        if used.used_registers().iter().any(|used| used.register() == Name::RSP) && !is_of_stack && !is_call {
            self.lowest_address = Some(i64::MIN);
        }
    }

    /// Makes registers of the places that only keep registers, in the steps of the same instructions.
    pub(super) fn trace_spilled(&self, steps: &mut [Step]) {
        if !self.is_frame_fixed(steps) {
            return;
        }
        let stores: BTreeSet<i64> =
            self.moves.values().filter(|store| store.is_store).map(|store| store.displacement).collect();
        let overlaps =
            |place: i64, start: i64, size: i64| start < place.saturating_add(8) && place < start.saturating_add(size);
        let is_apart = |place: &&i64| {
            self.lowest_address.is_none_or(|lowest| **place < lowest)
                && !self.other_writes.iter().any(|(start, size)| overlaps(**place, *start, *size))
                && stores.range(place.saturating_sub(7)..place.saturating_add(8)).all(|other| *other == **place)
        };
        let places: BTreeMap<i64, Register> =
            stores.iter().filter(is_apart).copied().zip(FIRST..FIRST + MOST).collect();
        for (index, Move { displacement, register, is_store }) in &self.moves {
            let (Some(place), Some(step)) = (places.get(displacement), steps.get_mut(*index)) else { continue };
            if *is_store {
                step.written |= 1 << place;
                step.content = Some((*place, Content::Copy(*register)));
            } else {
                step.content = Some((*register, Content::Copy(*place)));
            }
        }
    }

    /// Whether the stack pointer moves only before the first use of the stack, and on the way out.
    fn is_frame_fixed(&self, steps: &[Step]) -> bool {
        let first_use = self.moves.keys().next().copied().unwrap_or(usize::MAX);
        self.adjustments.iter().filter(|index| **index > first_use).all(|index| {
            // From here on there are only adjustments, up to the return or a jump to another function.
            let mut after = (*index..steps.len()).skip_while(|index| {
                self.adjustments.contains(index) && matches!(steps[*index].transfer, Transfer::Next | Transfer::Nop)
            });
            after.next().is_none_or(|index| {
                matches!(steps[index].transfer, Transfer::End | Transfer::Return | Transfer::TailCall(_))
            })
        })
    }
}

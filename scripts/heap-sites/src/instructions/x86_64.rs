//! What does an x86_64 instruction do to registers and control?

use iced_x86::{
    Code, ConditionCode, Decoder, DecoderOptions, FlowControl, Instruction, InstructionInfoFactory,
    InstructionInfoOptions, Mnemonic, OpAccess, OpKind, Register as Name,
};

use super::registers::number;
use super::spills::Stack;
use super::{Callee, Content, Error, Register, Step, Transfer, relocations_in};

/// The registers that a call may overwrite, in the System V calling convention: a bit for each number, rax, rcx, rdx, rsi, rdi, r8 to r11.
const CLOBBERED: u64 = 0b1111_1100_0111;
/// The same in that of Windows, without rsi and rdi.
const CLOBBERED_ON_WINDOWS: u64 = 0b1111_0000_0111;

pub(super) fn steps(code: &[u8], relocations: &[u64], is_windows: bool) -> Result<Vec<Step>, Error> {
    let clobbered = if is_windows { CLOBBERED_ON_WINDOWS } else { CLOBBERED };
    let mut registers = InstructionInfoFactory::new();
    let mut steps = Vec::new();
    let mut stack = Stack::default();
    let mut decoder = Decoder::with_ip(64, code, 0, DecoderOptions::NONE);
    let mut instruction = Instruction::default();
    while decoder.can_decode() {
        decoder.decode_out(&mut instruction);
        if instruction.is_invalid() {
            return Err(Error::Bytes(instruction.ip()));
        }
        let (at, end) = (instruction.ip() as u32, instruction.next_ip() as u32);
        let within = relocations_in(relocations, at, end);
        let fields = decoder.get_constant_offsets(&instruction);
        let fields =
            [fields.displacement_offset(), fields.immediate_offset()].map(|field| u64::from(at) + field as u64);
        let is_of_call = instruction.flow_control() == FlowControl::IndirectCall;
        if !within.iter().all(|&offset| fields.contains(&offset) || offset == u64::from(at) && is_of_call) {
            return Err(Error::Bytes(at.into()));
        }
        let relocation = within.first().map(|&offset| offset as u32);
        let transfer = transfer(&instruction, relocation, code.len());
        let used = registers.info_options(&instruction, InstructionInfoOptions::NONE);
        let mut written: u64 = if matches!(transfer, Transfer::Call(_)) { clobbered } else { 0 };
        for register in used.used_registers() {
            if !matches!(register.access(), OpAccess::Read | OpAccess::CondRead | OpAccess::None) {
                written |= number(register.register()).map_or(0, |number| 1 << number);
            }
        }
        stack.add(&instruction, used);
        steps.push(Step { at, written, content: content(&instruction, relocation, code.len()), transfer });
    }
    stack.trace_spilled(&mut steps);
    Ok(steps)
}

fn content(instruction: &Instruction, relocation: Option<u32>, length: usize) -> Option<(Register, Content)> {
    let (name, source) = (instruction.op0_register(), instruction.op1_register());
    let target = number(name)?;
    let named = |read| relocation.map(|relocation| Content::Address { relocation, read, base: None });
    let content = match instruction.code() {
        Code::Mov_r64_rm64 | Code::Mov_rm64_r64 if source != Name::None => Some(Content::Copy(number(source)?)),
        Code::Mov_r64_rm64 if is_fixed(instruction) => named(true),
        // A table behind the code of the same function.
        Code::Lea_r64_m if relocation.is_none() && instruction.is_ip_rel_memory_operand() => {
            let place = u32::try_from(instruction.ip_rel_memory_address()).ok();
            place.filter(|place| *place as usize >= length).map(|relocation| Content::Address {
                relocation,
                read: false,
                base: None,
            })
        }
        Code::Lea_r64_m if is_fixed(instruction) => named(false),
        Code::Lea_r64_m if instruction.memory_index() != Name::None => {
            sum(instruction.memory_base(), instruction.memory_index())
        }
        Code::Add_r64_rm64 | Code::Add_rm64_r64 => sum(name, source),
        _ if is_choice(instruction) => Some(Content::Choice(number(source)?)),
        Code::Mov_r64_imm64 | Code::Mov_rm64_imm32 | Code::Mov_r32_imm32 if relocation.is_some() => named(false),
        _ if name.size() < 8 => Some(Content::Number),
        _ => None,
    };
    content.map(|content| (target, content))
}

/// A sum of two registers; of a register and memory, as of that register twice, of which nothing is asked but that it is a sum.
fn sum(one: Name, other: Name) -> Option<Content> {
    let one = number(one)?;
    Some(Content::Sum(one, number(other).unwrap_or(one)))
}

/// Whether it moves a whole register to another one on a condition: `cmov`.
fn is_choice(instruction: &Instruction) -> bool {
    let is_of_registers = instruction.op0_register().is_gpr64() && instruction.op1_register().is_gpr64();
    is_of_registers && instruction.condition_code() != ConditionCode::None
}

/// Whether the memory operand is at a fixed address: relative to the instruction, or absolute.
fn is_fixed(instruction: &Instruction) -> bool {
    matches!(instruction.memory_base(), Name::RIP | Name::None)
        && instruction.memory_index() == Name::None
        && !instruction.has_segment_prefix()
}

fn transfer(instruction: &Instruction, relocation: Option<u32>, length: usize) -> Transfer {
    let near = || {
        let target = instruction.near_branch_target();
        u32::try_from(target).ok().filter(|&target| (target as usize) < length)
    };
    let direct = || match (relocation, near()) {
        (Some(offset), _) => Callee::Relocation { offset, read: false },
        (None, Some(0)) => Callee::Itself,
        _ => Callee::Unknown,
    };
    // No compiler jumps to the next instruction in the long form: it is a jump elsewhere that lost its relocation.
    let jump = || {
        near().filter(|&target| {
            relocation.is_none() && (u64::from(target) != instruction.next_ip() || instruction.len() < 5)
        })
    };
    match instruction.flow_control() {
        FlowControl::Call if instruction.is_call_near() => Transfer::Call(direct()),
        FlowControl::IndirectCall => Transfer::Call(indirect(instruction, relocation)),
        FlowControl::UnconditionalBranch => jump().map_or_else(|| Transfer::TailCall(direct()), Transfer::Jump),
        FlowControl::ConditionalBranch => jump().map_or_else(|| Transfer::MaybeTailCall(direct()), Transfer::Branch),
        FlowControl::IndirectBranch => {
            let through_array = instruction.op0_kind() == OpKind::Memory
                && instruction.memory_base() == Name::None
                && instruction.memory_index() != Name::None;
            match relocation {
                Some(table) if through_array => Transfer::JumpTable(table),
                _ => Transfer::TailCall(indirect(instruction, relocation)),
            }
        }
        FlowControl::Return => Transfer::Return,
        FlowControl::Exception => Transfer::End,
        FlowControl::Next if instruction.mnemonic() == Mnemonic::Nop => Transfer::Nop,
        FlowControl::Interrupt if is_trap(instruction) => Transfer::End,
        // `xbegin` jumps when the transaction fails, which no compiler's code here does; the target is not followed.
        FlowControl::Next | FlowControl::Call | FlowControl::Interrupt | FlowControl::XbeginXabortXend => {
            Transfer::Next
        }
    }
}

/// Whether it is what stands behind a call that never returns on Windows, or what ends a program there.
fn is_trap(instruction: &Instruction) -> bool {
    const FAST_FAIL: u8 = 0x29;
    instruction.mnemonic() == Mnemonic::Int3
        || instruction.mnemonic() == Mnemonic::Int && instruction.immediate8() == FAST_FAIL
}

/// What `call *...` or `jmp *...` goes to.
fn indirect(instruction: &Instruction, relocation: Option<u32>) -> Callee {
    match (instruction.op0_kind(), relocation) {
        (OpKind::Register, _) => number(instruction.op0_register()).map_or(Callee::Unknown, Callee::Register),
        (OpKind::Memory, Some(offset)) if is_fixed(instruction) => Callee::Relocation { offset, read: true },
        // The relocation of an access to a thread-local variable, `call *x@tlscall(%rax)`, lies on the instruction itself and not on an operand.
        (OpKind::Memory, Some(offset)) if u64::from(offset) == instruction.ip() => {
            Callee::Relocation { offset, read: false }
        }
        (OpKind::Memory, None)
            if instruction.memory_index() == Name::None && instruction.memory_displacement64() == 0 =>
        {
            number(instruction.memory_base()).map_or(Callee::Unknown, Callee::Through)
        }
        _ => Callee::Unknown,
    }
}

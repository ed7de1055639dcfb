//! What does an aarch64 instruction do to registers and control?
//!
//! Every instruction is a word, and masks distinguish them (Arm Architecture Reference Manual, "A64 instruction set encoding").
//! Where a group has many forms, all the registers that a form of it may write are taken as written: that loses addresses, it does not invent any.

use super::{Callee, Content, Error, Register, Step, Transfer, relocations_in};

/// The registers that a call may overwrite: x0 to x18 and x30.
const CLOBBERED: u32 = 0x4007_ffff;

/// What a direct call may overwrite: it may be of a function that LLVM made of instructions that several functions share (`OUTLINED_FUNCTION_0`), which keeps no convention.
const CLOBBERED_DIRECTLY: u32 = 0x7fff_ffff;

pub(super) fn steps(code: &[u8], relocations: &[u64]) -> Result<Vec<Step>, Error> {
    let (words, rest) = code.as_chunks::<4>();
    if !rest.is_empty() {
        return Err(Error::Bytes((code.len() - rest.len()) as u64));
    }
    let step = |(index, word): (usize, &[u8; 4])| {
        let (at, word) = (index as u32 * 4, u32::from_le_bytes(*word));
        let relocation = match relocations_in(relocations, at, at + 4) {
            [] => None,
            &[offset, ..] if offset == u64::from(at) && takes_relocation(word) => Some(at),
            _ => return Err(Error::Bytes(at.into())),
        };
        let transfer = transfer(word, at, relocation, code.len());
        let written = match transfer {
            Transfer::Call(Callee::Register(_)) => CLOBBERED,
            Transfer::Call(_) => CLOBBERED_DIRECTLY,
            _ => written(word),
        };
        Ok(Step { at, written: u64::from(written), content: content(word, relocation), transfer })
    };
    words.iter().enumerate().map(step).collect()
}

/// Whether an instruction is of those that a linker changes: data processing with an immediate, branches, loads and stores.
fn takes_relocation(word: u32) -> bool {
    matches!(word >> 25 & 15, 4 | 6 | 8 | 9 | 10 | 11 | 12 | 14)
}

/// The register in the field of five bits from `shift` on.
fn register(word: u32, shift: u32) -> Register {
    (word >> shift & 31) as Register
}

/// The field of `width` bits from `shift` on, times four, as a signed distance.
fn distance(word: u32, shift: u32, width: u32) -> i64 {
    let field = (word >> shift) << (32 - width);
    i64::from(field as i32 >> (32 - width)) * 4
}

fn transfer(word: u32, at: u32, relocation: Option<u32>, length: usize) -> Transfer {
    let named = relocation.map(|offset| Callee::Relocation { offset, read: false });
    let target = |shift, width| {
        let target = u32::try_from(i64::from(at) + distance(word, shift, width)).ok();
        target.filter(|&target| (target as usize) < length)
    };
    let conditional = |target: Option<u32>| match (named, target) {
        (None, Some(target)) => Transfer::Branch(target),
        (callee, _) => Transfer::MaybeTailCall(callee.unwrap_or(Callee::Unknown)),
    };
    let through = register(word, 5);
    if word & 0xfc00_0000 == 0x9400_0000 {
        // bl
        let own = if target(0, 26) == Some(0) { Callee::Itself } else { Callee::Unknown };
        Transfer::Call(named.unwrap_or(own))
    } else if word & 0xfc00_0000 == 0x1400_0000 {
        // b
        match (named, target(0, 26)) {
            (None, Some(target)) => Transfer::Jump(target),
            (callee, _) => Transfer::TailCall(callee.unwrap_or(Callee::Unknown)),
        }
    } else if word & 0xff00_0000 == 0x5400_0000 || word & 0x7e00_0000 == 0x3400_0000 {
        // b.cond, bc.cond; cbz, cbnz
        conditional(target(5, 19))
    } else if word & 0x7e00_0000 == 0x3600_0000 {
        // tbz, tbnz
        conditional(target(5, 14))
    } else if word & 0x7e00_0000 == 0x7400_0000 {
        // Compare and branch, cb.cond
        conditional(target(5, 9))
    } else if word & 0xfe00_0000 == 0xd600_0000 {
        // The fourth bit of the operation is set in the forms that authenticate with a modifier.
        match word >> 21 & 7 {
            0 => Transfer::TailCall(Callee::Register(through)),              // br
            1 => Transfer::Call(named.unwrap_or(Callee::Register(through))), // blr; a relocation on it marks an access to a thread-local variable
            _ => Transfer::Return,                                           // ret, eret, drps
        }
    } else if word & 0xffe0_001f == 0xd420_0000 || word & 0xffff_0000 == 0 {
        // brk, udf
        Transfer::End
    } else if word == 0xd503_201f {
        Transfer::Nop
    } else {
        Transfer::Next
    }
}

fn content(word: u32, relocation: Option<u32>) -> Option<(Register, Content)> {
    let (target, base) = (register(word, 0), Some(register(word, 5)));
    let named = |read, base| relocation.map(|relocation| Content::Address { relocation, read, base });
    let content = if word & 0x1f00_0000 == 0x1000_0000 {
        named(false, None) // adr, adrp
    } else if word & 0xffc0_0000 == 0x9100_0000 {
        named(false, base) // add of an immediate
    } else if word & 0xffff_fc00 == 0xf940_0000 && relocation.is_none() {
        Some(Content::Pointed(register(word, 5))) // ldr from a register
    } else if word & 0xffc0_0000 == 0xf940_0000 {
        named(true, base) // ldr from a register and a displacement
    } else if word & 0xff00_0000 == 0x5800_0000 {
        named(true, None) // ldr from an address relative to the instruction
    } else if word & 0xffe0_ffe0 == 0xaa00_03e0 {
        Some(Content::Copy(register(word, 16))) // mov
    } else if word & 0xff00_0000 == 0x8b00_0000 {
        Some(Content::Sum(register(word, 5), register(word, 16))) // add of two registers
    } else {
        None
    };
    content.map(|content| (target, content))
}

/// A bit for each register that an instruction other than a call may write.
fn written(word: u32) -> u32 {
    let bit = |shift| 1 << register(word, shift);
    let registers = match word >> 25 & 15 {
        // Data processing with an immediate; with registers, where a conditional comparison writes none.
        8 | 9 => bit(0),
        5 | 13 if word & 0x1fe0_0000 == 0x1a40_0000 => 0,
        5 | 13 => bit(0),
        // Branches write none; system instructions read a system register into one, and authenticate the return address.
        10 | 11 if word & 0xff00_0000 == 0xd500_0000 => bit(0) | 1 << 30 | 1 << 17 | 1 << 16,
        10 | 11 => 0,
        // Vectors write one when they convert or move a lane; any form is taken to.
        7 | 15 => bit(0),
        4 | 6 | 12 | 14 => load_or_store(word),
        // Scalable vectors and matrices, and what is not allocated.
        _ => bit(0) | bit(5) | bit(16),
    };
    // Number 31 is the zero register or the stack pointer.
    registers & !(1 << 31)
}

fn load_or_store(word: u32) -> u32 {
    let bit = |shift| 1 << register(word, shift);
    let is_vector = word & 1 << 26 != 0;
    let loaded = |registers| if is_vector { 0 } else { registers };
    match word >> 27 & 7 {
        // A displacement that is a multiple of the size; a pair, the base rewritten or not; an unscaled displacement or a register.
        7 if word & 1 << 24 != 0 => loaded(if word & 3 << 22 == 0 { 0 } else { bit(0) }),
        5 => {
            let base = if word & 1 << 23 != 0 { bit(5) } else { 0 };
            base | loaded(if word & 1 << 22 == 0 { 0 } else { bit(0) | bit(10) })
        }
        7 if word & 1 << 21 == 0 || word & 3 << 10 == 2 << 10 => {
            let base = if word & 1 << 10 != 0 { bit(5) } else { 0 };
            base | loaded(if word & 3 << 22 == 0 { 0 } else { bit(0) })
        }
        // Atomics and exclusives, copies of memory, vector structures, literals.
        _ => bit(0) | bit(5) | bit(10) | bit(16),
    }
}

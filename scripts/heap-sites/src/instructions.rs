//! Which of the code addresses that a function names does it call, and where does it call a place that nothing names?
//!
//! The relocations of a function say which symbols it refers to, not what it does with them:
//! `call x` and `lea x(%rip), %rdi` look the same, and `call *0x18(%rax)`, a method of a `dyn` object, has no relocation at all.
//! So the instructions are decoded ([`x86_64`], [`aarch64`]) into [`Step`]s, and each call through a register is traced backwards,
//! along every way that leads to the call, to the instructions that may have put the address there.
//!
//! The call is indirect unless every such instruction names the address by a relocation.
//! So these are indirect, though what they call could be known:
//! - an address that was on the stack or elsewhere in memory meanwhile;
//! - an address chosen without a jump (`csel` of aarch64);
//! - in a function with a jump table that could not be read, an address in a register that held another one when the table was used:
//!   each instruction of the function may be an entry then. Tables of aarch64 are not read.
//! - an address in a function of so many ways that looking at [`LOOKS`] instructions for each of its own does not cover them.
//!
//! These are missed:
//! - A pointer that only unwinding brings to a cleanup that stands right behind a call that never returns.
//!   A cleanup elsewhere is taken to be reached from any call of the function.
//! - A function pointer that is the sum of two registers: a sum is taken for an entry of a jump table or a number.

mod aarch64;
mod registers;
mod spills;
#[cfg(test)]
mod tests;
mod ways;
mod x86_64;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use object::{Architecture, BinaryFormat, File, Object};
pub(crate) use ways::Ways;

/// How many instructions are looked at to learn where addresses come from, for each instruction of a function.
/// A damaged object must not cost hours.
const LOOKS: usize = 256;

/// How far before the jump through a table the entry's address is made.
const STEPS_TO_SUM: usize = 16;

/// The most bytes of code a function may have: a damaged object must not cost gigabytes.
const LONGEST: usize = 8 << 20;

/// A machine whose instructions can be read, and what its calls do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Machine {
    /// By the calling convention of Windows, or by that of everyone else.
    X86_64 {
        is_windows: bool,
    },
    Aarch64,
}

impl Machine {
    /// The machine that an object is for; `None` where its instructions or, in this format, its relocations cannot be read.
    pub(crate) fn of(file: &File<'_>) -> Option<Self> {
        match (file.format(), file.architecture()) {
            (BinaryFormat::Coff, Architecture::X86_64) => Some(Self::X86_64 { is_windows: true }),
            (BinaryFormat::Elf | BinaryFormat::MachO, Architecture::X86_64) => Some(Self::X86_64 { is_windows: false }),
            (BinaryFormat::Elf | BinaryFormat::MachO, Architecture::Aarch64) => Some(Self::Aarch64),
            _ => None,
        }
    }
}

/// What the code of one function does with code addresses.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Flow {
    /// Offsets (in the function) of instructions that call or tail-call a place that no relocation names, ascending: through `dyn`, or a function pointer.
    pub(crate) indirect: Vec<u64>,
    /// Offsets of the relocations (as given) whose target is called, tail-called or jumped to:
    /// directly, through memory (see [`read`](Self::read)), or through a register that was loaded with it.
    /// The others are references to data, or addresses taken.
    pub(crate) called: BTreeSet<u64>,
    /// The same with the offset of each instruction that calls: an address may be loaded far from its calls, on another line.
    pub(crate) calls: BTreeSet<(u64, u64)>,
    /// Those of `called` at which the address is read from the place that the relocation names (`call *x(%rip)`; `mov x(%rip), %rax` and `call *%rax`).
    /// Where that place is an entry of the global offset table, `x` is called; where it is a variable, whatever it holds is called:
    /// a caller that knows the kinds of the relocations takes the second for indirect.
    /// Where it takes two relocations to name a place, as on aarch64, both are in `called` and the second is here.
    pub(crate) read: BTreeSet<u64>,
    /// The offsets of relocations and of instructions that call what stands in memory where a pointer points that was itself read from the place that the
    /// relocation names: `mov x(%rip), %rdi` and `call *(%rdi)`, as each use of a thread's own variable is in Mach-O. In neither of the others.
    pub(crate) through: BTreeSet<(u64, u64)>,
    /// Whether its last instruction goes on behind it, and is no call, which may never return.
    pub(crate) runs_on: bool,
    /// Whether it may return to its caller: it has an instruction that returns, or goes on in another function that may.
    pub(crate) may_return: bool,
    /// The ways through it, where control goes only to what is known.
    pub(crate) ways: Option<Ways>,
}

impl Flow {
    fn call(&mut self, at: u32, relocation: u32, read: bool) {
        self.calls.insert((relocation.into(), at.into()));
        self.called.insert(relocation.into());
        if read {
            self.read.insert(relocation.into());
        }
    }
}

/// Why there is no [`Flow`].
#[derive(Debug, PartialEq, thiserror::Error)]
pub(crate) enum Error {
    /// The bytes from here are no instruction, or not one that a relocation in it can be of.
    #[error("no instruction, or not the one that a relocation is of, at byte {0} of the function")]
    Bytes(u64),
    /// More than [`LONGEST`].
    #[error("a function of {0} bytes, more than {LONGEST}")]
    Length(usize),
}

/// Decodes the function `code`.
///
/// `relocations`: offsets in `code` of the relocations that lie in it, ascending.
/// `tables`: where one of these names a table of places in this function, the offsets of these places.
/// A table behind the code, which no relocation names, is there by the offset where it begins.
/// Fails when the bytes do not decode, and when they are too many.
pub(crate) fn flow(machine: Machine, code: &[u8], relocations: &[u64], tables: &Tables) -> Result<Flow, Error> {
    if code.len() > LONGEST {
        return Err(Error::Length(code.len()));
    }
    let steps = match machine {
        Machine::X86_64 { is_windows } => x86_64::steps(code, relocations, is_windows)?,
        Machine::Aarch64 => aarch64::steps(code, relocations)?,
    };
    Ok(ControlFlow::new(&steps, tables).flow())
}

/// The jump tables that a function names: by the offset of the relocation that does, the places in the function that the table has.
pub(crate) type Tables = BTreeMap<u64, Vec<u32>>;

/// A general-purpose register, by its number in the architecture, below 32; from 32 to 63, a place on the stack to which registers are spilled.
type Register = u8;

/// One instruction, as far as it matters to where calls go.
struct Step {
    /// Its offset in the function.
    at: u32,
    /// A bit for each register whose value is lost.
    written: u64,
    /// What one of the written registers then holds, where that can matter.
    content: Option<(Register, Content)>,
    transfer: Transfer,
}

/// What a register holds.
#[derive(Clone, Copy)]
enum Content {
    /// The address that `relocation` names, or, when `read`, what memory holds there.
    /// Where it takes two instructions to name it, `base` is the register that the first one wrote.
    Address { relocation: u32, read: bool, base: Option<Register> },
    /// What another register held.
    Copy(Register),
    /// What memory holds where another register points.
    Pointed(Register),
    /// What it held, or what another register held.
    Choice(Register),
    /// A sum of two registers: it may be an entry of a jump table, but is no function's address.
    Sum(Register, Register),
    /// A number of fewer bits than an address.
    Number,
}

/// Where control goes after an instruction.
#[derive(Clone, Copy)]
enum Transfer {
    /// To the next instruction.
    Next,
    /// Nowhere: it traps.
    End,
    /// To the caller.
    Return,
    /// To an offset in the function.
    Jump(u32),
    /// To the next instruction or an offset in the function.
    Branch(u32),
    /// To an entry of the jump table that a relocation names.
    JumpTable(u32),
    /// To a function, and back to the next instruction.
    Call(Callee),
    /// To a function, not to return.
    TailCall(Callee),
    /// To the next instruction, or to a function, not to return.
    MaybeTailCall(Callee),
    /// To the next instruction, having done nothing: it may be there to fill the space before a place that is jumped to.
    Nop,
}

impl Transfer {
    fn continues(self) -> bool {
        matches!(self, Self::Next | Self::Nop | Self::Branch(_) | Self::Call(_) | Self::MaybeTailCall(_))
    }
}

/// How an instruction names the function it goes to.
#[derive(Clone, Copy)]
enum Callee {
    Relocation {
        offset: u32,
        read: bool,
    },
    Register(Register),
    /// What stands in memory where a register points.
    Through(Register),
    /// The function itself, from its start.
    Itself,
    /// Also where only a relocation that got lost would name it.
    Unknown,
}

/// Those of `relocations` in `start..end`.
fn relocations_in(relocations: &[u64], start: u32, end: u32) -> &[u64] {
    let first = relocations.partition_point(|&offset| offset < u64::from(start));
    let after = relocations.partition_point(|&offset| offset < u64::from(end));
    relocations.get(first..after).unwrap_or_default()
}

/// The steps of a function, and how control gets from one to another.
struct ControlFlow<'a> {
    steps: &'a [Step],
    /// Jumps within the function: indices of where to and where from, ascending.
    jumps: Vec<(usize, usize)>,
    /// Indices of the jumps through a table.
    table_jumps: Vec<usize>,
    /// Those of them that may lead to any step: of tables that could not be read.
    tables: Vec<usize>,
    /// Whether a step only fills space that nothing comes to.
    filling: Vec<bool>,
    /// Indices of the calls: the unwinder may go on from each.
    calls: Vec<usize>,
    /// How many more times a step may be looked at.
    left: usize,
}

impl<'a> ControlFlow<'a> {
    fn new(steps: &'a [Step], tables: &Tables) -> Self {
        let mut flow = Self {
            steps,
            jumps: Vec::new(),
            table_jumps: Vec::new(),
            tables: Vec::new(),
            filling: vec![false; steps.len()],
            calls: Vec::new(),
            left: LOOKS * steps.len(),
        };
        for (from, step) in steps.iter().enumerate() {
            match step.transfer {
                Transfer::Jump(offset) | Transfer::Branch(offset) => {
                    flow.jumps.extend(flow.index(offset).map(|to| (to, from)))
                }
                Transfer::Call(_) => flow.calls.push(from),
                _ => {}
            }
        }
        flow.jumps.sort_unstable();
        flow.find_filling();
        flow.table_jumps = (0..steps.len()).filter(|&index| flow.sum_before(index, tables).is_some()).collect();
        match flow.read(tables) {
            Some(jumps) => flow.jumps = jumps,
            None => flow.tables.clone_from(&flow.table_jumps),
        }
        flow.find_filling();
        flow.left = LOOKS * steps.len();
        flow
    }

    /// All jumps, those through tables too; `None` where it is not certain which table each of them uses.
    ///
    /// The jumps are taken to use any of the function's tables, and it is then seen that with these ways the table of each is known: whichever jump
    /// is the first in a run to go elsewhere would have come by known ways to a table that is known.
    fn read(&mut self, tables: &Tables) -> Option<Vec<(usize, usize)>> {
        let own = self.jumps.clone();
        let places = |relocation: &u64| {
            tables.get(relocation)?.iter().map(|place| self.index(*place)).collect::<Option<Vec<_>>>()
        };
        let known: BTreeMap<u64, Vec<usize>> =
            tables.keys().map(|table| Some((*table, places(table)?))).collect::<Option<_>>()?;
        let joined = |of: &[(usize, u64)]| {
            let through = of.iter().flat_map(|(from, table)| known[table].iter().map(move |to| (*to, *from)));
            let mut jumps: Vec<(usize, usize)> = own.iter().copied().chain(through).collect();
            jumps.sort_unstable();
            jumps.dedup();
            jumps
        };
        let any: Vec<(usize, u64)> =
            self.table_jumps.iter().flat_map(|jump| known.keys().map(|table| (*jump, *table))).collect();
        self.jumps = joined(&any);
        self.find_filling();
        let mut of_jumps = Vec::new();
        for jump in self.table_jumps.clone() {
            let used = match self.sum_before(jump, tables) {
                Some(Sum::Named(table)) => Some(vec![table.into()]),
                Some(Sum::Made { at, registers }) => registers.into_iter().find_map(|register| {
                    let sources = self.sources(at, register);
                    let used: Vec<u64> = sources.named.iter().map(|(relocation, _)| u64::from(*relocation)).collect();
                    let are_tables =
                        sources.named.iter().all(|(_, read)| !read) && used.iter().all(|at| known.contains_key(at));
                    (sources.is_known() && are_tables).then_some(used)
                }),
                None => None,
            };
            let Some(used) = used.filter(|used| used.iter().all(|table| known.contains_key(table))) else {
                self.jumps = own;
                return None;
            };
            of_jumps.extend(used.into_iter().map(|table| (jump, table)));
        }
        let jumps = joined(&of_jumps);
        Some(jumps)
    }

    /// Finds the steps that only fill space, as far as the jumps are known.
    fn find_filling(&mut self) {
        for (index, step) in self.steps.iter().enumerate().skip(1) {
            let is_filling = matches!(step.transfer, Transfer::Nop) && !self.runs_on(index - 1);
            self.filling[index] = is_filling && self.origins(index).next().is_none();
        }
    }

    fn index(&self, offset: u32) -> Option<usize> {
        self.steps.binary_search_by_key(&offset, |step| step.at).ok()
    }

    /// Whether control may go from a step to the next.
    fn runs_on(&self, index: usize) -> bool {
        self.steps[index].transfer.continues() && !self.filling[index]
    }

    /// Where the jumps to a step come from.
    fn origins(&self, to: usize) -> impl Iterator<Item = usize> {
        let first = self.jumps.partition_point(|&(target, _)| target < to);
        self.jumps[first..].iter().take_while(move |&&(target, _)| target == to).map(|&(_, from)| from)
    }

    /// Where a step jumps through a table, what the entry's address is made of: a sum that was made just before, with no other way in between.
    fn sum_before(&self, index: usize, tables: &Tables) -> Option<Sum> {
        let register = match self.steps[index].transfer {
            // An array of functions looks the same, but for what is in it.
            Transfer::JumpTable(table) => return tables.contains_key(&table.into()).then_some(Sum::Named(table)),
            Transfer::TailCall(Callee::Register(register)) => register,
            _ => return None,
        };
        for at in (0..index).rev().take(STEPS_TO_SUM) {
            let step = &self.steps[at];
            if !step.transfer.continues() || self.origins(at + 1).next().is_some() {
                return None;
            }
            if step.written & (1 << register) != 0 {
                let Some((target, Content::Sum(one, other))) = step.content else { return None };
                return (target == register).then_some(Sum::Made { at, registers: [one, other] });
            }
        }
        None
    }

    fn flow(mut self) -> Flow {
        let last = self.steps.iter().rfind(|step| !matches!(step.transfer, Transfer::Nop));
        let runs_on = last.is_some_and(|step| step.transfer.continues() && !matches!(step.transfer, Transfer::Call(_)));
        let mut flow = Flow { ways: self.ways(), runs_on, ..Flow::default() };
        for (index, step) in self.steps.iter().enumerate() {
            flow.may_return |= match step.transfer {
                Transfer::Return | Transfer::MaybeTailCall(_) => true,
                Transfer::TailCall(_) | Transfer::JumpTable(_) => self.table_jumps.binary_search(&index).is_err(),
                _ => false,
            };
            let (Transfer::Call(callee) | Transfer::TailCall(callee) | Transfer::MaybeTailCall(callee)) = step.transfer
            else {
                let is_lost = match step.transfer {
                    // A jump to where no instruction starts may lead anywhere.
                    Transfer::Jump(offset) | Transfer::Branch(offset) => self.index(offset).is_none(),
                    Transfer::JumpTable(_) => self.table_jumps.binary_search(&index).is_err(),
                    _ => false,
                };
                if is_lost {
                    flow.indirect.push(step.at.into());
                }
                continue;
            };
            let known = match callee {
                Callee::Itself => true,
                Callee::Unknown => false,
                Callee::Relocation { offset, read } => {
                    flow.call(step.at, offset, read);
                    true
                }
                Callee::Register(_) if self.table_jumps.binary_search(&index).is_ok() => true,
                Callee::Register(register) => self.trace(index, register, &mut flow),
                Callee::Through(register) => self.trace_pointer(index, (index, register), &mut flow),
            };
            if !known {
                flow.indirect.push(step.at.into());
            }
        }
        flow
    }

    /// Notes which relocations may have named what a register holds before a step; false when something else may be in it.
    fn trace(&mut self, index: usize, register: Register, flow: &mut Flow) -> bool {
        let sources = self.sources(index, register);
        if let ([], [pointer]) = (sources.named.as_slice(), sources.pointed.as_slice()) {
            return sources.is_whole && self.trace_pointer(index, *pointer, flow);
        }
        for (relocation, read) in &sources.named {
            flow.call(self.steps[index].at, *relocation, *read);
        }
        sources.is_known()
    }

    /// Notes which relocations may have named the pointer, in a register before some step, through which a step calls what stands in memory; false when
    /// something else may be in it.
    fn trace_pointer(&mut self, index: usize, (at, register): (usize, Register), flow: &mut Flow) -> bool {
        let sources = self.sources(at, register);
        let named = sources.named.iter().map(|(relocation, _)| ((*relocation).into(), self.steps[index].at.into()));
        flow.through.extend(named);
        sources.is_known()
    }

    /// Where what a register holds before a step comes from.
    fn sources(&mut self, index: usize, register: Register) -> Sources {
        let mut waiting = Vec::new();
        let mut seen = HashSet::new();
        // The registers for which control was already taken to come from the tables: a bit for each.
        let mut from_tables = 0_u64;
        let mut sources = Sources { named: Vec::new(), pointed: Vec::new(), is_whole: true };
        sources.is_whole = self.before(index, register, &mut waiting, &mut from_tables);
        while let Some((at, register)) = waiting.pop() {
            if !seen.insert((at, register)) {
                continue;
            }
            let step = &self.steps[at];
            let held = step.content.filter(|&(target, _)| target == register).map(|(_, holds)| holds);
            let source = match held {
                _ if step.written & (1 << register) == 0 => register,
                Some(Content::Address { relocation, read, base }) => {
                    sources.named.push((relocation, read));
                    let Some(base) = base else { continue };
                    base
                }
                Some(Content::Copy(source)) => source,
                Some(Content::Pointed(pointer)) => {
                    sources.pointed.push((at, pointer));
                    continue;
                }
                Some(Content::Choice(source)) => {
                    sources.is_whole &= self.before(at, source, &mut waiting, &mut from_tables);
                    register
                }
                // Whoever comes this way does not go on to the call.
                Some(Content::Sum(..) | Content::Number) => continue,
                None => {
                    sources.is_whole = false;
                    continue;
                }
            };
            sources.is_whole &= self.before(at, source, &mut waiting, &mut from_tables);
        }
        sources
    }

    /// Adds the steps that control may have been at just before a step.
    /// False when it may have come from the function's caller, and when there are too many.
    fn before(
        &mut self,
        at: usize,
        register: Register,
        waiting: &mut Vec<(usize, Register)>,
        from_tables: &mut u64,
    ) -> bool {
        let previous = at.checked_sub(1).filter(|&previous| self.runs_on(previous));
        let is_known = previous.is_some() || self.origins(at).next().is_some();
        let calls = if is_known { &[] } else { self.calls.as_slice() };
        let tables = if *from_tables & (1 << register) == 0 { self.tables.as_slice() } else { &[] };
        *from_tables |= 1 << register;
        let ways =
            previous.into_iter().chain(self.origins(at)).chain(tables.iter().copied()).chain(calls.iter().copied());
        let count = waiting.len();
        waiting.extend(ways.map(|from| (from, register)).take(self.left));
        let added = waiting.len() - count;
        self.left -= added;
        at > 0 && (added > 0 || !self.tables.is_empty()) && self.left > 0
    }
}

/// What the address that a jump through a table goes to is made of.
enum Sum {
    /// The table is in the instruction: its relocation.
    Named(u32),
    /// Two registers were added in a step.
    Made { at: usize, registers: [Register; 2] },
}

/// Where what a register holds may come from.
struct Sources {
    /// The relocations that name it, and whether memory is read at what they name.
    named: Vec<(u32, bool)>,
    /// The steps that read it from memory, and the register that points there.
    pointed: Vec<(usize, Register)>,
    /// Whether nothing else may be in the register.
    is_whole: bool,
}

impl Sources {
    fn is_known(&self) -> bool {
        self.is_whole && self.pointed.is_empty() && !self.named.is_empty()
    }
}

//! Real code, compiled by rustc for this machine at opt-level 0 and 3, and bytes as an assembler wrote them.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::LazyLock;

use object::read::archive::ArchiveFile;
use object::{File, Object, ObjectSection, ObjectSymbol, RelocationTarget, Symbol, SymbolKind};

use super::{Error, Flow, LONGEST, Machine, Tables};

const X86_64: Machine = Machine::X86_64 { is_windows: false };

/// What each function does with code addresses is in its name; functions of `outside` are not defined here.
const SOURCE: &str = r#"
#![allow(improper_ctypes)]
use std::hint::black_box;
mod outside { unsafe extern "Rust" {
    pub safe fn first(n: u64) -> u64;
    pub safe fn second(n: u64) -> u64;
    pub safe fn takes(f: fn(u64) -> u64);
    pub safe fn chooses() -> fn(u64) -> u64;
} }
pub trait Tool { fn size(&self) -> u64; fn work(&self, n: u64) -> u64; }
pub static mut HOOK: fn(u64) -> u64 = outside::first;
pub static ARRAY: [fn(u64) -> u64; 2] = [outside::first, outside::second];

#[unsafe(no_mangle)] pub fn direct(n: u64) -> u64 { outside::first(n) + 1 }
#[unsafe(no_mangle)] pub fn direct_tail(n: u64) -> u64 { outside::first(n) }
#[unsafe(no_mangle)] pub fn through_dyn(tool: &dyn Tool) -> u64 { tool.work(1) + 1 }
#[unsafe(no_mangle)] pub fn through_dyn_tail(tool: &dyn Tool) -> u64 { tool.work(1) }
#[unsafe(no_mangle)] pub fn through_pointer(f: fn(u64) -> u64) -> u64 { f(1) + 1 }
#[unsafe(no_mangle)] pub fn through_pointer_tail(f: fn(u64) -> u64) -> u64 { f(1) }
#[unsafe(no_mangle)] pub fn through_returned() -> u64 { outside::chooses()(1) + 1 }
#[unsafe(no_mangle)] pub fn through_static() -> u64 { unsafe { (HOOK)(1) + 1 } }
#[unsafe(no_mangle)] pub fn through_array(n: u64) -> u64 { ARRAY[n as usize & 1](n) + 1 }
#[unsafe(no_mangle)] pub fn through_array_tail(n: u64) -> u64 { ARRAY[n as usize & 1](n) }
#[unsafe(no_mangle)] pub fn in_a_loop(n: u64) -> u64 { let mut sum = 0; for i in 0..n { sum ^= outside::first(i); } sum }
#[unsafe(no_mangle)] pub fn in_a_loop_of_arms(items: &[u8]) -> u64 {
    let mut sum = 0;
    for &item in items {
        sum ^= match item { 0 => outside::first(3), 1 => outside::second(7), 2 => outside::first(11), 3 => 5, 4 => outside::second(2), 5 => 9, _ => 1 };
    }
    sum
}
#[unsafe(no_mangle)] pub fn pushes(v: &mut Vec<u64>, n: u64) { for i in 0..n { v.push(i * i); } }
#[unsafe(no_mangle)] pub fn jump_table(n: u64, cell: &mut u64) {
    match n {
        0 => *cell = 3, 1 => *cell *= 7, 2 => *cell += 11, 3 => *cell ^= 5, 4 => *cell -= 2, 5 => *cell |= 9, 6 => *cell <<= 3, _ => *cell = !*cell,
    }
}
#[unsafe(no_mangle)] pub fn jump_table_then_pointer(n: u64, given: fn(u64) -> u64) -> u64 {
    let f: fn(u64) -> u64 = match black_box(n) { 0 => outside::first, 1 => outside::second, 2 => given, 3 => outside::first, 4 => given, 5 => outside::second, _ => outside::first };
    f(n) + 1
}
#[unsafe(no_mangle)] pub fn chosen(c: bool) -> u64 { let f = if c { outside::first } else { outside::second }; f(1) + 1 }
#[unsafe(no_mangle)] pub fn passed_on() { outside::takes(outside::first); black_box(()) }
#[unsafe(no_mangle)] pub fn recursive(n: u64) -> u64 { if n < 2 { n } else { recursive(n - 1) ^ recursive(n - 2) } }
"#;

/// A function of an object.
struct Function<'data> {
    name: String,
    machine: Machine,
    code: &'data [u8],
    /// Offset in the code, name of the target.
    relocations: Vec<(u64, String)>,
}

impl Function<'_> {
    fn offsets(&self) -> Vec<u64> {
        self.relocations.iter().map(|&(offset, _)| offset).collect()
    }

    fn flow(&self) -> Result<Flow, Error> {
        flow(self.machine, self.code, &self.offsets())
    }
}

fn functions(bytes: &[u8]) -> Vec<Function<'_>> {
    let file = File::parse(bytes).unwrap();
    let is_function =
        |symbol: &Symbol<'_, '_>| symbol.is_definition() && symbol.kind() == SymbolKind::Text && symbol.size() > 0;
    let function = |symbol: Symbol<'_, '_>| {
        let section = file.section_by_index(symbol.section_index().unwrap()).unwrap();
        let start = symbol.address() - section.address();
        let range = start..start + symbol.size();
        let mut relocations = Vec::new();
        for (offset, relocation) in section.relocations().filter(|(offset, _)| range.contains(offset)) {
            let RelocationTarget::Symbol(target) = relocation.target() else { continue };
            relocations.push((offset - start, file.symbol_by_index(target).unwrap().name().unwrap().to_owned()));
        }
        relocations.sort();
        let code = &section.data().unwrap()[range.start as usize..range.end as usize];
        Function { name: symbol.name().unwrap().to_owned(), machine: Machine::of(&file).unwrap(), code, relocations }
    };
    file.symbols().filter(is_function).map(function).collect()
}

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// The objects made of [`SOURCE`] at opt-level 0 and 3.
static COMPILED: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    ["0", "3"].map(|opt_level| {
        let folder = tempfile::tempdir().unwrap();
        let (source, object) = (folder.path().join("sample.rs"), folder.path().join("sample.o"));
        std::fs::write(&source, SOURCE).unwrap();
        let mut command = rustc();
        command.args(["--edition", "2024", "--crate-type", "lib", "--emit", "obj", "-C", "codegen-units=1"]);
        command.args(["-C", &format!("opt-level={opt_level}"), "-o"]).args([&object, &source]);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::read(object).unwrap()
    })
});

/// The [`Flow`] of a function of [`SOURCE`] in symbols.
#[derive(Debug)]
struct Seen {
    indirect: usize,
    called: BTreeSet<String>,
    /// Named by a relocation, and not called by it.
    taken: BTreeSet<String>,
}

impl Seen {
    fn calls(&self, names: &[&str]) -> bool {
        names.iter().all(|&name| self.called.contains(name))
    }
}

/// What is seen in a function of [`SOURCE`] at opt-level 0 and at 3.
fn seen(name: &str) -> [Seen; 2] {
    [0, 1].map(|index| {
        let found = functions(&COMPILED[index]).into_iter().find(|function| function.name == name);
        let function = found.unwrap_or_else(|| panic!("{name}"));
        let flow = function.flow().unwrap();
        assert!(flow.read.is_subset(&flow.called));
        let relocations = function.relocations.into_iter();
        let (called, taken): (Vec<_>, Vec<_>) = relocations.partition(|(offset, _)| flow.called.contains(offset));
        let names = |relocations: Vec<(u64, String)>| relocations.into_iter().map(|(_, name)| name).collect();
        Seen { indirect: flow.indirect.len(), called: names(called), taken: names(taken) }
    })
}

#[test]
fn a_direct_call_and_a_direct_tail_call_are_calls_of_what_they_name() {
    for seen in ["direct", "direct_tail", "recursive"].into_iter().flat_map(seen) {
        assert_eq!(seen.indirect, 0, "{seen:?}");
        assert!(seen.calls(&["first"]) || seen.calls(&["recursive"]), "{seen:?}");
    }
}

#[test]
fn a_call_through_dyn_or_a_function_pointer_is_indirect_and_so_is_a_tail_call() {
    let functions = ["through_dyn", "through_dyn_tail", "through_pointer", "through_pointer_tail"];
    for seen in functions.into_iter().flat_map(seen) {
        assert_eq!(seen.indirect, 1, "{seen:?}");
    }
}

#[test]
fn a_call_of_what_a_function_returned_or_an_array_or_a_variable_holds_is_indirect() {
    for function in ["through_returned", "through_array", "through_array_tail", "through_static"] {
        for seen in seen(function) {
            assert_eq!(seen.indirect, 1, "{function}: {seen:?}");
            assert!(!seen.calls(&["first"]), "{function}: {seen:?}");
        }
    }
}

#[test]
fn a_callee_kept_in_a_register_is_called() {
    for seen in seen("in_a_loop") {
        assert_eq!(seen.indirect, 0, "{seen:?}");
        assert!(seen.calls(&["first"]), "{seen:?}");
    }
    let [_, optimised] = seen("pushes");
    assert_eq!(optimised.indirect, 0, "{optimised:?}");
    assert!(optimised.called.iter().any(|name| name.contains("grow_one")), "{optimised:?}");
}

#[test]
fn a_jump_table_is_no_call_and_does_not_hide_the_calls_of_its_arms() {
    for seen in seen("jump_table") {
        assert_eq!(seen.indirect, 0, "{seen:?}");
        assert!(seen.called.iter().all(|name| name.contains("panic")), "{seen:?}");
    }
    for seen in seen("in_a_loop_of_arms") {
        assert_eq!(seen.indirect, 0, "{seen:?}");
        assert!(seen.calls(&["first", "second"]), "{seen:?}");
    }
}

#[test]
fn a_pointer_that_a_jump_table_may_have_left_in_the_register_is_indirect() {
    let [plain, optimised] = seen("jump_table_then_pointer");
    assert_eq!(plain.indirect, 1, "{plain:?}");
    assert!(optimised.indirect >= 1, "{optimised:?}");
}

#[test]
fn a_function_chosen_among_two_is_indirect_or_both_are_called() {
    for seen in seen("chosen") {
        assert!(seen.indirect == 1 || seen.calls(&["first", "second"]), "{seen:?}");
    }
}

#[test]
fn an_address_only_passed_on_is_not_called() {
    for seen in seen("passed_on") {
        assert!(seen.calls(&["takes"]) && seen.taken.contains("first"), "{seen:?}");
        assert_eq!(seen.indirect, 0, "{seen:?}");
    }
}

#[test]
fn every_function_of_the_standard_library_decodes() {
    let output = rustc().args(["--print", "target-libdir"]).output().unwrap();
    let folder = String::from_utf8(output.stdout).unwrap();
    let mut count = 0;
    for entry in std::fs::read_dir(folder.trim()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("liballoc-") && !name.starts_with("libstd-") || !name.ends_with(".rlib") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for member in ArchiveFile::parse(&*bytes).unwrap().members().map(Result::unwrap) {
            if !member.name().ends_with(b".o") {
                continue;
            }
            for function in functions(member.data(&*bytes).unwrap()) {
                let flow = function.flow();
                assert!(flow.is_ok(), "{}: {flow:?}", function.name);
                count += 1;
            }
        }
    }
    assert!(count > 1000, "{count} functions");
}

#[test]
fn damaged_code_gives_an_error_or_an_answer() {
    for function in functions(&COMPILED[1]) {
        if !["in_a_loop_of_arms", "through_dyn", "pushes"].contains(&function.name.as_str()) {
            continue;
        }
        let offsets = function.offsets();
        for length in 0..function.code.len() {
            let _ = flow(function.machine, &function.code[..length], &offsets);
            let mut code = function.code.to_vec();
            for bit in 0..8 {
                code[length] ^= 1 << bit;
                let _ = flow(function.machine, &code, &offsets);
                let _ = flow(function.machine, &code, &[0, 1, u64::MAX]);
            }
        }
    }
}

#[test]
fn code_made_to_cost_much_is_given_up() {
    // Each step is jumped to from the last one and calls through the same register, which nothing writes.
    let code: Vec<u8> = [0xeb, 0x00, 0xff, 0xd3, 0xe3, 0xfa].repeat(1_000);
    let flow = flow(X86_64, &code, &[]).unwrap();
    assert_eq!(flow.indirect.len(), 1_000);
}

#[test]
fn what_cannot_be_decoded_is_refused() {
    assert_eq!(flow(X86_64, &[0x90, 0x06], &[]), Err(Error::Bytes(1)));
    assert_eq!(flow(Machine::Aarch64, &[0; 6], &[]), Err(Error::Bytes(4)));
    assert_eq!(flow(X86_64, &vec![0x90; LONGEST + 1], &[]), Err(Error::Length(LONGEST + 1)));
}

fn answer(indirect: &[u64], called: &[u64], read: &[u64]) -> Result<Flow, Error> {
    let set = |offsets: &[u64]| offsets.iter().copied().collect();
    Ok(Flow { indirect: indirect.to_vec(), called: set(called), read: set(read), ..Flow::default() })
}

/// The answer without the places of the calls, without whether it returns and without its ways, which one test each looks at.
fn flow(machine: Machine, code: &[u8], relocations: &[u64]) -> Result<Flow, Error> {
    super::flow(machine, code, relocations, &Tables::new()).map(|flow| {
        // What is called through a variable is known by the relocation that names it, and indirect unless that is of a thread's own.
        let through = flow.through.iter().map(|(_, at)| *at);
        let indirect: BTreeSet<u64> = flow.indirect.iter().copied().chain(through).collect();
        Flow {
            indirect: indirect.into_iter().collect(),
            through: BTreeSet::new(),
            calls: BTreeSet::new(),
            ways: None,
            runs_on: false,
            may_return: false,
            ..flow
        }
    })
}

#[test]
fn an_address_is_called_where_the_call_stands() {
    // mov x@GOTPCREL(%rip), %rbx; call *%rbx; call *%rbx; call y.
    let code = [0x48, 0x8b, 0x1d, 0, 0, 0, 0, 0xff, 0xd3, 0xff, 0xd3, 0xe8, 0, 0, 0, 0];
    let flow = super::flow(X86_64, &code, &[3, 12], &Tables::new()).unwrap();
    assert_eq!(flow.calls, BTreeSet::from([(3, 7), (3, 9), (12, 11)]));
}

#[test]
fn each_way_to_a_call_counts_on_x86_64() {
    let x86_64 = |code: &[u8], relocations: &[u64]| flow(X86_64, code, relocations);
    let load = [0x48, 0x8b, 0x1d, 0, 0, 0, 0]; // mov x@GOTPCREL(%rip), %rbx
    let call = [0xff, 0xd3]; // call *%rbx
    // test %edi, %edi; je over the load: rbx is what the caller left in it.
    let one_way = [&[0x85, 0xff, 0x74, 0x07][..], &load, &call].concat();
    assert_eq!(x86_64(&one_way, &[7]), answer(&[11], &[7], &[7]));
    // The same behind another load.
    let both_ways = [&load[..], &one_way].concat();
    assert_eq!(x86_64(&both_ways, &[3, 14]), answer(&[], &[3, 14], &[3, 14]));
    // jmp over a nop, which nothing comes to.
    let filled = [&load[..], &[0xeb, 0x01, 0x90, 0xff, 0xe3]].concat();
    assert_eq!(x86_64(&filled, &[3]), answer(&[], &[3], &[3]));
    // xor %ebx, %ebx before the two ways: nobody calls 0.
    let zeroed = [&[0x31, 0xdb][..], &one_way].concat();
    assert_eq!(x86_64(&zeroed, &[9]), answer(&[], &[9], &[9]));
    // add %rcx, %rbx; call *%rbx: a sum that is called all the same.
    assert_eq!(x86_64(&[0x48, 0x01, 0xcb, 0xff, 0xd3], &[]), answer(&[3], &[], &[]));
    // call y keeps rbx and loses rax, a copy of it.
    let kept = [&load[..], &[0x48, 0x89, 0xd8, 0xe8, 0, 0, 0, 0], &call, &[0xff, 0xd0]].concat();
    assert_eq!(x86_64(&kept, &[3, 11]), answer(&[17], &[3, 11], &[3]));
    // mov %rbx, %rax; call *%rax; pop %rbx; call *%rbx.
    let copied = [&load[..], &[0x48, 0x89, 0xd8, 0xff, 0xd0, 0x5b], &call].concat();
    assert_eq!(x86_64(&copied, &[3]), answer(&[13], &[3], &[3]));
    // lea x(%rip), %rbx is the address of x; call *(%rbx) reads there.
    let address = [&[0x48, 0x8d, 0x1d, 0, 0, 0, 0][..], &call, &[0xff, 0x13]].concat();
    assert_eq!(x86_64(&address, &[3]), answer(&[9], &[3], &[]));
}

#[test]
fn forms_of_calls_and_jumps_are_told_apart_on_x86_64() {
    let x86_64 = |code: &[u8], relocations: &[u64]| flow(X86_64, code, relocations);
    // call *x@GOTPCREL(%rip); jmp *x@GOTPCREL(%rip).
    assert_eq!(x86_64(&[0xff, 0x15, 0, 0, 0, 0, 0xff, 0x25, 0, 0, 0, 0], &[2, 8]), answer(&[], &[2, 8], &[2, 8]));
    // jne x; jmp x.
    assert_eq!(x86_64(&[0x0f, 0x85, 0, 0, 0, 0, 0xe9, 0, 0, 0, 0], &[2, 7]), answer(&[], &[2, 7], &[]));
    // mov 0x28(%rsi), %rax; jmp *%rax, and jmp *0x18(%rsi).
    assert_eq!(x86_64(&[0x48, 0x8b, 0x46, 0x28, 0xff, 0xe0], &[]), answer(&[4], &[], &[]));
    assert_eq!(x86_64(&[0xff, 0x66, 0x18], &[]), answer(&[0], &[], &[]));
    // jmp *x(,%rax,8), of which only the table tells whether it stays in the function; call *x(,%rax,8).
    assert_eq!(x86_64(&[0xff, 0x24, 0xc5, 0, 0, 0, 0], &[3]), answer(&[0], &[], &[]));
    let tables = Tables::from([(3, vec![7])]);
    let jump = [0xff, 0x24, 0xc5, 0, 0, 0, 0, 0xc3];
    assert_eq!(super::flow(X86_64, &jump, &[3], &tables).unwrap().indirect, [0; 0]);
    assert_eq!(x86_64(&[0xff, 0x14, 0xc5, 0, 0, 0, 0], &[3]), answer(&[0], &[], &[]));
    // call *v@tlscall(%rax), whose relocation is on the instruction.
    assert_eq!(x86_64(&[0xff, 0x10], &[0]), answer(&[], &[0], &[]));
    // call and jmp that lack their relocations.
    assert_eq!(x86_64(&[0xe8, 0, 0, 0, 0, 0xe9, 0, 0, 0, 0, 0xc3], &[]), answer(&[0, 5], &[], &[]));
    // jmp and call out of the function without a relocation; call of its start.
    assert_eq!(x86_64(&[0xeb, 0x7f, 0xe8, 0, 1, 0, 0, 0xe8, 0xf4, 0xff, 0xff, 0xff], &[]), answer(&[0, 2], &[], &[]));
}

fn aarch64(words: &[u32], relocations: &[u64]) -> Result<Flow, Error> {
    let code: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    flow(Machine::Aarch64, &code, relocations)
}

#[test]
fn forms_of_calls_and_jumps_are_told_apart_on_aarch64() {
    // bl x; b x.
    assert_eq!(aarch64(&[0x9400_0000, 0x1400_0000], &[0, 4]), answer(&[], &[0, 4], &[]));
    // tbz w0, #3, x; cbnz x0, x; b.eq x.
    assert_eq!(aarch64(&[0x3618_0000, 0xb500_0000, 0x5400_0000], &[0, 4, 8]), answer(&[], &[0, 4, 8], &[]));
    // stp x29, x30, [sp, #-16]!; mov x29, sp; ldr x8, [x1, #24]; blr x8; ldp x29, x30, [sp], #16; br x8.
    let through_dyn = [0xa9bf_7bfd, 0x9100_03fd, 0xf940_0c28, 0xd63f_0100, 0xa8c1_7bfd, 0xd61f_0100];
    assert_eq!(aarch64(&through_dyn, &[]), answer(&[12, 20], &[], &[]));
    // adr x9, table; ldrb w10, [x8, x0]; add x9, x9, x10, lsl #2; br x9; ret.
    let table = [0x1000_0089, 0x3860_690a, 0x8b0a_0929, 0xd61f_0120, 0xd65f_03c0];
    assert_eq!(aarch64(&table, &[]), answer(&[], &[], &[]));
    // adrp x0, :tlsdesc:v; ldr x1, [x0, :tlsdesc_lo12:v]; add x0, x0, :tlsdesc_lo12:v; blr x1, with a relocation of its own.
    let local = [0x9000_0000, 0xf940_0001, 0x9100_0000, 0xd63f_0020];
    assert_eq!(aarch64(&local, &[0, 4, 8, 12]), answer(&[], &[12], &[]));
    // bl out of the function without a relocation; bl to its start; bl that lacks its relocation.
    assert_eq!(aarch64(&[0x9400_0100, 0x97ff_ffff, 0x9400_0000], &[]), answer(&[0, 8], &[], &[]));
}

#[test]
fn a_register_is_followed_on_aarch64() {
    // adrp x21, :got:x; ldr x21, [x21, :got_lo12:x]; mov x0, x19; blr x21; subs x19, x19, #1; b.ne to the mov; ret.
    let looped = [0x9000_0015, 0xf940_02b5, 0xaa13_03e0, 0xd63f_02a0, 0xf100_0673, 0x54ff_ffa1, 0xd65f_03c0];
    assert_eq!(aarch64(&looped, &[0, 4]), answer(&[], &[0, 4], &[4]));
    // adrp x8, x; add x8, x8, :lo12:x; str x8, [sp, #8]; strb w8, [x9, x8]; cbz x0, past the call; mov x9, x8; blr x9; ret.
    let near = [0x9000_0008, 0x9100_0108, 0xf900_07e8, 0x3828_6928, 0xb400_0060, 0xaa08_03e9, 0xd63f_0120, 0xd65f_03c0];
    assert_eq!(aarch64(&near, &[0, 4]), answer(&[], &[0, 4], &[]));
    // cbz x0, to the call; adrp x8, :got:x; ldr x8, [x8, :got_lo12:x]; blr x8.
    let one_way = [0xb400_0060, 0x9000_0008, 0xf940_0108, 0xd63f_0100];
    assert_eq!(aarch64(&one_way, &[4, 8]), answer(&[12], &[4, 8], &[8]));
    // ldr x19, x, near; blr x19; blr x19; bl y, which may not keep it; blr x19.
    let kept = [0x5800_0013, 0xd63f_0260, 0xd63f_0260, 0x9400_0000, 0xd63f_0260];
    assert_eq!(aarch64(&kept, &[0, 12]), answer(&[16], &[0, 12], &[0]));
    // ldr x8, x, near; blr x8; blr x8, which the first may have written.
    assert_eq!(aarch64(&[0x5800_0008, 0xd63f_0100, 0xd63f_0100], &[0]), answer(&[8], &[0], &[0]));
    // ldr x8, x, near; each of these between it and blr x8 loses it.
    let lost = [
        0xf840_8528, // ldr x8, [x9], #8
        0xf840_1128, // ldur x8, [x9, #1]
        0xf840_8d09, // ldr x9, [x8, #8]!
        0xa940_2129, // ldp x9, x8, [x9]
        0xc8e8_fc62, // casal x8, x2, [x3]
        0xf821_0068, // ldadd x1, x8, [x3]
        0xc808_7c62, // stxr w8, x2, [x3]
        0x9e66_0008, // fmov x8, d0
        0x9a8a_0128, // csel x8, x9, x10, eq
        0xd53b_d048, // mrs x8, tpidr_el0
        0x97ff_ffff, // bl to the start
    ];
    for word in lost {
        assert_eq!(aarch64(&[0x5800_0008, word, 0xd63f_0100], &[0]), answer(&[8], &[], &[]), "{word:08x}");
    }
    // stp x8, x8, [sp]; str d8, [x9]; ldr d8, [x9]; nop; cmp x8, x9: keep it.
    for word in [0xa900_23e8, 0xfd00_0128, 0xfd40_0128, 0xd503_201f, 0xeb09_011f] {
        assert_eq!(aarch64(&[0x5800_0008, word, 0xd63f_0100], &[0]), answer(&[], &[0], &[0]), "{word:08x}");
    }
}

#[test]
fn a_register_kept_on_the_stack_is_followed_where_nothing_else_reaches_its_place() {
    let x86_64 = |code: &[u8], relocations: &[u64]| flow(X86_64, code, relocations);
    let enter = [0x48, 0x83, 0xec, 0x28]; // sub $40, %rsp
    let load = [0x48, 0x8b, 0x05, 0, 0, 0, 0]; // mov x@GOTPCREL(%rip), %rax
    let keep = [0x48, 0x89, 0x44, 0x24, 0x08]; // mov %rax, 8(%rsp)
    let again = [0x48, 0x8b, 0x44, 0x24, 0x08]; // mov 8(%rsp), %rax
    let call = [0xff, 0xd0]; // call *%rax
    let leave = [0x48, 0x83, 0xc4, 0x28, 0xc3]; // add $40, %rsp; ret
    let with = |between: &[u8]| [&enter[..], &load, &keep, &call, between, &again, &call, &leave].concat();
    assert_eq!(x86_64(&with(&[]), &[7]), answer(&[], &[7], &[7]));
    // lea 16(%rsp), %rdi: an address above.
    assert_eq!(x86_64(&with(&[0x48, 0x8d, 0x7c, 0x24, 0x10]), &[7]), answer(&[], &[7], &[7]));
    // lea (%rsp), %rdi: what begins below may reach into it.
    assert_eq!(x86_64(&with(&[0x48, 0x8d, 0x3c, 0x24]), &[7]), answer(&[27], &[7], &[7]));
    // movl $1, 12(%rsp): half of it is overwritten.
    assert_eq!(x86_64(&with(&[0xc7, 0x44, 0x24, 0x0c, 1, 0, 0, 0]), &[7]), answer(&[31], &[7], &[7]));
    // mov %rdi, 8(%rsp): another register is kept there.
    assert_eq!(x86_64(&with(&[0x48, 0x89, 0x7c, 0x24, 0x08]), &[7]), answer(&[28], &[7], &[7]));
    // push %rdi: the same distance is another place afterwards.
    assert_eq!(x86_64(&with(&[0x57]), &[7]), answer(&[24], &[7], &[7]));
    // mov %rsp, %rdi: an address of the stack, in other words.
    assert_eq!(x86_64(&with(&[0x48, 0x89, 0xe7]), &[7]), answer(&[26], &[7], &[7]));
}

#[test]
fn a_register_is_followed_through_the_places_that_a_jump_table_has_and_no_others() {
    let load = [0x48, 0x8b, 0x1d, 0, 0, 0, 0]; // 0: mov x@GOTPCREL(%rip), %rbx
    let table = [0x48, 0x8d, 0x0d, 0, 0, 0, 0]; // 7: lea t(%rip), %rcx
    let entry = [0x48, 0x63, 0x04, 0x81]; // 14: movslq (%rcx,%rax,4), %rax
    let jump = [0x48, 0x01, 0xc8, 0xff, 0xe0]; // 18: add %rcx, %rax; jmp *%rax
    let arms = [0xff, 0xd3, 0xc3, 0x48, 0x89, 0xfb, 0xff, 0xd3, 0xc3]; // 23: call *%rbx; ret; 26: mov %rdi, %rbx; call *%rbx; ret
    let code = [&load[..], &table, &entry, &jump, &arms].concat();
    let flow = |places: Option<Vec<u32>>, code: &[u8]| {
        let tables = places.map(|places| (10, places)).into_iter().collect();
        super::flow(X86_64, code, &[3, 10], &tables).unwrap()
    };
    assert_eq!(flow(Some(vec![23, 23]), &code).indirect, [29]);
    // The call at 29 is of what is given as an argument; the one at 23 is known unless the table leads behind 26.
    assert_eq!(flow(Some(vec![23, 29]), &code).indirect, [29]);
    assert_eq!(flow(None, &code).indirect, [23, 29]);
    // An entry in the middle of an instruction: not the table of this function.
    assert_eq!(flow(Some(vec![23, 24]), &code).indirect, [23, 29]);
    // Another address is added: mov %rdx, %rcx in place of the load of the table's.
    let mut other = code.clone();
    other[18..21].copy_from_slice(&[0x48, 0x01, 0xd0]);
    assert_eq!(flow(Some(vec![23, 23]), &other).indirect, [23, 29]);
    // The second arm goes back to the jump: what it put into the register comes to the first arm.
    let back = [&load[..], &table, &entry, &jump, &[0xff, 0xd3, 0xc3, 0x48, 0x89, 0xfb, 0xeb, 0xef]].concat();
    assert_eq!(flow(Some(vec![23, 26]), &back).indirect, [23]);
}

#[test]
fn an_address_chosen_without_a_jump_is_one_of_two() {
    let x86_64 = |code: &[u8], relocations: &[u64]| flow(X86_64, code, relocations);
    let load = [0x48, 0x8b, 0x05, 0, 0, 0, 0, 0x48, 0x8b, 0x1d, 0, 0, 0, 0]; // mov x@GOTPCREL(%rip), %rax; mov y@GOTPCREL(%rip), %rbx
    let call = [0xff, 0xd3, 0xc3]; // call *%rbx; ret
    // cmove %rax, %rbx; cmove %rdi, %rbx.
    assert_eq!(
        x86_64(&[&load[..], &[0x48, 0x0f, 0x44, 0xd8], &call].concat(), &[3, 10]),
        answer(&[], &[3, 10], &[3, 10])
    );
    assert_eq!(x86_64(&[&load[..], &[0x48, 0x0f, 0x44, 0xdf], &call].concat(), &[3, 10]), answer(&[18], &[10], &[10]));
}

#[test]
fn a_call_is_on_every_way_where_no_way_to_a_return_goes_around_it() {
    let leads = |code: &[u8], relocations: &[u64], meant: &[u64], ends: &[u64]| {
        let flow = super::flow(X86_64, code, relocations, &Tables::new()).unwrap();
        flow.ways.map(|ways| ways.all_lead_through(|at| meant.contains(&at), |at| ends.contains(&at)))
    };
    // 0: call x; 5: ret.
    let straight = [0xe8, 0, 0, 0, 0, 0xc3];
    assert_eq!(leads(&straight, &[1], &[0], &[]), Some(true));
    assert_eq!(leads(&straight, &[1], &[], &[]), Some(false));
    // A function that does not return has no way that leads anywhere.
    assert_eq!(leads(&straight, &[1], &[0], &[0]), Some(false));
    // 0: je 7; 2: call x; 7: call y; 12: ret.
    let around = [0x74, 5, 0xe8, 0, 0, 0, 0, 0xe8, 0, 0, 0, 0, 0xc3];
    assert_eq!(leads(&around, &[3, 8], &[2], &[]), Some(false));
    assert_eq!(leads(&around, &[3, 8], &[7], &[]), Some(true));
    // 0: je 8; 2: call x; 7: ret; 8: call y; 13: ret. Each is on one way; both together are on all; the other way may not return.
    let apart = [0x74, 6, 0xe8, 0, 0, 0, 0, 0xc3, 0xe8, 0, 0, 0, 0, 0xc3];
    assert_eq!(leads(&apart, &[3, 9], &[2], &[]), Some(false));
    assert_eq!(leads(&apart, &[3, 9], &[2, 8], &[]), Some(true));
    assert_eq!(leads(&apart, &[3, 9], &[2], &[8]), Some(true));
    // 0: je 8; 2: call x; 7: ret; 8: ud2. What traps is no way.
    assert_eq!(leads(&[0x74, 6, 0xe8, 0, 0, 0, 0, 0xc3, 0x0f, 0x0b], &[3], &[2], &[]), Some(true));
    // 0: jne x, and back; 6: call y; 11: ret. A call that is made or not, and returns for this function.
    let leaves = [0x0f, 0x85, 0, 0, 0, 0, 0xe8, 0, 0, 0, 0, 0xc3];
    assert_eq!(leads(&leaves, &[2, 7], &[6], &[]), Some(false));
    assert_eq!(leads(&leaves, &[2, 7], &[0], &[]), Some(false));
    assert_eq!(leads(&leaves, &[2, 7], &[0, 6], &[]), Some(true));
    // 0: je 7; 2: call x; 7: jmp y.
    assert_eq!(leads(&[0x74, 5, 0xe8, 0, 0, 0, 0, 0xe9, 0, 0, 0, 0], &[3, 8], &[7], &[]), Some(true));
    // 0: call x; 5: je 0; 7: ret: a loop that is gone through once at least. 0: jmp 7; 2: call x; 7: je 2; 9: ret: one that may not be.
    assert_eq!(leads(&[0xe8, 0, 0, 0, 0, 0x74, 0xf9, 0xc3], &[1], &[0], &[]), Some(true));
    assert_eq!(leads(&[0xeb, 5, 0xe8, 0, 0, 0, 0, 0x74, 0xf9, 0xc3], &[3], &[2], &[]), Some(false));
    // 0: call x; 5: lea t(%rip), %rcx; 12: movslq (%rcx,%rax,4), %rax; 16: add %rcx, %rax; 19: jmp *%rax; 21: ret; 22: call y; 27: ret.
    let arms = [
        0xe8, 0, 0, 0, 0, 0x48, 0x8d, 0x0d, 0, 0, 0, 0, 0x48, 0x63, 0x04, 0x81, 0x48, 0x01, 0xc8, 0xff, 0xe0, 0xc3,
        0xe8, 0, 0, 0, 0, 0xc3,
    ];
    assert_eq!(leads(&arms, &[1, 8, 23], &[0], &[]), None);
    let with_table = |places: Vec<u32>, meant: u64| {
        let flow = super::flow(X86_64, &arms, &[1, 8, 23], &Tables::from([(8, places)])).unwrap();
        flow.ways.unwrap().all_lead_through(|at| at == meant, |_| false)
    };
    assert!(with_table(vec![21, 22], 0) && !with_table(vec![21, 22], 22) && with_table(vec![22, 22], 22));
}

#[test]
fn a_function_that_only_calls_and_traps_does_not_return() {
    let returns = |machine, code: &[u8]| super::flow(machine, code, &[], &Tables::new()).unwrap().may_return;
    // call rax; ud2, call rax; ret, jmp rax
    assert!(!returns(X86_64, &[0xff, 0xd0, 0x0f, 0x0b]));
    assert!(returns(X86_64, &[0xff, 0xd0, 0xc3]));
    assert!(returns(X86_64, &[0xff, 0xe0]));
    // blr x8; brk, blr x8; ret
    assert!(!returns(Machine::Aarch64, &[0x00, 0x01, 0x3f, 0xd6, 0x20, 0x00, 0x20, 0xd4]));
    assert!(returns(Machine::Aarch64, &[0x00, 0x01, 0x3f, 0xd6, 0xc0, 0x03, 0x5f, 0xd6]));
}

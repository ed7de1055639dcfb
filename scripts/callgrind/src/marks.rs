//! What the program says to callgrind: client requests, which are instructions that do nothing unless valgrind runs them.
//!
//! Source: `valgrind.h` and `callgrind.h` of valgrind, the macros `VALGRIND_DO_CLIENT_REQUEST_EXPR` for amd64 and `CALLGRIND_TOGGLE_COLLECT`,
//! `CALLGRIND_DUMP_STATS_AT`, `RUNNING_ON_VALGRIND`.

use std::ffi::CStr;

/// `'C', 'T'` in the upper half, as `VG_USERREQ_TOOL_BASE` makes it.
const TOOL: u64 = 0x4354_0000;
const TOGGLE_COLLECT: u64 = TOOL + 2;
const DUMP_STATS_AT: u64 = TOOL + 3;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
const RUNNING_ON_VALGRIND: u64 = 0x1001;

/// Begins to count the instructions of the calling thread, or ends it.
#[inline(always)]
pub fn toggle() {
    request(TOGGLE_COLLECT, std::ptr::null());
}

/// Names what was counted since the last dump, and begins anew at zero.
#[inline(always)]
pub fn dump(label: &CStr) {
    request(DUMP_STATS_AT, label.as_ptr().cast());
}

/// Stops the program for a tracer. Without one, the program ends with the signal of a breakpoint.
#[inline(always)]
pub fn breakpoint() {
    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code, reason = "a breakpoint is an instruction that no function of the library has")]
    // SAFETY: the instruction changes neither registers nor memory.
    unsafe {
        std::arch::asm!("int3", options(nomem, nostack, preserves_flags));
    }
}

/// Whether valgrind runs the program.
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
pub(crate) fn is_under_valgrind() -> bool {
    request(RUNNING_ON_VALGRIND, std::ptr::null()) != 0
}

#[cfg(target_arch = "x86_64")]
#[inline(always)]
#[allow(unsafe_code, reason = "a client request is a sequence of instructions that no function of the library has")]
fn request(code: u64, argument: *const u8) -> u64 {
    let mut result = 0_u64;
    let arguments: [u64; 6] = [code, argument.addr() as u64, 0, 0, 0, 0];
    // SAFETY: the rotations of `rdi` add up to 128 bits, which leaves it as it was, and exchanging `rbx` with itself changes nothing, so outside of valgrind
    // the sequence only changes flags, which is the default of `asm!`. Under valgrind it reads the six numbers, which live until here, and the text that
    // the second one is the address of, which the caller holds; it writes `rdx`, which is declared.
    unsafe {
        std::arch::asm!(
            "rol rdi, 3",
            "rol rdi, 13",
            "rol rdi, 61",
            "rol rdi, 51",
            "xchg rbx, rbx",
            in("rax") &raw const arguments,
            inout("rdx") result,
            options(nostack),
        );
    }
    result
}

#[cfg(not(target_arch = "x86_64"))]
fn request(_: u64, _: *const u8) -> u64 {
    0
}

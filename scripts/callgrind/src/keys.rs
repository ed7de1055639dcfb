//! Hash keys that are the same in every run.
//!
//! The standard library asks the C library's `getrandom` for the keys of a thread's hash maps, by a weak symbol: a function of that name
//! in the program is called instead. Under valgrind it gives the same bytes every time, so that maps lay their entries out alike and a
//! call takes as many instructions in every run. Outside of valgrind it asks the kernel, as the C library's does.

use crate::marks::is_under_valgrind;

/// The C library's `getrandom`.
///
/// # Safety
///
/// `bytes` is the address of `length` bytes that may be written, as for the C library's.
#[unsafe(no_mangle)]
unsafe extern "C" fn getrandom(bytes: *mut u8, length: usize, flags: u32) -> isize {
    if is_under_valgrind() {
        // SAFETY: the caller says that `length` bytes may be written.
        unsafe { bytes.write_bytes(0x2a, length) };
        return length.cast_signed();
    }
    let result: isize;
    // SAFETY: system call 318 of x86-64 Linux is `getrandom`, with the caller's arguments; the kernel keeps all registers but the three named.
    unsafe {
        std::arch::asm!(
            "syscall",
            inlateout("rax") 318_isize => result,
            in("rdi") bytes,
            in("rsi") length,
            in("rdx") flags,
            lateout("rcx") _,
            lateout("r11") _,
            options(nostack),
        );
    }
    // The C library has -1 for an error, and the reason in `errno`; whoever asks for keys asks again in another way.
    result.max(-1)
}

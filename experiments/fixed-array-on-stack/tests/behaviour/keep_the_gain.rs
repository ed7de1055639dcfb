//! A test to copy: a function that works in an array of constant size calls the allocator not once.

// ANCHOR: keep_the_gain
#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

/// The decimal digits of `number`, written into `buffer`: a `u64` has at most 20.
fn decimal(mut number: u64, buffer: &mut [u8; 20]) -> &[u8] {
    let mut start = buffer.len();
    loop {
        start -= 1;
        buffer[start] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return &buffer[start..];
        }
    }
}

#[test]
fn writing_decimal_digits_does_not_allocate() {
    let mut buffer = [0; 20];
    let (digits, figures) = count_allocations::count(|| decimal(u64::MAX, &mut buffer));
    assert_eq!(digits, b"18446744073709551615");
    assert_eq!(figures.ignoring_elsewhere(), count_allocations::Counts::NONE);
}
// ANCHOR_END: keep_the_gain

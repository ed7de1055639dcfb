package boxedreturn

// endsOf returns the addresses of two of its locals.
//
//go:noinline
func endsOf(line uint64) (*uint64, *uint64) {
	start := line * 80  // -m: moved to heap: start
	end := line*80 + 80 // -m: moved to heap: end
	return &start, &end
}

// boxedEach gets each number by its address.
//
//go:noinline
func boxedEach() uint64 {
	start, end := endsOf(line)
	return *start + *end
}

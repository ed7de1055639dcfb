package traitobjectargument

// articleInts1000 is the same with a slice that is far larger than what a slice of unknown size may take of the stack.
//
//go:noinline
func articleInts1000() uint64 {
	lc := uint64(1000)
	values := make([]uint64, lc)
	// -m before 1.25: make([]uint64, lc) escapes to heap
	// -m since 1.25: make([]uint64, uint64(1000)) does not escape
	values[0] = lc
	return totalOfValues(values)
}

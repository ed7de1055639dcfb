package traitobjectargument

// articleInts is the sample with integers.
//
//go:noinline
func articleInts() uint64 {
	lc := uint64(1)
	values := make([]uint64, lc)
	// -m before 1.25: make([]uint64, lc) escapes to heap
	// -m since 1.25: make([]uint64, uint64(1)) does not escape
	values[0] = lc
	return totalOfValues(values)
}

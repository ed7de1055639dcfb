package traitobjectargument

// articlePointers is the sample with pointers.
//
//go:noinline
func articlePointers() uint64 {
	lc := uint64(1) // -m: moved to heap: lc
	values := make([]*uint64, lc)
	// -m before 1.25: make([]*uint64, lc) escapes to heap
	// -m since 1.25: make([]*uint64, lc) does not escape
	values[0] = &lc
	return totalOfReferences(values)
}

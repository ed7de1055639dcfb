package traitobjectargument

//go:noinline
func totalOfReferences(values []*uint64) uint64 {
	sum := uint64(0)
	for _, value := range values {
		sum += *value
	}
	return sum
}

// sliceOfReferences stores the address of one local as often as the local says. The slice may be on the heap, and a pointer to the
// stack may not.
//
//go:noinline
func sliceOfReferences(items int) uint64 {
	local := uint64(items) // -m: moved to heap: local
	values := make([]*uint64, items)
	// -m before 1.25: make([]*uint64, items) escapes to heap
	// -m since 1.25: make([]*uint64, items) does not escape
	for i := range values {
		values[i] = &local
	}
	return totalOfReferences(values)
}

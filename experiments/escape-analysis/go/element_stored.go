package escapeanalysis

// elementStored puts an address into an element of a slice. The slice is in the frame, and so is its array; but what a store through a
// slice goes to is not known to the analysis, so that it is the heap.
//
//go:noinline
func elementStored() uint64 {
	// ANCHOR: body
	n := uint64(42) // -m: moved to heap: n
	var places [4]*uint64
	slice := places[:]
	slice[1] = &n
	return *slice[1]
	// ANCHOR_END: body
}

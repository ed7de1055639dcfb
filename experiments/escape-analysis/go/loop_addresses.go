package escapeanalysis

// loopAddresses keeps the address of a variable that each turn of the loop has anew, in a variable outside of the loop.
//
//go:noinline
func loopAddresses(turns int) uint64 {
	// ANCHOR: body
	var largest *uint64
	for i := 0; i < turns; i++ {
		n := uint64(i) * 7 % 64 // -m: moved to heap: n
		if largest == nil || n > *largest {
			largest = &n
		}
	}
	return *largest
	// ANCHOR_END: body
}

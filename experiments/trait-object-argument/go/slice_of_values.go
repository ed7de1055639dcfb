package traitobjectargument

//go:noinline
func totalOfValues(values []uint64) uint64 {
	sum := uint64(0)
	for _, value := range values {
		sum += value
	}
	return sum
}

// sliceOfValues stores one local number as often as it says.
//
//go:noinline
func sliceOfValues(items int) uint64 {
	local := uint64(items)
	values := make([]uint64, items)
	// -m before 1.25: make([]uint64, items) escapes to heap
	// -m since 1.25: make([]uint64, items) does not escape
	for i := range values {
		values[i] = local
	}
	return totalOfValues(values)
}

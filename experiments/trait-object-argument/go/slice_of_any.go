package traitobjectargument

//go:noinline
func totalOfAny(values []interface{}) uint64 {
	sum := uint64(0)
	for _, value := range values {
		sum += value.(uint64)
	}
	return sum
}

// sliceOfAny stores one local number as an interface, as often as it says.
//
//go:noinline
func sliceOfAny(items int) uint64 {
	local := uint64(items)
	values := make([]interface{}, items)
	// -m before 1.25: make([]interface {}, items) escapes to heap
	// -m since 1.25: make([]interface {}, items) does not escape
	for i := range values {
		values[i] = local // -m: local escapes to heap
	}
	return totalOfAny(values)
}

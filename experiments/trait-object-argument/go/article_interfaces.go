package traitobjectargument

// articleInterfaces is the sample with interfaces. Since 1.25 the number that "escapes to heap" is a constant, which the program file
// has ready: the message stays and the allocation is gone.
//
//go:noinline
func articleInterfaces() uint64 {
	lc := uint64(1)
	values := make([]interface{}, lc)
	// -m before 1.25: make([]interface {}, lc) escapes to heap
	// -m since 1.25: make([]interface {}, uint64(1)) does not escape
	values[0] = lc
	// -m before 1.25: lc escapes to heap
	// -m since 1.25: uint64(1) escapes to heap
	return totalOfAny(values)
}

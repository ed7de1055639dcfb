package traitobjectargument

// The samples of the article on an Aho-Corasick matcher: a local that holds a constant gives a slice its length, and goes into it.

// articleInts is the sample with integers.
//
//go:noinline
func articleInts() uint64 {
	lc := uint64(1)
	values := make([]uint64, lc)
	// -m before 1.25: make([]uint64, lc) escapes to heap
	// -m since 1.25: make([]uint64, lc) does not escape
	values[0] = lc
	return totalOfValues(values)
}

// articleInts1000 is the same with a slice that is far larger than what a slice of unknown size may take of the stack.
//
//go:noinline
func articleInts1000() uint64 {
	lc := uint64(1000)
	values := make([]uint64, lc)
	// -m before 1.25: make([]uint64, lc) escapes to heap
	// -m since 1.25: make([]uint64, lc) does not escape
	values[0] = lc
	return totalOfValues(values)
}

// articleInterfaces is the sample with interfaces. Since 1.25 the number that "escapes to heap" is a constant, which the program file
// has ready: the message stays and the allocation is gone.
//
//go:noinline
func articleInterfaces() uint64 {
	lc := uint64(1)
	values := make([]interface{}, lc)
	// -m before 1.25: make([]interface {}, lc) escapes to heap
	// -m since 1.25: make([]interface {}, lc) does not escape
	values[0] = lc
	// -m before 1.25: lc escapes to heap
	// -m since 1.25: uint64(1) escapes to heap
	return totalOfAny(values)
}

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

package wherevalueslive

import "unsafe"

// boxed shows a pointer and the number that it points to.
//
//go:noinline
func boxed() uint64 {
	boxed := new(uint64) // -m: moved to heap: boxed
	// -m: new(uint64) escapes to heap
	*boxed = 42
	look(unsafe.Pointer(&boxed), unsafe.Pointer(boxed))
	return *boxed
}

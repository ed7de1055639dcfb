package wherevalueslive

import "unsafe"

// vec shows a slice, which is three words, and its elements.
//
//go:noinline
func vec(size int) uint64 {
	numbers := make([]byte, size) // -m: moved to heap: numbers
	// -m: make([]byte, size) escapes to heap
	look(unsafe.Pointer(&numbers), unsafe.Pointer(unsafe.SliceData(numbers)))
	return uint64(len(numbers))
}

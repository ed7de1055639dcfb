package wherevalueslive

import "unsafe"

// local shows a number of its own.
//
//go:noinline
func local() uint64 {
	number := uint64(42) // -m: moved to heap: number
	look(unsafe.Pointer(&number), nil)
	return number
}

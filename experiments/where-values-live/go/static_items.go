package wherevalueslive

import "unsafe"

var (
	counter uint64 = 42
	buffer  [1 << 20]byte
)

// staticItems shows a variable of the package, and the last element of one that begins as zeros.
//
//go:noinline
func staticItems() uint64 {
	last := &buffer[len(buffer)-1]
	look(unsafe.Pointer(&counter), unsafe.Pointer(last))
	return counter + uint64(*last)
}

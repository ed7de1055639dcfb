package escapeanalysis

import "unsafe"

// noescape is the function of the runtime: the way of the pointer through an integer is no flow of the graph.
//
//go:nosplit
func noescape(p unsafe.Pointer) unsafe.Pointer {
	x := uintptr(p)
	return unsafe.Pointer(x ^ 0)
}

// hidden keeps the address of its local, as decided does, and takes it back before it returns.
//
//go:noinline
func hidden() uint64 {
	n := uint64(42)
	kept = (*uint64)(noescape(unsafe.Pointer(&n)))
	found := *kept
	kept = nil
	return found
}

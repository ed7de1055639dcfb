package pointerlaundering

import "unsafe"

// noescape hides a pointer from escape analysis: what comes out does not depend, as far as the analysis sees, on what went in.
// The standard library has the same in internal/abi. The duty to keep the pointer from outliving its object is then the caller's, and
// `go vet` says so: "possible misuse of unsafe.Pointer".
//
//go:nosplit
//go:nocheckptr
func noescape(pointer unsafe.Pointer) unsafe.Pointer {
	address := uintptr(pointer)
	return unsafe.Pointer(address ^ 0)
}

// launderedLocal reads a local through a laundered pointer.
//
//go:noinline
func launderedLocal() uint64 {
	number := uint64(41)
	pointer := (*uint64)(noescape(unsafe.Pointer(&number)))
	return *pointer + 1
}

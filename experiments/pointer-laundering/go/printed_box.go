package pointerlaundering

import (
	"fmt"
	"unsafe"
)

// printedBox prints the address that new gave, and reads it back.
//
//go:noinline
func printedBox() uint64 {
	number := new(uint64) // -m: new(uint64) escapes to heap
	*number = 41
	var room [32]byte
	text := fmt.Appendf(room[:0], "%p", number) // -m: ... argument does not escape
	if !same(text, uintptr(unsafe.Pointer(number))) {
		return 0
	}
	return *number + 1
}

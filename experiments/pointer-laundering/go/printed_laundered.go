package pointerlaundering

import (
	"fmt"
	"unsafe"
)

// printedLaundered prints the address of a local through a laundered pointer, as the article does.
//
//go:noinline
func printedLaundered() uint64 {
	number := uint64(41)
	var room [32]byte
	text := fmt.Appendf(room[:0], "%p", (*uint64)(noescape(unsafe.Pointer(&number)))) // -m: ... argument does not escape
	if !same(text, uintptr(unsafe.Pointer(&number))) {
		return 0
	}
	return number + 1
}

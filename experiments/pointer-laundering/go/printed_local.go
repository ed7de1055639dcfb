package pointerlaundering

import (
	"fmt"
	"unsafe"
)

// same is whether the text is the address, as %p prints it.
func same(text []byte, address uintptr) bool {
	read := uintptr(0)
	for _, digit := range text[2:] {
		if digit >= 'a' {
			digit -= 'a' - '9' - 1
		}
		read = read<<4 | uintptr(digit-'0')
	}
	return read == address
}

// printedLocal prints the address of a local and reads it back.
//
//go:noinline
func printedLocal() uint64 {
	number := uint64(41) // -m: moved to heap: number
	var room [32]byte
	text := fmt.Appendf(room[:0], "%p", &number) // -m: ... argument does not escape
	if !same(text, uintptr(unsafe.Pointer(&number))) {
		return 0
	}
	return number + 1
}

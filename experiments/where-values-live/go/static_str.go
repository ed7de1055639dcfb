package wherevalueslive

import "unsafe"

// staticStr shows a string, which is two words, and the bytes of its literal.
//
//go:noinline
func staticStr() uint64 {
	text := "allocation" // -m: moved to heap: text
	look(unsafe.Pointer(&text), unsafe.Pointer(unsafe.StringData(text)))
	return uint64(len(text))
}

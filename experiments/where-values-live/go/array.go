package wherevalueslive

import "unsafe"

// array shows an array and the last of its four numbers.
//
//go:noinline
func array() uint64 {
	numbers := [4]uint64{1, 4, 9, 16} // -m: moved to heap: numbers
	look(unsafe.Pointer(&numbers), unsafe.Pointer(&numbers[3]))
	return numbers[0] + numbers[1] + numbers[2] + numbers[3]
}

package formatting

import "fmt"

// writeSlice appends the line to an array of the frame.
//
//go:noinline
func writeSlice(number int) uint64 {
	var room [32]byte
	return checksum(fmt.Appendf(room[:0], "a = %d\n", number)) // -m: number escapes to heap
}

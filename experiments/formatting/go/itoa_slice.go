package formatting

import "strconv"

// itoaSlice puts the line together in an array of the frame, with the digits by strconv.
//
//go:noinline
func itoaSlice(number int) uint64 {
	var room [32]byte
	line := append(room[:0], "a = "...)
	line = strconv.AppendInt(line, int64(number), 10)
	line = append(line, '\n')
	return checksum(line)
}

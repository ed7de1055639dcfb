package formatting

import "strconv"

// listWritten keeps one slice of bytes, into which ten numbers are written one after the other.
func listWritten(number int) func() uint64 {
	var line []byte        // -m: moved to heap: line
	return func() uint64 { // -m: func literal escapes to heap
		line = appendList(line[:0], number)
		return checksum(line)
	}
}

//go:noinline
func appendList(line []byte, number int) []byte {
	for next := number; next < number+10; next++ {
		if next > number {
			line = append(line, ", "...) // -m since 1.25: append escapes to heap
		}
		line = strconv.AppendInt(line, int64(next), 10)
	}
	return line
}

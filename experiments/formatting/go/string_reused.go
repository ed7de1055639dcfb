package formatting

import (
	"bytes"
	"fmt"
)

// stringReused keeps one buffer, which is emptied and written again.
func stringReused(number int) func() uint64 {
	var line bytes.Buffer                                  // -m: moved to heap: line
	return func() uint64 { return rewrite(&line, number) } // -m: func literal escapes to heap
}

//go:noinline
func rewrite(line *bytes.Buffer, number int) uint64 {
	line.Reset()
	fmt.Fprintf(line, "a = %d\n", number) // -m: number escapes to heap
	return checksum(line.Bytes())
}

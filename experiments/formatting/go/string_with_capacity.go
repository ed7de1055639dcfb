package formatting

import (
	"fmt"
	"strings"
)

// stringWithCapacity makes a builder with room for the line and prints into it.
//
//go:noinline
func stringWithCapacity(number int) uint64 {
	var line strings.Builder // -m: moved to heap: line
	line.Grow(32)
	fmt.Fprintf(&line, "a = %d\n", number) // -m: number escapes to heap
	return checksumOfString(line.String())
}

package formatting

import "fmt"

// padded prints the number to the right of ten columns.
//
//go:noinline
func padded(number int) uint64 {
	fmt.Fprintf(out, "a = %10d\n", number) // -m: number escapes to heap
	return out.take()
}

package formatting

import "fmt"

// local prints a local number whose address is not taken.
//
//go:noinline
func local() uint64 {
	a := 66666666
	fmt.Fprintf(out, "a = %d\n", a) // -m before 1.25: a escapes to heap
	// -m since 1.25: 66666666 escapes to heap
	return out.take()
}

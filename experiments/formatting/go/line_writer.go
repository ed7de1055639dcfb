package formatting

import "fmt"

// lineWriter prints the line to a writer that exists: what Printf does with os.Stdout.
//
//go:noinline
func lineWriter(number int) uint64 {
	fmt.Fprintf(out, "a = %d\n", number) // -m: number escapes to heap
	return out.take()
}

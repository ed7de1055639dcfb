package escapeanalysis

import (
	"fmt"
	"io"
)

// output is where printed text goes.
var output io.Writer = io.Discard

// printed prints what a parameter points to. The value is not known to the compiler, so that its copy in an interface is a block.
//
//go:noinline
func printed(number int) uint64 {
	written, _ := fmt.Fprintf(output, "%d\n", number) // -m: number escapes to heap
	return uint64(written)
}

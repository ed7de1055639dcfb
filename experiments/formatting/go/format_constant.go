package formatting

import "fmt"

// formatConstant formats a text without operands.
//
//go:noinline
func formatConstant() uint64 {
	return checksumOfString(fmt.Sprintf("a = 66666666\n"))
}

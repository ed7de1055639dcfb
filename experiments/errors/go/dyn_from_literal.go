package errorvalues

import "fmt"

// dynFromLiteral formats a text without arguments.
//
//go:noinline
func dynFromLiteral() uint64 { return answer(formattedLiteral(slip)) }

//go:noinline
func formattedLiteral(text string) (uint64, error) {
	port, ok := digits(text)
	if !ok {
		return 0, fmt.Errorf("the port is not a number")
		// -m since 1.26: &errors.errorString{...} escapes to heap
	}
	return port, nil
}

package errorvalues

import "fmt"

// anyhowFormatted formats the text that is no port.
//
//go:noinline
func anyhowFormatted() uint64 { return answer(formatted(slip)) }

//go:noinline
func formatted(text string) (uint64, error) {
	port, ok := digits(text)
	if !ok {
		return 0, fmt.Errorf("%q is no port", text) // -m: text escapes to heap
		// -m since 1.26: &errors.errorString{...} escapes to heap
	}
	return port, nil
}

package errorvalues

import "fmt"

// anyhowWithContext wraps an error that the package has, by %w.
//
//go:noinline
func anyhowWithContext() uint64 { return answer(wrapped(slip)) }

//go:noinline
func wrapped(text string) (uint64, error) {
	port, err := sentinel(text)
	if err != nil {
		return 0, fmt.Errorf("%q: %w", text, err) // -m: text escapes to heap
		// -m since 1.26: &errors.errorString{...} escapes to heap
	}
	return port, nil
}

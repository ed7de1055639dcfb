package errorvalues

import "errors"

// anyhowLiteral makes an error of a text whenever there is one.
//
//go:noinline
func anyhowLiteral() uint64 { return answer(fresh(slip)) }

//go:noinline
func fresh(text string) (uint64, error) {
	port, ok := digits(text)
	if !ok {
		return 0, errors.New("the port is not a number") // -m: &errors.errorString{...} escapes to heap
	}
	return port, nil
}

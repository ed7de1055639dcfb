package errorvalues

import "errors"

var errNotAPort = errors.New("the port is not a number")

// happyDyn reads a good port a thousand times.
//
//go:noinline
func happyDyn() uint64 {
	sum := uint64(0)
	for i := 0; i < 1000; i++ {
		sum += answer(setting(good))
	}
	return sum
}

//go:noinline
func setting(text string) (uint64, error) {
	port, err := sentinel(text)
	if err != nil {
		return 0, err
	}
	return port, nil
}

//go:noinline
func sentinel(text string) (uint64, error) {
	port, ok := digits(text)
	if !ok {
		return 0, errNotAPort
	}
	return port, nil
}

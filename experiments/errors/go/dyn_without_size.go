package errorvalues

// notAPort is an error without bytes.
type notAPort struct{}

func (notAPort) Error() string { return "the port is not a number" }

// dynWithoutSize puts nothing into the interface, which needs no block.
//
//go:noinline
func dynWithoutSize() uint64 { return answer(empty(slip)) }

//go:noinline
func empty(text string) (uint64, error) {
	port, ok := digits(text)
	if !ok {
		return 0, notAPort{} // -m: notAPort{} escapes to heap
	}
	return port, nil
}

package errorvalues

// reserved is a port that is not for everybody.
type reserved uint64

func (port reserved) Error() string { return "the port is reserved" }

// enumError puts a number into the interface: it gets a block if it is not less than 256.
//
//go:noinline
func enumError() uint64 { return answer(allowed(good)) }

//go:noinline
func allowed(text string) (uint64, error) {
	port, _ := digits(text)
	return 0, reserved(port) // -m: reserved(port) escapes to heap
}

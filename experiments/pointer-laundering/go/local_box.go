package pointerlaundering

// localBox asks for a new number that never leaves the function.
//
//go:noinline
func localBox() uint64 {
	number := new(uint64) // -m: new(uint64) does not escape
	*number = 41
	return *number + 1
}

package escapeanalysis

// onValues are functions that take a value and return one.
var onValues = []func(uint64) uint64{func(n uint64) uint64 { return n + 2 }}

// functionByValue passes the value and takes a value.
//
//go:noinline
func functionByValue() uint64 {
	n := uint64(40)
	return onValues[0](n)
}

package escapeanalysis

// operations are functions that the analysis cannot know.
var operations = []func(*uint64){func(n *uint64) { *n += 2 }}

// functionCalled lends an address to a function that comes in a variable.
//
//go:noinline
func functionCalled() uint64 {
	n := uint64(40) // -m: moved to heap: n
	operations[0](&n)
	return n
}

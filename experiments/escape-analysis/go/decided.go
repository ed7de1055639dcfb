package escapeanalysis

// kept holds what the program keeps: a variable of the package, which is in no frame.
var kept *uint64

// decided has two numbers and the address of each. One of the addresses is kept, on a detour through the address of its variable.
//
//go:noinline
func decided() uint64 {
	low := uint64(40)
	high := uint64(2) // -m: moved to heap: high
	p := &low
	q := &high
	r := &q
	kept = *r
	return *p + *kept
}

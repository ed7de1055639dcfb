package escapeanalysis

// methodKnown calls the method of the type: its parameter has a tag, by which the address goes nowhere.
//
//go:noinline
func methodKnown() uint64 {
	n := uint64(40)
	if adder, isTwo := adders[0].(*two); isTwo {
		return adder.add(&n)
	}
	return 0
}

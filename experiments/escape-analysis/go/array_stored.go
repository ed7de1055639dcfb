package escapeanalysis

// arrayStored puts the address into an element of the array itself, which is a part of the variable.
//
//go:noinline
func arrayStored() uint64 {
	n := uint64(42)
	var places [4]*uint64
	places[1] = &n
	return *places[1]
}

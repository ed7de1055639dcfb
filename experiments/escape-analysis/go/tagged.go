package escapeanalysis

// point has a pointer among its fields.
type point struct {
	name *uint64
	x    uint64
}

// read looks at what its argument points to, and nothing of it goes anywhere.
//
//go:noinline
func read(p *point) uint64 { return p.x + *p.name }

// nameOf returns what its argument points to.
//
//go:noinline
func nameOf(p *point) *uint64 { return p.name }

// keep puts its argument where every function finds it.
//
//go:noinline
func keep(p *point) { lastKept = p }

var lastKept *point

// taggedRead, taggedResult and taggedKept are the same but for the function that they call.
//
//go:noinline
func taggedRead() uint64 {
	n := uint64(20)
	p := point{&n, 22}
	return read(&p)
}

//go:noinline
func taggedResult() uint64 {
	n := uint64(42)
	p := point{&n, 22}
	return *nameOf(&p)
}

//go:noinline
func taggedKept() uint64 {
	n := uint64(42)    // -m: moved to heap: n
	p := point{&n, 22} // -m: moved to heap: p
	keep(&p)
	return *lastKept.name
}

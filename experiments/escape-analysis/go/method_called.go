package escapeanalysis

// adder is called through its interface: which method that is, is known when the program runs.
type adder interface{ add(n *uint64) uint64 }

type two struct{ calls uint64 }

func (t *two) add(n *uint64) uint64 {
	t.calls++
	return *n + 2
}

// adders are of a kind that the analysis cannot know.
var adders = []adder{&two{}}

// methodCalled lends an address to a method that it does not know, so that the address has to be good for ever.
//
//go:noinline
func methodCalled() uint64 {
	n := uint64(40) // -m: moved to heap: n
	return adders[0].add(&n)
}

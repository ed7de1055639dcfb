package variants

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
)

// Allocs is how often a call allocates, by version of Go. Make it with [Allocations] or [AllocationsBy].
//
// Its functions are not inlined: what they allocate would be said of the lines of the experiment that call them.
type Allocs struct{ steps []step }

// step holds from a version on, until the next one.
type step struct {
	since version
	count func(size int) uint64
}

// Allocations says that a call allocates n times, in every version that no later Since speaks of.
//
//go:noinline
func Allocations(n uint64) Allocs { return AllocationsBy(always(n)) }

// AllocationsBy is [Allocations] with a count that depends on the size.
//
//go:noinline
func AllocationsBy(count func(size int) uint64) Allocs { return Allocs{[]step{{version{}, count}}} }

// Since says that from a version such as "1.25" on, a call allocates n times.
//
//go:noinline
func (a Allocs) Since(from string, n uint64) Allocs { return a.SinceBy(from, always(n)) }

// SinceBy is Since with a count that depends on the size. Versions are given in ascending order.
//
//go:noinline
func (a Allocs) SinceBy(from string, count func(size int) uint64) Allocs {
	parsed, err := parse(from)
	if err != nil {
		panic(err)
	}
	return Allocs{append(append([]step(nil), a.steps...), step{parsed, count})}
}

func always(n uint64) func(int) uint64 { return func(int) uint64 { return n } }

// at is what is declared for a version.
func (a Allocs) at(v version, size int) uint64 {
	count := uint64(0)
	for _, step := range a.steps {
		if !v.before(step.since) {
			count = step.count(size)
		}
	}
	return count
}

// version is major, minor and patch.
type version [3]int

func (v version) before(other version) bool {
	for i := range v {
		if v[i] != other[i] {
			return v[i] < other[i]
		}
	}
	return false
}

// parse reads "1.25", "1.25.3", and what the runtime says of itself, "go1.25.3 X:...". A release candidate counts as its release.
func parse(text string) (version, error) {
	words := strings.Fields(strings.TrimPrefix(text, "go"))
	var v version
	if len(words) == 0 {
		return v, fmt.Errorf("%q is not a version of Go", text)
	}
	parts := strings.Split(words[0], ".")
	if len(parts) > len(v) {
		return v, fmt.Errorf("%q is not a version of Go", text)
	}
	for i, part := range parts {
		if end := strings.IndexFunc(part, func(r rune) bool { return r < '0' || r > '9' }); end > 0 {
			part = part[:end]
		}
		number, err := strconv.Atoi(part)
		if err != nil {
			return v, fmt.Errorf("%q is not a version of Go", text)
		}
		v[i] = number
	}
	return v, nil
}

// running is the version that compiled this program.
func running() (version, error) { return parse(runtime.Version()) }

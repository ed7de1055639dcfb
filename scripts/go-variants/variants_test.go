package variants

import (
	"strings"
	"testing"
)

func TestVersionsAreComparedByNumber(t *testing.T) {
	for _, pair := range [][2]string{{"1.9", "1.10"}, {"1.24.11", "1.25"}, {"go1.25.5 X:x", "1.25.10"}, {"1", "1.1"}} {
		low, err := parse(pair[0])
		if err != nil {
			t.Fatal(err)
		}
		high, err := parse(pair[1])
		if err != nil {
			t.Fatal(err)
		}
		if !low.before(high) || high.before(low) || low.before(low) {
			t.Errorf("%v is before %v", low, high)
		}
	}
	for _, text := range []string{"", "go", "devel", "1.x", "1.2.3.4"} {
		if v, err := parse(text); err == nil {
			t.Errorf("%q was read as %v", text, v)
		}
	}
}

func TestACountHoldsUntilTheNextVersion(t *testing.T) {
	allocs := Allocations(2).Since("1.25", 1).SinceBy("1.26.1", func(size int) uint64 { return uint64(size) })
	for text, expected := range map[string]uint64{"1.21.13": 2, "1.25": 1, "1.26": 1, "1.26.1": 7, "1.27.3": 7} {
		v, err := parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if counted := allocs.at(v, 7); counted != expected {
			t.Errorf("%s: %d, expected %d", text, counted, expected)
		}
	}
}

var kept []byte

func boxes() uint64 {
	kept = make([]byte, 64)
	return uint64(len(kept))
}

func answer(n uint64) func(int) uint64 { return func(int) uint64 { return n } }

func TestAllocationsAndBytesAreCounted(t *testing.T) {
	counted, err := count(Case{Variant{Name: "boxes", Run: boxes, Answer: answer(64), Allocs: Allocations(1)}, 0})
	if err != nil || counted.Allocations != 1 || counted.Bytes != 64 || counted.Size != nil {
		t.Errorf("%+v, %v", counted, err)
	}
}

func TestAWrongAnswerAndABadDeclarationAreErrors(t *testing.T) {
	one := Allocations(1)
	for message, variant := range map[string]Variant{
		"wrong answer":   {Name: "v", Run: boxes, Answer: answer(1), Allocs: one},
		"exactly one of": {Name: "v", Answer: answer(64), Allocs: one},
		"takes no size":  {Name: "v", Sizes: []int{1}, Run: boxes, Answer: answer(64), Allocs: one},
		"needs Sizes":    {Name: "v", Sized: func(int) uint64 { return 0 }, Answer: answer(64), Allocs: one},
		"no answer":      {Name: "v", Run: boxes, Allocs: one},
		"no allocations": {Name: "v", Run: boxes, Answer: answer(64)},
	} {
		if _, err := count(Cases([]Variant{variant})[0]); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("%v, expected %q", err, message)
		}
	}
}

func TestACellTakesItsSamples(t *testing.T) {
	sampled := sample(Case{Variant{Name: "boxes", Run: boxes, Answer: answer(64), Allocs: Allocations(1)}, 0})
	if len(sampled.Calls) != *samples || len(sampled.Nanoseconds) != *samples || sampled.Calls[1] != 2*sampled.Calls[0] {
		t.Errorf("%+v", sampled)
	}
}

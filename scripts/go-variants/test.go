package variants

import "testing"

// Test asserts, for the version of Go that compiled it, that each case returns its answer and allocates as often as declared.
func Test(t *testing.T, all []Variant) {
	v, err := running()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range Cases(all) {
		t.Run(c.ID(), func(t *testing.T) {
			counted, err := count(c)
			if err != nil {
				t.Fatal(err)
			}
			if expected := c.Variant.Allocs.at(v, c.Size); counted.Allocations != expected {
				t.Errorf("%s: %d allocations a call, %d declared for %v", c.ID(), counted.Allocations, expected, v)
			}
		})
	}
}

// Benchmark times each case in the usual way of Go.
func Benchmark(b *testing.B, all []Variant) {
	for _, c := range Cases(all) {
		b.Run(c.ID(), func(b *testing.B) {
			work := c.work()
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				sink += work()
			}
		})
	}
}

// sink keeps the answers.
var sink uint64

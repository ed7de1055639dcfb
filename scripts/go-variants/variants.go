// Package variants declares the Go counterparts of an experiment's variants, as the crate beside them declares the Rust ones:
// a name, the work, the answer that proves the work was done, and how often a call allocates, by version of Go.
//
// A module in experiments/<slug>/go has one variant a file, a list of them, and a test file of three lines that calls [Main], [Test]
// and [Benchmark]. `cargo workbook articles` asks the same test binary for counts and times.
package variants

import "fmt"

// Variant is one way to write the work of an experiment. Exactly one of Run, Sized and Prepare is set.
type Variant struct {
	// Name is the name of the Rust variant that does the same.
	Name string
	// Sizes are the sizes it runs at; none where it takes no size.
	Sizes []int
	// Run is the work of a variant that takes no size.
	Run func() uint64
	// Sized is the work of a variant that takes one.
	Sized func(size int) uint64
	// Prepare makes inputs and reused state, which are not counted, and returns the work.
	Prepare func(size int) func() uint64
	// Answer is what a call must return.
	Answer func(size int) uint64
	// Allocs is how often a call allocates.
	Allocs Allocs
}

// A Case is one variant at one size.
type Case struct {
	Variant Variant
	Size    int
}

// ID is `variant` or `variant/size`, as in the records.
func (c Case) ID() string {
	if len(c.Variant.Sizes) == 0 {
		return c.Variant.Name
	}
	return fmt.Sprintf("%s/%d", c.Variant.Name, c.Size)
}

// Cases lists the variants at their sizes, in order.
func Cases(all []Variant) []Case {
	var cases []Case
	for _, variant := range all {
		sizes := variant.Sizes
		if len(sizes) == 0 {
			sizes = []int{0}
		}
		for _, size := range sizes {
			cases = append(cases, Case{variant, size})
		}
	}
	return cases
}

// work is the call that is counted and timed, by whichever way the variant declares it.
func (c Case) work() func() uint64 {
	switch {
	case c.Variant.Run != nil:
		return c.Variant.Run
	case c.Variant.Sized != nil:
		sized, size := c.Variant.Sized, c.Size
		return func() uint64 { return sized(size) }
	default:
		return c.Variant.Prepare(c.Size)
	}
}

// problem says what is wrong with the declaration; nil when nothing is.
func (c Case) problem() error {
	set := 0
	for _, isSet := range []bool{c.Variant.Run != nil, c.Variant.Sized != nil, c.Variant.Prepare != nil} {
		if isSet {
			set++
		}
	}
	switch {
	case set != 1:
		return fmt.Errorf("%s: set exactly one of Run, Sized and Prepare", c.ID())
	case c.Variant.Run != nil && len(c.Variant.Sizes) > 0:
		return fmt.Errorf("%s: Run takes no size; remove Sizes, or declare Sized", c.ID())
	case c.Variant.Sized != nil && len(c.Variant.Sizes) == 0:
		return fmt.Errorf("%s: Sized needs Sizes", c.ID())
	case c.Variant.Answer == nil:
		return fmt.Errorf("%s: no answer to verify; set Answer", c.ID())
	case len(c.Variant.Allocs.steps) == 0:
		return fmt.Errorf("%s: no allocations declared; set Allocs", c.ID())
	}
	return nil
}

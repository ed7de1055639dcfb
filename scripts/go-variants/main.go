package variants

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"
)

var (
	wantsCounts = flag.Bool("workbook.counts", false, "print the counts of every case as JSON")
	cellOf      = flag.String("workbook.cell", "", "time the case of this id once, and print its samples as JSON")
	warmUp      = flag.Duration("workbook.warm-up", 20*time.Millisecond, "how long a cell runs before its samples")
	measurement = flag.Duration("workbook.measurement", 80*time.Millisecond, "how long a cell's samples take, about")
	samples     = flag.Int("workbook.samples", 50, "how many samples a cell takes")
)

// Main is the test binary: go test's own, or, with one of the flags above, what `cargo workbook articles` asks for.
func Main(m *testing.M, all []Variant) {
	flag.Parse()
	switch {
	case *wantsCounts:
		var counted []Counted
		for _, c := range Cases(all) {
			figures, err := count(c)
			if err != nil {
				fail(err)
			}
			counted = append(counted, figures)
		}
		print(counted)
	case *cellOf != "":
		for _, c := range Cases(all) {
			if c.ID() == *cellOf {
				print(sample(c))
				return
			}
		}
		fail(fmt.Errorf("no case %q", *cellOf))
	default:
		os.Exit(m.Run())
	}
}

func print(value any) {
	if err := json.NewEncoder(os.Stdout).Encode(value); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// Counted is what one call of a case allocates, the mean of many calls, rounded down as go test rounds.
type Counted struct {
	Variant     string `json:"variant"`
	Size        *int   `json:"size"`
	Allocations uint64 `json:"allocations"`
	Bytes       uint64 `json:"bytes"`
}

// runs are the calls that a count is the mean of. Expensive cases make fewer: see count.
const runs = 1000

// count verifies the answer, then counts mallocs with [testing.AllocsPerRun] and bytes by the runtime's own total.
func count(c Case) (Counted, error) {
	if err := c.problem(); err != nil {
		return Counted{}, err
	}
	work := c.work()
	began := time.Now()
	if answer, expected := work(), c.Variant.Answer(c.Size); answer != expected {
		return Counted{}, fmt.Errorf("%s: wrong answer: %d, expected %d; its figures are void", c.ID(), answer, expected)
	}
	n := runs
	if one := time.Since(began); one > time.Millisecond {
		n = 10
	}
	call := func() { sink += work() }
	counted := Counted{Variant: c.Variant.Name, Allocations: uint64(testing.AllocsPerRun(n, call))}
	if len(c.Variant.Sizes) > 0 {
		size := c.Size
		counted.Size = &size
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := 0; i < n; i++ {
		call()
	}
	runtime.ReadMemStats(&after)
	counted.Bytes = (after.TotalAlloc - before.TotalAlloc) / uint64(n)
	return counted, nil
}

// Sampled are the samples of one cell: the calls of each, and the nanoseconds they took together.
type Sampled struct {
	Calls       []int64 `json:"calls"`
	Nanoseconds []int64 `json:"nanoseconds"`
	// Collections are the cycles that the garbage collector began while the samples were taken.
	Collections uint32 `json:"collections"`
}

// sample times a case as criterion does by default: the first sample makes some calls, the second twice as many, and so on.
func sample(c Case) Sampled {
	work := c.work()
	calls, began := int64(0), time.Now()
	for calls == 0 || time.Since(began) < *warmUp {
		sink += work()
		calls++
	}
	each := float64(time.Since(began)) / float64(calls)
	n := int64(*samples)
	step := int64(float64(*measurement) / each / float64(n*(n+1)/2))
	if step < 1 {
		step = 1
	}
	var sampled Sampled
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := int64(1); i <= n; i++ {
		// Work that is too slow for that is called once a sample.
		calls := step * i
		if each > float64(*measurement)/float64(n) {
			calls = 1
		}
		began := time.Now()
		for j := int64(0); j < calls; j++ {
			sink += work()
		}
		sampled.Calls = append(sampled.Calls, calls)
		sampled.Nanoseconds = append(sampled.Nanoseconds, int64(time.Since(began)))
	}
	runtime.ReadMemStats(&after)
	sampled.Collections = after.NumGC - before.NumGC
	return sampled
}

// The variants at work as the garbage collector sees them: each makes the same searches, and what the collector did meanwhile is printed as JSON.
// Without an argument, all of it; `cargo workbook articles pattern-matcher` runs it several times.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/metrics"
	"time"

	patternmatcher "pattern-matcher"
)

// patterns is the size of the dictionary, and calls are the searches of a variant: enough for dozens of collections where each match is boxed.
const (
	patterns = 1000
	calls    = 500
)

// collected is what the collector did while a case was called.
type collected struct {
	Variant     string `json:"variant"`
	Size        int    `json:"size"`
	Calls       int    `json:"calls"`
	Cycles      uint32 `json:"cycles"`
	PauseNs     uint64 `json:"pause_ns"`
	CollectorNs uint64 `json:"collector_ns"`
	ElapsedNs   uint64 `json:"elapsed_ns"`
}

// booked says how many nanoseconds of processors the runtime has booked on the collector. It books at the end of a collection, so one is made.
func booked() uint64 {
	runtime.GC()
	sample := []metrics.Sample{{Name: "/cpu/classes/gc/total:cpu-seconds"}}
	metrics.Read(sample)
	return uint64(sample[0].Value.Float64() * 1e9)
}

func main() {
	var all []collected
	for _, variant := range patternmatcher.All {
		work, answer := variant.Prepare(patterns), variant.Answer(patterns)
		if work() != answer {
			fmt.Fprintf(os.Stderr, "%s: wrong answer\n", variant.Name)
			os.Exit(1)
		}
		var before, after runtime.MemStats
		bookedBefore := booked()
		runtime.ReadMemStats(&before)
		began := time.Now()
		for i := 0; i < calls; i++ {
			work()
		}
		elapsed := time.Since(began)
		runtime.ReadMemStats(&after)
		all = append(all, collected{
			Variant:     variant.Name,
			Size:        patterns,
			Calls:       calls,
			Cycles:      after.NumGC - before.NumGC,
			PauseNs:     after.PauseTotalNs - before.PauseTotalNs,
			CollectorNs: booked() - bookedBefore,
			ElapsedNs:   uint64(elapsed),
		})
	}
	if err := json.NewEncoder(os.Stdout).Encode(all); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

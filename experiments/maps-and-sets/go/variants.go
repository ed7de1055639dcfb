// Package mapsandsets asks the same as the crate beside it, of Go's map: how much memory does it take, and which calls allocate?
//
// Since 1.24 a map is a Swiss table: groups of eight places, of which seven eighths are filled. Before, it had buckets of eight, and
// more buckets behind those that were full; how many depends on the seed of the hash, which is another one for each map. So what a map
// asks for while it grows is the same on every run since 1.24 only, and is counted there.
package mapsandsets

import (
	"bytes"
	"fmt"

	"variants"
)

// The numbers of entries.
var many = []int{896, 897}

// All are the variants, in the order of the crate.
var All = append(growing, []variants.Variant{
	// A table has at most 1024 places, so 897 entries get two.
	{Name: "hash_map_with_capacity", Sizes: many, Sized: hashMapWithCapacity, Answer: sum,
		Allocs: variants.Allocations(5).SinceBy("1.24", func(count int) uint64 {
			if count <= 896 {
				return 3
			}
			return 7
		})},
	{Name: "hash_map_cleared", Sizes: many, Prepare: hashMapCleared, Answer: sum,
		// Before 1.24, buckets behind full ones are made anew.
		Allocs: variants.Allocations(3).Since("1.24", 0)},
	{Name: "entry_owned", Prepare: entryOwned, Answer: counted, Allocs: variants.Allocations(1001).Since("1.24", 1003)},
	{Name: "get_mut_first", Prepare: getMutFirst, Answer: counted, Allocs: variants.Allocations(21).Since("1.24", 23)},
	{Name: "pair_owned", Prepare: pairOwned, Answer: minutes, Allocs: variants.Allocations(0)},
}...)

// key is the key of the crate with this number.
func key(number int) uint64 {
	mixed := uint64(number+1) * 0x9e37_79b9_7f4a_7c15
	mixed = (mixed ^ mixed>>30) * 0xbf58_476d_1ce4_e5b9
	mixed = (mixed ^ mixed>>27) * 0x94d0_49bb_1331_11eb
	return mixed ^ mixed>>31
}

func sum(count int) uint64 { return uint64(count) * uint64(count-1) / 2 }

func number(count int) uint64 { return uint64(count) }

// total is the sum of the values. Not inlined, so that the map must exist.
//
//go:noinline
func total(entries map[uint64]uint64) uint64 {
	sum := uint64(0)
	for _, value := range entries {
		sum += value
	}
	return sum
}

// paths is the log of the crate, as bytes, a path each.
//
//go:noinline
func paths() [][]byte {
	var log bytes.Buffer
	for i := 0; i < 1000; i++ {
		fmt.Fprintf(&log, "/stations/%d\n", i*7%10)
	}
	return bytes.Split(bytes.TrimSuffix(log.Bytes(), []byte("\n")), []byte("\n"))
}

func counted(int) uint64 { return 10 * 100 * 100 }

func minutes(int) uint64 { return 25 }

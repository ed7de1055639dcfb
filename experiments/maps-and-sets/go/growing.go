//go:build go1.24

package mapsandsets

import "variants"

// growing are the variants that grow.
var growing = []variants.Variant{
	{Name: "hash_map_grown", Sizes: many, Sized: hashMapGrown, Answer: sum, Allocs: variants.AllocationsBy(grown)},
	{Name: "hash_set_grown", Sizes: many, Sized: hashSetGrown, Answer: number, Allocs: variants.AllocationsBy(grown)},
}

// grown is two blocks for each table, and the directory of the tables.
func grown(count int) uint64 {
	if count <= 896 {
		return 15
	}
	return 20
}

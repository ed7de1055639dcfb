//go:build !go1.24

package mapsandsets

import "variants"

// growing are no variants: how often they allocate differs from run to run.
var growing []variants.Variant

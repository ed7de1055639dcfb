package goroutines

import (
	"testing"

	"variants"
)

func TestMain(m *testing.M) { variants.Main(m, All) }

func TestVariants(t *testing.T) { variants.Test(t, All) }

func BenchmarkVariants(b *testing.B) { variants.Benchmark(b, All) }

package streamreplace

import (
	"bytes"
	"testing"
	"variants"
)

func TestMain(m *testing.M) { variants.Main(m, All) }

func TestVariants(t *testing.T) { variants.Test(t, All) }

func BenchmarkVariants(b *testing.B) { variants.Benchmark(b, All) }

func TestTheSampleBecomesTheArticlesOutputByEveryVariant(t *testing.T) {
	data := []byte(sample)
	for name, replace := range map[string]func(output *bytes.Buffer){
		"reader_boxed":    func(output *bytes.Buffer) { readerBoxedReplace(data, needle, replacement, output) },
		"reader_concrete": func(output *bytes.Buffer) { readerConcreteReplace(data, needle, replacement, output) },
		"reader_array":    func(output *bytes.Buffer) { readerArrayReplace(data, needle, replacement, output) },
		"in_memory": func(output *bytes.Buffer) {
			inMemoryReplace(data, needle, shorterMatches(needle), replacement, output)
		},
		"str_replace": func(output *bytes.Buffer) { output.Write(strReplaceAll(data, needle, replacement)) },
	} {
		output := new(bytes.Buffer)
		replace(output)
		if output.String() != sampleReplaced {
			t.Errorf("%s: %q, expected %q", name, output, sampleReplaced)
		}
	}
}

func TestReadFullLosesNothingBeforeTheEnd(t *testing.T) {
	for _, text := range []string{"", "e", "elv", "elvis!", "elvielvis elv"} {
		output := new(bytes.Buffer)
		readerBoxedReplace([]byte(text), needle, replacement, output)
		if expected := string(bytes.ReplaceAll([]byte(text), needle, replacement)); output.String() != expected {
			t.Errorf("%q: %q, expected %q", text, output, expected)
		}
	}
}

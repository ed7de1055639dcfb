package texttypes

// cowChanged has a text that begins with a tab.
func cowChanged(length int) func() uint64 {
	text := "\t" + letters[1:length]                        // -m: "\t" + letters[1:length] escapes to heap
	return func() uint64 { return ends(withoutTabs(text)) } // -m: func literal escapes to heap
}

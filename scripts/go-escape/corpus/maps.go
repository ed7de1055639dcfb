package corpus

func makeMapStays() int {
	m := make(map[string]int)
	m["a"] = 1
	return len(m)
}

func makeMapReturned() map[string]int { return make(map[string]int) }

func makeMapSized(n int) map[int]int { return make(map[int]int, n) }

func makeMapSizedConstant() int {
	m := make(map[int]int, 100)
	return len(m)
}

func mapLiteral(p *int) map[string]*int { return map[string]*int{"p": p} }

func mapLiteralStays(p *int) int {
	m := map[string]*int{"p": p}
	return len(m)
}

func mapLiteralOfAddresses() int {
	x := 1
	m := map[*int]int{&x: 1}
	return len(m)
}

func mapEmptyLiteral() map[string]bool { return map[string]bool{} }

func mapOfPointers() map[string]*point {
	return map[string]*point{"a": {1, 2}}
}

func storeInMap(m map[string]*int, p *int) { m["p"] = p }

func storeLocalInMap(m map[string]*int) {
	x := 1
	m["x"] = &x
}

func storeKeyInMap(m map[*int]int) {
	x := 1
	m[&x] = 1
}

func storeStringKey(m map[string]int, k string) { m[k] = 1 }

func lookup(m map[string]*int, k string) *int { return m[k] }

func lookupKeyStays(m map[*int]int) int {
	x := 1
	return m[&x]
}

func lookupWithOk(m map[string]*int, k string) (*int, bool) {
	p, ok := m[k]
	return p, ok
}

func lookupWithOkIgnored(m map[string]*int, k string) bool {
	_, ok := m[k]
	return ok
}

func deleteKey(m map[string]int, k string) { delete(m, k) }

func deleteLocalKey(m map[*int]int) {
	x := 1
	delete(m, &x)
}

func rangeMap(m map[string]*int) *int {
	for _, v := range m {
		return v
	}
	return nil
}

func rangeMapKeys(m map[string]int) string {
	for k := range m {
		return k
	}
	return ""
}

func incrementInMap(m map[string]int, k string) { m[k]++ }

func appendInMap(m map[string][]int, k string) { m[k] = append(m[k], 1) }

func mapOfMaps(m map[string]map[string]int) {
	if m["a"] == nil {
		m["a"] = make(map[string]int)
	}
	m["a"]["b"] = 1
}

func mapInStructure() *struct{ m map[int]int } {
	return &struct{ m map[int]int }{m: map[int]int{}}
}

func mapOfFunctions() int {
	x := 1
	m := map[string]func() int{"f": func() int { return x }}
	return m["f"]()
}

func mapWithInterfaceKeys(m map[any]int, k int) int { return m[k] }

func storeInterfaceKey(m map[any]int, k int) { m[k] = 1 }

func mapWithStructureKeys(m map[point]int, x int) int { return m[point{x, x}] }

func mapArgument() int { return len(mapReturned(map[int]int{1: 2})) }

func mapReturned(m map[int]int) map[int]int { return m }

func globalMapStored(p *int) { globalMap["p"] = p }

func mapLiteralInLoop(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		m := map[int]int{i: i}
		sum += len(m)
	}
	return sum
}

package corpus

type shape interface {
	area() int
	keep(p *int)
}

type square struct {
	side int
	kept *int
}

func (s *square) area() int   { return s.side * s.side }
func (s *square) keep(p *int) { s.kept = p }

type circle struct {
	radius int
}

func (c circle) area() int   { return 3 * c.radius * c.radius }
func (c circle) keep(p *int) { globalPointer = p }

type wrapped struct {
	shape
	label string
}

type word struct {
	p *int
}

func (w word) area() int   { return *w.p }
func (w word) keep(p *int) {}

func boxNumber(n int) any { return n }

func boxNumberStays(n int) bool {
	var v any = n
	return v != nil
}

func boxPointer(p *int) any { return p }

func boxString(s string) any { return s }

func boxStructure(t tree) any { return t }

func boxStructureStays(t tree) bool {
	v := any(t)
	return v == nil
}

func boxSlice(s []int) any { return s }

func boxMap(m map[string]int) any { return m }

func boxFunction(f func()) any { return f }

func boxChannel(c chan int) any { return c }

func boxOneWord(w word) any { return w }

func boxArrayOfOne(a [1]*int) any { return a }

func boxStructureOfOneNumber(c circle) any { return c }

func boxConstant() any { return 300 }

func boxSmallConstant() any { return 7 }

func boxBool(b bool) any { return b }

func boxConstantThroughVariable() any {
	x := 5
	return x
}

func boxStringThroughVariable() any {
	s := "text"
	return s
}

func boxReassigned(c bool) any {
	x := 5
	if c {
		x = 6
	}
	return x
}

func boxByte(b byte) any { return b }

func boxRune() any { return 'x' }

func boxTypedConstant() any { return uint8(200) }

func boxFloat() any { return 2.5 }

func boxExpression(a, b int) any { return a + b }

func boxLength(s []int) any { return len(s) }

func boxCallResult(s []int) any { return rangeValues(s) }

func boxField(n *node) any { return n.value }

func boxTarget(p *int) any { return *p }

func boxElement(s []string, i int) any { return s[i] }

func boxConverted(n int) any { return int64(n) }

func boxInGlobal(n int) { globalAny = n }

func boxInSlice(n int) []any { return []any{n, "a", nil} }

func boxInMap(n int) map[string]any { return map[string]any{"n": n} }

func boxInField(n int) *struct{ v any } { return &struct{ v any }{n} }

func boxPointerToLocal() any {
	x := 1
	return &x
}

func boxPointerToLocalStays() bool {
	x := 1
	var v any = &x
	return v != nil
}

func unboxPointer(v any) *int { return v.(*int) }

func unboxNumber(v any) int { return v.(int) }

func unboxStructure(v any) *tree {
	t := v.(tree)
	return &t
}

func unboxString(v any) string { return v.(string) }

func unboxSlice(v any) []int { return v.([]int) }

func unboxWithOk(v any) (*int, bool) {
	p, ok := v.(*int)
	return p, ok
}

func unboxWithOkValue(v any) (tree, bool) {
	t, ok := v.(tree)
	return t, ok
}

func unboxInterface(v any) shape { return v.(shape) }

func unboxInterfaceWithOk(v any) (shape, bool) {
	s, ok := v.(shape)
	return s, ok
}

func widen(s shape) any { return s }

func narrow(s shape) interface{ area() int } { return s }

func callMethod(s shape) int { return s.area() }

func callMethodWithPointer(s shape) {
	x := 1
	s.keep(&x)
}

func callMethodWithParameter(s shape, p *int) { s.keep(p) }

func knownConcrete() int {
	var s shape = &square{side: 2}
	return s.area()
}

func knownConcreteValue() int {
	var s shape = circle{2}
	return s.area()
}

func knownConcreteKeeps() {
	x := 1
	var s shape = &square{}
	s.keep(&x)
}

func knownConcreteReassigned(c bool) int {
	var s shape = &square{side: 2}
	if c {
		s = &square{side: 3}
	}
	return s.area()
}

func unknownConcrete(c bool) int {
	var s shape = &square{side: 2}
	if c {
		s = circle{3}
	}
	return s.area()
}

func concreteAssignedLater() int {
	var s shape
	s = &square{side: 2}
	return s.area()
}

func concreteOneWord(p *int) int {
	var s shape = word{p}
	return s.area()
}

func partlyConcrete(inner shape) int {
	var s shape = wrapped{inner, "label"}
	return s.area()
}

func concreteThroughAssertion(v any) int {
	s := v.(*square)
	var t shape = s
	return t.area()
}

func embeddedInterface(w wrapped) int { return w.area() }

func embeddedInterfaceKeeps(w *wrapped, p *int) { w.keep(p) }

func compareInterfaces(a, b any) bool { return a == b }

func compareWithNumber(v any, n int) bool { return v == n }

func compareWithConstant(v any) bool { return v == 3 }

func compareWithString(v any, s string) bool { return v == s }

func comparePointerInInterface(s shape, q *square) bool { return s == q }

func typeSwitchPointers(v any) *int {
	switch t := v.(type) {
	case *int:
		return t
	case **int:
		return *t
	case nil:
		return nil
	}
	return nil
}

func typeSwitchValues(v any) any {
	switch t := v.(type) {
	case int:
		return t + 1
	case string:
		return t + "!"
	case tree:
		return t.data
	case []int, map[string]int:
		return t
	default:
		return t
	}
}

func typeSwitchAddress(v any) *int {
	switch t := v.(type) {
	case int:
		return &t
	case uint:
		n := int(t)
		return &n
	}
	return nil
}

func typeSwitchUnnamed(v any) int {
	switch v.(type) {
	case int, string:
		return 1
	case shape:
		return 2
	}
	return 3
}

func typeSwitchInterface(s shape) shape {
	switch t := s.(type) {
	case *square:
		return t
	case circle:
		return t
	default:
		return nil
	}
}

func typeSwitchWithInit(n int) int {
	switch v := any(n); t := v.(type) {
	case int:
		return t
	default:
		return 0
	}
}

func variadicAny(values ...any) int { return len(values) }

func variadicAnyKept(values ...any) { globalAny = values[0] }

func callVariadicAny(n int, s string) int { return variadicAny(n, s, nil, 3.5) }

func callVariadicAnyKept(n int) { variadicAnyKept(n) }

func callVariadicNothing() int { return variadicAny() }

func callVariadicSpread(values []any) int { return variadicAny(values...) }

func variadicPointers(ps ...*int) *int { return ps[0] }

func callVariadicPointers() int {
	x, y := 1, 2
	return *variadicPointers(&x, &y)
}

func callVariadicPointersReturned(p *int) *int { return variadicPointers(p, nil) }

func panicWithNumber(n int) { panic(n) }

func panicWithString(s string) { panic("bad: " + s) }

func panicWithPointer(p *int) { panic(p) }

func panicWithConstant() { panic("constant") }

type failure struct {
	code int
}

func (f *failure) Error() string { return "failure" }

func returnError(code int) error { return &failure{code} }

func returnErrorStays(code int) bool {
	var err error = &failure{code}
	return err != nil
}

func returnNilError() error { return nil }

func switchInterface(v any) int {
	switch v {
	case 1:
		return 1
	case "two":
		return 2
	}
	return 0
}

func anyOfAny(v any) any { return any(v) }

func sliceOfInterfaces(a *square, b circle) []shape { return []shape{a, b} }

func channelOfInterfaces(c chan any, n int) { c <- n }

func returnSelfAsInterface(s *square) shape { return s }

package corpus

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unsafe"
)

func printNumber(n int) { fmt.Println(n) }

func printString(s string) { fmt.Println("s:", s) }

func printPointer(p *int) { fmt.Printf("%p\n", p) }

func printLocal() {
	x := 1
	fmt.Printf("%p\n", &x)
}

func printConstant() { fmt.Print("constant", 1) }

func formatNumber(n int) string { return fmt.Sprintf("%d", n) }

func formatIntoBuffer(b *bytes.Buffer, n int) { fmt.Fprintf(b, "%d", n) }

func formatIntoLocalBuffer(n int) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d", n)
	return b.String()
}

func formatError(n int) error { return fmt.Errorf("bad: %d", n) }

func appendFormatted(b []byte, n int) []byte { return fmt.Appendf(b, "%d", n) }

func splitString(s string) []string { return strings.Split(s, ",") }

func joinStrings(s []string) string { return strings.Join(s, ",") }

func trimString(s string) string { return strings.TrimSpace(s) }

func containsString(s string) bool { return strings.Contains(s, "x") }

func buildString(parts []string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p)
	}
	return b.String()
}

func mapString(s string) string {
	return strings.Map(func(r rune) rune { return unicode.ToUpper(r) }, s)
}

func fieldsOfString(s string) int { return len(strings.Fields(s)) }

func replaceString(s string) string { return strings.ReplaceAll(s, "a", "b") }

func readerOfString(s string) io.Reader { return strings.NewReader(s) }

func readerOfStringStays(s string) int {
	r := strings.NewReader(s)
	return r.Len()
}

func numberToString(n int) string { return strconv.Itoa(n) }

func stringToNumber(s string) (int, error) { return strconv.Atoi(s) }

func appendNumberText(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) }

func quoteString(s string) string { return strconv.Quote(s) }

func sortNumbers(s []int) { sort.Ints(s) }

func sortSlice(s []string) {
	sort.Slice(s, func(i, j int) bool { return s[i] < s[j] })
}

type byLength []string

func (b byLength) Len() int           { return len(b) }
func (b byLength) Less(i, j int) bool { return len(b[i]) < len(b[j]) }
func (b byLength) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

func sortInterface(s []string) { sort.Sort(byLength(s)) }

func searchNumbers(s []int, n int) int {
	return sort.Search(len(s), func(i int) bool { return s[i] >= n })
}

func bufferStays(s string) int {
	var b bytes.Buffer
	b.WriteString(s)
	return b.Len()
}

func bufferReturned() *bytes.Buffer { return bytes.NewBuffer(make([]byte, 0, 16)) }

func bytesEqual(a, b []byte) bool { return bytes.Equal(a, b) }

func bytesOfBuffer(b *bytes.Buffer) []byte { return b.Bytes() }

func bytesTrimmed(b []byte) []byte { return bytes.TrimSpace(b) }

func readLines(r io.Reader) []string {
	var out []string
	scanner := bufio.NewScanner(r)
	for scanner.Scan() {
		out = append(out, scanner.Text())
	}
	return out
}

func readFull(r io.Reader, b []byte) (int, error) { return io.ReadFull(r, b) }

func readLocal(r io.Reader) (int, error) {
	var room [16]byte
	return r.Read(room[:])
}

func writeTo(w io.Writer, s string) { io.WriteString(w, s) }

func writeToStdout(b []byte) { os.Stdout.Write(b) }

func readFile(name string) (string, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	return string(b), nil
}

func newError(s string) error { return errors.New(s) }

func isError(err error) bool { return errors.Is(err, io.EOF) }

func asError(err error) bool {
	var f *failure
	return errors.As(err, &f)
}

func lockLocally() int {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	return 1
}

type guarded struct {
	mu    sync.RWMutex
	items map[string]int
}

func (g *guarded) get(k string) int {
	g.mu.RLock()
	defer g.mu.RUnlock()
	return g.items[k]
}

func (g *guarded) set(k string, v int) {
	g.mu.Lock()
	g.items[k] = v
	g.mu.Unlock()
}

func waitForAll(n int) int {
	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for i := 0; i < n; i++ {
		wg.Add(1)
		go func(k int) {
			defer wg.Done()
			mu.Lock()
			sum += k
			mu.Unlock()
		}(i)
	}
	wg.Wait()
	return sum
}

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func usePool(s string) int {
	b := pool.Get().(*bytes.Buffer)
	b.Reset()
	b.WriteString(s)
	n := b.Len()
	pool.Put(b)
	return n
}

var once sync.Once

func doOnce() {
	once.Do(func() { globalString = "done" })
}

func measure() time.Duration {
	start := time.Now()
	return time.Since(start)
}

func squareRoot(x float64) float64 { return math.Sqrt(x) }

func hideFromAnalysis(p unsafe.Pointer) unsafe.Pointer {
	x := uintptr(p)
	return unsafe.Pointer(x ^ 0)
}

func hidden() int {
	x := 1
	p := (*int)(hideFromAnalysis(unsafe.Pointer(&x)))
	return *p
}

func pointerToBytes(p *int) *[8]byte { return (*[8]byte)(unsafe.Pointer(p)) }

func pointerAdvanced(p unsafe.Pointer, n uintptr) unsafe.Pointer {
	return unsafe.Pointer(uintptr(p) + n)
}

func pointerAdded(p unsafe.Pointer, n int) unsafe.Pointer { return unsafe.Add(p, n) }

func sliceOfPointer(p *byte, n int) []byte { return unsafe.Slice(p, n) }

func stringOfPointer(p *byte, n int) string { return unsafe.String(p, n) }

func dataOfString(s string) *byte { return unsafe.StringData(s) }

func dataOfSlice(s []byte) *byte { return unsafe.SliceData(s) }

func stringWithoutCopy(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func sizes() uintptr {
	var t tree
	return unsafe.Sizeof(t) + unsafe.Offsetof(t.data) + unsafe.Alignof(t)
}

type countingWriter struct {
	w     io.Writer
	count int
}

func (c *countingWriter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.count += n
	return n, err
}

func countWritten(w io.Writer, n int) int {
	c := countingWriter{w: w}
	fmt.Fprintf(&c, "%d", n)
	return c.count
}

func closeFile(name string) (err error) {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return nil
}

func external(p *int, n uintptr, q *node) *int

//go:noescape
func externalSafe(p *int, b []byte)

func callExternal() int {
	x, y := 1, 2
	externalSafe(&x, nil)
	return *external(&y, 0, nil)
}

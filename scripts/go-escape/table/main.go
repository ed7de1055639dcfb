// What the model has to know of the standard library, taken from a release of Go.
//
//	go run . api PACKAGE...          the declarations, in Go, without bodies and without the names of what is not exported
//	go run . tags PACKAGE...         where the parameters of each function go, as this release's compiler reports it
//	go run . merge MINOR=FILE...     the tags of several releases in one table
//
// The compiler is asked by -gcflags=all=-m with the option that reports writes and calls as well; the library is compiled as it is for
// every program, with inlining, so the tags are those that a program sees.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) < 3 {
		fail(errors.New("usage: go run . api|tags PACKAGE... or go run . merge MINOR=FILE..."))
	}
	var err error
	switch os.Args[1] {
	case "api":
		err = api(os.Args[2:])
	case "tags":
		err = tags(os.Args[2:])
	case "merge":
		err = merge(os.Args[2:])
	default:
		err = fmt.Errorf("unknown command %q", os.Args[1])
	}
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "error:", err)
	os.Exit(1)
}

// writer collects the declarations of packages, those that others refer to included.
type writer struct {
	out     map[string]*bytes.Buffer
	imports map[string]map[string]bool
	whole   map[string]bool
	done    map[types.Object]bool
	queue   []types.Object
	current *types.Package
}

func api(paths []string) error {
	fset := token.NewFileSet()
	from := importer.ForCompiler(fset, "source", nil)
	w := &writer{
		out:     map[string]*bytes.Buffer{},
		imports: map[string]map[string]bool{},
		whole:   map[string]bool{},
		done:    map[types.Object]bool{},
	}
	for _, path := range paths {
		w.whole[path] = true
	}
	names := map[string]string{}
	for _, path := range paths {
		pkg, err := from.Import(path)
		if err != nil {
			return err
		}
		names[path] = pkg.Name()
		for _, name := range pkg.Scope().Names() {
			if object := pkg.Scope().Lookup(name); object.Exported() {
				w.want(object)
			}
		}
	}
	for len(w.queue) > 0 {
		object := w.queue[0]
		w.queue = w.queue[1:]
		names[object.Pkg().Path()] = object.Pkg().Name()
		w.declare(object)
	}
	all := make([]string, 0, len(w.out))
	for path := range w.out {
		all = append(all, path)
	}
	sort.Strings(all)
	for _, path := range all {
		fmt.Printf("-- %s --\npackage %s\n\n", path, names[path])
		imports := make([]string, 0, len(w.imports[path]))
		for imported := range w.imports[path] {
			imports = append(imports, imported)
		}
		sort.Strings(imports)
		for _, imported := range imports {
			fmt.Printf("import %q\n", imported)
		}
		os.Stdout.Write(w.out[path].Bytes())
	}
	return nil
}

func (w *writer) want(object types.Object) {
	if object.Pkg() == nil || w.done[object] {
		return
	}
	w.done[object] = true
	w.queue = append(w.queue, object)
}

func (w *writer) print(format string, arguments ...any) {
	path := w.current.Path()
	if w.out[path] == nil {
		w.out[path] = new(bytes.Buffer)
	}
	fmt.Fprintf(w.out[path], format, arguments...)
}

func (w *writer) declare(object types.Object) {
	w.current = object.Pkg()
	if w.out[w.current.Path()] == nil {
		w.out[w.current.Path()] = new(bytes.Buffer)
		w.imports[w.current.Path()] = map[string]bool{}
	}
	switch object := object.(type) {
	case *types.Const:
		w.print("const %s%s = %s\n", object.Name(), w.constType(object.Type()), value(object.Val()))
	case *types.Var:
		w.print("var %s %s\n", object.Name(), w.typ(object.Type()))
	case *types.Func:
		signature := object.Type().(*types.Signature)
		if signature.TypeParams().Len() > 0 || generic(signature) {
			w.print("type %s[T any] struct{}\n", object.Name())
			return
		}
		w.print("func %s%s\n", object.Name(), w.signature(signature))
	case *types.TypeName:
		w.typeName(object)
	}
}

func (w *writer) constType(t types.Type) string {
	if basic, ok := t.(*types.Basic); ok && basic.Info()&types.IsUntyped != 0 {
		return ""
	}
	return " " + w.typ(t)
}

func value(v constant.Value) string {
	switch v.Kind() {
	case constant.Float:
		f, _ := constant.Float64Val(v)
		return strconv.FormatFloat(f, 'g', -1, 64)
	default:
		return v.ExactString()
	}
}

func (w *writer) typeName(object *types.TypeName) {
	if alias, ok := object.Type().(*types.Alias); object.IsAlias() || ok {
		target := types.Type(object.Type())
		if alias != nil {
			target = alias.Rhs()
		}
		if generic(target) {
			w.print("type %s[T any] struct{}\n", object.Name())
			return
		}
		w.print("type %s = %s\n", object.Name(), w.typ(target))
		return
	}
	named, ok := object.Type().(*types.Named)
	if !ok {
		return
	}
	if named.TypeParams().Len() > 0 {
		w.print("type %s[T any] struct{}\n", object.Name())
		return
	}
	w.print("type %s %s\n", object.Name(), w.underlying(named.Underlying()))
	if types.IsInterface(named) {
		return
	}
	methods := types.NewMethodSet(types.NewPointer(named))
	values := types.NewMethodSet(named)
	for i := range methods.Len() {
		selection := methods.At(i)
		method := selection.Obj().(*types.Func)
		signature := method.Type().(*types.Signature)
		if !method.Exported() || generic(signature) || signature.TypeParams().Len() > 0 {
			continue
		}
		star := "*"
		if values.Lookup(method.Pkg(), method.Name()) != nil {
			star = ""
		}
		w.print("func (_ %s%s) %s%s\n", star, object.Name(), method.Name(), w.signature(signature))
	}
}

// generic reports whether a type mentions one with type arguments.
func generic(t types.Type) bool {
	found := false
	var visit func(t types.Type, depth int)
	visit = func(t types.Type, depth int) {
		if depth > 20 {
			return
		}
		switch t := t.(type) {
		case *types.Named:
			found = found || t.TypeArgs().Len() > 0
		case *types.Alias:
			visit(types.Unalias(t), depth+1)
		case *types.TypeParam:
			found = true
		case *types.Pointer:
			visit(t.Elem(), depth+1)
		case *types.Slice:
			visit(t.Elem(), depth+1)
		case *types.Array:
			visit(t.Elem(), depth+1)
		case *types.Chan:
			visit(t.Elem(), depth+1)
		case *types.Map:
			visit(t.Key(), depth+1)
			visit(t.Elem(), depth+1)
		case *types.Signature:
			for _, tuple := range []*types.Tuple{t.Params(), t.Results()} {
				for i := range tuple.Len() {
					visit(tuple.At(i).Type(), depth+1)
				}
			}
		}
	}
	visit(t, 0)
	return found
}

func (w *writer) signature(signature *types.Signature) string {
	var out strings.Builder
	out.WriteString("(")
	for i := range signature.Params().Len() {
		if i > 0 {
			out.WriteString(", ")
		}
		param := signature.Params().At(i)
		if signature.Variadic() && i == signature.Params().Len()-1 {
			out.WriteString("_ ..." + w.typ(param.Type().(*types.Slice).Elem()))
			continue
		}
		out.WriteString("_ " + w.typ(param.Type()))
	}
	out.WriteString(")")
	switch results := signature.Results(); results.Len() {
	case 0:
	case 1:
		out.WriteString(" " + w.typ(results.At(0).Type()))
	default:
		out.WriteString(" (")
		for i := range results.Len() {
			if i > 0 {
				out.WriteString(", ")
			}
			out.WriteString(w.typ(results.At(i).Type()))
		}
		out.WriteString(")")
	}
	return out.String()
}

// typ writes a type; what it refers to is declared as well.
func (w *writer) typ(t types.Type) string {
	current := w.current
	text := types.TypeString(t, func(pkg *types.Package) string {
		if pkg == current {
			return ""
		}
		w.imports[current.Path()][pkg.Path()] = true
		return pkg.Name()
	})
	w.refer(t)
	return text
}

func (w *writer) refer(t types.Type) {
	switch t := t.(type) {
	case *types.Named:
		w.want(t.Obj())
	case *types.Alias:
		if t.Obj().Pkg() != nil {
			w.want(t.Obj())
		}
	case *types.Pointer:
		w.refer(t.Elem())
	case *types.Slice:
		w.refer(t.Elem())
	case *types.Array:
		w.refer(t.Elem())
	case *types.Chan:
		w.refer(t.Elem())
	case *types.Map:
		w.refer(t.Key())
		w.refer(t.Elem())
	case *types.Signature:
		for _, tuple := range []*types.Tuple{t.Params(), t.Results()} {
			for i := range tuple.Len() {
				w.refer(tuple.At(i).Type())
			}
		}
	case *types.Struct:
		for i := range t.NumFields() {
			w.refer(t.Field(i).Type())
		}
	case *types.Interface:
		for i := range t.NumMethods() {
			w.refer(t.Method(i).Type())
		}
	}
}

// underlying writes what a name stands for. Fields that are not exported keep their size and where they have pointers.
func (w *writer) underlying(t types.Type) string {
	switch t := t.(type) {
	case *types.Struct:
		fields := make([]string, t.NumFields())
		for i := range t.NumFields() {
			field := t.Field(i)
			if field.Exported() && !generic(field.Type()) {
				fields[i] = field.Name() + " " + w.typ(field.Type())
				continue
			}
			fields[i] = fmt.Sprintf("hidden%d %s", i, shape(field.Type()))
		}
		return "struct { " + strings.Join(fields, "; ") + " }"
	case *types.Interface:
		methods := make([]string, t.NumMethods())
		for i := range t.NumMethods() {
			method := t.Method(i)
			methods[i] = method.Name() + w.signature(method.Type().(*types.Signature))
		}
		return "interface { " + strings.Join(methods, "; ") + " }"
	default:
		return w.typ(t)
	}
}

func shape(t types.Type) string {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		if t.Kind() == types.UnsafePointer {
			return "*int"
		}
		return t.Name()
	case *types.Slice:
		return "[]byte"
	case *types.Map:
		return "map[int]int"
	case *types.Signature:
		return "func()"
	case *types.Interface:
		return "any"
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), shape(t.Elem()))
	case *types.Struct:
		fields := make([]string, t.NumFields())
		for i := range t.NumFields() {
			fields[i] = fmt.Sprintf("hidden%d %s", i, shape(t.Field(i).Type()))
		}
		return "struct { " + strings.Join(fields, "; ") + " }"
	default:
		return "*int"
	}
}

// place is where a parameter is declared: package, file, line and column.
type place struct {
	file         string
	line, column int
}

var line = regexp.MustCompile(`^(.*\.go):(\d+):(\d+): (.*)$`)

var (
	toHeap    = regexp.MustCompile(`^leaking param: \S+$`)
	content   = regexp.MustCompile(`^leaking param content: \S+$`)
	toResult  = regexp.MustCompile(`^leaking param: \S+ to result (\S+) level=(\d+)$`)
	mutates   = regexp.MustCompile(`^mutates param: \S+ derefs=(\d+)$`)
	calls     = regexp.MustCompile(`^calls param: \S+ derefs=(\d+)$`)
	moved     = regexp.MustCompile(`^moved to heap: \S+$`)
	untouched = regexp.MustCompile(`^\S+ does not escape(, mutate, or call)?$`)
)

func tags(paths []string) error {
	goroot := runtime.GOROOT()
	flags := "-m"
	version, err := os.ReadFile(filepath.Join(goroot, "VERSION"))
	if err != nil {
		return err
	}
	if !strings.HasPrefix(string(version), "go1.21") {
		flags += " -d=escapemutationscalls=1"
	}
	command := exec.Command(filepath.Join(goroot, "bin", "go"), append([]string{"build", "-gcflags=all=" + flags}, paths...)...)
	command.Dir = filepath.Join(goroot, "src")
	var report bytes.Buffer
	command.Stderr = &report
	if err := command.Run(); err != nil {
		return fmt.Errorf("%v: %s", err, report.String())
	}
	said := map[place][]string{}
	scanner := bufio.NewScanner(&report)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		if match := line.FindStringSubmatch(scanner.Text()); match != nil {
			file := match[1]
			if !filepath.IsAbs(file) {
				file = filepath.Join(goroot, "src", file)
			}
			row, _ := strconv.Atoi(match[2])
			column, _ := strconv.Atoi(match[3])
			at := place{file, row, column}
			said[at] = append(said[at], match[4])
		}
	}
	// Promoted methods are declared in other packages than the type, so every package that was compiled is read.
	found := map[string]map[string]string{}
	directories := map[string]bool{}
	for at := range said {
		directories[filepath.Dir(at.file)] = true
	}
	for directory := range directories {
		path, err := filepath.Rel(filepath.Join(goroot, "src"), directory)
		if err != nil {
			return err
		}
		if err := read(directory, filepath.ToSlash(path), said, found); err != nil {
			return err
		}
	}
	fset := token.NewFileSet()
	from := importer.ForCompiler(fset, "source", nil)
	var out []string
	for _, path := range paths {
		pkg, err := from.Import(path)
		if err != nil {
			return err
		}
		for _, name := range pkg.Scope().Names() {
			// Types that are not exported have methods that programs call, such as the one of binary.LittleEndian.
			object := pkg.Scope().Lookup(name)
			switch object := object.(type) {
			case *types.Func:
				if !object.Exported() {
					continue
				}
				if tag, ok := found[path][name]; ok {
					out = append(out, fmt.Sprintf("%s %s %s", path, name, tag))
				}
			case *types.TypeName:
				if types.IsInterface(object.Type()) || object.IsAlias() {
					continue
				}
				named, ok := object.Type().(*types.Named)
				if !ok || named.TypeParams().Len() > 0 {
					continue
				}
				methods := types.NewMethodSet(types.NewPointer(named))
				for i := range methods.Len() {
					method := methods.At(i).Obj().(*types.Func)
					if !method.Exported() || method.Pkg() == nil {
						continue
					}
					if tag, ok := found[method.Pkg().Path()][receiver(method)+"."+method.Name()]; ok {
						out = append(out, fmt.Sprintf("%s %s.%s %s", path, name, method.Name(), tag))
					}
				}
			}
		}
	}
	sort.Strings(out)
	for _, line := range out {
		fmt.Println(line)
	}
	return nil
}

func receiver(method *types.Func) string {
	t := method.Type().(*types.Signature).Recv().Type()
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem()
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj().Name()
	}
	return ""
}

// read finds the tags of the functions that a directory declares.
func read(directory, path string, said map[place][]string, found map[string]map[string]string) error {
	fset := token.NewFileSet()
	entries, err := os.ReadDir(directory)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, filepath.Join(directory, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			function, ok := decl.(*ast.FuncDecl)
			if !ok || function.Type.TypeParams != nil {
				continue
			}
			name := function.Name.Name
			if function.Recv != nil {
				base := function.Recv.List[0].Type
				if star, ok := base.(*ast.StarExpr); ok {
					base = star.X
				}
				ident, ok := base.(*ast.Ident)
				if !ok {
					continue
				}
				name = ident.Name + "." + name
			}
			results := resultNames(function.Type.Results)
			var all []string
			any := false
			for _, list := range []*ast.FieldList{function.Recv, function.Type.Params} {
				if list == nil {
					continue
				}
				for _, field := range list.List {
					if len(field.Names) == 0 {
						all = append(all, "-")
						continue
					}
					for _, ident := range field.Names {
						at := fset.Position(ident.Pos())
						messages := said[place{at.Filename, at.Line, at.Column}]
						tag := tagOf(messages, results)
						any = any || len(messages) > 0
						all = append(all, tag)
					}
				}
			}
			if _, ok := found[path]; !ok {
				found[path] = map[string]string{}
			}
			// A file for another system says nothing, and declares the same function.
			if old, ok := found[path][name]; ok && (!any || strings.Trim(old, "-,") != "") {
				continue
			}
			if len(all) == 0 {
				all = []string{"."}
			}
			found[path][name] = strings.Join(all, ",")
		}
	}
	return nil
}

func resultNames(list *ast.FieldList) []string {
	var names []string
	if list == nil {
		return nil
	}
	for _, field := range list.List {
		if len(field.Names) == 0 {
			names = append(names, fmt.Sprintf("~r%d", len(names)))
		}
		for _, ident := range field.Names {
			name := ident.Name
			if name == "_" {
				name = fmt.Sprintf("~b%d", len(names))
			}
			names = append(names, name)
		}
	}
	return names
}

// tagOf writes a tag: h, m and c for the heap, for writes and for calls, r and a number for a result, each with its dereferences.
func tagOf(messages []string, results []string) string {
	var parts []string
	for _, message := range messages {
		switch {
		case moved.MatchString(message), toHeap.MatchString(message):
			parts = append(parts, "h0")
		case content.MatchString(message):
			parts = append(parts, "h1")
		case untouched.MatchString(message):
		default:
			if match := mutates.FindStringSubmatch(message); match != nil {
				parts = append(parts, "m"+match[1])
			} else if match := calls.FindStringSubmatch(message); match != nil {
				parts = append(parts, "c"+match[1])
			} else if match := toResult.FindStringSubmatch(message); match != nil {
				for index, name := range results {
					if name == match[1] {
						parts = append(parts, fmt.Sprintf("r%d:%s", index, match[2]))
					}
				}
			}
		}
	}
	if len(parts) == 0 {
		return "-"
	}
	sort.Strings(parts)
	unique := parts[:1]
	for _, part := range parts[1:] {
		if part != unique[len(unique)-1] {
			unique = append(unique, part)
		}
	}
	return strings.Join(unique, "+")
}

// merge writes one line for each function and tag, with the releases that have it.
func merge(files []string) error {
	type key struct{ path, name string }
	tags := map[key]map[int]string{}
	for _, argument := range files {
		minor, file, ok := strings.Cut(argument, "=")
		number, err := strconv.Atoi(minor)
		if !ok || err != nil {
			return fmt.Errorf("%q is not MINOR=FILE", argument)
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, line := range strings.Split(strings.TrimSpace(string(content)), "\n") {
			fields := strings.Fields(line)
			if len(fields) != 3 {
				return fmt.Errorf("%s: %q has not three fields", file, line)
			}
			k := key{fields[0], fields[1]}
			if tags[k] == nil {
				tags[k] = map[int]string{}
			}
			tags[k][number] = fields[2]
		}
	}
	var out []string
	for k, byRelease := range tags {
		var minors []int
		for minor := range byRelease {
			minors = append(minors, minor)
		}
		sort.Ints(minors)
		for i := 0; i < len(minors); {
			j := i
			for j+1 < len(minors) && byRelease[minors[j+1]] == byRelease[minors[i]] {
				j++
			}
			out = append(out, fmt.Sprintf("%s %s %d-%d %s", k.path, k.name, minors[i], minors[j], byRelease[minors[i]]))
			i = j + 1
		}
	}
	sort.Strings(out)
	for _, line := range out {
		fmt.Println(line)
	}
	return nil
}

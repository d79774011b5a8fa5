package spec

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// xpFunctions writes xp/zfunctions.go: one function a row, with the parameters of nd's function of that
// name. The Python array type's own functions are left out.
func xpFunctions() (string, error) {
	functions, err := ndSignatures()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("package xp\n\nimport (\n\t\"gondola/dtype\"\n\t\"gondola/nd\"\n\t\"gondola/protocol\"\n)\n")
	for _, r := range Rows() {
		if strings.HasPrefix(r.Name, "__") {
			continue
		}
		params, ok := usualGoParams[r.Kind]
		if !ok {
			if params, ok = functions[r.GoName()]; !ok {
				return "", fmt.Errorf("%s: package nd has no function %s", r.Name, r.GoName())
			}
		}
		text, err := r.xpFunction(params)
		if err != nil {
			return "", err
		}
		b.WriteString(text)
	}
	return b.String(), nil
}

// goParam is a parameter of a Go function; the type begins with three dots where it is variadic.
type goParam struct{ name, typ string }

// usualGoParams are the parameters of the kinds whose Go functions are generated.
var usualGoParams = map[Kind][]goParam{
	Unary:     {{"x", "any"}, {"opts", "...nd.MapOption"}},
	Binary:    {{"x1", "any"}, {"x2", "any"}, {"opts", "...nd.MapOption"}},
	Reduction: {{"x", "any"}, {"opts", "...nd.ReduceOption"}},
}

// standardNames are the standard's names of parameters that nd calls otherwise.
var standardNames = map[string]string{"n": "n_rows", "d": "dtype", "value": "fill_value", "appendix": "append"}

// methods are the names in package protocol of the ways to apply the kinds.
var methods = map[Kind]string{Unary: "Map", Binary: "Map", Reduction: "Reduce", Function: "Func"}

// xpFunction is the function of a row: the call in nd, and the record of it for containers. Options become
// keyword arguments, and so do parameters that the standard has by keyword only.
func (r Row) xpFunction(goParams []goParam) (string, error) {
	params, err := r.Params()
	if err != nil {
		return "", err
	}
	kinds := map[string]ParamKind{}
	for _, p := range params {
		kinds[p.Name] = p.Kind
		if p.Kind == PositionalOrKeyword && p.Name == "n" { // diff's: the standard takes it by keyword only
			kinds[p.Name] = KeywordOnly
		}
	}
	var declared, passed, positional []string
	keywords, named := "nil", ""
	for i, p := range goParams {
		text := p.name
		if i+1 == len(goParams) || goParams[i+1].typ != p.typ {
			text += " " + p.typ
		}
		declared = append(declared, text)
		family, isOptions := strings.CutSuffix(p.typ, "Option")
		spread := ""
		if strings.HasPrefix(p.typ, "...") {
			spread = "..."
		}
		passed = append(passed, p.name+spread)
		if isOptions {
			keywords = strings.TrimPrefix(family, "...") + "Params(" + p.name + ")"
			continue
		}
		name := p.name
		if _, ok := kinds[name]; !ok {
			name = standardNames[name]
		}
		switch kind, ok := kinds[name]; {
		case !ok:
			return "", fmt.Errorf("%s: the row has no parameter for %s of %s", r.Name, p.name, r.GoName())
		case kind == KeywordOnly:
			named += fmt.Sprintf(", %q, %s", name, p.name)
		case kind == Variadic:
			positional = append(positional, p.name+spread)
		default:
			positional = append(positional, p.name)
		}
	}
	if named != "" {
		keywords = "keywords(" + keywords + named + ")"
	}
	return fmt.Sprintf("\n%sfunc %s(%s) any {\n\treturn call(func() any { return nd.%s(%s) }, %q, protocol.%s, %s, %s)\n}\n",
		r.goDoc(), r.GoName(), strings.Join(declared, ", "), r.GoName(), strings.Join(passed, ", "),
		r.Name, methods[r.Kind], keywords, strings.Join(positional, ", ")), nil
}

// ndSignatures reads the parameters of the exported functions that a person wrote in package nd.
func ndSignatures() (map[string][]goParam, error) {
	root, err := repository()
	if err != nil {
		return nil, err
	}
	paths, err := filepath.Glob(filepath.Join(root, "nd", "[^z]*.go"))
	if err != nil {
		return nil, err
	}
	signatures := map[string][]goParam{}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv != nil || f.Type.TypeParams != nil || !f.Name.IsExported() {
				continue
			}
			var params []goParam
			for _, field := range f.Type.Params.List {
				for _, name := range field.Names {
					params = append(params, goParam{name.Name, typeText(field.Type)})
				}
			}
			signatures[f.Name.Name] = params
		}
	}
	return signatures, nil
}

// typeText is a type of package nd as another package writes it.
func typeText(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.Ident:
		if t.IsExported() {
			return "nd." + t.Name
		}
		return t.Name
	case *ast.SelectorExpr:
		return t.X.(*ast.Ident).Name + "." + t.Sel.Name
	case *ast.StarExpr:
		return "*" + typeText(t.X)
	case *ast.ArrayType:
		return "[]" + typeText(t.Elt)
	case *ast.Ellipsis:
		return "..." + typeText(t.Elt)
	}
	return fmt.Sprintf("%T", t) // does not compile, and says what to add here
}

// repository is the root of the repository the working directory lies in.
func repository() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("the working directory is not in the repository")
		}
		dir = parent
	}
}

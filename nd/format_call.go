package nd

import "fmt"

// repr and str are the text of an array for calls by name.
func repr(x any, prefix string) any { return fmt.Sprintf("%#v", operand("Repr", x)) }

func str(x any) any { return fmt.Sprintf("%v", operand("Str", x)) }

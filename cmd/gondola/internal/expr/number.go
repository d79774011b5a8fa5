package expr

import (
	"errors"
	"fmt"
	"math/big"

	"gondola/nd"
)

// Operators between numbers give numbers, as in Python: ints are exact, of two ints only / and negative
// powers give floats, and dividing by zero is an error. Were they left to arrays, the result would no
// longer be weak: x * (1/3) would turn float32 into float64.

var (
	errZeroDivision = errors.New("division by zero")
	errTooLarge     = errors.New("the integer does not fit in 64 bits: write one of the numbers with a point")
)

// isNumber says that a value takes part in arithmetic among numbers.
func isNumber(v any) bool {
	switch v.(type) {
	case bool, int, uint64, float64, complex128:
		return true
	}
	return false
}

// numbers applies an operator to one or two numbers.
func numbers(operator string, f *nd.Function, args []any) (any, error) {
	if bools, ok := all[bool](args); ok && logical(operator) {
		return scalarCall(f, bools)
	}
	if ints, ok := integers(args); ok {
		if result, done, err := integerArithmetic(operator, ints); done {
			return result, err
		}
	}
	if operator == "/" || operator == "//" || operator == "%" {
		if args[1] == 0.0 || args[1] == 0 || args[1] == false {
			return nil, errZeroDivision
		}
	}
	return scalarCall(f, args)
}

// logical says that an operator on bools gives a bool.
func logical(operator string) bool { return operator == "&" || operator == "|" || operator == "^" }

// all is args if every one of them is a T.
func all[T any](args []any) ([]any, bool) {
	for _, v := range args {
		if _, ok := v.(T); !ok {
			return nil, false
		}
	}
	return args, true
}

// scalarCall applies an elementwise function to numbers and takes the number out of the array.
func scalarCall(f *nd.Function, args []any) (any, error) {
	result, err := f.Call(args, nil)
	if err != nil {
		return nil, err
	}
	switch v := result.(*nd.Array).Item().(type) {
	case int64:
		return int(v), nil
	default:
		return v, nil
	}
}

// integers is args as big integers, if they are ints and bools.
func integers(args []any) ([]*big.Int, bool) {
	list := make([]*big.Int, len(args))
	for i, v := range args {
		switch v := v.(type) {
		case bool:
			list[i] = new(big.Int)
			if v {
				list[i].SetInt64(1)
			}
		case int:
			list[i] = big.NewInt(int64(v))
		case uint64:
			list[i] = new(big.Int).SetUint64(v)
		default:
			return nil, false
		}
	}
	return list, true
}

// fromBig is an integer as an int, or a uint64 where it takes that.
func fromBig(i *big.Int) (any, bool) {
	switch {
	case i.IsInt64():
		return int(i.Int64()), true
	case i.IsUint64():
		return i.Uint64(), true
	}
	return nil, false
}

// integerArithmetic is an operator on integers whose result is an integer; done is false of the others.
func integerArithmetic(operator string, x []*big.Int) (result any, done bool, err error) {
	z, err := new(big.Int), error(nil)
	if len(x) == 1 {
		switch operator {
		case "+":
			z.Set(x[0])
		case "-":
			z.Neg(x[0])
		case "~":
			z.Not(x[0])
		default:
			return nil, false, nil
		}
	} else {
		switch operator {
		case "+":
			z.Add(x[0], x[1])
		case "-":
			z.Sub(x[0], x[1])
		case "*":
			z.Mul(x[0], x[1])
		case "&":
			z.And(x[0], x[1])
		case "|":
			z.Or(x[0], x[1])
		case "^":
			z.Xor(x[0], x[1])
		case "//", "%":
			err = divide(operator, z, x[0], x[1])
		case "<<", ">>":
			err = shift(operator, z, x[0], x[1])
		case "**":
			if x[1].Sign() < 0 {
				return floatPower(x[0], x[1])
			}
			err = power(z, x[0], x[1])
		default:
			return nil, false, nil
		}
	}
	if err != nil {
		return nil, true, err
	}
	value, ok := fromBig(z)
	if !ok {
		return nil, true, errTooLarge
	}
	return value, true, nil
}

// divide is the quotient rounded down, or its remainder, which has the sign of y.
func divide(operator string, z, x, y *big.Int) error {
	if y.Sign() == 0 {
		return errZeroDivision
	}
	quotient, remainder := new(big.Int).QuoRem(x, y, new(big.Int))
	if remainder.Sign() != 0 && remainder.Sign() != y.Sign() {
		quotient.Sub(quotient, big.NewInt(1))
		remainder.Add(remainder, y)
	}
	if operator == "//" {
		z.Set(quotient)
	} else {
		z.Set(remainder)
	}
	return nil
}

func shift(operator string, z, x, y *big.Int) error {
	switch {
	case y.Sign() < 0:
		return fmt.Errorf("negative shift count %v", y)
	case operator == "<<" && x.Sign() != 0 && y.Cmp(big.NewInt(64)) > 0:
		return errTooLarge
	case operator == "<<":
		z.Lsh(x, uint(y.Uint64()))
	default:
		// No bit is left of 64 after as many places.
		z.Rsh(x, uint(min(y.Uint64(), 64)))
	}
	return nil
}

func power(z, x, y *big.Int) error {
	if x.BitLen() > 1 && y.Cmp(big.NewInt(64)) > 0 {
		return errTooLarge
	}
	if x.BitLen() <= 1 { // only whether y is 0, even or odd matters
		y = big.NewInt(int64(min(y.Uint64(), 2) | uint64(y.Bit(0))))
	}
	z.Exp(x, y, nil)
	return nil
}

// floatPower is an integer to a negative power.
func floatPower(x, y *big.Int) (any, bool, error) {
	if x.Sign() == 0 {
		return nil, true, errZeroDivision
	}
	base, _ := x.Float64()
	exponent, _ := y.Float64()
	value, err := scalarCall(nd.Lookup("pow"), []any{base, exponent})
	return value, true, err
}

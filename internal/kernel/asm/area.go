package main

import "github.com/mmcloughlin/avo/reg"

// The inverse hyperbolic functions are logarithms of 1+w, where w, the sum of two numbers for f64, is no difference of
// nearly equal terms:
//
//	asinh|x|  w = |x| + x² / (1 + sqrt(1+x²))
//	acosh(x)  w = t + sqrt(t·(t+2)), t = x-1
//	atanh|x|  w = 2|x| / (1-|x|), and half the logarithm
//
// Hard are numbers beyond 2**60, where a square root stays in the range of roughInverse, numbers without a result, and NaN.
const rootLimit = 0x1p60

func asinh(k *kernel, single bool) function {
	logOfNext, quotient := k.logOfNext(single), k.quotient()
	magnitude, sign := k.pattern(k.sign()-1), k.pattern(k.sign())
	one, limit := k.register(k.bits(1)), k.constant(rootLimit)
	return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
		size := k.bitsAnd(x, magnitude)
		hard := k.lanesWhere(size, notLessEqual, limit)
		var w exact
		if single {
			square := k.mul(size, size)
			root := k.root(exact{high: k.add(square, one)})
			w.high = k.add(size, k.div(square, k.add(root.high, one)))
		} else {
			square := k.productOf(size, size)
			next := k.sumOfAny(one, square.high)
			next.low = k.add(next.low, square.low)
			root := k.root(next)
			divisor := k.sumOf(root.high, one)
			divisor.low = k.add(divisor.low, root.low)
			rest := quotient(square, divisor)
			w = k.sumOf(size, rest.high)
			w.low = k.add(w.low, rest.low)
		}
		return k.bitsOr(logOfNext(w), k.bitsAnd(x, sign)), &hard
	}
}

func acosh(k *kernel, single bool) function {
	logOfNext := k.logOfNext(single)
	one, two, limit := k.register(k.bits(1)), k.register(k.bits(2)), k.constant(rootLimit)
	return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
		hard := k.or(k.lanesWhere(x, less, one), k.lanesWhere(x, notLessEqual, limit))
		t := k.sub(x, one) // exact below 2**53, and good enough beyond
		if single {
			root := k.root(exact{high: k.mul(t, k.add(t, two))})
			return logOfNext(exact{high: k.add(root.high, t)}), &hard
		}
		next := k.sumOfAny(t, two)
		product := k.mul(t, next.high)
		short := k.copyOf(t) // what the product lost
		k.mulSub(short, next.high, product)
		k.addProduct(short, t, next.low)
		root := k.root(exact{product, short})
		w := k.sumOf(root.high, t)
		w.low = k.add(w.low, root.low)
		return logOfNext(w), &hard
	}
}

func atanh(k *kernel, single bool) function {
	logOfNext, quotient := k.logOfNext(single), k.quotient()
	magnitude, sign := k.pattern(k.sign()-1), k.pattern(k.sign())
	one, half := k.register(k.bits(1)), k.constant(0.5)
	return func(x reg.VecVirtual) (reg.VecVirtual, *lanes) {
		const notLess = 5
		size := k.bitsAnd(x, magnitude)
		hard := k.lanesWhere(size, notLess, one)
		twice := k.add(size, size)
		var w exact
		if single {
			w.high = k.div(twice, k.sub(one, size))
		} else {
			divisor := exact{high: k.sub(one, size)}
			divisor.low = k.sub(k.sub(one, divisor.high), size)
			w = quotient(exact{high: twice}, divisor)
		}
		return k.bitsOr(k.mul(logOfNext(w), half), k.bitsAnd(x, sign)), &hard
	}
}

// root is the square root of a sum of two numbers, or of one; see roughInverse for the range.
func (k *kernel) root(x exact) exact {
	root := exact{high: k.vec()}
	k.VSQRTPD(x.high, root.high)
	if x.low != nil {
		rest := k.lessProduct(x.high, root.high, root.high)
		root.low = k.mul(k.add(rest, x.low), k.roughInverse(k.add(root.high, root.high)))
	}
	return root
}

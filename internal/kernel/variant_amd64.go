package kernel

import (
	"slices"

	"golang.org/x/sys/cpu"
)

// Supported lists the variants this machine runs, the best one last. Package cpu reports a feature only where the
// operating system saves its registers.
func Supported() []Variant {
	variants := []Variant{Portable}
	x := &cpu.X86
	// The loops also use BMI2, which every processor with AVX2 and FMA has; the check costs nothing.
	if !x.HasAVX2 || !x.HasFMA || !x.HasBMI2 {
		return variants
	}
	variants = append(variants, AVX2)
	if x.HasAVX512F && x.HasAVX512VL && x.HasAVX512DQ && x.HasAVX512BW {
		variants = append(variants, AVX512)
	}
	return variants
}

// simdRows is the rows of a variant.
func simdRows(v Variant) []simdRow {
	switch v {
	case AVX2:
		return slices.Concat(arcAVX2, arithmeticAVX2, castAVX2, compareAVX2, expAVX2, hyperbolicAVX2, logAVX2, logsAVX2,
			narrowAVX2, powAVX2, reduceAVX2, rootAVX2, trigAVX2)
	case AVX512:
		return slices.Concat(arcAVX512, arithmeticAVX512, castAVX512, compareAVX512, expAVX512, hyperbolicAVX512, logAVX512, logsAVX512,
			narrowAVX512, powAVX512, reduceAVX512, rootAVX512, trigAVX512)
	}
	return nil
}

package npy

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gondola/dtype"
	"gondola/nd"
)

// dict reads the Python dict of a header, whose keys are known. rest is what has not been read, and
// after an error begins where that was found.
type dict struct{ rest string }

// parse reads the dict, the whole of rest, into h.
func (d *dict) parse(h *Header) error {
	if !d.skip("{") {
		return fmt.Errorf("the header is no dict: it begins with %.20q", d.rest)
	}
	var seen []string
	for !d.skip("}") {
		key, err := d.key()
		if err != nil {
			return err
		}
		if slices.Contains(seen, key) {
			return fmt.Errorf("the header has the key %q twice", key)
		}
		seen = append(seen, key)
		if err := d.value(key, h); err != nil {
			return err
		}
		if !d.skip(",") && !strings.HasPrefix(d.rest, "}") {
			return fmt.Errorf("the header has %.20q where a comma or bracket should be", d.rest)
		}
	}
	for _, key := range []string{"descr", "fortran_order", "shape"} {
		if !slices.Contains(seen, key) {
			return fmt.Errorf("the header lacks the key %q", key)
		}
	}
	if d.rest != "" {
		return fmt.Errorf("the header has %.20q after its dict", d.rest)
	}
	return nil
}

// skip drops white space, then the token if it is next, then white space again.
func (d *dict) skip(token string) bool {
	const space = " \t\r\n"
	rest, found := strings.CutPrefix(strings.TrimLeft(d.rest, space), token)
	d.rest = strings.TrimLeft(rest, space)
	return found
}

// key reads a key and its colon.
func (d *dict) key() (string, error) {
	if d.rest != "" && (d.rest[0] == '\'' || d.rest[0] == '"') {
		if key, rest, ok := strings.Cut(d.rest[1:], d.rest[:1]); ok && strings.HasPrefix(strings.TrimSpace(rest), ":") {
			d.rest = rest
			d.skip(":")
			return key, nil
		}
	}
	return "", fmt.Errorf("the header has %.20q where a key and a colon should be", d.rest)
}

// value reads the value of a key into h.
func (d *dict) value(key string, h *Header) (err error) {
	switch key {
	case "descr":
		h.DType, err = d.descr()
	case "fortran_order":
		h.Fortran, err = d.boolean()
	case "shape":
		h.Shape, err = d.shape()
	default:
		err = fmt.Errorf("the header has an unknown key, %.40q", key)
	}
	return err
}

// descr reads an element type.
func (d *dict) descr() (dtype.DType, error) {
	t, rest, err := dtype.ScanDescr(d.rest)
	if err != nil {
		if strings.Contains(err.Error(), "Python objects") {
			err = errors.New("the elements are Python objects, which are stored as a pickle: refused, since unpickling runs code")
		}
		return t, err
	}
	// Raw bytes have no byte order; the one type that says V with an order is bfloat16.
	switch strings.Trim(d.rest[:len(d.rest)-len(rest)], "'\"") {
	case "<V2":
		t = dtype.BFloat16.LittleEndian()
	case ">V2":
		t = dtype.BFloat16.BigEndian()
	}
	d.rest = rest
	return t, nil
}

// boolean reads True or False.
func (d *dict) boolean() (bool, error) {
	if d.skip("True") {
		return true, nil
	}
	if d.skip("False") {
		return false, nil
	}
	return false, fmt.Errorf("fortran_order is %.20q, neither True nor False", d.rest)
}

// shape reads a tuple of ints. Python 2 wrote an L behind long ones.
func (d *dict) shape() ([]int, error) {
	if !d.skip("(") {
		return nil, fmt.Errorf("shape is %.20q, no tuple", d.rest)
	}
	shape := []int{}
	for comma := true; !d.skip(")"); {
		digits := len(d.rest) - len(strings.TrimLeft(d.rest, "0123456789"))
		dim, err := strconv.Atoi(d.rest[:digits])
		switch {
		case digits == 0 || !comma:
			return nil, fmt.Errorf("shape has %.20q where a dimension or bracket should be", d.rest)
		case err != nil:
			return nil, fmt.Errorf("shape has a dimension, %.24s, that is larger than any memory", d.rest[:digits])
		case len(shape) == nd.MaxRank:
			return nil, fmt.Errorf("shape has more than the %d axes that an array can have", nd.MaxRank)
		}
		shape = append(shape, dim)
		d.rest = strings.TrimPrefix(d.rest[digits:], "L")
		if comma = d.skip(","); !comma && len(shape) == 1 && strings.HasPrefix(d.rest, ")") {
			return nil, errors.New("shape is a number in brackets, no tuple")
		}
	}
	return shape, nil
}

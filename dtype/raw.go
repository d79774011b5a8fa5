package dtype

import "fmt"

// Raw is the type made of parts, as language bindings pass them: a structure becomes raw bytes of its
// size. unit and count matter to datetimes and timedeltas only.
func Raw(id ID, size int, swapped bool, unit Unit, count int) (DType, error) {
	if int(id) >= NumIDs || size < 0 || size > MaxSize || unit > Attosecond {
		return DType{}, fmt.Errorf("dtype: no type has id %d, size %d, unit %d", id, size, unit)
	}
	if want := Table[id].Size; want != 0 && want != size {
		return DType{}, fmt.Errorf("dtype: %s takes %d bytes, not %d", Table[id].Name, want, size)
	}
	if id == IDText && size%4 != 0 {
		return DType{}, fmt.Errorf("dtype: text of %d bytes, not a multiple of 4", size)
	}
	d := DType{id: id, size: int32(size), swapped: swapped && size > 1}
	if id == IDDatetime || id == IDTimedelta {
		if count < 1 && unit != Generic {
			return DType{}, fmt.Errorf("dtype: %s with a tick of %d%s", Table[id].Name, count, unit)
		}
		d = ticking(id, unit, max(count, 1))
		d.swapped = swapped
	}
	return d, nil
}

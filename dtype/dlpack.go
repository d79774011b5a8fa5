package dtype

// DLPack is the type code and bits with which DLPack (1.3) names d. ok is false for types it does not
// have and for byte-swapped ones.
func (d DType) DLPack() (code, bits uint8, ok bool) {
	row := Table[d.id]
	return row.Code, row.Bits, d.Valid() && row.Bits != 0 && !d.swapped
}

// FromDLPack is the type that DLPack names. ok is false where there is none: sub-byte and 8-bit floats,
// opaque handles, and vector types (lanes other than 1).
func FromDLPack(code, bits uint8, lanes uint16) (d DType, ok bool) {
	for id := range ID(NumComputing) {
		if row := Table[id]; row.Code == code && row.Bits == bits && lanes == 1 {
			return Of(id), true
		}
	}
	return DType{}, false
}

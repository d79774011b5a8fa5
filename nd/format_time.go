package nd

import (
	"fmt"
	"math"
	"strconv"
	"unsafe"

	"gondola/dtype"
)

// secondFractions are the digits behind the seconds of the units finer than one.
var secondFractions = map[dtype.Unit]int{
	dtype.Second: 0, dtype.Millisecond: 3, dtype.Microsecond: 6, dtype.Nanosecond: 9,
	dtype.Picosecond: 12, dtype.Femtosecond: 15, dtype.Attosecond: 18,
}

// nat is the datetime or timedelta that is not a time.
const nat = math.MinInt64

// timeFormat aligns times to the right, datetimes in quotes and timedeltas as numbers. As in NumPy the
// width is that of the earliest and the latest.
func timeFormat(d dtype.DType, cells []unsafe.Pointer) elementFormat {
	text := func(ticks int64) string {
		switch {
		case ticks == nat:
			return "'NaT'"
		case d.Kind() == dtype.KindDatetime:
			return "'" + datetimeText(d, ticks) + "'"
		}
		return strconv.FormatInt(ticks, 10)
	}
	least, most, width := int64(math.MaxInt64), int64(nat), 0
	for _, p := range cells {
		if ticks := loadInt(d, p); ticks == nat {
			width = len(text(nat))
		} else {
			least, most = min(least, ticks), max(most, ticks)
		}
	}
	if most != nat {
		width = max(width, len(text(least)), len(text(most)))
	}
	return func(p unsafe.Pointer) string { return padLeft(text(loadInt(d, p)), width) }
}

// unitWords are the units of a timedelta on its own.
var unitWords = [...]string{
	"generic time units", "years", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds",
	"microseconds", "nanoseconds", "picoseconds", "femtoseconds", "attoseconds",
}

// timedeltaText is the str of a timedelta on its own: 75 seconds.
func timedeltaText(d dtype.DType, ticks int64) string {
	if ticks == nat {
		return "NaT"
	}
	unit, count := d.Unit()
	return fmt.Sprintf("%d %s", ticks*int64(max(1, count)), unitWords[unit])
}

// datetimeText is a datetime in ISO 8601 to its unit: 2026-11, 2026-11-24T19:05. Years are at least four
// characters wide and may be negative, as in NumPy; the calendar is the Gregorian one for all time.
func datetimeText(d dtype.DType, ticks int64) string {
	if ticks == nat {
		return "NaT"
	}
	unit, count := d.Unit()
	ticks *= int64(max(1, count)) // may wrap around, where NumPy raises
	switch unit {
	case dtype.Generic:
		return strconv.FormatInt(ticks, 10)
	case dtype.Year:
		return fmt.Sprintf("%04d", 1970+ticks)
	case dtype.Month:
		years, months := floorDivide(ticks, 12)
		return fmt.Sprintf("%04d-%02d", 1970+years, 1+months)
	case dtype.Week:
		return dateText(7 * ticks)
	case dtype.Day:
		return dateText(ticks)
	case dtype.Hour:
		days, hours := floorDivide(ticks, 24)
		return fmt.Sprintf("%sT%02d", dateText(days), hours)
	case dtype.Minute:
		days, minutes := floorDivide(ticks, 24*60)
		return fmt.Sprintf("%sT%02d:%02d", dateText(days), minutes/60, minutes%60)
	}
	digits := secondFractions[unit]
	perSecond := int64(1)
	for range digits {
		perSecond *= 10
	}
	seconds, fraction := floorDivide(ticks, perSecond)
	days, ofDay := floorDivide(seconds, 24*60*60)
	text := fmt.Sprintf("%sT%02d:%02d:%02d", dateText(days), ofDay/3600, ofDay/60%60, ofDay%60)
	if digits > 0 {
		text += fmt.Sprintf(".%0*d", digits, fraction)
	}
	return text
}

// floorDivide is x/y rounded down, and what is left; y is positive.
func floorDivide(x, y int64) (quotient, remainder int64) {
	quotient, remainder = x/y, x%y
	if remainder < 0 {
		return quotient - 1, remainder + y
	}
	return quotient, remainder
}

// dateText is the date so many days after 1970-01-01. Within a cycle of 400 years, counted from a 1st of
// March so that the leap day is the last of its year, years, months and days follow by division.
func dateText(days int64) string {
	const (
		daysPerCycle = 400*365 + 97
		epoch        = 719468 // days from 0000-03-01 to 1970-01-01
	)
	cycle, day := floorDivide(days, daysPerCycle)
	day += epoch
	cycle, day = cycle+day/daysPerCycle, day%daysPerCycle
	year := (day - day/(4*365) + day/(100*365+24) - day/(daysPerCycle-1)) / 365
	day -= 365*year + year/4 - year/100
	month := (5*day + 2) / 153 // from March; months take 31, 30, 31, 30, 31 days twice and so on
	day -= (153*month + 2) / 5
	year += 400 * cycle
	if month += 3; month > 12 {
		month, year = month-12, year+1
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day+1)
}

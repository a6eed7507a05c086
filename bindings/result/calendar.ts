/** Times that are years of the calendar. */

const FIRST_YEAR = 1000
const MONTHS = 'January February March April May June July August September October November December'.split(' ')
/** Of a year: a fraction of rounding begins no month. */
const ROUNDING = 1e-7

/** Whether times are years of the calendar: the horizon starts after the year 1000. */
export function isCalendar(start: number): boolean {
  return start >= FIRST_YEAR
}

/** `November 2030` of 2030.87. */
export function monthOf(time: number): string {
  const months = Math.floor(12 * (time + ROUNDING))
  return `${MONTHS[months % 12]} ${Math.floor(months / 12)}`
}

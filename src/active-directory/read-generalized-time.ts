/**
 * `20240102030405.0Z`, the one form that Active Directory writes ([MS-ADTS] 3.1.1.2.2.2,
 * String(Generalized-Time); RFC 4517 3.3.13), as RFC 3339 UTC with milliseconds.
 * Undefined when it is anything else or no date of the calendar.
 */
export function readGeneralizedTime(text: string): string | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d+))?Z$/.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, fraction = ''] = parts
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0')
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`
  return isOfTheCalendar(time) ? time : undefined
}

/** Date rolls the 30th of February over instead of refusing it. */
function isOfTheCalendar(time: string): boolean {
  const date = new Date(time)
  return !Number.isNaN(date.getTime()) && date.toISOString() === time
}

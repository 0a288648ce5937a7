const number = new Intl.NumberFormat('en-GB')

/** `1,284` */
export const count = (value: number): string => number.format(value)

/** `1 tenant`, `3 tenants` */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

const two = (value: number): string => String(value).padStart(2, '0')

/** `10:42:05`, in the person's own time zone. */
export function clock(at: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** `10:42` */
export const clockShort = (at: string): string => clock(at).replace(/^(\d\d:\d\d):\d\d$/, '$1')

const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})

/** `Tue, 10 Nov 2026 10:42` as `Tue 10 Nov 2026, 10:42`. */
export function dayAndTime(at: number): string {
  const date = new Date(at)
  return `${day.format(date).replace(',', '')}, ${two(date.getHours())}:${two(date.getMinutes())}`
}

const dayOfMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** `10 Nov`, in the person's own time zone. */
export function dayShort(at: string): string {
  const parsed = new Date(at)
  return Number.isNaN(parsed.getTime()) ? at : dayOfMonth.format(parsed)
}

/** `09:39:12`, in universal time. */
export function clockUtc(at: string): string {
  const parsed = new Date(at)
  return Number.isNaN(parsed.getTime()) ? at : parsed.toISOString().slice(11, 19)
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' })
const shortDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})
const DAY_MS = 86_400_000

/** As short as it can be told apart: `10:36` today, `Mon 10:36` this week, otherwise `2 Nov 2026`. */
export function clockOrDay(at: string, now: number): string {
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) return at
  if (moment.toDateString() === new Date(now).toDateString()) return clockShort(at)
  return Math.abs(now - moment.getTime()) < 6 * DAY_MS
    ? `${weekday.format(moment)} ${clockShort(at)}`
    : shortDay.format(moment)
}

/** How long something lasts, in one unit: `31 min`, `4 h`, `3 days`. */
export function span(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 1) return 'under 1 min'
  if (minutes < 120) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h` : plural(Math.floor(hours / 24), 'day')
}

const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** `14 March 2027` */
export function calendarDay(at: string): string {
  const parsed = new Date(at)
  return Number.isNaN(parsed.getTime()) ? at : date.format(parsed)
}

/** `42:10`, or `1:02:10` from an hour on. Never below zero. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`
}

/** `214 ms`, `1.4 s`, `2 min` */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.round(ms / 60_000)} min`
}

/** `3.1 kB`, from a number of bytes written as text. */
export function bytes(size: string): string {
  const value = Number(size)
  if (!Number.isFinite(value)) return size
  if (value < 1000) return `${value} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  const step = Math.min(Math.floor(Math.log10(value) / 3), units.length)
  return `${(value / 1000 ** step).toFixed(1)} ${units[step - 1] ?? 'B'}`
}

/** `per second`, `per 100 s`, `per minute`, `per hour`, `per day` */
export function perWindow(seconds: number): string {
  const named: Record<number, string> = {
    1: 'per second',
    60: 'per minute',
    3600: 'per hour',
    86_400: 'per day',
  }
  return named[seconds] ?? `per ${count(seconds)} s`
}

/** Cuts an id in the middle, where it says least. */
export function middle(text: string, most = 24): string {
  if (text.length <= most) return text
  const half = Math.floor((most - 1) / 2)
  return `${text.slice(0, half)}…${text.slice(-half)}`
}

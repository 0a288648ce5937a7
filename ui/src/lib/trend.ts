/** What a number was at a moment. */
export type Point = { at: string; value: number }

/** A point of a trend on a plane: x from 0 to 1 in time, y from 0 at the least to 1 at the most. */
type Placed = { x: number; y: number }

/** A trend on a plane, in stretches without gaps. */
export type Shape = { stretches: readonly (readonly Placed[])[] }

/** Two neighbours further apart than so many usual distances have a gap between them. */
const GAP = 4

/** Points that can be placed, in the order of time. */
const placeable = (points: readonly Point[]): { at: number; value: number }[] =>
  points
    .map(({ at, value }) => ({ at: Date.parse(at), value }))
    .filter(({ at }) => !Number.isNaN(at))
    .toSorted((one, other) => one.at - other.at)

/** Places a trend; nothing when fewer than two moments are known. */
export function shapeOf(points: readonly Point[]): Shape | null {
  const known = placeable(points)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || last.at <= first.at) return null
  const values = known.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const steps = known.slice(1).map(({ at }, index) => at - (known[index]?.at ?? at))
  const usual = steps.toSorted((one, other) => one - other)[Math.floor(steps.length / 2)] ?? 0
  const stretches: Placed[][] = [[]]
  for (const [index, { at, value }] of known.entries()) {
    if (index > 0 && usual > 0 && (steps[index - 1] ?? 0) > GAP * usual) stretches.push([])
    stretches.at(-1)?.push({
      x: (at - first.at) / (last.at - first.at),
      // What never changed runs along the middle.
      y: most === least ? 0.5 : (value - least) / (most - least),
    })
  }
  return { stretches }
}

/** Tenants that are asked together answer within this, and no sooner are they asked again. */
const ROUND_MS = 5 * 60_000

/**
 * The sum of several trends, from the moment on at which all of them are known.
 *
 * Each keeps its last value until its next one: they are seen at different moments. Moments of one
 * round stand for one, or a sum would climb in steps that nobody ever saw.
 */
export function sumOf(trends: readonly (readonly Point[])[]): Point[] {
  const known = trends.map(placeable).filter((trend) => trend.length > 0)
  if (known.length === 0) return []
  const start = Math.max(...known.map((trend) => trend[0]?.at ?? 0))
  const moments = [...new Set(known.flatMap((trend) => trend.map(({ at }) => at)))]
    .filter((at) => at >= start)
    .toSorted((one, other) => one - other)
    .filter((at, index, all) => (all[index + 1] ?? Infinity) - at > ROUND_MS)
  return moments.map((moment) => ({
    at: new Date(moment).toISOString(),
    value: known.reduce(
      (sum, trend) => sum + (trend.findLast(({ at }) => at <= moment)?.value ?? 0),
      0,
    ),
  }))
}

/** Where a trend began, ended, and between which values it was. */
export type Course = { first: Point; last: Point; least: number; most: number }

/** A trend in four values, for a sentence. */
export function courseOf(points: readonly Point[]): Course | null {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return null
  const values = points.map(({ value }) => value)
  return { first, last, least: Math.min(...values), most: Math.max(...values) }
}

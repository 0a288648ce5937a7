import { area, line } from 'd3-shape'

import { type Point, shapeOf } from '#lib/trend'

import styles from './Trend.module.css'

/** The plane a trend is drawn on; it is stretched to its place, the line is not. */
const WIDTH = 100
const HEIGHT = 22
/** Room for the line's own width at the top and the bottom. */
const EDGE = 1.5

type Placed = { x: number; y: number }

const left = ({ x }: Placed) => x * WIDTH
const top = ({ y }: Placed) => HEIGHT - EDGE - y * (HEIGHT - 2 * EDGE)
const lineOf = line<Placed>(left, top)
const areaOf = area<Placed>(left, HEIGHT, top)

/** How a number went lately: one line, no axis. The number itself stands beside it. */
export function Trend({
  points,
  says,
}: {
  points: readonly Point[]
  /** What it shows, as a sentence. */
  says: string
}) {
  const shape = shapeOf(points)
  if (!shape) return null
  const { stretches } = shape
  return (
    <svg
      className={styles.trend}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={says}
    >
      {stretches.map((stretch) => (
        <g key={stretch[0]?.x}>
          <path className={styles.area} d={areaOf([...stretch]) ?? ''} />
          <path d={lineOf([...stretch]) ?? ''} />
        </g>
      ))}
      {stretches.slice(1).map((stretch, index) => {
        const [end, start] = [stretches[index]?.at(-1), stretch[0]]
        return (
          end &&
          start && <path key={start.x} className={styles.gap} d={lineOf([end, start]) ?? ''} />
        )
      })}
    </svg>
  )
}

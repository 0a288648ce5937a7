import styles from './Ring.module.css'

/** What is left of something, clockwise from twelve. Its figure always stands beside it. */
export function Ring({ left, tone }: { left: number; tone?: 'warn' | 'bad' | undefined }) {
  const percent = Math.round(Math.min(1, Math.max(0, left)) * 100)
  return (
    <svg className={styles.ring} data-tone={tone} viewBox="0 0 30 30" aria-hidden>
      <circle className={styles.track} cx="15" cy="15" r="12" />
      <circle
        className={styles.value}
        cx="15"
        cy="15"
        r="12"
        pathLength="100"
        strokeDasharray={`${percent} 100`}
      />
    </svg>
  )
}

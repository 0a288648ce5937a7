import type { LucideIcon } from 'lucide-react'

type Size = 'tiny' | 'small' | 'normal' | 'large'

const PIXELS: Readonly<Record<Size, number>> = { tiny: 12, small: 13, normal: 15, large: 18 }
const STROKE: Readonly<Record<Size, number>> = { tiny: 2, small: 2, normal: 1.75, large: 1.6 }

/** A picture beside a word; it says nothing on its own. */
export function Icon({
  of: Picture,
  size = 'normal',
  className,
}: {
  of: LucideIcon
  size?: Size
  className?: string | undefined
}) {
  return (
    <Picture
      aria-hidden
      size={PIXELS[size]}
      strokeWidth={STROKE[size]}
      {...(className ? { className } : {})}
    />
  )
}

import { useEffect, useRef } from 'react'

import { Bone, Skeleton } from '#components/Skeleton'
import type { BodyView } from '#ipc/bindings'

import { copy } from '../copy-answer'
import { usePicture } from '../queries-answer'

import styles from './AnswerTabs.module.css'

/** Larger pictures are saved and opened by what can show them. */
const MOST_BYTES = 16_000_000

/** A picture that came back. It is handed over in parts and forgotten with this tab. */
export function Picture({ exchange, body }: { exchange: string; body: BodyView }) {
  const picture = usePicture(exchange, MOST_BYTES)
  const image = useRef<HTMLImageElement>(null)
  const parts = picture.data
  useEffect(() => {
    // The engine keeps the bytes behind an address until it is taken back.
    if (!parts || !image.current) return
    const made = URL.createObjectURL(new Blob(parts, { type: body.media ?? '' }))
    image.current.src = made
    return () => URL.revokeObjectURL(made)
  }, [parts, body.media])
  if (picture.error) return <p className={styles.nothing}>{copy.picture.failed}</p>
  if (parts === null) return <p className={styles.nothing}>{copy.picture.tooLarge}</p>
  return (
    <div className={styles.picture}>
      {parts === undefined ? (
        <Skeleton awaited={copy.picture.awaited}>
          <Bone width={160} height={120} />
        </Skeleton>
      ) : (
        <img ref={image} alt={copy.picture.alt} />
      )}
    </div>
  )
}

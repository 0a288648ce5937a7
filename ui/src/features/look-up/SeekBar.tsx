import { Monitor, RefreshCw, User } from 'lucide-react'
import { type KeyboardEvent, type Ref, useEffect, useEffectEvent, useRef, useState } from 'react'

import { Button } from '#components/Button'
import { SearchField } from '#components/SearchField'
import { Segments } from '#components/Segments'
import { Working } from '#components/Working'
import type { LookUpPart, Sought, TenantLine } from '#ipc/bindings'

import { answeredWords, copy, failedWords } from './copy'
import { answeredOf } from './model'

import styles from './SeekBar.module.css'

/** A pause of this length starts, once there are as many letters. */
const PAUSE_MS = 400
const LETTERS = 3

const kinds = [
  { id: 'person', label: copy.person, icon: User },
  { id: 'computer', label: copy.computer, icon: Monitor },
] as const

type Props = {
  words: string
  what: Sought
  parts: readonly LookUpPart[]
  tenants: ReadonlyMap<string, TenantLine>
  running: boolean
  stopped: boolean
  boxRef: Ref<HTMLInputElement>
  onWords: (words: string) => void
  onWhat: (what: Sought) => void
  onAgain: () => void
  onCancel: () => void
  /** Down from the box leads into what was found. */
  onDown: () => void
}

/** The box, what is looked for, and how far the answers are. */
export function SeekBar(props: Props) {
  const { words, what, running } = props
  const [typed, setTyped, send] = useTyped(words, props.onWords)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      // What stands there already is asked again, unless it is being asked.
      if (typed.trim() !== words) send(typed)
      else if (!running && words !== '') props.onAgain()
    } else if (event.key === 'ArrowDown') props.onDown()
    else return
    event.preventDefault()
  }
  return (
    <header className={styles.seek}>
      <div
        className={styles.box}
        onKeyDownCapture={(event) => {
          // The first Escape stops; the next one empties the box, as everywhere.
          if (event.key !== 'Escape' || !running) return
          event.preventDefault()
          event.stopPropagation()
          props.onCancel()
        }}
      >
        <SearchField
          label={copy.box[what]}
          placeholder={copy.placeholder[what]}
          value={typed}
          onChange={setTyped}
          inputRef={props.boxRef}
          onKeyDown={onKeyDown}
          autoFocus
        />
      </div>
      <Segments label={copy.what} segments={kinds} value={what} onChange={props.onWhat} />
      <Progress {...props} />
      <span className={styles.end}>
        {running ? (
          <Button onPress={props.onCancel}>{copy.cancel}</Button>
        ) : (
          words !== '' && (
            <Button icon={RefreshCw} onPress={props.onAgain}>
              {copy.again}
            </Button>
          )
        )}
      </span>
    </header>
  )
}

function Progress({ parts, tenants, running, stopped }: Props) {
  const { answered, of, tookMs, failed } = answeredOf(parts)
  if (of === 0) return <p className={styles.line} role="status" />
  const words = [
    answeredWords(answered, of, tookMs),
    ...failed.map((part) => failedWords(part, tenants.get(part.tenant)?.name ?? part.tenant)),
    ...(stopped ? [copy.stopped] : []),
  ].join(' ')
  return (
    <p className={styles.line} role="status" title={words}>
      {running && <Working word={copy.asking} />}
      <span className="num">{words}</span>
    </p>
  )
}

/** What stands in the box; a pause after a few letters begins the look-up. */
function useTyped(words: string, onWords: (words: string) => void) {
  const [typed, setTyped] = useState(words)
  const [before, setBefore] = useState(words)
  // The address follows a moment later; letters typed in the meantime stay.
  const [sent, setSent] = useState(words)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (words !== before) {
    // The address is the truth: back, forward and the palette fill the box.
    setBefore(words)
    if (words !== sent) {
      setSent(words)
      setTyped(words)
    }
  }
  const send = (wanted: string) => {
    setSent(wanted.trim())
    onWords(wanted)
  }
  const begin = useEffectEvent((wanted: string) => {
    if (wanted.trim() !== words) send(wanted)
  })
  useEffect(() => {
    // The clock is not React's: a timer notices that nobody types any more.
    clearTimeout(pause.current)
    if (Array.from(typed.trim()).length >= LETTERS)
      pause.current = setTimeout(() => begin(typed), PAUSE_MS)
    return () => clearTimeout(pause.current)
  }, [typed])
  const change = (wanted: string) => {
    setTyped(wanted)
    // An empty box looks for nobody.
    if (wanted === '') send('')
  }
  return [typed, change, send] as const
}

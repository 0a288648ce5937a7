import { useNavigate, useSearch } from '@tanstack/react-router'
import { PlugZap, SearchX, UserSearch } from 'lucide-react'
import { type RefObject, useEffect, useMemo, useRef } from 'react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import { ErrorCard } from '#components/ErrorCard'
import type { Sought, Subject, TenantLine } from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'

import { copy } from './copy'
import { EventsCard } from './EventsCard'
import { allKnown, byId, type Known, type Look, shownSubject } from './model'
import { useLookUp, useSignIn, useTenants } from './queries'
import { SeekBar } from './SeekBar'
import { StandsOutCard } from './StandsOutCard'
import { SubjectHead } from './SubjectHead'
import { SubjectList } from './SubjectList'
import { TenantPart } from './TenantPart'

import styles from './LookUpPage.module.css'

/** A person or a computer, looked up in every tenant at once. */
export function LookUpPage() {
  const { words = '', what = 'person', subject } = useSearch({ from: '/look-up' })
  const navigate = useNavigate({ from: '/look-up' })
  const list = useTenants()
  const tenants = useMemo(() => byId(list.data ?? []), [list.data])
  const { look, running, failure, stopped, again, cancel } = useLookUp(words, what)
  const box = useRef<HTMLInputElement>(null)
  const found = useRef<HTMLUListElement>(null)
  useEffect(() => {
    // Where the cursor is belongs to the page: a new look-up begins in the box.
    if (words === '') box.current?.focus()
  }, [words])

  const seek = (wanted: { words?: string; what?: Sought }) => {
    const next = { words, what, ...wanted }
    void navigate({
      search: {
        ...(next.words.trim() === '' ? {} : { words: next.words.trim() }),
        ...(next.what === 'computer' ? { what: next.what } : {}),
      },
      // Each letter more is the same look-up; going back leads to the one before.
      replace: words !== '' && next.what === what,
    })
  }
  const fault = failure ?? list.error
  const cause = fault && failureWords(fault.error)
  return (
    <main className={styles.page} aria-label={copy.title}>
      <h1 className="hidden">{copy.title}</h1>
      <SeekBar
        words={words}
        what={what}
        parts={words === '' ? [] : (look?.parts ?? [])}
        tenants={tenants}
        running={running}
        stopped={stopped}
        boxRef={box}
        onWords={(typed) => seek({ words: typed })}
        onWhat={(wanted) => seek({ what: wanted })}
        onAgain={again}
        onCancel={cancel}
        onDown={() => found.current?.querySelector('a')?.focus()}
      />
      {cause ? (
        <div className={styles.alone}>
          <ErrorCard words={cause} actions={<Button onPress={again}>{copy.retry}</Button>} />
        </div>
      ) : list.data?.length === 0 ? (
        <NoTenants />
      ) : words === '' ? (
        <div className={styles.alone}>
          <Empty icon={UserSearch} title={copy.emptyTitle[what]}>
            {copy.emptyText[what]}
          </Empty>
        </div>
      ) : (
        look && (
          <Answer
            look={look}
            words={words}
            what={what}
            wanted={subject}
            running={running}
            tenants={tenants}
            found={found}
            onRetry={again}
            onOther={() => seek({ what: what === 'person' ? 'computer' : 'person' })}
            onBox={() => box.current?.focus()}
          />
        )
      )}
    </main>
  )
}

type AnswerProps = {
  look: Look
  words: string
  what: Sought
  wanted: string | undefined
  running: boolean
  tenants: ReadonlyMap<string, TenantLine>
  found: RefObject<HTMLUListElement | null>
  onRetry: () => void
  onOther: () => void
  onBox: () => void
}

/** What has come so far: somebody, several to choose from, or nobody. */
function Answer(props: AnswerProps) {
  const { look, words, what, wanted, running, tenants } = props
  const subject = shownSubject(look.subjects, wanted)
  const known = allKnown(look.parts, subject, running)
  if (!subject && look.subjects.length > 0) {
    return (
      <>
        <SubjectList
          subjects={look.subjects}
          what={what}
          tenants={tenants}
          listRef={props.found}
          onBeforeFirst={props.onBox}
        />
        <Parts {...props} known={known.filter(({ part }) => part.state.kind !== 'found')} />
      </>
    )
  }
  return (
    <>
      {subject && (
        <SubjectHead
          subject={subject}
          what={what}
          known={known}
          tenants={tenants}
          found={look.subjects.length}
        />
      )}
      {!subject && !running && (
        <div className={styles.nobody}>
          <Empty
            icon={SearchX}
            title={copy.nobodyTitle(words)}
            actions={<Button onPress={props.onOther}>{copy.tryOther[what]}</Button>}
          >
            {copy.nobodyText[what]}
          </Empty>
        </div>
      )}
      <div className={styles.columns}>
        <Parts {...props} known={known} />
        {subject && <SideColumn subject={subject} known={known} tenants={tenants} />}
      </div>
    </>
  )
}

function Parts({
  known,
  tenants,
  onRetry,
}: Pick<AnswerProps, 'tenants' | 'onRetry'> & { known: readonly Known[] }) {
  const navigate = useNavigate()
  const signIn = useSignIn()
  const begin = (tenant: string) =>
    signIn.mutate(tenant, {
      onSuccess: (session) => {
        if (session.kind === 'active') onRetry()
        // What a person has to do for a sign-in is told on the tenant's tile.
        else void navigate({ to: '/' })
      },
      onError: () => void navigate({ to: '/tenants/$tenant/check', params: { tenant } }),
    })
  return (
    <div className={styles.parts}>
      {known.map((each) => {
        const tenant = tenants.get(each.part.tenant)
        return (
          tenant && (
            <TenantPart
              key={tenant.id}
              tenant={tenant}
              known={each}
              onRetry={onRetry}
              onSignIn={() => begin(tenant.id)}
            />
          )
        )
      })}
    </div>
  )
}

function SideColumn({
  subject,
  known,
  tenants,
}: {
  subject: Subject
  known: readonly Known[]
  tenants: ReadonlyMap<string, TenantLine>
}) {
  return (
    <aside className={styles.side} aria-label={subject.name}>
      <StandsOutCard known={known} tenants={tenants} />
      <EventsCard known={known} tenants={tenants} />
    </aside>
  )
}

function NoTenants() {
  const navigate = useNavigate()
  return (
    <div className={styles.alone}>
      <Empty
        icon={PlugZap}
        title={copy.noTenantsTitle}
        actions={
          <Button kind="primary" onPress={() => void navigate({ to: '/tenants/add' })}>
            {copy.addTenant}
          </Button>
        }
      >
        {copy.noTenantsText}
      </Empty>
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

import { Button } from '#components/Button'
import { EnvironmentPill } from '#components/EnvironmentPill'
import { IconButton } from '#components/IconButton'
import { Mark } from '#components/Mark'
import { Bone, Skeleton } from '#components/Skeleton'
import type { AuditEntryView, TenantLine } from '#ipc/bindings'
import { calendarDay, clock, clockUtc, count, middle } from '#lib/format'

import { ActivityFailure } from './ActivityFailure'
import { copy as words, happened } from './copy'
import { KindState } from './KindState'
import { useEntry } from './queries'
import { ResultState } from './ResultState'
import { TicketPanel } from './TicketPanel'

import styles from './EntryPanel.module.css'

const copy = words.entry

type Props = {
  number: number
  tenants: readonly TenantLine[]
  onClose: () => void
  /** Opens another entry. */
  onOpen: (number: number) => void
  /** Shows everything that was done for a ticket. */
  onTicket: (ticket: string) => void
}

/** One entry: who, when, why, to what, how it ended, and what proves it. */
export function EntryPanel({ number, tenants, onClose, onOpen, onTicket }: Props) {
  const entry = useEntry(number)
  return (
    <section className={styles.panel} aria-label={copy.region}>
      {entry.error && (
        <div className={styles.waiting}>
          <ActivityFailure error={entry.error.error} onRetry={() => void entry.refetch()} />
          <Button onPress={onClose}>{copy.close}</Button>
        </div>
      )}
      {entry.isPending && (
        <div className={styles.waiting}>
          <Skeleton awaited={copy.awaited}>
            <Bone width="60%" height={24} />
            <Bone height={90} />
          </Skeleton>
        </div>
      )}
      {entry.data && (
        <>
          <Head entry={entry.data} tenants={tenants} onClose={onClose} />
          <div className={styles.body} tabIndex={0} role="group" aria-label={copy.region}>
            <Facts entry={entry.data} onOpen={onOpen} onTicket={onTicket} />
            <TicketPanel number={number} />
            <Proof entry={entry.data} />
          </div>
        </>
      )}
    </section>
  )
}

type HeadProps = {
  entry: AuditEntryView
  tenants: readonly TenantLine[]
  onClose: () => void
}

function Head({ entry: { line }, tenants, onClose }: HeadProps) {
  const tenant = tenants.find(({ id }) => id === line.tenant)
  return (
    <header className={styles.head}>
      <div className="line">
        <KindState line={line} />
        {line.result && <ResultState result={line.result} />}
        <span className="push" />
        <IconButton label={copy.close} icon={X} onPress={onClose} />
      </div>
      <h2 className={styles.title}>{happened(line)}</h2>
      {line.tenantName !== null && (
        <p className="line">
          {tenant && <Mark mark={tenant.mark} size="small" />}
          <span className="clip">{line.tenantName}</span>
          {line.environment && <EnvironmentPill environment={line.environment} />}
        </p>
      )}
    </header>
  )
}

type FactsProps = { entry: AuditEntryView } & Pick<Props, 'onOpen' | 'onTicket'>

function Facts({ entry: { line, other }, onOpen, onTicket }: FactsProps) {
  const { ticket, reason, target, operation, kind } = line
  return (
    <dl className={styles.pairs}>
      <Pair word={copy.who}>{line.who}</Pair>
      <Pair word={copy.when}>
        <span className="num">
          {calendarDay(line.at)}, {clock(line.at)}{' '}
          <span className="quiet">{copy.utc(clockUtc(line.at))}</span>
        </span>
      </Pair>
      <Pair word={copy.ticket}>
        {ticket === null ? (
          <span className="quiet">{copy.noTicket}</span>
        ) : (
          <span className="line">
            {ticket}
            <Button kind="plain" size="small" onPress={() => onTicket(ticket)}>
              {copy.sameTicket}
            </Button>
          </span>
        )}
      </Pair>
      {reason !== null && <Pair word={copy.reason}>{reason}</Pair>}
      {target !== null && <Pair word={copy.target}>{target}</Pair>}
      {operation !== null && (
        <Pair word={copy.operation}>
          <code>{operation}</code>
        </Pair>
      )}
      {other !== null && (kind === 'changeIntended' || kind === 'changeDone') && (
        <Pair word={copy.other[kind]}>
          <Button kind="plain" size="small" onPress={() => onOpen(other)}>
            {copy.otherEntry(other)}
          </Button>
        </Pair>
      )}
      {line.tenant !== null && (kind === 'changeIntended' || kind === 'changeDone') && (
        <Pair word={copy.sent}>
          <Link to="/requests" search={requestsOf(line.tenant, line.operation)} className="link">
            {copy.sentLink}
          </Link>
        </Pair>
      )}
    </dl>
  )
}

function Proof({ entry }: { entry: AuditEntryView }) {
  return (
    <section className={styles.part} aria-label={copy.proof}>
      <h3 className={styles.sub}>{copy.proof}</h3>
      <dl className={styles.pairs}>
        <Pair word={copy.number}>
          <span className="num">{count(entry.line.number)}</span>
        </Pair>
        {entry.seal !== null && <Hash word={copy.seal} text={entry.seal} />}
        <Hash word={copy.previous} text={entry.previous} />
        <Hash word={copy.mac} text={entry.mac} />
      </dl>
      <p className="quiet small">{entry.sealed ? copy.sealed : copy.chained}</p>
    </section>
  )
}

function Hash({ word, text }: { word: string; text: string }) {
  return (
    <Pair word={word}>
      <code title={text}>{middle(text, 28)}</code>
    </Pair>
  )
}

function Pair({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Where what was sent to a tenant is listed, of this operation's method only. */
const requestsOf = (tenant: string, operation: string | null) => {
  const method = operation?.split(' ')[0]
  return { tenant, of: tenant, ...(method && { words: method }) }
}

import { Card } from '#components/Card'
import { ErrorCard } from '#components/ErrorCard'
import { Notice } from '#components/Notice'
import { SelectField } from '#components/SelectField'
import type { AppStatus, Settings } from '#ipc/bindings'
import { failureLine, failureWords } from '#lib/failure-words'
import { noticeWords } from '#lib/notice-words'

import { copy, otherInterval, platformWord, refreshOptions, themeOptions } from './copy'
import { HistoryPanel } from './HistoryPanel'
import { PolicyPanel } from './PolicyPanel'
import { useSetSettings, useSettings, useStatus } from './queries'
import { TicketPanel } from './TicketPanel'
import { VaultPanel } from './VaultPanel'

import styles from './SettingsPage.module.css'

/** How the program looks, how often it asks, and where it keeps secrets. */
export function SettingsPage() {
  const settings = useSettings()
  const status = useStatus()
  const failure = settings.error ?? status.error
  const words = failure && failureWords(failure.error)
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <h1 className={styles.title}>{copy.title}</h1>
        {words && <ErrorCard words={words} />}
        {status.data && <Notices status={status.data} />}
        {settings.data && <Choices settings={settings.data} />}
        {settings.data && <TicketPanel settings={settings.data} />}
        {status.data && <VaultPanel vault={status.data.vault} settings={settings.data} />}
        <PolicyPanel />
        {status.data && <About status={status.data} />}
      </div>
    </main>
  )
}

function Notices({ status }: { status: AppStatus }) {
  if (status.notices.length === 0) return null
  return (
    <div className={styles.notices}>
      {status.notices.map((notice) => (
        <Notice key={JSON.stringify(notice)} tone="warn">
          {noticeWords(notice)}
        </Notice>
      ))}
    </div>
  )
}

function Choices({ settings }: { settings: Settings }) {
  const set = useSetSettings()
  const seconds = String(settings.refreshSeconds ?? 300)
  const known = refreshOptions.some((option) => option.id === seconds)
  const intervals = known
    ? refreshOptions
    : [...refreshOptions, { id: seconds, label: otherInterval(Number(seconds)) }]
  return (
    <>
      <Card title={copy.lookTitle}>
        <div className={styles.fields}>
          <SelectField
            label={copy.theme}
            options={themeOptions}
            value={settings.theme}
            hint={copy.themeHint}
            onChange={(theme) => set.mutate({ ...settings, theme })}
          />
        </div>
      </Card>
      <Card title={copy.refreshTitle}>
        <div className={styles.fields}>
          <SelectField
            label={copy.refresh}
            options={intervals}
            value={seconds}
            hint={copy.refreshHint}
            onChange={(chosen) => set.mutate({ ...settings, refreshSeconds: Number(chosen) })}
          />
        </div>
      </Card>
      <HistoryPanel settings={settings} onSet={(changed) => set.mutate(changed)} />
      {set.error && (
        <Notice tone="bad">
          {copy.failed} {failureLine(set.error.error)}
        </Notice>
      )}
    </>
  )
}

function About({ status }: { status: AppStatus }) {
  return (
    <Card title={copy.aboutTitle}>
      <dl className={styles.facts}>
        <div>
          <dt>{copy.version}</dt>
          <dd className="num">{status.version}</dd>
        </div>
        <div>
          <dt>{copy.system}</dt>
          <dd>{platformWord[status.platform]}</dd>
        </div>
      </dl>
    </Card>
  )
}

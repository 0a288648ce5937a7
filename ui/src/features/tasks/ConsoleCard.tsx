import { Card } from '#components/Card'
import { CopyButton } from '#components/CopyButton'
import { Notice } from '#components/Notice'
import type { TaskConsole } from '#ipc/bindings'

import { copy as words } from './copy'

import styles from './ConsoleCard.module.css'

const copy = words.console

/** What a person does in the vendor's console: where, what, and what to say to whoever asked. */
export function ConsoleCard({ console: guide }: { console: TaskConsole }) {
  return (
    <>
      <Notice>{guide.because}</Notice>
      <Card title={copy.title}>
        <div className={styles.body}>
          <dl className={styles.place}>
            <div>
              <dt>{copy.page}</dt>
              <dd className="strong">{guide.page}</dd>
            </div>
            {guide.address && (
              <div>
                <dt>{copy.address}</dt>
                <dd>
                  <code className="clip">{guide.address}</code>
                  <CopyButton label={copy.copyAddress} text={guide.address} />
                </dd>
              </div>
            )}
          </dl>
          <section aria-label={copy.steps}>
            <h3 className={styles.label}>{copy.steps}</h3>
            <ol className={styles.steps}>
              {guide.steps.map((step, index) => (
                <li key={step}>
                  <span className={styles.number} aria-hidden>
                    {index + 1}
                  </span>
                  {step}
                </li>
              ))}
            </ol>
          </section>
          {guide.labels.length > 0 && (
            <section aria-label={copy.labels}>
              <h3 className={styles.label}>{copy.labels}</h3>
              <ul className={styles.words}>
                {guide.labels.map((label) => (
                  <li key={label}>
                    <span>{label}</span>
                    <CopyButton label={copy.copyWord(label)} text={label} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          {guide.say.length > 0 && (
            <section aria-label={copy.say}>
              <h3 className={styles.label}>
                {copy.say} <CopyButton label={copy.copyAll} text={guide.say.join('\n')} />
              </h3>
              <ul className={styles.say}>
                {guide.say.map((sentence) => (
                  <li key={sentence}>
                    <q>{sentence}</q>
                    <CopyButton label={copy.copySay} text={sentence} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </Card>
    </>
  )
}

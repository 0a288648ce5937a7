import { createPortal } from 'react-dom'

import type { AccessSheet, PermissionView } from '#ipc/bindings'

import { copy, dayOr } from './copy-sheet'
import { written } from './model'
import { opensLines } from './sheet-text'

import styles from './Sheet.module.css'

/** The page itself, and the same for paper, where it is all there is, black on white. */
export function Sheet(props: Parameters<typeof Leaf>[0]) {
  return (
    <>
      <Leaf {...props} />
      {createPortal(
        <div className={styles.paper} data-paper aria-hidden>
          <Leaf {...props} />
        </div>,
        document.body,
      )}
    </>
  )
}

function Leaf({
  sheet,
  known,
}: {
  sheet: AccessSheet
  known: ReadonlyMap<string, PermissionView>
}) {
  const facts = [
    [copy.purpose, sheet.purpose],
    [copy.owner, sheet.owner],
    [copy.tenant, sheet.name],
    [copy.product, sheet.product],
    [copy.host, sheet.host],
    [copy.tested, dayOr(sheet.testedAt, copy.notTested)],
    [copy.made, dayOr(sheet.at, '')],
  ] as const
  return (
    <article className={styles.sheet} aria-label={copy.title}>
      <h2 className={styles.title}>{copy.title}</h2>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{copy.permissions}</h3>
      {sheet.permissions.length === 0 ? (
        <p>{copy.noPermissions}</p>
      ) : (
        <ul className={styles.list}>
          {sheet.permissions.map((one) => (
            <li key={one.key}>
              <p>
                <strong>{written(one)}</strong> ({one.group}), {copy.lets(one.lets)}.
              </p>
              {one.danger !== null && (
                <p className={styles.danger}>
                  {copy.danger}: {one.danger}.
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      <Lines
        title={copy.included}
        lines={sheet.included.map((key) => {
          const one = known.get(key)
          return one ? `${written(one)} (${one.group})` : key
        })}
      />
      <Lines title={copy.opens} lines={opensLines(sheet)} />
      <Lines title={copy.pages} lines={sheet.pages} />
      <p className={styles.foot}>{copy.noSecret}</p>
      <p className={styles.signature}>{copy.signature}</p>
    </article>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul className={styles.list}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}

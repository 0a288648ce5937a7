import type { Documented } from '#ipc/bindings'

import { copy } from '../copy-answer'

import styles from './Differences.module.css'

/** So many are listed; an answer that differs more differs in the same way again and again. */
const MOST = 100

/** Where an answer is not what its document says. */
export function Differences({ documented }: { documented: Documented }) {
  switch (documented.kind) {
    case 'noDocument':
      return null
    case 'statusUnknown':
      return <p>{copy.documented.statusUnknownText}</p>
    case 'noSchema':
      return <p>{copy.documented.noSchemaText}</p>
    case 'notChecked':
      return <p>{copy.documented.why(documented.why)}</p>
    case 'fits':
      return <Unknown pointers={documented.unknown} />
    case 'differs':
      return (
        <>
          <div className={styles.scroller}>
            <table className={styles.table} aria-label={copy.documented.problems}>
              <thead>
                <tr>
                  <th scope="col">{copy.documented.place}</th>
                  <th scope="col">{copy.documented.rule}</th>
                  <th scope="col">{copy.documented.expected}</th>
                  <th scope="col">{copy.documented.got}</th>
                </tr>
              </thead>
              <tbody>
                {documented.problems.slice(0, MOST).map((problem, index) => (
                  <tr key={`${index} ${problem.pointer}`}>
                    <th scope="row">
                      <code>{problem.pointer || copy.documented.whole}</code>
                    </th>
                    <td>{problem.rule}</td>
                    <td>{problem.expected}</td>
                    <td>{problem.got}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <More all={documented.problems.length} />
          <Unknown pointers={documented.unknown} />
        </>
      )
    default: {
      const never: never = documented
      return never
    }
  }
}

function Unknown({ pointers }: { pointers: readonly string[] }) {
  if (pointers.length === 0) return null
  return (
    <section aria-label={copy.documented.unknownTitle}>
      <h3 className={styles.title}>{copy.documented.unknownTitle}</h3>
      <ul className={styles.pointers}>
        {pointers.slice(0, MOST).map((pointer) => (
          <li key={pointer}>
            <code>{pointer}</code>
          </li>
        ))}
      </ul>
      <More all={pointers.length} />
    </section>
  )
}

function More({ all }: { all: number }) {
  if (all <= MOST) return null
  return <p className="quiet small">{copy.documented.first(MOST, all)}</p>
}

import { Building } from 'lucide-react'

import { Card } from '#components/Card'
import { Icon } from '#components/Icon'
import { Notice } from '#components/Notice'
import { Bone, Skeleton } from '#components/Skeleton'
import { failureLine } from '#lib/failure-words'

import { policyCopy as copy, ruleWords } from './copy-policy'
import { usePolicy } from './queries'

import styles from './SettingsPage.module.css'

/** What the administrators of this machine fix, and by which file. */
export function PolicyPanel() {
  const policy = usePolicy()
  const view = policy.data
  const rules = view ? ruleWords(view) : []
  return (
    <Card title={copy.title}>
      <div className={styles.fields}>
        {policy.error && <Notice tone="bad">{failureLine(policy.error.error)}</Notice>}
        {policy.isPending && (
          <Skeleton awaited={copy.awaited}>
            <Bone />
          </Skeleton>
        )}
        {view?.state.kind === 'absent' && (
          <p>
            {copy.none} <span className="quiet">{copy.wouldBe(view.file)}</span>
          </p>
        )}
        {view?.state.kind === 'wrong' && (
          <Notice tone="bad">
            <p>{copy.wrong}</p>
            <p>{copy.wrongWhy(view.state.why, view.state.line)}</p>
            <p>{copy.file(view.file)}</p>
          </Notice>
        )}
        {view?.state.kind === 'applied' && (
          <>
            <p>{rules.length === 0 ? copy.nothingFixed : copy.file(view.file)}</p>
            {rules.length > 0 && (
              <ul className={styles.rules} aria-label={copy.rules}>
                {rules.map((rule) => (
                  <li key={rule} className="line">
                    <Icon of={Building} size="small" />
                    {rule}
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
    </Card>
  )
}

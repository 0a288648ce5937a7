import { FileKey, Trash2 } from 'lucide-react'
import { useId } from 'react'

import { Button } from '#components/Button'
import type { AppError, HeldCertificate } from '#ipc/bindings'
import { failureLine } from '#lib/failure-words'
import { problemWords } from '#lib/problem-words'

import { CertificateFacts } from './CertificateFacts'
import { networkCopy as copy } from './copy-network'
import type { CertificateState } from './form'
import { useChooseCertificate } from './queries'

import styles from './SecretField.module.css'

type Props = {
  state: CertificateState
  tenantName: string
  error: string | undefined
  onChosen: (chosen: HeldCertificate | null) => void
}

/** Who the tenant's calls say they are. The file and its key stay in the core. */
export function CertificateField({ state, tenantName, error, onChosen }: Props) {
  const label = useId()
  const hint = useId()
  const choosing = useChooseCertificate()
  const choose = () => {
    if (choosing.isPending) return
    choosing.mutate(tenantName, {
      onSuccess: (chosen) => {
        if (chosen) onChosen(chosen)
      },
    })
  }
  const wrong = (choosing.error ? refusedWords(choosing.error.error) : undefined) ?? error
  return (
    <div className={styles.field} role="group" aria-labelledby={label} aria-describedby={hint}>
      <span className={styles.label} id={label}>
        {copy.certificate}
      </span>
      {state.state !== 'none' && <CertificateFacts certificate={state.certificate} />}
      <div className={styles.ways}>
        <Button icon={FileKey} onPress={choose}>
          {state.state === 'none' ? copy.choose : copy.chooseOther}
        </Button>
        {state.state !== 'none' && (
          <Button kind="plain" icon={Trash2} onPress={() => onChosen(null)}>
            {copy.remove}
          </Button>
        )}
      </div>
      <p className={wrong ? styles.error : styles.hint} id={hint} role="status">
        {choosing.isPending ? copy.choosing : (wrong ?? copy.certificateHint)}
      </p>
    </div>
  )
}

/** Why a file was of no use; nothing when a person closed a window. */
function refusedWords(error: AppError): string | undefined {
  if (error.kind === 'cancelled') return undefined
  const problem = error.kind === 'invalid' ? error.problems[0]?.problem : undefined
  return problem ? problemWords(problem) : failureLine(error)
}

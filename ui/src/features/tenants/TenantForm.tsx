import { type ReactNode, useState } from 'react'

import { ChoiceCards } from '#components/ChoiceCards'
import { Covered } from '#components/Covered'
import { ErrorCard } from '#components/ErrorCard'
import { Mark } from '#components/Mark'
import type {
  AppError,
  CertificateView,
  HeldCertificate,
  HeldSecret,
  TenantDraft,
  VendorView,
} from '#ipc/bindings'
import { failureWords } from '#lib/failure-words'
import { problemWords } from '#lib/problem-words'
import { useShield } from '#lib/shield'

import { AddressPart } from './AddressPart'
import { copy } from './copy'
import { networkCopy } from './copy-network'
import {
  CLIENT_CERTIFICATE,
  draftOf,
  type Form,
  methodOf,
  PROXY_PASSWORD,
  signInGiven,
  testedPart,
  wayGiven,
} from './form'
import { NamePart } from './NamePart'
import { NetworkPart } from './NetworkPart'
import { Part, type PartState } from './Part'
import { tryOut, useReading } from './queries'
import { SendForm } from './SendForm'
import { SignInPart } from './SignInPart'
import { TestPanel } from './TestPanel'
import { outOfDate, passedFor } from './trial'
import { useHeldSecrets } from './use-held'
import { useTrial } from './use-trial'

import styles from './Form.module.css'

type Props = {
  title: string
  lead: string
  vendors: readonly VendorView[]
  initial: Form
  /** The tenant being edited. */
  tenant: string | null
  stored: readonly string[]
  /** What is in the certificates that are stored. */
  anchors: readonly CertificateView[]
  /** What stands beside the title. */
  actions: ReactNode
  sending: boolean
  failure: AppError | null
  onSend: (draft: TenantDraft, done: () => void) => void
}

/** Everything about one tenant on one page, with its test beside it. */
export function TenantForm(props: Props) {
  const { title, lead, vendors, initial, tenant, stored, anchors } = props
  const { actions, sending, failure, onSend } = props
  const [form, setForm] = useState(initial)
  const shielded = useShield()
  const [trial, run, stop] = useTrial()
  const held = useHeldSecrets()
  const pasted = form.pasted.trim()
  const reading = useReading(form.vendor, pasted)

  const vendor = vendors.find(({ id }) => id === form.vendor)
  const method = methodOf(vendor, form)
  const change = (changed: Partial<Form>) => setForm((before) => ({ ...before, ...changed }))
  const keepSecret = (field: string, secret: HeldSecret | null) => {
    held.keep(field, secret)
    setForm((before) => {
      const { [field]: _, ...others } = before.secrets
      return { ...before, secrets: secret ? { ...others, [field]: secret } : others }
    })
  }
  const keepCertificate = (chosen: HeldCertificate | null) => {
    held.keep(CLIENT_CERTIFICATE, chosen)
    change({ certificate: chosen ? { state: 'held', ...chosen } : { state: 'none' } })
  }
  const chooseVendor = (id: string) => {
    if (id === form.vendor) return
    // What belongs to the way there is the same whatever stands at its end.
    const { [PROXY_PASSWORD]: password, ...others } = form.secrets
    for (const field of Object.keys(others)) held.keep(field, null)
    const secrets: Form['secrets'] = password ? { [PROXY_PASSWORD]: password } : {}
    change({ vendor: id, method: null, fields: {}, secrets, addresses: {} })
  }

  // Nothing is wrong with the old answer while a new address is being read.
  const read = reading.data && !reading.isFetching ? reading.data : undefined
  const draft = vendor && method ? draftOf(form, vendor, method, { tenant, address: pasted }) : null
  const about = draft && testedPart(draft)
  const passed = passedFor(trial, about)
  const report = trial.state === 'ended' && trial.about === about ? trial.report : null

  const ready = {
    product: vendor !== undefined,
    address: read !== undefined,
    signIn: method !== undefined && signInGiven(form, method, stored),
    network: wayGiven(form),
    name: form.name.trim() !== '',
  }
  const now = (['product', 'address', 'signIn', 'network', 'name'] as const).find(
    (part) => !ready[part],
  )
  const stateOf = (part: keyof typeof ready): PartState =>
    ready[part] ? 'done' : part === now ? 'now' : 'next'
  const untestable = now !== undefined && now !== 'name' ? copy.form.waits[now] : undefined

  const problems = [failure, trial.state === 'refused' ? trial.error : null].flatMap((error) =>
    error?.kind === 'invalid' ? error.problems : [],
  )
  const problemOf = (field: string): string | undefined => {
    const found = problems.find((problem) => problem.field === field)
    return found && problemWords(found.problem)
  }
  const words =
    failure && failure.kind !== 'cancelled'
      ? failureWords(failure, { tenant: form.name.trim() || undefined })
      : null
  const send = () => {
    if (!draft || now !== undefined || sending) return
    onSend({ ...draft, address: report?.passed ? report.address : draft.address }, held.sent)
  }

  // Nearly everything here is private; what was entered stays where it is until it is seen again.
  if (shielded) {
    return (
      <main className={styles.alone}>
        <h1 className="hidden">{copy.form.covered}</h1>
        <Covered />
      </main>
    )
  }
  return (
    <main className={styles.page}>
      <div className={styles.left} data-region="page">
        <header className={styles.head}>
          <div>
            <h1>{title}</h1>
            <p className="quiet">{lead}</p>
          </div>
          <span className="push" />
          {actions}
        </header>
        {words && <ErrorCard words={words} />}
        <Part number={1} title={copy.form.product} state={stateOf('product')}>
          {tenant === null ? (
            <ChoiceCards
              label={copy.form.product}
              choices={vendors.map(({ id, mark, maker, product }) => ({
                id,
                mark,
                title: maker,
                detail: product,
              }))}
              value={form.vendor}
              onChange={chooseVendor}
            />
          ) : (
            vendor && (
              <p className={styles.fixed}>
                <Mark mark={vendor.mark} size="large" />
                <span className="strong">{vendor.maker}</span> {vendor.product}
              </p>
            )
          )}
        </Part>
        <Part number={2} title={copy.form.address} state={stateOf('address')}>
          <AddressPart
            vendor={vendor}
            pasted={form.pasted}
            reading={reading.data}
            failure={reading.error}
            answeredAt={report?.passed ? report.address : null}
            onChange={(text) => change({ pasted: text })}
          />
        </Part>
        <Part number={3} title={copy.form.signIn} state={stateOf('signIn')}>
          <SignInPart
            vendor={vendor}
            method={method}
            form={form}
            stored={stored}
            anchors={anchors}
            problemOf={problemOf}
            onChange={change}
            onSecret={keepSecret}
          />
        </Part>
        <Part number={4} title={networkCopy.title} state={stateOf('network')}>
          <NetworkPart
            vendor={vendor}
            form={form}
            stored={stored}
            problemOf={problemOf}
            onChange={change}
            onSecret={keepSecret}
            onCertificate={keepCertificate}
          />
        </Part>
        <Part number={5} title={copy.form.name} state={stateOf('name')}>
          <NamePart form={form} problemOf={problemOf} onChange={change} />
        </Part>
      </div>
      <TestPanel
        trial={trial}
        old={outOfDate(trial, about)}
        address={pasted}
        tenant={form.name.trim() || undefined}
        note={method?.note ?? null}
        unavailable={untestable}
        onRun={() => {
          if (draft) void run(testedPart(draft), (ticket, onStep) => tryOut(draft, ticket, onStep))
        }}
        onStop={stop}
        foot={
          <SendForm
            editing={tenant !== null}
            name={form.name}
            waitsFor={now ?? (trial.state === 'running' ? 'running' : passed ? null : 'test')}
            sending={sending}
            untouched={tenant !== null && about === untouchedAbout(initial, vendors, tenant)}
            onSend={send}
          />
        }
      />
    </main>
  )
}

/** What the test of the stored form would be about: without a change there, nothing needs a test. */
function untouchedAbout(
  initial: Form,
  vendors: readonly VendorView[],
  tenant: string,
): string | null {
  const vendor = vendors.find(({ id }) => id === initial.vendor)
  const method = methodOf(vendor, initial)
  if (!vendor || !method) return null
  return testedPart(draftOf(initial, vendor, method, { tenant, address: initial.pasted.trim() }))
}

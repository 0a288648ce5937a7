import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { SecretPrompt, SecretPurpose, ShownSecret } from '#ipc/bindings'

const file = (name: string) => readFileSync(join(import.meta.dirname, '../../public', name), 'utf8')

type Sent = { command: string; args: unknown }

/** Opens the page as the shell does, asked for something. */
const opened = (purpose: SecretPurpose, tenantName = 'Vault EU'): Promise<Sent[]> => {
  const prompt: SecretPrompt = { prompt: 'prompt-1', purpose, tenantName }
  return page({ secret_prompt: prompt })
}

async function page(answers: Readonly<Record<string, unknown>>): Promise<Sent[]> {
  const sent: Sent[] = []
  const shell = {
    invoke: (command: string, args: unknown) => {
      sent.push({ command, args })
      return Promise.resolve(answers[command] ?? null)
    },
  }
  Object.assign(window, { __TAURI_INTERNALS__: shell })
  document.body.innerHTML = /<body>([\s\S]*)<\/body>/.exec(file('secret.html'))?.[1] ?? ''
  // The page's own file, run as the page runs it: it exports nothing and names no package.
  window.eval(`{${file('marks.js')}\n${file('secret.js')}}`)
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  return sent
}

const part = (id: string) => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no part ${id}`)
  return found
}
const field = () => {
  const found = part('value')
  if (!(found instanceof HTMLInputElement)) throw new Error('no field')
  return found
}
const give = (value: string) => {
  field().value = value
  part('save').click()
}

beforeEach(() => {
  document.body.innerHTML = ''
})

describe('the window that takes a secret', () => {
  it.each([
    [{ kind: 'field', label: 'Client secret', product: 'Cedar Vault' }, 'Enter “Client secret”'],
    [{ kind: 'proxyPassword' }, 'Enter the password for the proxy'],
    [{ kind: 'certificatePassword', file: 'desk.p12' }, 'Enter the password of desk.p12'],
    [{ kind: 'passphrase' }, 'Enter the passphrase of the vault'],
    [{ kind: 'newPassphraseAgain' }, 'Enter the new passphrase once more'],
  ] satisfies [SecretPurpose, string][])('says what it is for: $kind', async (purpose, title) => {
    await opened(purpose)
    expect(part('title').textContent).toBe(title)
    expect(field().type).toBe('password')
    expect(part('quote').hidden).toBe(true)
  })

  it('hands the value over once and keeps none of it', async () => {
    const sent = await opened({ kind: 'passphrase' }, '')
    give('correct horse')
    expect(sent[1]).toEqual({
      command: 'secret_give',
      args: { prompt: 'prompt-1', value: 'correct horse' },
    })
    expect(field().value).toBe('')
  })

  it('does not send a passphrase that is too short', async () => {
    const sent = await opened({ kind: 'newPassphrase', least: 12 }, '')
    expect(part('hint').textContent).toContain('At least 12 characters')
    give('short')
    expect(part('problem').textContent).toBe('It needs at least 12 characters.')
    expect(sent).toHaveLength(1)
  })

  it('quotes what a vendor asks as text, and shows an answer that is not hidden', async () => {
    await opened({
      kind: 'answer',
      sentence: 'Enter <b>the code</b>',
      wants: 'code',
      hidden: false,
    })
    expect(part('sentence').textContent).toBe('Enter <b>the code</b>')
    expect(part('sentence').children).toHaveLength(0)
    expect(field().type).toBe('text')
    expect(part('show').hidden).toBe(true)
  })

  it('covers an answer that is hidden, also after it was shown', async () => {
    await opened({ kind: 'answer', sentence: null, wants: 'password', hidden: true })
    part('show').click()
    expect(field().type).toBe('text')
    window.dispatchEvent(new Event('blur'))
    expect(field().type).toBe('password')
  })
})

describe('the window that shows a secret', () => {
  const secret: ShownSecret = {
    shown: 'shown-1',
    what: [{ text: 'Password', mark: null }],
    tenantName: [{ text: 'Vault EU', mark: null }],
    value: '<b>correct</b>\u200bhorse',
    lastsMs: 15_000,
  }
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.clearAllTimers()
    vi.useRealTimers()
  })

  it('shows it as text, what cannot be seen as marks, and counts down', async () => {
    const sent = await page({ secret_shown: secret })
    expect(sent.map(({ command }) => command)).toEqual(['secret_prompt', 'secret_shown'])
    expect(part('title').textContent).toBe('Password')
    expect(part('place').textContent).toBe('Vault EU')
    expect(part('form').hidden).toBe(true)
    expect(part('secret').textContent).toBe('<b>correct</b>⟨U+200B zero width space⟩horse')
    expect(part('left').textContent).toBe('Hidden again in 15 s')
  })

  it('takes it away when its time is over', async () => {
    await page({ secret_shown: secret })
    await vi.advanceTimersByTimeAsync(14_000)
    expect(part('left').textContent).toBe('Hidden again in 1 s')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(part('secret').textContent).toBe('')
  })

  it('takes it away at once when that is wanted', async () => {
    const sent = await page({ secret_shown: secret })
    part('hide').click()
    expect(part('secret').textContent).toBe('')
    expect(sent.at(-1)).toEqual({ command: 'secret_hide', args: { shown: 'shown-1' } })
  })

  it('says so when there is nothing to show', async () => {
    await page({})
    expect(part('problem').textContent).toContain('Another question')
  })
})

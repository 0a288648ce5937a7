import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeEach, describe, expect, it } from 'vitest'

import type { SecretPrompt, SecretPurpose } from '#ipc/bindings'

const file = (name: string) => readFileSync(join(import.meta.dirname, '../../public', name), 'utf8')

type Sent = { command: string; args: unknown }

/** Opens the page as the shell does, asked for something. */
async function opened(purpose: SecretPurpose, tenantName = 'Vault EU'): Promise<Sent[]> {
  const sent: Sent[] = []
  const prompt: SecretPrompt = { prompt: 'prompt-1', purpose, tenantName }
  const shell = {
    invoke: (command: string, args: unknown) => {
      sent.push({ command, args })
      return Promise.resolve(command === 'secret_prompt' ? prompt : null)
    },
  }
  Object.assign(window, { __TAURI_INTERNALS__: shell })
  document.body.innerHTML = /<body>([\s\S]*)<\/body>/.exec(file('secret.html'))?.[1] ?? ''
  // The page's own file, run as the page runs it: it exports nothing and names no package.
  window.eval(`{${file('secret.js')}}`)
  await Promise.resolve()
  await Promise.resolve()
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

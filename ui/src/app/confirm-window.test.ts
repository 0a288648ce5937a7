import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { MarkedText, ProposalView, RowView, TextMark } from '#ipc/bindings'

const file = (name: string) => readFileSync(join(import.meta.dirname, '../../public', name), 'utf8')

type Sent = { command: string; args: unknown }

const text = (words: string): MarkedText => [{ text: words, mark: null }]

const row = (rest: Partial<RowView> = {}): RowView => ({
  number: 1,
  target: text('LT-0411'),
  effect: 'changes',
  method: 'PATCH',
  address: text('https://remote.northmere.example/api/config/v1/user/214'),
  headers: [{ name: 'content-type', value: text('application/json') }],
  body: text('{\n  "failed_logins": 0\n}'),
  bodyCut: false,
  bodyBytes: 24,
  changes: [{ name: text('failed_logins'), before: text('5'), after: text('0') }],
  ...rest,
})

const proposal = (rest: Partial<ProposalView> = {}): ProposalView => ({
  proposal: 'proposal-1',
  hash: 'a1b2',
  tenant: text('Remote access'),
  product: 'Rowan Remote Access',
  environment: 'production',
  host: text('remote.northmere.example'),
  what: text('Unlock Jonas Lind'),
  effect: 'changes',
  reversible: true,
  requests: 1,
  rows: 1,
  first: [row()],
  ask: { name: null, count: null },
  ticket: text('INC0048213'),
  reason: text('locked out, on the phone'),
  openUntil: new Date(Date.now() + 521_000).toISOString(),
  ...rest,
})

/** Opens the page as the shell does. */
async function opened(view: ProposalView | null, refuses: string[] = []): Promise<Sent[]> {
  const sent: Sent[] = []
  const shell = {
    invoke: (command: string, args: { window?: { from: number; atMost: number } }) => {
      sent.push({ command, args })
      if (refuses.includes(command)) return Promise.reject({ kind: 'invalid' })
      if (command === 'confirm_proposal') return Promise.resolve(view)
      const { from, atMost } = args.window ?? { from: 0, atMost: 0 }
      const rows = Array.from({ length: atMost }, (_, index) => row({ number: from + index + 1 }))
      return Promise.resolve(command === 'confirm_rows' ? rows : null)
    },
  }
  Object.assign(window, { __TAURI_INTERNALS__: shell })
  document.body.innerHTML = /<body>([\s\S]*)<\/body>/.exec(file('confirm.html'))?.[1] ?? ''
  const looks = document.createElement('style')
  looks.textContent = file('confirm.css')
  document.body.append(looks)
  // The page's own files, run as the page runs them: they export nothing and name no package.
  window.eval(`{${file('marks.js')}\n${file('confirm.js')}}`)
  await vi.advanceTimersByTimeAsync(0)
  return sent
}

/** Long enough after it was drawn that a press is meant for it. */
const later = () => vi.advanceTimersByTimeAsync(1_000)

const part = (id: string) => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no part ${id}`)
  return found
}
const button = (id: string) => {
  const found = part(id)
  if (!(found instanceof HTMLButtonElement)) throw new Error('no button')
  return found
}
const enter = (id: string, words: string) => {
  const found = part(id)
  if (!(found instanceof HTMLInputElement)) throw new Error('no field')
  found.value = words
  found.dispatchEvent(new Event('input', { bubbles: true }))
}
const press = (key: string, on: HTMLElement = document.body) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  on.dispatchEvent(event)
  return event
}
const ran = (sent: readonly Sent[], command: string) =>
  sent.filter((each) => each.command === command)

const heard: Parameters<typeof window.addEventListener>[] = []

beforeEach(() => {
  vi.useFakeTimers()
  document.body.innerHTML = ''
  const listen = window.addEventListener.bind(window)
  vi.spyOn(window, 'addEventListener').mockImplementation(
    (...given: Parameters<typeof window.addEventListener>) => {
      heard.push(given)
      listen(...given)
    },
  )
})
afterEach(() => {
  // A page that is gone hears no more keys.
  for (const [kind, listener, options] of heard.splice(0))
    window.removeEventListener(kind, listener, options)
  vi.clearAllTimers()
  vi.useRealTimers()
})

describe('the window that approves', () => {
  it('says whose it is, what it does, and what will be sent', async () => {
    await opened(proposal())
    expect(part('tenant').textContent).toBe('Remote access')
    expect(part('environment').textContent).toBe('Production')
    expect(part('open').textContent).toBe('Open for changes 8:41')
    expect(part('title').textContent).toBe('Unlock Jonas Lind')
    expect(part('consequence').textContent).toBe('It can be set back.')
    const facts = part('facts').textContent
    for (const words of ['Changes', 'PATCH https://remote.northmere', 'INC0048213', 'on the phone'])
      expect(facts).toContain(words)
    expect([...document.querySelectorAll('tbody tr')].map((line) => line.textContent)).toEqual([
      'failed_logins50',
    ])
    expect(document.querySelector('pre')?.textContent).toBe('{\n  "failed_logins": 0\n}')
    expect(button('approve').textContent).toBe('Unlock Jonas Lind')
  })

  it('starts on the button that refuses, and says when something cannot be set back', async () => {
    await opened(proposal({ reversible: false }))
    expect(document.activeElement).toBe(part('refuse'))
    expect(part('consequence').textContent).toBe('It cannot simply be set back.')
  })

  it('does nothing by Enter, wherever the focus is', async () => {
    const sent = await opened(proposal({ ask: { name: text('LT-0411'), count: null } }))
    await later()
    enter('name', 'LT-0411')
    for (const id of ['name', 'approve', 'refuse'])
      expect(press('Enter', part(id)).defaultPrevented).toBe(true)
    const submit = new Event('submit', { bubbles: true, cancelable: true })
    part('form').dispatchEvent(submit)
    expect(submit.defaultPrevented).toBe(true)
    expect(sent).toHaveLength(1)
  })

  it('refuses by Escape, once', async () => {
    const sent = await opened(proposal())
    press('Escape')
    press('Escape')
    await later()
    expect(ran(sent, 'confirm_refuse')).toEqual([
      { command: 'confirm_refuse', args: { proposal: 'proposal-1' } },
    ])
  })

  it('approves what it showed, by its hash, and only once', async () => {
    const sent = await opened(proposal())
    await later()
    button('approve').click()
    button('approve').click()
    press('Escape')
    await later()
    expect(sent.slice(1)).toEqual([
      {
        command: 'confirm_approve',
        args: { proposal: 'proposal-1', hash: 'a1b2', typed: { name: null, count: null } },
      },
    ])
    expect(button('approve').disabled).toBe(true)
  })

  it('does not hear a press that was meant for what stood there before', async () => {
    const sent = await opened(proposal())
    expect(button('approve').disabled).toBe(true)
    button('approve').click()
    await later()
    expect(button('approve').disabled).toBe(false)
    expect(sent).toHaveLength(1)
  })

  it('waits until what is asked was typed; case and spaces at the ends do not count', async () => {
    const ask = { name: text('Old Hmi 03'), count: 12 }
    const sent = await opened(proposal({ effect: 'removes', ask, rows: 12 }))
    await later()
    expect(button('approve').disabled).toBe(true)
    enter('name', ' old hmi 03 ')
    expect(button('approve').disabled).toBe(true)
    enter('count', '1')
    expect(button('approve').disabled).toBe(true)
    enter('count', '12')
    expect(button('approve').disabled).toBe(false)
    button('approve').click()
    await later()
    expect(ran(sent, 'confirm_approve')[0]?.args).toMatchObject({
      typed: { name: ' old hmi 03 ', count: '12' },
    })
  })

  it('says so when the core did not take it, and lets one refuse', async () => {
    const sent = await opened(proposal(), ['confirm_approve'])
    await later()
    button('approve').click()
    await later()
    expect(part('problem').textContent).toContain('Nothing was sent.')
    part('refuse').click()
    await later()
    expect(ran(sent, 'confirm_refuse')).toHaveLength(1)
  })

  it('lists many requests page by page', async () => {
    const first = Array.from({ length: 50 }, (_, index) => row({ number: index + 1 }))
    const sent = await opened(proposal({ requests: 500, rows: 500, first }))
    expect(part('list-title').textContent).toBe('500 requests')
    expect(part('range').textContent).toBe('1 to 20 of 500')
    expect(part('rows').children).toHaveLength(20)
    button('next').click()
    await later()
    expect(ran(sent, 'confirm_rows')[0]?.args).toEqual({
      proposal: 'proposal-1',
      window: { from: 20, atMost: 20 },
    })
    expect(part('range').textContent).toBe('21 to 40 of 500')
    expect(part('rows').children[0]?.textContent).toContain('21LT-0411PATCH')
  })

  it('says that nothing is asked any more when it comes too late', async () => {
    await opened(null)
    expect(part('problem').textContent).toContain('no longer asked')
    await later()
    expect(button('approve').disabled).toBe(true)
  })

  it.each([
    ['one request', proposal({ ask: { name: text('LT-0411'), count: 1 } })],
    ['many', proposal({ requests: 30, rows: 30, first: [row(), row({ number: 2 })] })],
  ])('keeps nobody out: %s', async (_, view) => {
    await opened(view)
    vi.useRealTimers()
    // Colours and sizes need a browser; the journeys look at those.
    const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  })

  it('reads nothing of what it is given as HTML', async () => {
    const evil = text('<img src=x onerror=alert(1)><script>window.ran = 1</script>')
    const changes = [{ name: evil, before: evil, after: evil }]
    await opened(
      proposal({
        tenant: evil,
        what: evil,
        host: evil,
        ticket: evil,
        reason: evil,
        ask: { name: evil, count: null },
        first: [row({ target: evil, address: evil, body: evil, changes })],
      }),
    )
    expect(document.querySelector('img, script')).toBeNull()
    expect('ran' in window).toBe(false)
  })
})

/** Forty ways to look like something else, as the core marks them. */
const HIDDEN: readonly number[] = [
  0x00, 0x08, 0x09, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x2003,
  0x2007, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x202a, 0x202b, 0x202d, 0x202e, 0x202f,
  0x2060, 0x2063, 0x2066, 0x2067, 0x2800, 0x3000, 0x3164, 0xfe0f, 0xfeff, 0xe0041,
]
const LOOK_ALIKE = [
  { text: 'а', of: 'a', code: 'U+0430' },
  { text: 'Ι', of: 'I', code: 'U+0399' },
  { text: '０', of: '0', code: 'U+FF10' },
]
const codeOf = (number: number) => `U+${number.toString(16).toUpperCase().padStart(4, '0')}`
const TURNS = /^U\+(061C|200[EF]|202[A-E]|206[6-9])$/

describe('what nobody could see', () => {
  it('is shown by forty marks out of forty', async () => {
    const marks: { text: string; mark: TextMark }[] = [
      ...HIDDEN.map((number) => {
        const code = codeOf(number)
        const mark: TextMark = { kind: TURNS.test(code) ? 'direction' : 'invisible', code }
        return { text: '', mark }
      }),
      ...LOOK_ALIKE.map(({ text: letter, of, code }): { text: string; mark: TextMark } => ({
        text: letter,
        mark: { kind: 'lookAlike', of, code },
      })),
    ]
    expect(marks).toHaveLength(40)
    const first = marks.map((run, index) =>
      row({ number: index + 1, target: [...text('pay'), run, ...text('roll')], changes: [] }),
    )
    await opened(proposal({ requests: 40, rows: 40, first: first.slice(0, 20) }))
    const seen = () =>
      [...document.querySelectorAll('#rows strong')].map((target) => target.textContent)
    const half = seen()
    await opened(proposal({ requests: 40, rows: 40, first: first.slice(20) }))
    expect([...half, ...seen()]).toMatchSnapshot()
  })

  it('is marked here, should the core have missed it', async () => {
    const raw = HIDDEN.map((number) => String.fromCodePoint(number))
    await opened(proposal({ what: text(raw.join('x')) }))
    const codes = [...part('title').querySelectorAll<HTMLElement>('.sign')]
    expect(codes.map(({ dataset }) => dataset.code)).toEqual(HIDDEN.map(codeOf))
  })
})

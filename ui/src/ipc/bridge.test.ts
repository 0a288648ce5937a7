import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { bridgeHost } from './bridge'

class Events extends EventTarget {
  static last: Events | undefined
  readonly url: string
  constructor(url: string) {
    super()
    this.url = url
    Events.last = this
  }
  say(event: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }))
  }
}

const asked: { url: string; init: RequestInit }[] = []
let answer: () => Promise<unknown> = () => Promise.resolve({ ok: null })

beforeEach(() => {
  asked.length = 0
  vi.stubGlobal('EventSource', Events)
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ url, init })
    const body = await answer()
    return { json: () => Promise.resolve(body) }
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the bridge', () => {
  it('sends a command by its name on the wire, with the token', async () => {
    answer = () => Promise.resolve({ ok: [] })
    await expect(bridgeHost('t&1').call('tenantsList', {})).resolves.toEqual({ ok: [] })
    expect(Events.last?.url).toBe('/events?token=t%261')
    expect(asked[0]?.url).toBe('/command/tenants_list')
    expect(asked[0]?.init.headers).toMatchObject({ authorization: 'Bearer t&1' })
  })

  it('hands streamed items to the call they belong to, as long as it lasts', async () => {
    const items: unknown[] = []
    let finish: (value: unknown) => void = () => undefined
    answer = () =>
      new Promise((done) => {
        finish = done
      })
    const running = bridgeHost('t').call('tenantTest', { ticket: 'x' }, (item) => items.push(item))
    const { watch } = JSON.parse(asked[0]?.init.body as string) as { watch: string }
    Events.last?.say('item', { watch, item: 1 })
    Events.last?.say('item', { watch: 'another', item: 2 })
    finish({ ok: true })
    await running
    Events.last?.say('item', { watch, item: 3 })
    expect(items).toEqual([1])
  })

  it('tells of changes until nobody listens', () => {
    const heard: unknown[] = []
    const stop = bridgeHost('t').listen((topics) => heard.push(topics))
    Events.last?.say('changed', { topics: ['sessions'] })
    stop()
    Events.last?.say('changed', { topics: ['tenants'] })
    expect(heard).toEqual([['sessions']])
  })

  it('is a failure like any other when it is gone', async () => {
    answer = () => Promise.reject(new TypeError('connection lost'))
    await expect(bridgeHost('t').call('tenantsList', {})).resolves.toMatchObject({
      error: { kind: 'bug' },
    })
  })
})

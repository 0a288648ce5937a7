import './styles/tokens.css'
import './styles/base.css'
import { createRoot } from 'react-dom/client'

import { Providers } from '#app/Providers'
import { makeRouter } from '#app/router'
import { connect } from '#ipc/ask'
import { bridgeHost } from '#ipc/bridge'
import type { Host } from '#ipc/host'
import { tauriHost } from '#ipc/tauri'

async function chooseHost(): Promise<Host> {
  if ('__TAURI_INTERNALS__' in window) return tauriHost()
  const token = new URLSearchParams(location.search).get('bridge')
  if (token !== null) return bridgeHost(token)
  if (import.meta.env.DEV) {
    const { fixtureHost } = await import('#ipc/testing/fixture')
    return fixtureHost(location.search)
  }
  throw new Error('Keydesk runs in its own window')
}

const root = document.getElementById('root')
if (root) {
  const client = connect(await chooseHost())
  createRoot(root).render(<Providers client={client} router={makeRouter()} />)
}

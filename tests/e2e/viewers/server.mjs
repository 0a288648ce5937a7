// Serves the viewers' pages and files, and the documents, from this machine. Everything is read
// before the clock starts, so that no viewer waits for the disk.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'

/** @type {Record<string, string>} */
const KINDS = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.yaml': 'application/yaml',
}

/**
 * @param {string} folder of the viewers' files, served below `/files/`
 * @returns {Promise<{
 *   page: (name: string, html: string) => string,
 *   document: (file: string) => Promise<string>,
 *   close: () => Promise<void>,
 * }>} each gives the address of what it was handed
 */
export async function serve(folder) {
  /** @type {Map<string, { kind: string, body: Buffer | string }>} */
  const held = new Map()
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://127.0.0.1').pathname).then(
      ({ status, kind, body }) => {
        response.writeHead(status, { 'content-type': kind, 'cache-control': 'no-store' })
        response.end(body)
      },
    )
  })
  const answer = async (/** @type {string} */ address) => {
    const kept = held.get(address)
    if (kept) return { status: 200, ...kept }
    const file = path.join(folder, path.normalize(address).replace(/^\/files\//u, ''))
    const kind = KINDS[path.extname(file)] ?? 'application/octet-stream'
    return readFile(file).then(
      (body) => ({ status: 200, kind, body }),
      () => ({ status: 404, kind: 'text/plain', body: 'no such file' }),
    )
  }
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no port to be had')
  const origin = `http://127.0.0.1:${bound.port}`

  return {
    page: (name, html) => {
      held.set(`/${name}`, { kind: KINDS['.html'] ?? '', body: html })
      return `${origin}/${name}`
    },
    document: async (file) => {
      const address = `/documents/${path.basename(file)}`
      const kind = KINDS[path.extname(file)] ?? 'text/plain'
      held.set(address, { kind, body: await readFile(file) })
      return origin + address
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

// A tenant that is not ours: Prism answers from a document, and refuses what the document does not
// allow. Before it stands what the document is silent about: the sign-in, and the place of the API.
//
// node prism.mjs DOCUMENT PREFIX TOKEN-PATH: says where it listens, then serves. `/what-was-asked` lists
// every request, with the answer's status and, where it was refused, why.
import { createServer, request as ask } from 'node:http'
import { spawn } from 'node:child_process'
import { createServer as listen } from 'node:net'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'

import yaml from '@stoplight/yaml'

const [published, prefix, token] = process.argv.slice(2)

// Prism puts a header's example on the wire as it stands, and that of `Link` has line breaks in it.
const document = './document.json'
const { parse } = yaml
writeFileSync(
  document,
  JSON.stringify(parse(readFileSync(published, 'utf8')), (name, value) => {
    if (name !== 'headers' || value?.Link === undefined) return value
    const { Link: _, ...others } = value
    return others
  }),
)

async function freePort() {
  const server = listen().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

const behind = await freePort()
const words = ['node_modules/@stoplight/prism-cli/dist/index.js', 'mock', '--errors', '--port', `${behind}`, document]
const prism = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
process.on('exit', () => prism.kill())
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => process.exit())
await new Promise((listening, ended) => {
  let said = ''
  prism.stdout.on('data', (part) => {
    said += part
    if (said.includes('is listening on')) listening()
  })
  prism.on('exit', () => ended(new Error(said)))
})

const asked = []
const read = async (stream) => Buffer.concat(await stream.toArray())
const json = (response, value) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}
const front = createServer(async (request, response) => {
  const body = await read(request)
  if (request.url === '/what-was-asked') return json(response, asked)
  if (request.url === token) return json(response, { access_token: 'canary-of-prism', token_type: 'Bearer', expires_in: 3600 })
  if (!request.url.startsWith(prefix)) return response.writeHead(404).end()
  const { method, headers } = request
  const path = request.url.slice(prefix.length)
  const further = ask({ host: '127.0.0.1', port: behind, method, path, headers }, async (answer) => {
    const text = await read(answer)
    const { statusCode: status } = answer
    asked.push({ method, path, status, why: status < 400 ? null : `${text}` })
    response.writeHead(status, answer.headers)
    response.end(text)
  })
  further.on('error', () => response.destroy())
  further.end(body)
})
front.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ listening: front.address().port }))
})

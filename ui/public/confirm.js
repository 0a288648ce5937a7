// The window that approves what is about to change something, or refuses it. No package, no
// framework: what stands here is all that runs. Everything shown comes from the request as the core
// will send it; nothing of it is ever read as HTML.
'use strict'

const part = (id) => document.getElementById(id)
const token = new URLSearchParams(location.search).get('bridge')

/** Runs a command of this window; throws what the core refused with. */
async function run(command, args) {
  if (window.__TAURI_INTERNALS__) return window.__TAURI_INTERNALS__.invoke(command, args)
  const answer = await fetch(`/command/${command}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  })
  const result = await answer.json()
  if (result.error) throw result.error
  return result.ok
}

/** A quick second press, meant for whatever stood here before, must not approve anything. */
const ARM_MS = 600
/** How many requests are listed at once. */
const PAGE = 20

const put = (id, ...children) => {
  part(id).replaceChildren(...children)
  part(id).hidden = children.length === 0
}

// --- What is asked

const environments = {
  production: {
    word: 'Production',
    // Lucide: factory, flask-conical, play (ISC).
    icon: 'M12 16h.01M16 16h.01M8 16h.01M3 19a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2V8.5a.5.5 0 0 0-.769-.422l-4.462 2.844A.5.5 0 0 1 15 10.5v-2a.5.5 0 0 0-.769-.422L9.77 10.922A.5.5 0 0 1 9 10.5V5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2z',
  },
  test: {
    word: 'Test',
    icon: 'M14 2v6a2 2 0 0 0 .245.96l5.51 10.08A2 2 0 0 1 18 22H6a2 2 0 0 1-1.755-2.96l5.51-10.08A2 2 0 0 0 10 8V2M6.453 15h11.094M8.5 2h7',
  },
  demo: {
    word: 'Demo',
    icon: 'M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z',
  },
}

const effects = {
  reads: 'Reads',
  discloses: 'Hands out something secret',
  changes: 'Changes',
  removes: 'Removes',
}

const problems = {
  stale: 'This is no longer asked. Close the window and look at Keydesk.',
  notFound: 'This is no longer asked. Close the window and look at Keydesk.',
  invalid: 'What was typed is not what was asked for. Nothing was sent.',
  tenantLocked: 'The tenant was locked in the meantime. Nothing was sent.',
  auditUnavailable: 'It could not be written down, so nothing was sent.',
}

function tell(error) {
  put('problem', problems[error && error.kind] || 'It could not be done. Nothing was sent.')
}

function picture(path) {
  const image = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  image.setAttribute('viewBox', '0 0 24 24')
  image.setAttribute('aria-hidden', 'true')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  line.setAttribute('d', path)
  image.append(line)
  return image
}

/** Whose it is, where that stands, and for how long it is open. */
function sayPlace(view) {
  const { word, icon } = environments[view.environment]
  put('tenant', foreign(view.tenant))
  put('environment', picture(icon), word)
  part('environment').dataset.environment = view.environment
  document.body.dataset.environment = view.environment
  put('product', view.product)
  part('place').hidden = false
  const left = () => {
    const seconds = Math.max(0, Math.ceil((Date.parse(view.openUntil) - Date.now()) / 1000))
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    part('open').textContent = seconds > 0 ? `Open for changes ${clock}` : 'Locked again'
  }
  left()
  setInterval(left, 1000)
}

const fact = (word, value) => {
  const line = made('div')
  const given = made('dd')
  given.append(...[value].flat())
  line.append(made('dt', word), given)
  return line
}

const method = (row) => {
  const line = made('code')
  line.append(`${row.method} `, foreign(row.address))
  return line
}

/** Before and after, field by field. */
function table(changes) {
  const box = made('div', undefined, 'box')
  const whole = made('table')
  const head = made('thead')
  const top = made('tr')
  for (const word of ['Field', 'Before', 'After']) {
    const cell = made('th', word)
    cell.scope = 'col'
    top.append(cell)
  }
  head.append(top)
  const body = made('tbody')
  for (const { name, before, after } of changes) {
    const line = made('tr')
    const field = made('th')
    field.scope = 'row'
    field.append(foreign(name))
    const [old, next] = [made('td'), made('td')]
    old.append(before ? foreign(before, 'del') : 'not set')
    next.append(after ? foreign(after, 'ins') : 'gone')
    line.append(field, old, next)
    body.append(line)
  }
  whole.append(head, body)
  box.append(whole)
  return box
}

/** A request with everything that leaves with it. */
function whole(row) {
  const shown = []
  if (row.changes.length > 0) shown.push(made('h2', 'What changes'), table(row.changes))
  if (row.body !== null && row.body !== undefined) {
    const body = foreign(row.body, 'pre')
    body.className = 'box'
    body.tabIndex = 0
    body.setAttribute('role', 'group')
    body.setAttribute('aria-label', 'Body')
    const cut = row.bodyCut ? `Body, the first part of ${row.bodyBytes} bytes` : 'Body'
    shown.push(made('h2', cut), body)
  }
  if (row.headers.length > 0) {
    const list = made('dl')
    list.append(
      ...row.headers.map(({ name, value }) => fact(foreign(name).textContent, foreign(value))),
    )
    shown.push(made('h2', 'Headers'), list)
  }
  return shown
}

/** One of many requests, in a few lines. */
function short(row) {
  const line = made('li')
  const words = made('div', undefined, 'words')
  const target = made('strong')
  target.append(foreign(row.target))
  words.append(target, method(row))
  for (const { name, before, after } of row.changes) {
    const change = made('span', undefined, 'change')
    const old = before ? foreign(before, 'del') : made('span', 'not set')
    const next = after ? foreign(after, 'ins') : made('span', 'gone')
    change.append(foreign(name), ': ', old, ' → ', next)
    words.append(change)
  }
  line.append(made('span', String(row.number), 'number'), words)
  return line
}

/** The requests, page by page. */
function list(view) {
  const all = view.requests
  let from = 0
  let shown = 0
  put('list-title', `${all} requests`)
  part('list').hidden = false
  part('pager').hidden = all <= view.first.length
  const show = (rows) => {
    put('rows', ...rows.map(short))
    shown = rows.length
    const last = Math.min(all, from + shown)
    part('range').textContent = `${from + 1} to ${last} of ${all}`
    part('previous').disabled = from === 0
    part('next').disabled = last >= all
  }
  const turn = async (to) => {
    try {
      const window = { from: to, atMost: PAGE }
      const rows = await run('confirm_rows', { proposal: view.proposal, window })
      from = to
      show(rows)
      part('rows').scrollTop = 0
    } catch (error) {
      tell(error)
    }
  }
  part('previous').addEventListener('click', () => void turn(Math.max(0, from - PAGE)))
  part('next').addEventListener('click', () => void turn(from + shown))
  show(view.first.slice(0, PAGE))
}

/** What of a request stands in the facts above. */
function sayFacts(view) {
  const [row] = view.first
  const single = view.requests === 1 && row
  const facts = [fact('Does', effects[view.effect]), fact('Host', foreign(view.host))]
  if (single) facts.push(fact('Target', foreign(row.target)), fact('Request', method(row)))
  if (!single) facts.push(fact('Concerns', `${view.rows} ${view.rows === 1 ? 'thing' : 'things'}`))
  facts.push(fact('Ticket', view.ticket ? foreign(view.ticket) : 'none set'))
  if (view.reason.length > 0) facts.push(fact('Reason', foreign(view.reason)))
  put('facts', ...facts)
  if (single) put('one', ...whole(row))
  else list(view)
}

/** A name as a person types it: look-alikes as what they look like, what is not seen left out. */
const spoken = (runs) =>
  runs
    .map(({ text, mark }) =>
      !mark ? text : mark.kind === 'lookAlike' ? mark.of : mark.code === 'U+00A0' ? ' ' : '',
    )
    .join('')
/** As the core compares: spaces at the ends and case do not count. */
const same = (typed, wanted) => typed.trim().toLowerCase() === wanted.trim().toLowerCase()

/** Asks for what has to be typed. Answers whether it has been. */
function askFor({ name, count }) {
  if (name) {
    put('name-label', 'Type the name: ', foreign(name))
    part('name-field').hidden = false
  }
  if (count !== null && count !== undefined) {
    put('count-label', `Type how many it concerns: ${count}`)
    part('count-field').hidden = false
  }
  return () =>
    (!name || same(part('name').value, spoken(name))) &&
    (count === null || count === undefined || part('count').value.trim() === String(count))
}

function ask(view) {
  put('title', foreign(view.what))
  put('consequence', view.reversible ? 'It can be set back.' : 'It cannot simply be set back.')
  sayPlace(view)
  sayFacts(view)
  const fits = askFor(view.ask)
  const approve = part('approve')
  approve.dataset.effect = view.effect
  approve.replaceChildren(foreign(view.what))
  let armed = false
  let done = false
  const look = () => {
    approve.disabled = done || !armed || !fits()
    part('refuse').disabled = done
  }
  part('form').addEventListener('input', () => {
    part('problem').hidden = true
    look()
  })
  part('form').addEventListener('submit', (event) => event.preventDefault())
  setTimeout(() => {
    armed = true
    look()
  }, ARM_MS)

  /** Says it to the core, once; only what it did not take may be said again. */
  const say = async (command, args) => {
    if (done) return
    done = true
    look()
    try {
      await run(command, { proposal: view.proposal, ...args })
    } catch (error) {
      tell(error)
      done = false
      look()
    }
  }
  approve.addEventListener('click', () => {
    if (!armed || !fits()) return
    const typed = {
      name: view.ask.name ? part('name').value : null,
      count: part('count-field').hidden ? null : part('count').value,
    }
    void say('confirm_approve', { hash: view.hash, typed })
  })
  const refuse = () => void say('confirm_refuse', {})
  part('refuse').addEventListener('click', refuse)
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') refuse()
  })
  part('refuse').focus()
}

// In the capture phase, so that no button and no field hears of it.
window.addEventListener(
  'keydown',
  (event) => {
    if (event.key === 'Enter') event.preventDefault()
  },
  true,
)

run('confirm_proposal', {})
  .then((view) => (view ? ask(view) : tell({ kind: 'stale' })))
  .catch(tell)

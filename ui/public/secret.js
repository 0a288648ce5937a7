// The window that takes one secret, or shows one for a while. No package, no framework: what stands
// here and in marks.js is all that runs.
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

const problems = {
  invalid: 'Enter something first.',
  stale: 'Another question was asked in the meantime. Close this window and look there.',
}

function tell(error) {
  const words =
    (error && error.words) ||
    problems[error && error.kind] ||
    'It could not be handed over. Nothing was stored.'
  part('problem').textContent = words
  part('problem').hidden = false
}

const hands = 'Only the core of Keydesk receives it. No other window ever sees it.'

/** What each kind of answer to a sign-in is called. */
const answers = {
  code: ['Answer the sign-in', 'Code or answer'],
  password: ['Enter the password of the account', 'Password'],
  newPassword: ['Choose a new password for the account', 'New password'],
  pasted: ['Paste what the browser showed', 'Text from the browser'],
  choice: ['Answer the sign-in', 'Answer'],
}

/** What the window says for each thing it may be asked for. */
const purposes = {
  field: ({ label, product }) => ({
    title: `Enter “${label}”`,
    label,
    about: product,
    save: 'Save the secret',
  }),
  proxyPassword: () => ({
    title: 'Enter the password for the proxy',
    label: 'Password at the proxy',
    about: 'Proxy',
    save: 'Save the secret',
  }),
  certificatePassword: ({ file }) => ({
    title: `Enter the password of ${file}`,
    label: 'Password of the file',
    about: 'Client certificate',
    hint: `It opens the file once. ${hands}`,
    save: 'Open the file',
  }),
  passphrase: () => ({
    title: 'Enter the passphrase of the vault',
    label: 'Passphrase',
    save: 'Open the vault',
  }),
  newPassphrase: ({ least }) => ({
    title: 'Choose a passphrase for the vault',
    label: 'New passphrase',
    hint: `At least ${least} characters; several words are easier to keep than signs. Without it nobody can open the vault, not even you.`,
    save: 'Go on',
    least,
  }),
  newPassphraseAgain: () => ({
    title: 'Enter the new passphrase once more',
    label: 'New passphrase',
    hint: 'So that a slip of the keys does not lock you out.',
    save: 'Set the passphrase',
  }),
  answer: ({ sentence, wants, hidden }) => {
    const [title, label] = answers[wants] || answers.code
    return { title, label, sentence, hidden, save: 'Send the answer' }
  },
}

const field = part('value')
let masked = true

/** Covers the value again, so that it is never left on the screen. */
function cover() {
  if (!masked) return
  field.type = 'password'
  part('show').setAttribute('aria-pressed', 'false')
  part('show').textContent = 'Show'
}

/** Puts the words of a purpose on the page. What a vendor said is text, never more. */
function say(words, tenantName) {
  part('title').textContent = words.title
  part('label').textContent = words.label
  part('place').textContent = [tenantName, words.about].filter(Boolean).join(', ')
  part('hint').textContent = words.hint || hands
  part('save').textContent = words.save
  part('sentence').textContent = words.sentence || ''
  part('quote').hidden = !words.sentence
  masked = words.hidden !== false
  field.type = masked ? 'password' : 'text'
  part('show').hidden = !masked
}

function ask(prompt) {
  const save = part('save')
  const words = purposes[prompt.purpose.kind](prompt.purpose)
  say(words, prompt.tenantName)

  const give = async () => {
    if (field.value === '' || save.disabled) return tell({ kind: 'invalid' })
    if (words.least && [...field.value].length < words.least)
      return tell({ words: `It needs at least ${words.least} characters.` })
    save.disabled = true
    const value = field.value
    field.value = ''
    cover()
    try {
      await run('secret_give', { prompt: prompt.prompt, value })
    } catch (error) {
      tell(error)
    }
    save.disabled = false
    field.focus()
  }
  part('form').addEventListener('submit', (event) => {
    event.preventDefault()
    void give()
  })

  const refuse = () => {
    run('secret_refuse', { prompt: prompt.prompt }).catch(tell)
  }
  part('cancel').addEventListener('click', refuse)
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') refuse()
  })
}

field.addEventListener('input', () => {
  part('problem').hidden = true
})
part('show').addEventListener('click', () => {
  const shown = field.type === 'text'
  field.type = shown ? 'password' : 'text'
  part('show').setAttribute('aria-pressed', String(!shown))
  part('show').textContent = shown ? 'Show' : 'Hide'
  field.focus()
})
window.addEventListener('blur', cover)

/** Shows a value that a vendor returned, until its time is over. */
function show({ shown, what, tenantName, value, lastsMs }) {
  const until = Date.now() + lastsMs
  part('form').hidden = true
  part('shown').hidden = false
  // A value that is the whole of an answer has no name.
  part('title').replaceChildren(what.length > 0 ? foreign(what) : 'What the answer held')
  part('place').replaceChildren(foreign(tenantName))
  part('secret').replaceChildren(...plain(value, true))
  const hide = () => {
    // Taken away here first: the core may need a moment to close the window.
    part('secret').replaceChildren()
    clearInterval(ticking)
    part('left').textContent = 'It is hidden again.'
  }
  const tick = () => {
    const seconds = Math.ceil((until - Date.now()) / 1000)
    if (seconds <= 0) hide()
    else part('left').textContent = `Hidden again in ${seconds} s`
  }
  const ticking = setInterval(tick, 250)
  tick()
  const close = () => {
    hide()
    // The core closes the window by itself when the time is over, whatever becomes of this.
    run('secret_hide', { shown }).catch(() => undefined)
  }
  part('hide').addEventListener('click', close)
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
  })
  part('hide').focus()
}

/** Takes what is asked for; when nothing is, shows what there is to show. */
async function begin() {
  const prompt = await run('secret_prompt', {})
  if (prompt) return ask(prompt)
  const value = await run('secret_shown', {})
  return value ? show(value) : tell({ kind: 'stale' })
}

begin().catch(tell)

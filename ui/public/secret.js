// The window that takes one secret. No package, no framework: what stands here is all that runs.
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
  invalid: 'Enter the secret first.',
  stale: 'Another question was asked in the meantime. Close this window and look there.',
}

function tell(error) {
  const words =
    problems[error && error.kind] || 'The secret could not be handed over. Nothing was stored.'
  part('problem').textContent = words
  part('problem').hidden = false
}

/** Covers the value again, so that it is never left on the screen. */
function cover() {
  part('value').type = 'password'
  part('show').setAttribute('aria-pressed', 'false')
  part('show').textContent = 'Show'
}

function ask(prompt) {
  const save = part('save')
  part('title').textContent = `Enter “${prompt.label}”`
  part('label').textContent = prompt.label
  part('place').textContent = prompt.tenantName
    ? `${prompt.tenantName}, ${prompt.product}`
    : prompt.product

  const give = async () => {
    const field = part('value')
    if (field.value === '' || save.disabled) return tell({ kind: 'invalid' })
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

part('value').addEventListener('input', () => {
  part('problem').hidden = true
})
part('show').addEventListener('click', () => {
  const shown = part('value').type === 'text'
  part('value').type = shown ? 'password' : 'text'
  part('show').setAttribute('aria-pressed', String(!shown))
  part('show').textContent = shown ? 'Show' : 'Hide'
  part('value').focus()
})
window.addEventListener('blur', cover)

run('secret_prompt', {})
  .then((prompt) => (prompt ? ask(prompt) : tell({ kind: 'stale' })))
  .catch(tell)

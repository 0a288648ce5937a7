// Move 40 computers from a CSV: chosen, mapped, checked, previewed, approved as one, looked at
// after the first rows, gone on with, and saved.

import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { accessible } from '../lib/accessible.mjs'
import { openBridge } from '../lib/browser.mjs'
import { confirmWindow } from '../lib/other-windows.mjs'

const WANTED = 40
const TASK = 'Move a computer to another group'

/** @type {import('../lib/browser.mjs').Bridged} */
let bridged
/** @type {string} */
let folder

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keydesk-sheet-'))
  const sheet = path.join(folder, 'computers.csv')
  await writeFile(sheet, 'Computer\n')
  bridged = await openBridge({ words: ['--demo', '--pick', sheet] })
  await bridged.page.getByText('5 of 5 signed in').waitFor({ timeout: 30_000 })
  const { hosts, group } = await inOneGroup()
  const lines = hosts.map((/** @type {string} */ host) => `${host};moved for the pilot`)
  await writeFile(sheet, `sep=;\r\nComputer;Note\r\n${lines.join('\r\n')}\r\n`)
  target = group
})

after(async () => {
  await bridged?.close()
  await rm(folder, { recursive: true, force: true })
})

/** The group they move to. */
let target = ''
const limit = { timeout: 180_000 }

/** Computers of one group, asked for by the command the form's field uses, and another group. */
async function inOneGroup() {
  return bridged.page.evaluate(async (wanted) => {
    const token = new URLSearchParams(location.search).get('bridge') ?? ''
    const ask = async (/** @type {string} */ command, /** @type {object} */ args) => {
      const answer = await fetch(`/command/${command}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(args),
      })
      return (await answer.json()).ok
    }
    const tenants = await ask('tenants_list', {})
    for (const { id: tenant } of tenants) {
      const tasks = await ask('tasks_list', { tenant })
      if (!tasks.some((/** @type {any} */ each) => each.id === 'move-computer')) continue
      const of = { tenant, task: 'move-computer', typed: '', inputs: [] }
      const computers = await ask('task_pick', { ...of, field: 'computer' })
      const groups = await ask('task_pick', { ...of, field: 'target' })
      const names = computers.map((/** @type {any} */ each) => each.label)
      const single = computers.filter(
        (/** @type {any} */ each) =>
          names.filter((/** @type {string} */ one) => one === each.label).length === 1,
      )
      const to = groups.at(-1).label
      const hosts = single
        .filter((/** @type {any} */ each) => each.note !== '' && each.note !== to)
        .slice(0, wanted)
        .map((/** @type {any} */ each) => each.label)
      return { hosts, group: to }
    }
    return { hosts: [], group: '' }
  }, WANTED)
}

const page = () => bridged.page
const tenantOfTask = async () => {
  await page()
    .getByRole('button', { name: /Tenant$/u })
    .click()
  await page()
    .getByRole('option', { name: /Endpoint/u })
    .click()
}

test('a task and a file are chosen, and the columns are mapped', limit, async () => {
  await bridged.seen('many mapped', async () => {
    await page().getByRole('link', { name: 'Bulk', exact: true }).click()
    await page().getByRole('heading', { name: 'Bulk', level: 1 }).waitFor()
    await tenantOfTask()
    await page().getByRole('button', { name: /Task$/u }).click()
    await page().getByRole('option', { name: TASK }).click()
    await accessible(page(), 'bulk, the file')
    await page().getByRole('button', { name: 'Choose a file…' }).click()
    await page().getByRole('heading', { name: 'Which column is what' }).waitFor()
    await page().getByText('Still missing: New group').first().waitFor()
    await page()
      .getByRole('button', { name: /New group$/u })
      .click()
    await page().getByRole('option', { name: 'The same for every row' }).click()
    await page().getByRole('textbox', { name: 'New group for every row' }).fill(target)
    await accessible(page(), 'bulk, the mapping')
  })
})

test('every row is checked, and what would change is shown', limit, async () => {
  await bridged.seen('many checked', async () => {
    await page()
      .getByRole('button', { name: `Check ${WANTED} rows` })
      .click()
    await page()
      .getByText(/^\d+ fine, \d+ with faults/u)
      .first()
      .waitFor({ timeout: 60_000 })
    await accessible(page(), 'bulk, the check')
    await page()
      .getByRole('button', { name: /^Preview \d+ changes/u })
      .click()
    const table = page().getByRole('grid', { name: 'What would become what' })
    await table.getByText(target).first().waitFor()
    await accessible(page(), 'bulk, the preview')
  })
})

test('one approval, a look at the first rows, and then the rest', limit, async () => {
  await bridged.seen('many moved', async () => {
    await page().getByRole('button', { name: 'Open for changes…' }).click()
    const dialog = page().getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Why' }).fill('the pilot group moves')
    await dialog.getByRole('button', { name: /^Open .* for 10 minutes$/u }).click()
    await page()
      .getByRole('button', { name: /^Open for changes \d+:\d\d$/u })
      .waitFor()
    await page()
      .getByRole('button', { name: /^Review and approve \d+ rows…$/u })
      .click()
    await approveAll()
    await page()
      .getByText('The first rows are done. Look at them, then go on.')
      .waitFor({ timeout: 60_000 })
    await accessible(page(), 'bulk, the run')
    await page()
      .getByRole('button', { name: /^Go on with \d+ rows…$/u })
      .click()
    await approveAll()
    await page().getByText('Every row is over.').waitFor({ timeout: 120_000 })
    await mkdir(path.join(bridged.folder, 'saved'), { recursive: true })
    await page().getByRole('button', { name: 'Save results…' }).click()
    await page().getByText('Saved as computers result.csv').waitFor()
    const saved = await readFile(path.join(bridged.folder, 'saved', 'computers result.csv'), 'utf8')
    const done = saved.split('\n').filter((line) => line.includes(',done,'))
    assert.ok(done.length >= WANTED - 5, `${done.length} of ${WANTED} rows are done`)
  })
})

/** Approves in the other window, where the number of rows is typed when it asks for it. */
async function approveAll() {
  const other = await confirmWindow(bridged)
  if (await other.locator('#count').isVisible()) {
    const asked = (await other.locator('#count-label').textContent()) ?? ''
    await other.locator('#count').fill(/\d+/u.exec(asked)?.[0] ?? '')
  }
  await other.locator('#approve:enabled').click()
  await other.close()
}

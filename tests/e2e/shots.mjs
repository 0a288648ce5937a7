// Pictures of every main screen from the real window: node shots.mjs FOLDER WIDTHxHEIGHT

import { writeFile } from 'node:fs/promises'
import path from 'node:path'

import { said } from './lib/find.mjs'
import { SCREENS, closed as close, dashboard, quiet } from './lib/screens.mjs'
import { openWindow, windowDesk } from './lib/window.mjs'

const [folder = '.', size = '1440x900'] = process.argv.slice(2)
const [width = 1440, height = 900] = size.split('x').map(Number)

const desk = await windowDesk()
const { window, close: end } = await openWindow(desk, { size: [width, height], log: 'shots' })
try {
  await dashboard(window)
  await said(window, '5 of 5 signed in', 30_000)
  for (const theme of ['light', 'dark']) {
    for (const screen of SCREENS) {
      await window.run((theme) => {
        document.documentElement.dataset['theme'] = theme
      }, theme)
      await screen.open(window)
      await quiet(window)
      const file = path.join(folder, `${screen.name}-${theme}.png`)
      await writeFile(file, await window.picture())
      console.log(file)
      await close(window)
    }
  }
} finally {
  await end()
  await desk.clear()
}

// Pictures of every main screen from the real window: node shots.mjs FOLDER WIDTHxHEIGHT

import { writeFile } from 'node:fs/promises'
import path from 'node:path'

import { SCREENS } from './lib/screens.mjs'
import { KEYS } from './lib/webdriver.mjs'
import { openWindow, windowDesk } from './lib/window.mjs'

const [folder = '.', size = '1440x900'] = process.argv.slice(2)
const [width = 1440, height = 900] = size.split('x').map(Number)

const desk = await windowDesk()
const { window, close } = await openWindow(desk, { size: [width, height], log: 'shots' })
try {
  for (const theme of ['light', 'dark']) {
    for (const screen of SCREENS) {
      await screen.open(window)
      await window.run((theme) => {
        document.documentElement.dataset['theme'] = theme
      }, theme)
      const file = path.join(folder, `${screen.name}-${theme}.png`)
      await writeFile(file, await window.picture())
      console.log(file)
      await window.press(KEYS.escape)
    }
  }
} finally {
  await close()
  await desk.clear()
}

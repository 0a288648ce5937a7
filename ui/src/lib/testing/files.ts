import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Every file below a folder whose name fits. */
export function filesBelow(folder: string, fits: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path, fits)
    return fits.test(entry.name) ? [path] : []
  })
}

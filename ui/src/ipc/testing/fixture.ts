import { fakeHost } from './fake'
import type { Host } from '../host'

export function fixtureHost(_search: string): Host {
  return fakeHost({})
}

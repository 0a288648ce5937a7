import { createBrowserHistory, type RouterHistory } from '@tanstack/react-router'

/** The parts of an address behind the hash: `/explorer?tenant=fir#part`. */
export function addressParts(behindHash: string): {
  href: string
  pathname: string
  search: string
  hash: string
} {
  const href = behindHash === '' ? '/' : behindHash
  const [, pathname = '/', search = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(href) ?? []
  return { href, pathname, search, hash }
}

/**
 * Keeps the address behind the hash, so that a reload finds the same file.
 *
 * The router's own history would add what stands before the hash to the screen's search, and
 * there the host is chosen: after a reload the last parameter would end in somebody else's.
 */
export const addressHistory = (): RouterHistory =>
  createBrowserHistory({
    parseLocation: () => ({
      ...addressParts(window.location.hash.slice(1)),
      state: window.history.state ?? { __TSR_index: 0 },
    }),
    createHref: (href) => `${window.location.pathname}${window.location.search}#${href}`,
  })

import type { Notice } from '#ipc/bindings'

/** What happened at the start, as a sentence. */
export function noticeWords(notice: Notice): string {
  switch (notice.kind) {
    case 'setAside':
      return `${notice.file} could not be read. It was kept as ${notice.to}, and a new one was begun.`
    case 'olderVault':
      return 'The vault is an older copy than the one last written. Secrets changed since then may be the old ones.'
    case 'readOnly':
      return `${notice.file} cannot be written. What you change is lost when Keydesk closes.`
    case 'noLog':
      return `${notice.file} cannot be written. Everything works, but nothing is written down for support.`
    case 'nothingRestored':
      return 'Keydesk ended early several times, so the tabs of the explorer were left closed this time.'
    default: {
      const never: never = notice
      return never
    }
  }
}

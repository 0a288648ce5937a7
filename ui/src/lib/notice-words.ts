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
    case 'policyWrong':
      return `The rules of your company in ${notice.file} cannot be read. Until they can, nothing but reads is allowed.`
    case 'auditUnavailable':
      return `${notice.file} cannot be written, so what is done cannot be written down. Production cannot be changed.`
    case 'auditAltered':
      return `Somebody altered what was written down. Entry ${notice.entry} is the first that is not as it was written.`
    default: {
      const never: never = notice
      return never
    }
  }
}

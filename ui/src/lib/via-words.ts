import type { SaidBy, ViaView } from '#ipc/bindings'

const said: Readonly<Record<SaidBy, string>> = {
  settings: 'as the tenant’s settings say',
  system: 'as the system says',
  script: 'as the script says',
  oldScript: 'as the script said when it last answered',
  loopback: 'it is this computer itself',
}

/** `straight to the tenant, as the system says`, or `through http://proxy:8080, as the script says` */
export const viaWords = ({ proxy, saidBy }: ViaView): string =>
  `${proxy === null ? 'straight to the tenant' : `through ${proxy}`}, ${said[saidBy]}`

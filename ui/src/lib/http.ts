const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  203: 'Not authoritative',
  204: 'No content',
  206: 'Partial content',
  301: 'Moved',
  302: 'Found',
  303: 'See other',
  304: 'Not modified',
  307: 'Temporary redirect',
  308: 'Permanent redirect',
  400: 'Bad request',
  401: 'Unauthorised',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  408: 'Request timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition failed',
  413: 'Too large',
  415: 'Media type not supported',
  422: 'Not processable',
  423: 'Locked',
  429: 'Too many requests',
  500: 'Server error',
  501: 'Not implemented',
  502: 'Bad gateway',
  503: 'Not available',
  504: 'Gateway timeout',
}

/** `200 OK`. A status nobody has named stands alone. */
export const statusLine = (status: number): string =>
  [status, phrases[status]].filter(Boolean).join(' ')

/** What a status is, at a glance. */
export function statusTone(status: number | null): 'ok' | 'warn' | 'bad' {
  if (status === null || status >= 400) return 'bad'
  return status >= 300 ? 'warn' : 'ok'
}

/** A moment so many seconds before now, as it crosses the wire. */
export const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString()

/** A moment so many seconds from now. */
export const ahead = (seconds: number): string => ago(-seconds)

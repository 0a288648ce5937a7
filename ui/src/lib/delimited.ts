/** A cell that a spreadsheet would run as a formula is told apart by an apostrophe before it. */
const harmless = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

const quoted = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/** Rows as comma-separated values, as RFC 4180 has them. */
export const asCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => quoted(harmless(cell))).join(',')).join('\r\n')

/** Rows with tabs between cells, to be pasted into a sheet; what would break a row is a blank. */
export const asTsv = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((cell) => harmless(cell).replaceAll(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n')

const LETTER = 7.2
const LEAST = 72
const MOST = 320
const AROUND = 24

/** How wide each column is drawn, from its name and what stands in its first rows. */
export const columnWidths = (
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): number[] =>
  columns.map((name, index) => {
    const longest = rows.reduce(
      (most, row) => Math.max(most, Math.min(64, row[index]?.length ?? 0)),
      name.length + 2,
    )
    return Math.round(Math.max(LEAST, Math.min(MOST, longest * LETTER + AROUND)))
  })

/** A column that is drawn: its number, where it begins, how wide it is. */
export type DrawnColumn = { index: number; start: number; width: number }

/** The columns that a view of some width shows, and one more on either side. */
export function columnsSeen(
  widths: readonly number[],
  from: number,
  view: number,
): { columns: DrawnColumn[]; whole: number } {
  const columns: DrawnColumn[] = []
  let start = 0
  for (const [index, width] of widths.entries()) {
    if (start + width >= from - MOST && start <= from + view + MOST) {
      columns.push({ index, start, width })
    }
    start += width
  }
  return { columns, whole: start }
}

import { store } from './store'

/** Rows that were chosen in a table, on their way to where something is done for many. */
export type Taken = {
  /** What they are called: the table's name. */
  name: string
  /** The tenant they are of. */
  tenant: string | null
  /** The task they are meant for, where all of them have the same. */
  task: string | null
  head: string[]
  rows: string[][]
}

const taken = store<Taken | null>(null)

/** Takes rows along; they lie there until others are taken or they are let go. */
export const takeRows = (rows: Taken): void => taken.set(rows)

/** Lets them go. */
export const dropRows = (): void => taken.set(null)

/** The rows that were taken along. */
export const useTaken = taken.use

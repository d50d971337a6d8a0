import { untold, type Mark, type Untold, type UserChanges } from '../model/changes.ts'
import type { User } from '../model/user.ts'
import { expectJson } from './expect-json.ts'
import type { JsonObject } from './parse-json.ts'
import { parseUser } from './parse-user.ts'
import { read } from './read.ts'
import { readPages } from './read-pages.ts'
import { userAttributes } from './user-attributes.ts'
import { webApiUrl, type WebApi } from './web-api.ts'

/**
 * `versionnumber` counts all writes of the database. A write gets its number when it begins and shows
 * when it ends, perhaps after a later one: so what was new at the mark before is asked for once more.
 */
interface Marked {
  readonly from: number
  readonly to: number
}

/** So many of the newest are asked for again at first: a write that has begun may show after them. */
const overlap = 100

export async function markUsers(api: WebApi, signal: AbortSignal): Promise<Mark | Untold> {
  const numbers = await readNewest(api, overlap, signal)
  return numbers ? asMark({ from: numbers.lowest, to: numbers.highest }) : noNumbers
}

async function readNewest(api: WebApi, count: number, signal: AbortSignal) {
  const path = `systemusers?$select=versionnumber&$orderby=versionnumber%20desc&$top=${count}`
  const { value } = expectJson(await read(api, webApiUrl(api.base, path), signal))
  return Array.isArray(value) ? numbersOf(value as JsonObject[]) : undefined
}

/** Records are disabled and not deleted; what is deleted all the same, reading everything tells. */
export async function changedUsers(
  api: WebApi,
  mark: string,
  signal: AbortSignal
): Promise<UserChanges | Untold> {
  const { from, to } = JSON.parse(mark) as Marked
  const newest = await readNewest(api, 1, signal)
  if (!newest) return noNumbers
  if (newest.highest < to) return restored
  const attributes = [...userAttributes, 'versionnumber'].join(',')
  const filter = `versionnumber%20gt%20${from}`
  const first = webApiUrl(api.base, `systemusers?$select=${attributes}&$filter=${filter}`)
  const users: User[] = []
  let highest: number = to
  for await (const rows of readPages(api, first, api.pageSize, signal)) {
    if (rows.length === 0) continue
    const numbers = numbersOf(rows)
    if (!numbers) return noNumbers
    highest = Math.max(highest, numbers.highest)
    users.push(...rows.map(parseUser))
  }
  return { ...asMark({ from: to, to: highest }), users }
}

/** Undefined where any row has none, or where there is no row. */
function numbersOf(rows: readonly JsonObject[]) {
  const numbers = rows.map(row => Number(row['versionnumber'] ?? Number.NaN))
  const [lowest, highest] = [Math.min(...numbers), Math.max(...numbers)]
  return Number.isSafeInteger(highest) ? { lowest, highest } : undefined
}

function asMark(marked: Marked): Mark {
  return { kind: 'mark', mark: JSON.stringify(marked) }
}

const noNumbers = untold(
  'Dynamics does not tell which records changed (versionnumber of systemuser).'
)

const restored = untold(
  'The database of Dynamics is older than at the scan before: it seems to have been restored.'
)

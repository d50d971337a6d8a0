import { present } from '../model/present.ts'
import type { LinkRow } from '../model/requests.ts'
import { linkField, type WrittenRow } from '../model/written-row.ts'

/** What is wrong with a row, all of it, in sentences. */
export interface RowFault {
  readonly fault: string
}

/** The row with its ids in the form in which they are compared: lower case, without braces. */
export function readLinkRow(row: WrittenRow): LinkRow | RowFault {
  if ('unreadable' in row) return { fault: row.unreadable }
  const cells = Object.entries(row.fields).map(toCell)
  const strangers = refuseStrangers(cells)
  const user = readGuid(cells, 'systemUserId')
  const account = readGuid(cells, 'objectGuid')
  const name = readName(cells)
  if (strangers || 'fault' in user || 'fault' in account || 'fault' in name) {
    const all = [strangers, user, account, name]
    return { fault: all.flatMap(each => (each && 'fault' in each ? each.fault : [])).join(' ') }
  }
  return present({
    systemUserId: user.value,
    objectGuid: account.value,
    domainName: name.value
  })
}

interface Cell {
  readonly name: string
  readonly field: keyof LinkRow | undefined
  readonly value: unknown
}

function toCell([name, value]: [string, unknown]): Cell {
  return { name, field: linkField(name), value }
}

function refuseStrangers(cells: readonly Cell[]): RowFault | undefined {
  const strangers = cells.filter(each => each.field === undefined)
  if (strangers.length === 0) return undefined
  const names = strangers.slice(0, 3).map(({ name }) => `'${name.slice(0, 100)}'`)
  return { fault: `There is no field ${names.join(', ')} here: leave it out.` }
}

function readGuid(cells: readonly Cell[], field: keyof LinkRow): { value: string } | RowFault {
  const read = readText(cells, field)
  if ('fault' in read) return read
  if (read.value === undefined) {
    return { fault: `${field} is missing or empty: fill it in, or leave this user out.` }
  }
  const value = read.value.replace(/^\{(.*)\}$/, '$1').toLowerCase()
  if (!guid.test(value)) return { fault: `${field} must be a GUID, with or without braces.` }
  if (value === zeroGuid) return { fault: `${field} is all zeros: leave this user out.` }
  return { value }
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const zeroGuid = '00000000-0000-0000-0000-000000000000'

function readName(cells: readonly Cell[]): { value: string | undefined } | RowFault {
  const read = readText(cells, 'domainName')
  if ('fault' in read || read.value === undefined || isLogonName.test(read.value)) return read
  return { fault: 'domainName must be at most 1024 characters, none of them a control character.' }
}

const isLogonName = /^[^\p{Cc}]{1,1024}$/u

/** Trimmed; what databases write for nothing is nothing. */
function readText(
  cells: readonly Cell[],
  field: keyof LinkRow
): { value: string | undefined } | RowFault {
  const [cell, second] = cells.filter(each => each.field === field)
  if (second) return { fault: `${field} stands here twice: keep one of them.` }
  const value = cell?.value ?? ''
  if (typeof value !== 'string') return { fault: `${field} must be text.` }
  const text = value.trim()
  return { value: text === '' || text.toUpperCase() === 'NULL' ? undefined : text }
}

import type { DirectoryTree } from './directory-tree.ts'
import type { SelectedAttribute } from './encode-answer.ts'
import type { Entry } from './entry.ts'
import { entryValues } from './entry-values.ts'
import { asBytes, attributeSchema } from './schema.ts'

/** MaxValRange: more values of one attribute come in ranges ([MS-ADTS] 3.1.1.3.1.3). */
const maximumRange = 1_500

/** The attributes of an entry as asked for, named in schema case. */
export function selectAttributes(
  tree: DirectoryTree,
  entry: Entry,
  asked: readonly string[],
  typesOnly: boolean
): SelectedAttribute[] {
  const selected = descriptions(entry, asked).flatMap(text => select(tree, entry, text))
  return typesOnly ? selected.map(([name]) => [name, []]) : selected
}

/**
 * Nothing asked, or `*`, means all; `1.1` means none (RFC 4511 4.5.1.8). Not even all contains
 * replPropertyMetaData: that is for those who name it.
 */
function descriptions(entry: Entry, asked: readonly string[]): string[] {
  const isAll = asked.length === 0 || asked.includes('*')
  const named = asked.filter(text => !['*', '+', '1.1'].includes(text))
  const all = isAll ? [...entry.attributes.keys(), 'distinguishedname', 'memberof'] : []
  return [...new Set([...named.map(text => text.toLowerCase()), ...all])]
}

function select(tree: DirectoryTree, entry: Entry, description: string): SelectedAttribute[] {
  const [, name, from, to] = /^([^;]+)(?:;range=(\d+)-(\d+|\*))?$/u.exec(description) ?? []
  const schema = attributeSchema(name ?? '')
  if (schema === undefined) return []
  const values = entryValues(tree, entry, schema.name.toLowerCase()).map(asBytes)
  if (values.length === 0) return []
  if (from !== undefined) return [range(schema.name, values, Number(from), Number(to))]
  if (values.length <= maximumRange) return [[schema.name, values]]
  return [[schema.name, []], range(schema.name, values, 0, Number.NaN)]
}

/** `to` is not a number where the client asks for the rest. */
function range(
  name: string,
  values: readonly Buffer[],
  from: number,
  to: number
): SelectedAttribute {
  const wanted = Number.isNaN(to) ? Number.POSITIVE_INFINITY : to
  const last = Math.min(wanted, from + maximumRange - 1)
  const end = last >= values.length - 1 ? '*' : String(last)
  return [`${name};range=${from}-${end}`, values.slice(from, last + 1)]
}

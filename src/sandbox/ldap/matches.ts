import type { DirectoryTree } from './directory-tree.ts'
import { dnKey } from './dn.ts'
import type { Entry } from './entry.ts'
import { entryValues } from './entry-values.ts'
import type { Filter } from './filter.ts'
import { foldText } from './fold-text.ts'
import { asText, attributeSchema, comparable, type AttributeSchema, type Value } from './schema.ts'

const bitAnd = '1.2.840.113556.1.4.803'
const bitOr = '1.2.840.113556.1.4.804'
const inChain = '1.2.840.113556.1.4.1941'

/**
 * Whether the filter fits: undefined where it names an attribute that the schema lacks or a value
 * that breaks its syntax, which `not` leaves undefined (RFC 4511 4.5.1.7).
 */
export function matches(tree: DirectoryTree, entry: Entry, filter: Filter): boolean | undefined {
  switch (filter.kind) {
    case 'and':
      return conjunction(filter.filters.map(inner => matches(tree, entry, inner)))
    case 'or':
      return disjunction(filter.filters.map(inner => matches(tree, entry, inner)))
    case 'not':
      return negation(matches(tree, entry, filter.filter))
    case 'present':
    case 'equal':
    case 'atLeast':
    case 'atMost':
    case 'substrings':
    case 'extensible':
      return matchesAttribute(tree, entry, filter)
  }
}

function conjunction(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false
  return answers.includes(undefined) ? undefined : true
}

function disjunction(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true
  return answers.includes(undefined) ? undefined : false
}

function negation(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer
}

type AttributeFilter = Exclude<Filter, { kind: 'and' | 'or' | 'not' }>

function matchesAttribute(
  tree: DirectoryTree,
  entry: Entry,
  filter: AttributeFilter
): boolean | undefined {
  const schema = attributeSchema(filter.attribute)
  if (schema === undefined) return undefined
  const values = entryValues(tree, entry, schema.name.toLowerCase())
  switch (filter.kind) {
    case 'present':
      return values.length > 0
    case 'equal':
      return equals(schema, values, filter.value)
    case 'atLeast':
      return compares(schema, values, filter.value, order => order >= 0)
    case 'atMost':
      return compares(schema, values, filter.value, order => order <= 0)
    case 'substrings':
      return values.some(value => hasPieces(foldText(asText(value)), filter))
    case 'extensible':
      return matchesRule(tree, values, filter)
  }
}

function equals(
  schema: AttributeSchema,
  values: readonly Value[],
  wanted: Buffer
): boolean | undefined {
  const asked = schema.name === 'objectCategory' ? categoryDn(values, wanted) : wanted
  const wantedForm = comparable(schema.syntax, asked)
  if (wantedForm === undefined) return undefined
  return values.some(value => comparable(schema.syntax, value) === wantedForm)
}

/** `objectCategory=person` stands for the class's full name ([MS-ADTS] 3.1.1.3.1.3). */
function categoryDn(values: readonly Value[], wanted: Buffer): Value {
  const name = wanted.toString()
  const present = values[0] === undefined ? '' : asText(values[0])
  if (name.includes('=')) return wanted
  const category = foldText(name) === 'user' ? 'Person' : name
  return present.replace(/^CN=[^,]+/u, `CN=${category}`) || `CN=${category}`
}

function compares(
  schema: AttributeSchema,
  values: readonly Value[],
  wanted: Buffer,
  fits: (order: number) => boolean
): boolean | undefined {
  const wantedForm = comparable(schema.syntax, wanted)
  if (wantedForm === undefined) return undefined
  return values.some(value =>
    fits(order(schema, comparable(schema.syntax, value) ?? '', wantedForm))
  )
}

function order({ syntax }: AttributeSchema, one: string, other: string): number {
  const [left, right] = syntax === 'integer' ? [BigInt(one), BigInt(other)] : [one, other]
  if (left === right) return 0
  return left < right ? -1 : 1
}

function hasPieces(
  text: string,
  { initial, any, final }: Extract<Filter, { kind: 'substrings' }>
): boolean {
  if (!text.startsWith(foldText(initial))) return false
  let at = foldText(initial).length
  for (const piece of any.map(foldText)) {
    const next = text.indexOf(piece, at)
    if (next === -1) return false
    at = next + piece.length
  }
  return text.length - foldText(final).length >= at && text.endsWith(foldText(final))
}

function matchesRule(
  tree: DirectoryTree,
  values: readonly Value[],
  { rule, value, attribute }: Extract<Filter, { kind: 'extensible' }>
): boolean | undefined {
  if (rule === inChain) return leadsTo(tree, values, value, attribute.toLowerCase())
  const mask = comparable('integer', value)
  const isKnown = rule === bitAnd || rule === bitOr
  if (mask === undefined || !isKnown || attributeSchema(attribute)?.syntax !== 'integer') {
    return undefined
  }
  return values.some(held => {
    const common = BigInt(asText(held)) & BigInt(mask)
    return rule === bitAnd ? common === BigInt(mask) : common !== 0n
  })
}

/** Follows `member` or `memberOf` from group to group, also where the groups form a ring. */
function leadsTo(
  tree: DirectoryTree,
  values: readonly Value[],
  wanted: Buffer,
  attribute: string
): boolean | undefined {
  const target = dnKey(wanted.toString())
  if (target === undefined || attributeSchema(attribute)?.syntax !== 'dn') return undefined
  const seen = new Set<string>()
  const open = values.map(value => dnKey(asText(value)) ?? '')
  for (const key of open) {
    if (key === target) return true
    const next = tree.find(key)
    if (seen.has(key) || next === undefined) continue
    seen.add(key)
    open.push(...entryValues(tree, next, attribute).map(value => dnKey(asText(value)) ?? ''))
  }
  return false
}

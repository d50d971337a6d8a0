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

/** Whether an entry fits a filter. */
export type Matcher = (entry: Entry) => boolean | undefined

/**
 * Whether the filter fits: undefined where it names an attribute that the schema lacks or a value
 * that breaks its syntax, which `not` leaves undefined (RFC 4511 4.5.1.7). What it compares with is
 * worked out once: it may be hundreds of values, and there may be many entries.
 */
export function matcher(tree: DirectoryTree, filter: Filter): Matcher {
  switch (filter.kind) {
    case 'and': {
      const inner = filter.filters.map(each => matcher(tree, each))
      return entry => conjunction(inner.map(fits => fits(entry)))
    }
    case 'or': {
      const inner = alternatives(tree, filter.filters)
      return entry => disjunction(inner.map(fits => fits(entry)))
    }
    case 'not': {
      const inner = matcher(tree, filter.filter)
      return entry => negation(inner(entry))
    }
    case 'equal':
      return equalsAny(tree, filter.attribute, [filter.value])
    case 'present':
    case 'atLeast':
    case 'atMost':
    case 'substrings':
    case 'extensible':
      return entry => matchesAttribute(tree, entry, filter)
  }
}

/** All values that one attribute may have are one question. */
function alternatives(tree: DirectoryTree, filters: readonly Filter[]): Matcher[] {
  const equal = filters.filter(filter => filter.kind === 'equal')
  const byAttribute = Map.groupBy(equal, filter => filter.attribute.toLowerCase())
  return [
    ...[...byAttribute].map(([attribute, same]) =>
      equalsAny(
        tree,
        attribute,
        same.map(filter => filter.value)
      )
    ),
    ...filters.filter(filter => filter.kind !== 'equal').map(filter => matcher(tree, filter))
  ]
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

type AttributeFilter = Exclude<Filter, { kind: 'and' | 'or' | 'not' | 'equal' }>

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

function equalsAny(tree: DirectoryTree, attribute: string, wanted: readonly Buffer[]): Matcher {
  const schema = attributeSchema(attribute)
  if (schema === undefined) return () => undefined
  const { name, syntax } = schema
  const formsOf = (asked: readonly Value[]) =>
    new Set(asked.map(value => comparable(syntax, value)))
  const forms = formsOf(wanted)
  return entry => {
    const values = entryValues(tree, entry, name.toLowerCase())
    const asked =
      name === 'objectCategory' ? formsOf(wanted.map(value => categoryDn(values, value))) : forms
    if (values.some(value => asked.has(comparable(syntax, value)))) return true
    return asked.has(undefined) ? undefined : false
  }
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

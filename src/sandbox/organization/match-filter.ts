import type { UserRow } from '../user-row.ts'
import type { Comparison, Filter, Like, Literal } from './parse-filter.ts'
import { systemuserAttributes } from './systemuser-attributes.ts'

/** The filter as a question to a row, answered as SQL Server does under Dynamics' collation. */
export function matchFilter(filter: Filter): (row: UserRow) => boolean {
  switch (filter.kind) {
    case 'and': {
      const matches = filter.operands.map(matchFilter)
      return row => matches.every(match => match(row))
    }
    case 'or': {
      const matches = filter.operands.map(matchFilter)
      return row => matches.some(match => match(row))
    }
    case 'not': {
      const match = matchFilter(filter.operand)
      return row => !match(row)
    }
    case 'compare':
      return matchComparison(filter.property, filter.operator, filter.value)
    case 'like':
      return matchLike(filter.property, filter.how, filter.text)
    case 'in':
      return matchIn(filter.property, filter.values)
  }
}

/** The value of a property; attributes that rows don't keep are null. */
export function valueOf(row: UserRow, property: string): Literal {
  const values = row as unknown as Readonly<Record<string, Literal | undefined>>
  return systemuserAttributes.has(property) ? (values[property] ?? null) : null
}

/** A value in the form in which it is compared: case does not count, dates are moments. */
export function comparable(property: string, value: Literal): Literal {
  if (typeof value !== 'string') return value
  const isMoment = systemuserAttributes.get(property)?.type === 'Edm.DateTimeOffset'
  return isMoment ? Date.parse(value) : value.toLowerCase()
}

function matchComparison(property: string, operator: Comparison, value: Literal) {
  const right = comparable(property, value)
  return (row: UserRow) => compare(comparable(property, valueOf(row, property)), operator, right)
}

/** Dynamics writes `ne` as "differs or is null"; nothing is before or after null. */
function compare(left: Literal, operator: Comparison, right: Literal): boolean {
  if (operator === 'eq') return left === right
  if (operator === 'ne') return left !== right
  if (left === null || right === null) return false
  switch (operator) {
    case 'gt':
      return left > right
    case 'ge':
      return left >= right
    case 'lt':
      return left < right
    case 'le':
      return left <= right
  }
}

function matchLike(property: string, how: Like, text: string) {
  const before = how === 'startswith' ? '' : '%'
  const after = how === 'endswith' ? '' : '%'
  const pattern = likePattern(before + text + after)
  return (row: UserRow) => pattern.test(String(valueOf(row, property) ?? ''))
}

/** T-SQL LIKE: `%`, `_`, `[abc]` and `[^abc]` are wildcards here too (PA docs, "Use wildcard characters"). */
function likePattern(like: string): RegExp {
  const source = like.replaceAll(/\[(\^?)([^\]]+)\]|[^]/g, (part, negation, set) => {
    if (typeof set === 'string') return `[${String(negation)}${set.replaceAll(/[\\^]/g, '\\$&')}]`
    if (part === '%') return '[^]*'
    return part === '_' ? '[^]' : part.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
  })
  return new RegExp(`^${source}$`, 'i')
}

function matchIn(property: string, values: readonly string[]) {
  const wanted = new Set(values.map(value => comparable(property, value)))
  return (row: UserRow) => {
    const value = valueOf(row, property)
    return value !== null && wanted.has(comparable(property, asText(property, value)))
  }
}

/** `In` takes texts for values of every type. */
function asText(property: string, value: Literal): Literal {
  return systemuserAttributes.get(property)?.type === 'Edm.DateTimeOffset' ? value : String(value)
}

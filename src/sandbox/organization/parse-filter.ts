import { refuse } from './refusals.ts'
import { systemuserAttributes, type EdmType } from './systemuser-attributes.ts'
import { tokenReader, type Aliases, type TokenReader } from './token-reader.ts'
import type { Token } from './tokenize-filter.ts'

export const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof comparisons)[number]
export const likes = ['contains', 'startswith', 'endswith'] as const
export type Like = (typeof likes)[number]
export type Literal = string | number | boolean | null

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Filter[] }
  | { readonly kind: 'not'; readonly operand: Filter }
  | {
      readonly kind: 'compare'
      readonly property: string
      readonly operator: Comparison
      readonly value: Literal
    }
  | { readonly kind: 'like'; readonly property: string; readonly how: Like; readonly text: string }
  | { readonly kind: 'in'; readonly property: string; readonly values: readonly string[] }

const inFunction = 'Microsoft.Dynamics.CRM.In'

/**
 * An OData `$filter` over `systemuser`, within what the Web API allows (PA docs, "Query data using
 * the Web API": no arithmetic, no `has`, no `in`, no date or math functions). Throws Refused.
 *
 *     or    = and *('or' and)
 *     and   = not *('and' not)
 *     not   = 'not' not | '(' or ')' | comparison | function
 */
export function parseFilter(text: string, aliases: Aliases = new Map()): Filter {
  const reader = tokenReader(text, aliases)
  const filter = parseOr(reader)
  reader.take('end')
  return filter
}

function parseOr(reader: TokenReader): Filter {
  const operands = [parseAnd(reader)]
  while (reader.accept('or')) operands.push(parseAnd(reader))
  return joined('or', operands)
}

function parseAnd(reader: TokenReader): Filter {
  const operands = [parseNot(reader)]
  while (reader.accept('and')) operands.push(parseNot(reader))
  return joined('and', operands)
}

function joined(kind: 'and' | 'or', operands: readonly Filter[]): Filter {
  const [only, ...others] = operands
  return only !== undefined && others.length === 0 ? only : { kind, operands }
}

function parseNot(reader: TokenReader): Filter {
  if (reader.accept('not')) return { kind: 'not', operand: parseNot(reader) }
  if (!reader.accept('(')) return parseTerm(reader)
  const inner = parseOr(reader)
  reader.take('sign', ')')
  return inner
}

function parseTerm(reader: TokenReader): Filter {
  const word = reader.take('word').text
  if (!reader.accept('(')) return parseComparison(reader, word)
  const how = likes.find(like => like === word)
  if (how !== undefined) return parseLike(reader, how)
  if (word === inFunction) return parseIn(reader)
  refuse('InvalidQuery', `An unknown function with name '${word}' was found.`)
}

function parseComparison(reader: TokenReader, property: string): Filter {
  const type = typeOf(property)
  const word = reader.take('word')
  const operator = comparisons.find(comparison => comparison === word.text)
  if (operator === undefined) return reader.refuse(word)
  return { kind: 'compare', property, operator, value: readLiteral(reader, type) }
}

function typeOf(property: string): EdmType {
  const attribute = systemuserAttributes.get(property)
  if (attribute !== undefined) return attribute.type
  refuse(
    'InvalidQuery',
    `Could not find a property named '${property}' on type 'Microsoft.Dynamics.CRM.systemuser'.`
  )
}

/** GUIDs are unquoted, so a quoted one is a string and does not fit an Edm.Guid. */
function readLiteral(reader: TokenReader, type: EdmType): Literal {
  const token = reader.take()
  const { literalType, value } = literalOf(reader, token)
  const isFit = value === null || literalType === type || isNumeric(literalType, type)
  if (isFit) return value
  refuse(
    'InvalidQuery',
    `A binary operator with incompatible types was detected. Found operand types '${type}' and '${literalType}' for operator kind 'Equal'.`
  )
}

function literalOf(reader: TokenReader, token: Token): { literalType: EdmType; value: Literal } {
  switch (token.kind) {
    case 'string':
      return { literalType: 'Edm.String', value: unquote(token.text) }
    case 'guid':
      return { literalType: 'Edm.Guid', value: token.text.toLowerCase() }
    case 'date':
      return { literalType: 'Edm.DateTimeOffset', value: token.text }
    case 'number':
      return { literalType: 'Edm.Int32', value: Number(token.text) }
    case 'word':
      return { literalType: 'Edm.Boolean', value: readWord(reader, token) }
    case 'list':
    case 'alias':
    case 'sign':
    case 'end':
      return reader.refuse(token)
  }
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll("''", "'")
}

function readWord(reader: TokenReader, token: Token): boolean | null {
  if (token.text === 'true') return true
  if (token.text === 'false') return false
  return token.text === 'null' ? null : reader.refuse(token)
}

function isNumeric(...types: EdmType[]): boolean {
  return types.every(type => type === 'Edm.Int32' || type === 'Edm.Int64')
}

function parseLike(reader: TokenReader, how: Like): Filter {
  const property = reader.take('word').text
  if (typeOf(property) !== 'Edm.String') {
    refuse('InvalidQuery', `No function signature for the function with name '${how}' matches.`)
  }
  reader.take('sign', ',')
  const text = unquote(reader.take('string').text)
  reader.take('sign', ')')
  return { kind: 'like', property, how, text }
}

/** `In(PropertyName='domainname',PropertyValues=["CORP\\a","CORP\\b"])`: the list is JSON. */
function parseIn(reader: TokenReader): Filter {
  reader.take('word', 'PropertyName')
  reader.take('sign', '=')
  const property = unquote(reader.take('string').text)
  typeOf(property)
  reader.take('sign', ',')
  reader.take('word', 'PropertyValues')
  reader.take('sign', '=')
  const values = readList(reader, reader.take('list'))
  reader.take('sign', ')')
  return { kind: 'in', property, values }
}

function readList(reader: TokenReader, token: Token): readonly string[] {
  const values = parseJson(token.text.replaceAll(singleQuoted, asDoubleQuoted))
  const isList = Array.isArray(values) && values.every(value => typeof value === 'string')
  return isList && values.length > 0 ? values : reader.refuse(token)
}

/** The OData JSON reader also takes single quotes; a double-quoted part is left as it is. */
const singleQuoted = /"(?:[^"\\]|\\.)*"|'((?:[^'\\]|\\.)*)'/g

function asDoubleQuoted(whole: string, inner: string | undefined): string {
  return inner === undefined ? whole : `"${inner.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

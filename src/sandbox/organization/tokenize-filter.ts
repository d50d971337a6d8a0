import { refuse } from './refusals.ts'

export type TokenKind =
  | 'string'
  | 'list'
  | 'guid'
  | 'date'
  | 'number'
  | 'alias'
  | 'word'
  | 'sign'
  | 'end'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly position: number
}

/** First fit wins: a GUID or a date may begin like a number. */
const shapes: readonly (readonly [TokenKind, RegExp])[] = [
  ['string', /'(?:[^']|'')*'/y],
  ['list', /\[(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\]"'])*\]/y],
  ['guid', /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\w-])/iy],
  ['date', /\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?(?![\w-])/iy],
  ['number', /-?\d+(?:\.\d+)?(?![\w-])/y],
  ['alias', /@\w+/y],
  ['word', /[A-Za-z_][\w.]*/y],
  ['sign', /[(),=]/y]
]

/** The last token is of kind 'end'. Throws Refused. */
export function tokenizeFilter(filter: string): readonly Token[] {
  const tokens: Token[] = []
  let position = skipSpace(filter, 0)
  while (position < filter.length) {
    const token = tokenAt(filter, position)
    tokens.push(token)
    position = skipSpace(filter, position + token.text.length)
  }
  return [...tokens, { kind: 'end', text: '', position }]
}

function skipSpace(filter: string, from: number): number {
  let position = from
  while (/\s/.test(filter.charAt(position))) position += 1
  return position
}

function tokenAt(filter: string, position: number): Token {
  for (const [kind, shape] of shapes) {
    shape.lastIndex = position
    const text = shape.exec(filter)?.[0]
    if (text !== undefined) return { kind, text, position }
  }
  refuse('InvalidQuery', `Syntax error at position ${position} in '${filter}'.`)
}

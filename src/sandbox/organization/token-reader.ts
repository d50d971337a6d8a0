import { refuse } from './refusals.ts'
import { tokenizeFilter, type Token } from './tokenize-filter.ts'

/** Texts of parameter aliases, e.g. `@p1` → `'accountid'`. */
export type Aliases = ReadonlyMap<string, string>

/** The tokens of one filter, one after another. Its refusals name the place. */
export interface TokenReader {
  peek(): Token
  /** The next token, if it is of this kind and text; refuses it otherwise. */
  take(kind?: Token['kind'], text?: string): Token
  /** Takes the word or sign if it comes next. */
  accept(word: string): boolean
  refuse(token: Token): never
}

/** Aliases are replaced by what they stand for; one that stands for nothing is null (OData 4.0). */
export function tokenReader(text: string, aliases: Aliases): TokenReader {
  const tokens = tokenizeFilter(text).map(token => resolveAlias(token, aliases))
  let index = 0
  const reader: TokenReader = {
    peek: () => tokens[index] as Token,
    take(kind, expected) {
      const token = reader.peek()
      if (kind !== undefined && token.kind !== kind) reader.refuse(token)
      if (expected !== undefined && token.text !== expected) reader.refuse(token)
      index += 1
      return token
    },
    accept(word) {
      if (reader.peek().text !== word) return false
      index += 1
      return true
    },
    refuse: token =>
      refuse('InvalidQuery', `Syntax error at position ${token.position} in '${text}'.`)
  }
  return reader
}

function resolveAlias(token: Token, aliases: Aliases): Token {
  if (token.kind !== 'alias') return token
  const [value] = tokenizeFilter(aliases.get(token.text) ?? 'null')
  return { ...(value as Token), position: token.position }
}

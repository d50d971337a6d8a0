import { FilterParser, type Filter } from 'ldapts'

/**
 * An LDAP filter as text (RFC 4515) for ldapts. Its own parser takes a filter with a closing
 * parenthesis missing, and turns hex escapes from `\80` on into other characters: both are met
 * here. Throws what is wrong, in words.
 */
export function parseUserFilter(text: string): Filter {
  const filter = text.trim()
  checkParentheses(filter)
  return FilterParser.parseString(unescapeUtf8(filter))
}

/** In a value they are written `\28` and `\29`, so those that stand there are structure. */
function checkParentheses(filter: string): void {
  let depth = 0
  for (const character of filter) {
    if (character === '(') depth += 1
    if (character === ')') depth -= 1
    if (depth < 0) break
  }
  if (depth !== 0 || !filter.startsWith('(')) throw new Error('The parentheses do not match.')
}

/** `M\c3\bcller` → `Müller`: the bytes from 80 on come in whole UTF-8 sequences, or are binary. */
function unescapeUtf8(filter: string): string {
  return filter.replaceAll(/(?:\\[89a-f][0-9a-f])+/gi, escapes => {
    const bytes = Buffer.from(escapes.replaceAll('\\', ''), 'hex')
    return decodeUtf8(bytes)
  })
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error('Binary values cannot be given; hex escapes must be UTF-8.')
  }
}

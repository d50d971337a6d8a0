import { readElements, readOctets, readText, type Element } from './ber.ts'
import type { Filter } from './filter.ts'

/** Deeper than any filter in use, shallower than the stack. */
const maximumDepth = 100

/** Throws on what is no filter. */
export function decodeFilter(element: Element, depth = 0): Filter {
  if (depth > maximumDepth) throw new Error('LDAP: the filter is too deep')
  switch (element.tag) {
    case 0xa0:
      return { kind: 'and', filters: decodeAll(element, depth) }
    case 0xa1:
      return { kind: 'or', filters: decodeAll(element, depth) }
    case 0xa2:
      return { kind: 'not', filter: decodeOnly(element, depth) }
    case 0xa3:
    // AD takes approxMatch for equality ([MS-ADTS] 3.1.1.3.1.3).
    case 0xa8:
      return { kind: 'equal', ...decodeAssertion(element) }
    case 0xa4:
      return decodeSubstrings(element)
    case 0xa5:
      return { kind: 'atLeast', ...decodeAssertion(element) }
    case 0xa6:
      return { kind: 'atMost', ...decodeAssertion(element) }
    case 0x87:
      return { kind: 'present', attribute: readText(element) }
    case 0xa9:
      return decodeExtensible(element)
    default:
      throw new Error('LDAP: no such filter')
  }
}

function decodeAll(element: Element, depth: number): Filter[] {
  return readElements(element.content).map(inner => decodeFilter(inner, depth + 1))
}

function decodeOnly(element: Element, depth: number): Filter {
  const [only, second] = decodeAll(element, depth)
  if (only === undefined || second !== undefined) throw new Error('LDAP: not takes one filter')
  return only
}

function decodeAssertion(element: Element): { attribute: string; value: Buffer } {
  const [attribute, value] = readElements(element.content)
  return { attribute: readText(attribute), value: readOctets(value) }
}

function decodeSubstrings(element: Element): Filter {
  const [attribute, pieces] = readElements(element.content)
  const all = readElements(readOctets(pieces))
  const texts = (tag: number) => all.filter(piece => piece.tag === tag).map(readText)
  return {
    kind: 'substrings',
    attribute: readText(attribute),
    initial: texts(0x80)[0] ?? '',
    any: texts(0x81),
    final: texts(0x82)[0] ?? ''
  }
}

function decodeExtensible(element: Element): Filter {
  const all = readElements(element.content)
  const part = (tag: number) => all.find(inner => inner.tag === tag)
  return {
    kind: 'extensible',
    rule: part(0x81)?.content.toString() ?? '',
    attribute: part(0x82)?.content.toString() ?? '',
    value: readOctets(part(0x83))
  }
}

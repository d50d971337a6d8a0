import { foldText } from './fold-text.ts'

interface Rdn {
  readonly type: string
  readonly value: string
}

/** Every entry has the name of its category, and every search compares it. */
const known = new Map<string, string | undefined>()
const mostKnown = 100_000

/**
 * The form in which names are compared: folded, and with every special character escaped, so that
 * a comma always separates. Undefined when the text is no distinguished name (RFC 4514).
 */
export function dnKey(dn: string): string | undefined {
  if (!known.has(dn)) {
    if (known.size >= mostKnown) known.clear()
    known.set(dn, makeKey(dn))
  }
  return known.get(dn)
}

function makeKey(dn: string): string | undefined {
  const rdns = parseDn(dn)
  return rdns?.map(({ type, value }) => `${type.toLowerCase()}=${escape(foldText(value))}`).join()
}

export function parseDn(dn: string): readonly Rdn[] | undefined {
  if (dn.trim() === '') return []
  const texts = dn.match(/(?:\\.|[^,\\])+/gsu) ?? []
  if (texts.join() !== dn) return undefined
  const rdns = texts.map(parseRdn)
  return rdns.every(rdn => rdn !== undefined) ? rdns : undefined
}

function parseRdn(text: string): Rdn | undefined {
  const [, type, raw] = /^\s*([A-Za-z][\w-]*)\s*=\s*(.+)$/su.exec(text) ?? []
  if (type === undefined || raw === undefined) return undefined
  return { type, value: unescape(raw.replace(/(?<!\\)\s+$/u, '')) }
}

function unescape(raw: string): string {
  const bytes = raw.replaceAll(/(?:\\[0-9a-f]{2})+/giu, hex =>
    Buffer.from(hex.replaceAll('\\', ''), 'hex').toString('utf8').replaceAll('\\', '\\\\')
  )
  return bytes.replaceAll(/\\(.)/gsu, '$1')
}

function escape(value: string): string {
  return value.replaceAll(/[,\\+"<>;=#]/gu, special => `\\${special.charCodeAt(0).toString(16)}`)
}

/** A relative name for a value, ready to be put before its parent: `CN=O\, Neil`. */
export function rdnOf(type: string, value: string): string {
  return `${type}=${value.replaceAll(/[,\\+"<>;=]|^[ #]| $/gu, '\\$&')}`
}

export function parentKey(key: string): string {
  const comma = key.indexOf(',')
  return comma === -1 ? '' : key.slice(comma + 1)
}

/** Whether the entry is the base or lies under it. */
export function isWithin(key: string, baseKey: string): boolean {
  return baseKey === '' || key === baseKey || key.endsWith(`,${baseKey}`)
}

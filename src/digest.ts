import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** `sha256:` and the hexadecimal SHA-256 of the value's canonical JSON (RFC 8785). */
export function digest(value: unknown): string {
  return `sha256:${createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex')}`
}

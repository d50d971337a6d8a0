/** RFC 9110 8.8.3. `*` is none: as `If-Match` it would overwrite whatever is there. */
export function isEtag(value: unknown): value is string {
  return typeof value === 'string' && /^(?:W\/)?"[\x21\x23-\x7e]+"$/.test(value)
}

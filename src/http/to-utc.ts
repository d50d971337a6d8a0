import { RelinkError } from '../errors.ts'

/** Times are kept and compared as text, so every instant gets the one form. Throws 'invalid-request'. */
export function toUtc(name: string, text: string): string {
  const instant = new Date(text)
  if (!Number.isNaN(instant.getTime())) return instant.toISOString()
  throw new RelinkError('invalid-request', {
    detail: `There is no such time in ${name}; send one like 2026-03-02T08:00:00Z.`,
    errors: [{ pointer: `/${name}`, detail: 'Not a time.' }]
  })
}

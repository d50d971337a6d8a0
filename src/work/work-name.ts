import type { WorkKind } from '../ports.ts'

/** How a piece of work is called in the log. */
export function workName(kind: WorkKind, id: string): string {
  return `${kind}:${id}`
}

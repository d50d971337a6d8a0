import type { Log } from '../../src/ports.ts'

export interface Line {
  readonly level: keyof Log
  readonly message: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** Keeps every line. */
export function fakeLog(): Log & { readonly lines: readonly Line[] } {
  const lines: Line[] = []
  const at = (level: keyof Log) => (facts: object, message: string) =>
    void lines.push({ level, message, facts: facts as Line['facts'] })
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

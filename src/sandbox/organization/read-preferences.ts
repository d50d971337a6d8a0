import { maxPageSize } from './select-users.ts'

export interface Preferences {
  readonly pageSize: number
  /** Whether the client asked for a size that counts: `$top` is ignored then. */
  readonly isPaged: boolean
  readonly returnsRepresentation: boolean
  readonly annotatesCount: boolean
  /** What is honoured, for `Preference-Applied`. */
  readonly applied: readonly string[]
}

/** The `Prefer` header (RFC 7240) as far as it is honoured; the rest is ignored, as it must be. */
export function readPreferences(header: string | undefined): Preferences {
  const pageSize = readPageSize(header)
  const returnsRepresentation = /(^|[,;\s])return=representation($|[,;\s])/.test(header ?? '')
  return {
    pageSize: pageSize ?? maxPageSize,
    isPaged: pageSize !== undefined,
    returnsRepresentation,
    annotatesCount: /include-annotations="[^"]*(\*|totalrecordcount)/.test(header ?? ''),
    applied: [
      ...(pageSize === undefined ? [] : [`odata.maxpagesize=${pageSize}`]),
      ...(returnsRepresentation ? ['return=representation'] : [])
    ]
  }
}

/** Larger sizes than the limit are ignored, not cut (PA docs, "Page results"). */
function readPageSize(header: string | undefined): number | undefined {
  const [, text] = /(?:^|[,;\s])odata\.maxpagesize=(\d+)/.exec(header ?? '') ?? []
  const size = Number(text ?? 0)
  return size > 0 && size <= maxPageSize ? size : undefined
}

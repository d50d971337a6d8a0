import type { LinkRow } from './requests.ts'

/** A row of an import as somebody wrote it, with its line where the format has lines. */
export type WrittenRow =
  | { readonly line?: number; readonly fields: Readonly<Record<string, unknown>> }
  /** Not even fields can be told apart; why, in a sentence. */
  | { readonly line?: number; readonly unreadable: string }

/** What a field or column of an import means, in any case of letters; Dynamics' own names too. */
export function linkField(name: string): keyof LinkRow | undefined {
  return fields.get(name.trim().toLowerCase())
}

const fields: ReadonlyMap<string, keyof LinkRow> = new Map([
  ['systemuserid', 'systemUserId'],
  ['objectguid', 'objectGuid'],
  ['activedirectoryguid', 'objectGuid'],
  ['domainname', 'domainName']
])

import { principalNamesOf, type NameHolders } from './check-entry.ts'
import type { DirectoryDomain } from './directory-tree.ts'
import { dnKey } from './dn.ts'
import { firstText, type Entry } from './entry.ts'
import { foldText } from './fold-text.ts'
import { asBytes, asText } from './schema.ts'

/** The entries by everything that they are found by. */
export interface EntryIndex extends NameHolders {
  readonly all: () => MapIterator<Entry>
  readonly byKey: (key: string) => Entry | undefined
  readonly byGuid: (guid: Buffer) => Entry | undefined
  readonly groupsOf: (key: string) => ReadonlySet<string>
  readonly put: (entry: Entry) => void
  readonly drop: (entry: Entry) => void
}

export function createEntryIndex(
  domainOf: (contextKey: string) => DirectoryDomain | undefined
): EntryIndex {
  const entries = new Map<string, Entry>()
  const guids = new Map<string, string>()
  const logonNames = new Map<string, string>()
  const principalNames = new Map<string, string>()
  const groups = new Map<string, Set<string>>()

  return {
    all: () => entries.values(),
    byKey: key => entries.get(key),
    byGuid: guid => found(guids, guid.toString('hex')),
    byLogonName: (domain, name) => found(logonNames, logonNameKey(domain, name)),
    byPrincipalName: name => found(principalNames, foldText(name)),
    groupsOf: key => groups.get(key) ?? new Set(),
    put,
    drop
  }

  function put(entry: Entry): void {
    entries.set(entry.key, entry)
    for (const [names, name] of namesOf(entry)) names.set(name, entry.key)
    for (const key of memberKeys(entry)) {
      groups.set(key, (groups.get(key) ?? new Set()).add(entry.key))
    }
  }

  function drop(entry: Entry): void {
    entries.delete(entry.key)
    for (const [names, name] of namesOf(entry)) names.delete(name)
    for (const key of memberKeys(entry)) groups.get(key)?.delete(entry.key)
  }

  function namesOf(entry: Entry): [Map<string, string>, string][] {
    const guid = asBytes(entry.attributes.get('objectguid')?.[0] ?? '').toString('hex')
    const logonName = firstText(entry, 'sAMAccountName')
    const domain = domainOf(entry.contextKey)
    if (logonName === undefined || domain === undefined) return [[guids, guid]]
    return [
      [guids, guid],
      [logonNames, logonNameKey(domain, logonName)],
      ...principalNamesOf(entry, domain).map((name): [Map<string, string>, string] => [
        principalNames,
        foldText(name)
      ])
    ]
  }

  function found(names: ReadonlyMap<string, string>, name: string): Entry | undefined {
    const key = names.get(name)
    return key === undefined ? undefined : entries.get(key)
  }
}

function logonNameKey({ netbiosName }: DirectoryDomain, name: string): string {
  return `${netbiosName.toLowerCase()}\\${foldText(name)}`
}

/** Keys of the entries that a group lists. */
export function memberKeys(entry: Entry): string[] {
  return entry.attributes.get('member')?.map(member => dnKey(asText(member)) ?? '') ?? []
}

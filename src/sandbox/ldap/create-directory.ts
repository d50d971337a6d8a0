import { randomUUID } from 'node:crypto'
import { applyChanges } from './apply-changes.ts'
import { checkEntry } from './check-entry.ts'
import { completeEntry } from './complete-entry.ts'
import type {
  Attributes,
  DirectoryDomain,
  DirectoryTree,
  NamingContext,
  SeedEntry,
  SystemValues
} from './directory-tree.ts'
import { dnKey, isWithin, parentKey } from './dn.ts'
import { createEntryIndex, memberKeys } from './entry-index.ts'
import { firstText, type Entry } from './entry.ts'
import { deletedObjects, forestSeeds, namingContexts } from './forest-seeds.ts'
import { guidBytes } from './guid.ts'
import { nextVersion, seededVersion } from './name-version.ts'
import type { Change } from './request.ts'
import { noSuchObject, refusals, success, type Result } from './result.ts'
import { attributeSchema, generalizedTime } from './schema.ts'
import { tombstoneOf } from './tombstone.ts'

export interface DirectoryOptions {
  /** The first is the forest's root; a further one lies under it or beside it. */
  readonly domains: readonly [DirectoryDomain, ...DirectoryDomain[]]
  readonly entries?: readonly SeedEntry[]
  readonly now?: () => Date
}

/**
 * A forest in memory. One server answers for all of its domains and takes changes to them, as no
 * domain controller does: a global catalog only reads. There is no replication, everybody reads
 * everything, what was deleted included, and a tombstone stays for ever.
 * Throws when a seed is refused.
 */
export function createDirectory(options: DirectoryOptions): DirectoryTree {
  const { domains, now = () => new Date() } = options
  const contexts = namingContexts(domains)
  const domainKeys = new Map(domains.map(domain => [dnKey(domain.distinguishedName), domain]))
  const index = createEntryIndex(contextKey => domainKeys.get(contextKey))
  const deleted = createEntryIndex(() => undefined)
  const invocationId = randomUUID()
  let highestUsn = 10_000
  let lastRelativeId = 20_000

  for (const seed of forestSeeds(domains, invocationId)) plant(seed)
  for (const seed of deletedObjects(domains)) hide(plant(seed))
  for (const seed of options.entries ?? []) plant(seed)

  return {
    domains,
    contexts,
    now,
    highestUsn: () => highestUsn,
    invocationId: guidBytes(invocationId),
    entries: index.all,
    find: index.byKey,
    findByGuid: index.byGuid,
    findByLogonName: index.byLogonName,
    findByPrincipalName: index.byPrincipalName,
    deleted: { entries: deleted.all, find: deleted.byKey, findByGuid: deleted.byGuid },
    showsDeleted: false,
    groupsOf: index.groupsOf,
    add,
    modify,
    remove
  }

  /** What was there before anybody looked: its logon name is known to everybody. */
  function plant(seed: SeedEntry): Entry {
    const result = add(seed.dn, seed.attributes, seed)
    const entry = index.byKey(dnKey(seed.dn) ?? '')
    if (result.code !== 0 || entry === undefined) {
      throw new Error(`The seed ${seed.dn} is refused: ${result.message}`)
    }
    const nameVersion = seededVersion(seed, entry.nameVersion)
    const planted = { ...entry, namedAtMs: -Infinity, nameVersion }
    index.put(planted)
    return planted
  }

  /** The container of what was deleted counts as deleted itself. */
  function hide(container: Entry): void {
    const attributes = new Map([...container.attributes, ['isdeleted', ['TRUE']]])
    index.drop(container)
    deleted.put({ ...container, attributes })
  }

  function add(dn: string, attributes: Attributes, system: SystemValues = {}): Result {
    const key = dnKey(dn)
    if (key === undefined || key === '') return refusals.invalidDn
    if ((index.byKey(key) ?? deleted.byKey(key)) !== undefined) return refusals.dnTaken
    const context = contextOf(key, contexts)
    if (context === undefined || !hasParent(key, context)) return refusals.noSuchParent
    if (Object.keys(attributes).some(isReserved)) return refusals.systemOnly
    const entry = completeEntry(dn, attributes, system, {
      context,
      domain: domainKeys.get(context.key),
      configurationDn: `CN=Configuration,${domains[0].distinguishedName}`,
      now: now(),
      nextRelativeId: () => (lastRelativeId += 1)
    })
    return entry === undefined ? refusals.missingClass : commit(entry, undefined)
  }

  function hasParent(key: string, context: NamingContext): boolean {
    return key === context.key || index.byKey(parentKey(key)) !== undefined
  }

  function modify(dn: string, changes: readonly Change[]): Result {
    const entry = index.byKey(dnKey(dn) ?? '')
    if (entry === undefined) return noSuchObject('')
    const { result, attributes } = applyChanges(entry, changes)
    if (result.code !== 0) return result
    const changed = { ...entry, attributes }
    const isRenamed = logonNames(changed) !== logonNames(entry)
    return commit(isRenamed ? { ...changed, namedAtMs: now().getTime() } : changed, entry)
  }

  function commit(entry: Entry, before: Entry | undefined): Result {
    const result = checkEntry(entry, domainKeys.get(entry.contextKey), index)
    if (result.code !== 0) return result
    if (memberKeys(entry).some(key => index.byKey(key) === undefined)) return noSuchObject('')
    if (before !== undefined) index.drop(before)
    index.put(stamped(entry, before))
    return success
  }

  function stamped(entry: Entry, before: Entry | undefined): Entry {
    highestUsn += 1
    const usn = [String(highestUsn)]
    const attributes = new Map(entry.attributes)
    attributes.set('usncreated', attributes.get('usncreated') ?? usn)
    attributes.set('usnchanged', usn)
    attributes.set('whenchanged', [generalizedTime(now())])
    return { ...entry, attributes, nameVersion: nextVersion(entry, before, now(), highestUsn) }
  }

  function remove(dn: string): Result {
    const entry = index.byKey(dnKey(dn) ?? '')
    if (entry === undefined) return noSuchObject('')
    const isParent = index.all().some(({ key }) => parentKey(key) === entry.key)
    if (isParent || contexts.some(({ key }) => key === entry.key)) return refusals.notLeaf
    const parent = index.byKey(parentKey(entry.key))
    const container = deleted.byKey(`cn=deleted objects,${entry.contextKey}`)
    // The schema has none: what it holds is for ever.
    if (parent === undefined || container === undefined) return refusals.unwilling
    for (const groupKey of index.groupsOf(entry.key)) dropMember(groupKey, entry.key)
    index.drop(entry)
    deleted.put(stamped(tombstoneOf(entry, parent.dn, container.dn), entry))
    return success
  }

  /** A link goes with the entry it leads to, and is no change of the group. */
  function dropMember(groupKey: string, memberKey: string): void {
    const group = index.byKey(groupKey)
    if (group === undefined) return
    const keys = memberKeys(group)
    const rest = group.attributes.get('member')?.filter((_, at) => keys[at] !== memberKey) ?? []
    const attributes = new Map(group.attributes)
    if (rest.length > 0) attributes.set('member', rest)
    else attributes.delete('member')
    index.drop(group)
    index.put({ ...group, attributes })
  }
}

/** The innermost naming context around the name. */
function contextOf(key: string, contexts: readonly NamingContext[]): NamingContext | undefined {
  const holding = contexts.filter(context => isWithin(key, context.key))
  return holding.sort((one, other) => other.key.length - one.key.length)[0]
}

function isReserved(name: string): boolean {
  return attributeSchema(name)?.isSystemOnly ?? false
}

function logonNames(entry: Entry): string {
  return [firstText(entry, 'sAMAccountName'), firstText(entry, 'userPrincipalName')].join('\n')
}

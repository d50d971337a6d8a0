import type { Entry } from './entry.ts'
import type { Result } from './result.ts'
import type { Change } from './request.ts'
import type { Value } from './schema.ts'

export interface DirectoryDomain {
  readonly netbiosName: string
  readonly dnsName: string
  readonly distinguishedName: string
  /** `S-1-5-21-…`, without a relative identifier. */
  readonly sid: string
}

/** Attribute name → its values. */
export type Attributes = Readonly<Record<string, Value | readonly Value[]>>

/** What only the server itself may decide about a new entry. */
export interface SystemValues {
  readonly objectGuid?: string
  /** The last number of the SID. */
  readonly relativeId?: number
  readonly sidHistory?: readonly string[]
  readonly whenCreated?: Date
  /** Since then; without it, nobody knows. */
  readonly logonNameChanges?: { readonly count: number; readonly lastAt: Date }
  readonly password?: string
  /** DN of the unit in which this account may add, change and delete; without it, it only reads. */
  readonly manages?: string
}

export interface SeedEntry extends SystemValues {
  readonly dn: string
  readonly attributes: Attributes
}

/** The directory as it stands: what the protocol, the search and the deeds work on. */
export interface DirectoryTree {
  /** The first is the forest's root. */
  readonly domains: readonly DirectoryDomain[]
  /** Keys and names of the naming contexts, with the host that a reference to each names. */
  readonly contexts: readonly NamingContext[]
  readonly now: () => Date
  readonly highestUsn: () => number
  /** 16 bytes: whose USNs they are; another at each start. */
  readonly invocationId: Buffer
  readonly entries: () => IteratorObject<Entry>
  readonly find: (key: string) => Entry | undefined
  readonly findByGuid: (guid: Buffer) => Entry | undefined
  /** Every kind of security principal; names compare folded. */
  readonly findByLogonName: (domain: DirectoryDomain, name: string) => Entry | undefined
  /** The implicit name `sAMAccountName@dns.domain` counts, too. */
  readonly findByPrincipalName: (name: string) => Entry | undefined
  /** What was deleted, and the containers of that; nothing else here finds it. */
  readonly deleted: Pick<DirectoryTree, 'entries' | 'find' | 'findByGuid'>
  /** Whether `entries`, `find` and `findByGuid` find it after all. */
  readonly showsDeleted: boolean
  /** Keys of the groups that the entry is a direct member of. */
  readonly groupsOf: (key: string) => ReadonlySet<string>
  readonly add: (dn: string, attributes: Attributes, system?: SystemValues) => Result
  readonly modify: (dn: string, changes: readonly Change[]) => Result
  readonly remove: (dn: string) => Result
}

export interface NamingContext {
  readonly dn: string
  readonly key: string
  readonly host: string
}

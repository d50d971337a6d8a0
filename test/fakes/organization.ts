import type { OrganizationIdentity, User, UserRecord } from '../../src/model/user.ts'
import { untold } from './directory.ts'
import type { DomainNameWrite, Organization, WriteOutcome } from '../../src/ports.ts'

export const identity: OrganizationIdentity = {
  organizationId: 'a1f0c2d4-0000-4000-8000-000000000001',
  callerId: 'a1f0c2d4-0000-4000-8000-0000000000ff',
  version: '9.1.0.0',
  isOnline: false
}

export interface FakeOrganization extends Organization {
  readonly writes: readonly DomainNameWrite[]
  /** What the next writes come to, in turn; afterwards they simply work. */
  readonly outcomes: Outcome[]
  /** What the next readings throw, in turn; undefined for one that works. */
  readonly readFaults: (Error | undefined)[]
  nameOf(systemUserId: string): string | undefined
  rename(systemUserId: string, domainName: string): void
  changePerson(systemUserId: string, person: UserRecord['person']): void
}

/** An outcome as it is; 'applied' ones change the record before the answer is lost. */
export type Outcome = WriteOutcome | 'unclear-but-applied'

/** Records in memory; every write gives a record a new ETag. */
export function fakeOrganization(users: readonly User[]): FakeOrganization {
  const records = new Map(
    users.map((user): [string, UserRecord] => [user.systemUserId, withPerson(user)])
  )
  const writes: DomainNameWrite[] = []
  const outcomes: Outcome[] = []
  const readFaults: (Error | undefined)[] = []
  const change = (systemUserId: string, fields: Partial<UserRecord>): void => {
    const record = records.get(systemUserId)
    if (!record) return
    const etag = `W/"${Number(/\d+/.exec(record.etag)?.[0]) + 1}"`
    records.set(systemUserId, { ...record, ...fields, etag })
  }
  const rename = (systemUserId: string, domainName: string): void =>
    change(systemUserId, { domainName })
  return {
    writes,
    outcomes,
    readFaults,
    nameOf: id => records.get(id)?.domainName,
    rename,
    changePerson: (systemUserId, person) => change(systemUserId, { person }),
    identify: async () => identity,
    async *streamUsers() {
      yield [...records.values()]
    },
    mark: async () => untold,
    changesSince: async () => untold,
    findUsers: async ({ systemUserIds, domainNames, emails, employeeIds }) =>
      [...records.values()].filter(
        user =>
          systemUserIds.has(user.systemUserId) ||
          domainNames.has(user.domainName.toLowerCase()) ||
          emails.has((user.email ?? '').toLowerCase()) ||
          employeeIds.has((user.employeeId ?? '').toLowerCase())
      ),
    async readUser(systemUserId, signal) {
      signal.throwIfAborted()
      const fault = readFaults.shift()
      if (fault) throw fault
      return records.get(systemUserId)
    },
    readUsers: async systemUserIds => systemUserIds.flatMap(id => records.get(id) ?? []),
    async writeDomainName(write, signal) {
      signal.throwIfAborted()
      writes.push(write)
      const scripted = outcomes.shift()
      if (scripted && scripted !== 'unclear-but-applied') return scripted
      const record = records.get(write.systemUserId)
      if (!record) return { kind: 'user-not-found' }
      if (record.etag !== write.etag) return { kind: 'stale' }
      rename(write.systemUserId, write.domainName)
      const user = records.get(write.systemUserId) ?? record
      return scripted
        ? { kind: 'unclear', detail: 'The answer was lost.' }
        : { kind: 'written', user }
    },
    close: async () => {}
  }
}

function withPerson(user: User): UserRecord {
  return { ...user, person: { lastname: user.lastName ?? '' } }
}

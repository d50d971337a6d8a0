import { Control, PresenceFilter, type Entry } from 'ldapts'
import { guidText } from './guid.ts'
import type { Session } from './open-session.ts'

/** A value of `member`. Of who is in another domain the DN may be outdated by days, the GUID never. */
export interface Member {
  readonly dn: string
  readonly objectGuid?: string
}

/** Beyond 1,500 the values come in ranges ([MS-ADTS] 3.1.1.3.1.3.3), named by their first and last. */
export async function readMembers(
  { all }: Pick<Session, 'all'>,
  groupDn: string,
  signal: AbortSignal
): Promise<readonly Member[]> {
  const members: Member[][] = []
  for (let next: number | undefined = 0; next !== undefined;) {
    const search = {
      scope: 'base' as const,
      filter: anything,
      attributes: [`member;range=${next}-*`]
    }
    const [group] = await all(groupDn, search, signal, [extendedDn])
    const { values, last } = rangeOf(group)
    members.push(values.map(readMember))
    if (last !== '*' && !(Number(last) >= next)) throw new Error('The ranges do not go on.')
    next = last === '*' ? undefined : Number(last) + 1
  }
  return members.flat()
}

const anything = new PresenceFilter({ attribute: 'objectClass' })

/** LDAP_SERVER_EXTENDED_DN_OID: `<GUID=…>;<SID=…>;` before each DN, in hex ([MS-ADTS] 3.1.1.3.4.1.5). */
const extendedDn = new Control('1.2.840.113556.1.4.529')

/** ldapts adds what was asked for and did not come, without values. */
function rangeOf(group: Entry = { dn: '' }): Range {
  for (const [name, value] of Object.entries(group)) {
    const last = /^member;range=\d+-(\d+|\*)$/i.exec(name)?.[1]
    const values = [value].flat().filter(each => typeof each === 'string')
    if (last !== undefined && values.length > 0) return { last, values }
  }
  return { last: '*', values: [] }
}

interface Range {
  readonly last: string
  readonly values: readonly string[]
}

function readMember(value: string): Member {
  const [, hex = '', dn = value] = /^<GUID=([0-9a-f]{32})>;(?:<[^>]*>;)*(.*)$/i.exec(value) ?? []
  const objectGuid = guidText(Buffer.from(hex, 'hex'))
  return { dn, ...(objectGuid !== undefined && { objectGuid }) }
}

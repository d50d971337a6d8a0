import type { Test } from 'tap'
import type { Session } from '../../src/active-directory/open-session.ts'
import { domainOf } from '../../src/active-directory/distinguished-name.ts'
import { contoso, emea, eu, holding } from './forests.ts'
import { answerLayout, openScripted, type Reply, type Request } from './scripted-server.ts'

export interface ScriptedEntry {
  readonly dn: string
  readonly objectClass: 'user' | 'computer' | 'group' | 'contact' | 'foreignSecurityPrincipal'
  readonly attributes: Record<string, readonly (string | Buffer)[]>
}

export function user(dn: string, number: number, sid = sidOf(9, 5000 + number)): ScriptedEntry {
  return {
    dn,
    objectClass: 'user',
    attributes: { objectGUID: [Buffer.alloc(16, number)], objectSid: [sid] }
  }
}

export function group(dn: string, members: readonly string[], sid = sidOf(9, 9)): ScriptedEntry {
  return { dn, objectClass: 'group', attributes: { member: members, objectSid: [sid] } }
}

/** S-1-5-21-1-2-`domain`-`number` */
export function sidOf(domain: number, number: number): Buffer {
  const bytes = Buffer.from('0105000000000005150000000100000002000000', 'hex')
  const last = Buffer.alloc(8)
  last.writeUInt32LE(domain, 0)
  last.writeUInt32LE(number, 4)
  return Buffer.concat([bytes, last])
}

/** As a group names who has this number, under a DN that may be an old one. */
export function extended(number: number, dn: string): string {
  return `<GUID=${Buffer.alloc(16, number).toString('hex')}>;<SID=0105>;${dn}`
}

/** What stands for somebody of another forest. */
export function standIn(domain: number, number: number): ScriptedEntry {
  const attributes = { objectSid: [sidOf(domain, number)] }
  return { dn: foreign(domain, number), objectClass: 'foreignSecurityPrincipal', attributes }
}

/** How a group names it. */
export function foreign(domain: number, number: number): string {
  return `CN=S-1-5-21-1-2-${domain}-${number},CN=ForeignSecurityPrincipals,${contoso}`
}

/**
 * A session on a domain controller of a forest of three domains: it finds entries by name, and by
 * membership as far as both the group and the member are its own. `seen` gets each request.
 */
export function openDomain(
  t: Test,
  held: string,
  entries: readonly ScriptedEntry[],
  seen: (text: string) => void = () => undefined
): Promise<Session> {
  const layout = { domains: { CONTOSO: contoso, EU: eu, EMEA: emea }, held: [held] }
  return openScripted(
    t,
    (request, reply) => {
      const text = request.bytes.toString('latin1')
      seen(text)
      for (const { dn, objectClass, attributes } of answerTo(request, text, entries)) {
        const { member = [], ...others } = attributes
        const isAsked = text.includes('member;range=0-*')
        const sent = { objectClass: ['top', objectClass], ...others }
        sendEntry(reply, dn, isAsked ? { 'member;range=0-*': member } : sent)
      }
      reply.done()
    },
    (request, reply) => answerLayout(request, reply, layout)
  )
}

function answerTo({ baseDn }: Request, text: string, entries: readonly ScriptedEntry[]) {
  if (!text.includes('1.2.840.113556.1.4.1941')) {
    return entries.filter(
      ({ dn, attributes }) =>
        baseDn === dn || text.includes(dn) || ids(attributes).some(id => text.includes(id))
    )
  }
  const roots = entries.filter(
    ({ dn, objectClass }) => objectClass === 'group' && text.includes(dn)
  )
  const wanted = text.includes('person') ? 'user' : 'group'
  return within(roots, entries).filter(({ objectClass }) => objectClass === wanted)
}

function ids(attributes: ScriptedEntry['attributes']): string[] {
  const { objectGUID = [], objectSid = [], sIDHistory = [] } = attributes
  return [...objectGUID, ...objectSid, ...sIDHistory].map(id => Buffer.from(id).toString('latin1'))
}

function within(roots: readonly ScriptedEntry[], entries: readonly ScriptedEntry[]) {
  const found = new Set<ScriptedEntry>()
  for (const open = [...roots]; open.length > 0;) {
    const { attributes } = open.pop() as ScriptedEntry
    for (const entry of entries) {
      if (
        found.has(entry) ||
        !attributes['member']?.some(value => String(value).endsWith(entry.dn))
      )
        continue
      found.add(entry)
      open.push(entry)
    }
  }
  return [...found]
}

function sendEntry(reply: Reply, dn: string, attributes: ScriptedEntry['attributes']): void {
  const sent = Object.entries(attributes).filter(([, values]) => values.length > 0)
  reply.entry(dn, Object.fromEntries(sent))
}

/** Whether one of the sessions holds the domain in which the place lies. */
export function isHeldBy(sessions: readonly Session[], place: string): boolean {
  const context = domainOf(place, holding().domains)?.distinguishedName ?? ''
  return sessions.some(({ layout }) => layout.held.includes(context))
}

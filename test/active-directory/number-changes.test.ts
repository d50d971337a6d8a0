import { BusyError } from 'ldapts'
import t, { type Test } from 'tap'
import {
  changesByNumber,
  placeByNumber,
  type NumberPlace
} from '../../src/active-directory/number-changes.ts'
import { answerLayout, openScripted, person, type Reply } from './scripted-server.ts'

/** On a real server: changed-accounts.test.ts. Here what Samba never does. */
const never = new AbortController().signal
const context = 'DC=contoso,DC=test'
const service = 'CN=NTDS Settings,CN=DC1,CN=Servers,CN=Site,CN=Sites,CN=Configuration,DC=contoso'
const place: NumberPlace = {
  by: 'uSNChanged',
  invocationId: '07070707-0707-0707-0707-070707070707',
  usn: 4711
}

type Attributes = Record<string, readonly (string | Buffer)[]>
type Answer = (bytes: Buffer, reply: Reply) => void

const counting: Attributes = { highestCommittedUSN: ['4711'], dsServiceName: [service] }

interface Told {
  /** Of the root DSE. */
  readonly root?: Attributes
  readonly settings?: Answer
  readonly showsDeleted?: boolean
  /** What the searches of the domain find. */
  readonly found?: Answer
}

const ownId: Answer = (_, reply) => {
  reply.entry(service, { invocationId: [Buffer.alloc(16, 7)] })
  reply.done()
}

const one: Answer = (_, reply) => {
  reply.entry(...person(1))
  reply.done()
}

/** A session on a domain controller that says all this of itself. */
function open(
  t: Test,
  { root = counting, settings = ownId, showsDeleted = true, found = one }: Told = {}
) {
  return openScripted(
    t,
    ({ baseDn, bytes }, reply) => {
      if (baseDn === service) return settings(bytes, reply)
      if (baseDn === context) return found(bytes, reply)
      reply.entry(baseDn, baseDn === '' ? root : showsDeleted ? { isDeleted: ['TRUE'] } : {})
      reply.done()
    },
    (request, reply) => !request.bytes.includes('dsServiceName') && answerLayout(request, reply)
  )
}

t.test('a place', async t => {
  const session = await open(t)
  t.strictSame(await placeByNumber(session, context, never), place)
})

/** With a number that is not exact, changes would be missing. */
const unusable: readonly [string, Told][] = [
  ['no count', { root: { dsServiceName: [service] } }],
  ['a count that is no number', { root: { ...counting, highestCommittedUSN: ['many'] } }],
  ['a count too high', { root: { ...counting, highestCommittedUSN: ['9007199254740993'] } }],
  ['no service', { root: { highestCommittedUSN: ['4711'] } }],
  ['settings that are not shown', { settings: (_, reply) => reply.done() }],
  ['settings that are not there', { settings: (_, reply) => reply.done(32) }],
  [
    'no invocationId',
    {
      settings(_, reply) {
        reply.entry(service, {})
        reply.done()
      }
    }
  ],
  [
    'a broken invocationId',
    {
      settings(_, reply) {
        reply.entry(service, { invocationId: [Buffer.alloc(3)] })
        reply.done()
      }
    }
  ],
  ['deleted objects that are not shown', { showsDeleted: false }]
]

for (const [what, told] of unusable) {
  t.test(what, async t => {
    const session = await open(t, told)
    t.equal(await placeByNumber(session, context, never), undefined)
    t.equal(await changesByNumber(session, context, place, 1000, never), undefined)
  })
}

t.test('numbers that nobody is shown', async t => {
  const session = await open(t, { found: (_, reply) => reply.done() })
  t.equal(await placeByNumber(session, context, never), undefined)
})

t.test('somebody else counts', async t => {
  const session = await open(t)
  for (const other of [
    { ...place, invocationId: '08080808-0808-0808-0808-080808080808' },
    { ...place, usn: 4712 }
  ]) {
    t.equal(await changesByNumber(session, context, other, 1000, never), undefined)
  }
  t.match(await changesByNumber(session, context, place, 1000, never), { place }, 'nothing new')
})

t.test('who is too busy has not refused', async t => {
  const session = await open(t, { settings: (_, reply) => reply.done(51) })
  await t.rejects(placeByNumber(session, context, never), BusyError)
})

t.test('asks from the next number on, for deleted objects too', async t => {
  const session = await open(t, {
    found(bytes, reply) {
      t.ok(bytes.includes('uSNChanged\x04\x044001'), 'LDAP knows no >')
      t.ok(bytes.includes('1.2.840.113556.1.4.417'))
      if (!bytes.includes('organizationalUnit')) reply.entry(...person(1))
      reply.done()
    }
  })
  t.strictSame(await changesByNumber(session, context, { ...place, usn: 4000 }, 1000, never), {
    objectGuids: ['01010101-0101-0101-0101-010101010101'],
    movesOthers: false,
    place
  })
})

t.test('a unit is new when it was made since', async t => {
  for (const [attributes, movesOthers] of [
    [{ uSNCreated: ['4001'] }, false],
    [{ uSNCreated: ['4000'] }, true],
    [{}, true]
  ] as [Attributes, boolean][]) {
    const session = await open(t, {
      found(bytes, reply) {
        if (bytes.includes('organizationalUnit')) reply.entry(`OU=Staff,${context}`, attributes)
        reply.done()
      }
    })
    const changes = await changesByNumber(session, context, { ...place, usn: 4000 }, 1000, never)
    t.match(changes, { objectGuids: [], movesOthers })
  }
})

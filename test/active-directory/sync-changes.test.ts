import { BerReader, BusyError } from 'ldapts'
import t, { type Test } from 'tap'
import {
  changesBySync,
  placeBySync,
  type DirSyncPlace
} from '../../src/active-directory/sync-changes.ts'
import { answerLayout, openScripted, person, type Reply, type Request } from './scripted-server.ts'

/** On a real server: changed-accounts.test.ts. Here what Samba never does. */
const never = new AbortController().signal
const context = 'DC=contoso,DC=test'
const p1 = '01010101-0101-0101-0101-010101010101'
const p2 = '02020202-0202-0202-0202-020202020202'
const before: DirSyncPlace = { by: 'DirSync', flags: 0, cookie: base64('before') }
const asReader: DirSyncPlace = { ...before, flags: 1 }

const whatever = { userFilter: undefined, most: 1000 }

interface Asked {
  readonly flags: number
  readonly cookie: string
}

/** A session on a domain whose DirSync answers so; deleted objects can be looked at, or not. */
function open(
  t: Test,
  answer: (asked: Asked, reply: Reply, request: Request) => void,
  showsDeleted = true
) {
  return openScripted(t, (request, reply) => {
    const asked = readSync(request)
    if (asked) return answer(asked, reply, request)
    t.equal(request.baseDn, `CN=Deleted Objects,${context}`)
    reply.entry(request.baseDn, showsDeleted ? { isDeleted: ['TRUE'] } : {})
    reply.done()
  })
}

t.test('a place is where nothing is left to be told', async t => {
  const asked: Asked[] = []
  const session = await open(t, (one, reply) => {
    asked.push(one)
    reply.synced(`round ${asked.length}`, asked.length < 3)
  })
  t.strictSame(await placeBySync(session, context, never), {
    by: 'DirSync',
    flags: 0,
    cookie: base64('round 3')
  })
  t.strictSame(asked, [
    { flags: 0, cookie: '' },
    { flags: 0, cookie: 'round 1' },
    { flags: 0, cookie: 'round 2' }
  ])
})

t.test('without the right to replicate, what the account itself may see', async t => {
  for (const [showsDeleted, expected] of [
    [true, { by: 'DirSync', flags: 1, cookie: base64('mine') }],
    [false, undefined]
  ] as const) {
    const flags: number[] = []
    const session = await open(
      t,
      (asked, reply) => {
        flags.push(asked.flags)
        if (asked.flags === 0) reply.done(50)
        else reply.synced('mine')
      },
      showsDeleted
    )
    t.strictSame(await placeBySync(session, context, never), expected)
    t.strictSame(flags, showsDeleted ? [0, 1] : [0])
  }
})

t.test('a server without DirSync, or one that refuses the cookie', async t => {
  for (const status of [12, 50, 53, 1, 2]) {
    const session = await open(t, (_, reply) => reply.done(status))
    t.equal(await placeBySync(session, context, never), undefined, `result ${status}`)
    const changes = await changesBySync(session, context, before, whatever, never)
    t.equal(changes, undefined, `result ${status}`)
  }
})

t.test('who is too busy has not refused', async t => {
  const session = await open(t, (_, reply) => reply.done(51))
  await t.rejects(placeBySync(session, context, never), BusyError)
  await t.rejects(changesBySync(session, context, before, whatever, never), BusyError)
})

t.test('an answer that does not say where it ends is none', async t => {
  const session = await openScripted(t, (_, reply) => {
    reply.entry(...person(1))
    reply.done()
  })
  t.equal(await placeBySync(session, context, never), undefined)
  t.equal(await changesBySync(session, context, before, whatever, never), undefined)
})

t.test('who says for ever that more follows is not followed', async t => {
  let rounds = 0
  const session = await open(t, (_, reply) => {
    rounds += 1
    reply.synced('again', true)
  })
  t.equal(await changesBySync(session, context, before, whatever, never), undefined)
  t.equal(rounds, 2)
})

t.test('changes, in several rounds', async t => {
  const cookies: string[] = []
  const session = await open(t, ({ cookie }, reply, { baseDn }) => {
    t.equal(baseDn, context)
    cookies.push(cookie)
    reply.entry(...person(cookies.length))
    reply.synced(`round ${cookies.length}`, cookies.length < 2)
  })
  t.strictSame(await changesBySync(session, context, before, whatever, never), {
    objectGuids: [p1, p2],
    movesOthers: false,
    place: { ...before, cookie: base64('round 2') }
  })
  t.strictSame(cookies, ['before', 'round 1'])
})

t.test('what moved or was renamed is looked at: a unit takes others along', async t => {
  const name = ['Staff']
  const whenCreated = ['20260301080000.0Z']
  for (const [attributes, isUnit, movesOthers] of [
    [{ name, whenCreated }, true, false],
    [{ mail: ['staff@contoso.test'] }, true, false],
    [{ name }, true, true],
    [{ name }, false, false],
    [{ name, isDeleted: ['TRUE'] }, true, false],
    [{ whenCreated, objectClass: ['top', 'builtinDomain'] }, false, true]
  ] as const) {
    const session = await openScripted(t, (request, reply) => {
      const entry = { ...attributes, objectGUID: [Buffer.alloc(16, 1)] }
      const isSync = readSync(request) !== undefined
      if (isSync || isUnit) reply.entry(`OU=Staff,${context}`, entry)
      if (isSync) reply.synced('after')
      else reply.done()
    })
    t.match(await changesBySync(session, context, before, whatever, never), { movesOthers })
  }
})

t.test('who may no longer look at deleted objects would not be told of them', async t => {
  const seeing = await open(t, (_, reply) => reply.synced('after'))
  t.match(await changesBySync(seeing, context, asReader, whatever, never), {
    place: { ...asReader, cookie: base64('after') }
  })
  const blind = await open(t, () => t.fail('asked all the same'), false)
  t.equal(await changesBySync(blind, context, asReader, whatever, never), undefined)
})

t.test('a lost connection is no refusal', async t => {
  const session = await openScripted(
    t,
    (_, reply) => reply.hangUp(),
    (request, reply) => answerLayout(request, reply)
  )
  await t.rejects(placeBySync(session, context, never))
})

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

const oid = '1.2.840.113556.1.4.841'

/** What the control says; undefined where there is none. */
function readSync({ bytes }: Request): Asked | undefined {
  const at = bytes.indexOf(oid)
  if (at < 0) return undefined
  const control = new BerReader(bytes.subarray(at + oid.length))
  control.readBoolean()
  const value = new BerReader(control.readString(4, true) ?? Buffer.alloc(0))
  value.readSequence()
  const flags = value.readInt() ?? -1
  value.readInt()
  return { flags, cookie: value.readString() ?? '' }
}
